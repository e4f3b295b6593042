"""After a drop-out or a walk-in: the fewest people to be asked to move, or why nobody can help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from bot.domain.matching.explanations import NobodyFits, why_left
from bot.domain.matching.flow.hubs import spread
from bot.domain.matching.instance import Ints, Match
from bot.domain.matching.repair.assignments import NOBODY, CurrentAssignments
from bot.domain.matching.rules import SLOTS, Rule

MOST_MOVED = 2
_UNSEEN = np.iinfo(np.int64).max


class NoRescueReason(Enum):
    NOBODY_FITS = "no volunteer and no class fits"
    ALL_FULL = "all who fit are taken, and nobody in their places can go elsewhere"
    TOO_MANY_MOVES = "only by asking more people to move than we ask"


class Move(NamedTuple):
    """What somebody would have instead; `before` is None for whoever has nothing."""

    before: Match | None
    after: Match


@dataclass(frozen=True)
class Rescue:
    """A proposal for one resident; ask in this order, since each move frees the place of the next.

    The last move is the resident's own. Without moves `why` is the reason; `reached` is how many others hold
    places that could matter, all of them checked; `rules` are the fewest that exclude everybody.
    """

    resident: int
    moves: tuple[Move, ...] = ()
    why: NoRescueReason | None = None
    reached: int = 0
    rules: tuple[Rule, ...] = ()


def repair(standing: CurrentAssignments, displaced: Sequence[int], most_moved: int = MOST_MOVED) -> list[Rescue]:
    """Plan for everybody without a place, most urgent first; `standing` is not changed.

    Nobody loses a place, and nobody is asked twice in one plan. Rescues build on earlier ones: when somebody
    declines, `fix` them and plan again.
    """
    planned = standing.copy()
    tier = standing.instance.residents.tier
    return [_rescue(planned, one, most_moved) for one in sorted(set(displaced), key=lambda one: (-tier[one], one))]


def carry_out(standing: CurrentAssignments, rescue: Rescue) -> None:
    for before, after in rescue.moves:
        if before is not None:
            standing.leave(before.resident)
        standing.seat(after)
        standing.fix(after.resident)


def _rescue(planned: CurrentAssignments, resident: int, most_moved: int) -> Rescue:
    search = _Search(planned, resident)
    moved, end = 0, search.free_place()
    while end is None and search.go_on():
        moved, end = moved + 1, search.free_place()
    if end is not None and moved <= most_moved:
        found = Rescue(resident, tuple(search.moves(end)))
        carry_out(planned, found)
        return found
    if end is not None:
        return Rescue(resident, why=NoRescueReason.TOO_MANY_MOVES, reached=search.others)
    return _left(planned, resident, search.others)


def _left(planned: CurrentAssignments, resident: int, reached: int) -> Rescue:
    if len(planned.possible(np.array([resident]), planned.open)[0]):
        return Rescue(resident, why=NoRescueReason.ALL_FULL, reached=reached)
    reason = why_left(planned.offered(), resident)
    return Rescue(
        resident, why=NoRescueReason.NOBODY_FITS, rules=reason.rules if isinstance(reason, NobodyFits) else ()
    )


class _End(NamedTuple):
    resident: int
    host: int
    slot: int


class _Steps(NamedTuple):
    """Columns: who would have to move, so that who can come in which slot; kilometres added up so far."""

    guest: Ints
    comes: Ints
    slot: Ints
    km: Ints


class _Search:
    """Breadth first, one layer per person moved; within a layer the fewest kilometres win.

    A resident is reached when somebody could take their place, or a place that becomes possible once they leave a
    host with a full week.
    """

    def __init__(self, standing: CurrentAssignments, displaced: int) -> None:
        self.now = standing
        people = len(standing.host)
        self.km = np.full(people, _UNSEEN)  # of all moves so far, less this one's present way
        self.km[displaced] = 0
        self.comes, self.slot = np.full(people, NOBODY), np.full(people, NOBODY)
        self.layer = np.array([displaced])
        self.movable = standing.movable.copy()  # slots of those not reached yet
        self.full = (standing.load >= standing.capacity) & (standing.load > 0)  # with guests that are not reached yet
        self.others = 0

    def free_place(self) -> _End | None:
        now = self.now
        who, host, masks = now.possible(self.layer, np.where(now.load < now.capacity, ~now.busy, 0))
        if not len(who):
            return None
        first = int((self.km[who] + now.way(who, host)).argmin())
        return _End(int(who[first]), int(host[first]), int(_lowest(masks[first])))

    def go_on(self) -> bool:
        room = np.where(self.full, ~self.now.busy, 0)
        who, host, masks = self.now.possible(self.layer, self.movable | room)
        km = self.km[who] + self.now.way(who, host)
        steps = self._swaps(who, host, masks, km), self._openings(who, host, masks & room[host], km)
        guest, comes, slot, km = (np.concatenate(column) for column in zip(*steps, strict=True))
        order = np.argsort(km, kind="stable")
        reached, first = np.unique(guest[order], return_index=True)
        fresh = (self.km[reached] == _UNSEEN) & ~self.now.fixed[reached]
        reached, first = reached[fresh], order[first[fresh]]
        host = self.now.host[reached]
        self.km[reached] = km[first] - self.now.way(reached, host)
        self.comes[reached], self.slot[reached] = comes[first], slot[first]
        np.bitwise_and.at(self.movable, host, ~(1 << self.now.slot[reached]))
        self.full[host] &= self.movable[host] != 0
        self.layer = reached
        self.others += len(reached)
        return bool(len(reached))

    def moves(self, end: _End) -> Iterator[Move]:
        resident, host, slot = end
        while resident != NOBODY:
            yield Move(self.now.match(resident), self.now.place(resident, host, slot))
            host, slot = int(self.now.host[resident]), int(self.slot[resident])
            resident = int(self.comes[resident])

    def _swaps(self, who: Ints, host: Ints, masks: Ints, km: Ints) -> _Steps:
        row, slot = spread(masks & self.movable[host], SLOTS)
        return _Steps(self.now.guest[host[row], slot], who[row], slot, km[row])

    def _openings(self, who: Ints, host: Ints, masks: Ints, km: Ints) -> _Steps:
        """Reach all guests of hosts who are free in the slot but have a full week."""
        some = np.flatnonzero(masks)
        guest, row = self.now.guests(host[some])
        row = some[row]
        return _Steps(guest, who[row], _lowest(masks[row]), km[row])


def _lowest(masks: Ints) -> Ints:
    return np.asarray(np.bitwise_count((masks & -masks) - 1), dtype=np.int64)
