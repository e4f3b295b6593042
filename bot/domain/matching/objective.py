"""What counts, in order: who is served, the same volunteer again, the way, an even load; and weights that say so."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import Instance, Match, kilometres

# Who waits in vain costs this and their urgency: the objective counts 65536 + 32768 × tier.
UNSERVED = 2


class Weights(NamedTuple):
    """Of an unserved resident (for each of 2 + tier), a new face, a kilometre, and the squared loads."""

    unserved: int
    new_face: int
    km: int
    load: int


POLICY = Weights(32768, 1024, 12, 1)


@dataclass(frozen=True)
class Objective:
    """The levels of an answer; `unserved` sums 2 + tier of who is left, `load` the squares of the weekly visits."""

    served: int
    urgency: int  # sum of the tiers of those who are served
    unserved: int
    new_face: int
    km: int
    load: int

    @property
    def z(self) -> int:
        return weighed(POLICY, (self.unserved, self.new_face, self.km, self.load))


def weighed(weights: Weights, levels: tuple[int, int, int, int]) -> int:
    return sum(weight * level for weight, level in zip(weights, levels, strict=True))


def objective(instance: Instance, matches: list[Match]) -> Objective:
    """Counted from the answer itself, not from the flow it came from."""
    one, rows = instance.residents, np.array(matches, dtype=np.int64).reshape(-1, len(Match._fields))
    resident, volunteer, _slot, session, companion = rows.T
    visit = volunteer >= 0
    tiers = int(one.tier[resident].sum())
    left = len(one.tier) - len(rows)
    way = int(kilometres(instance, resident[visit], volunteer[visit]).sum())
    way += int(instance.km[one.ward[resident[~visit]], instance.sessions.ward[session[~visit]]].sum())
    loads = np.bincount(np.concatenate([volunteer[visit], companion[companion >= 0]]))
    return Objective(
        served=len(rows),
        urgency=tiers,
        unserved=UNSERVED * left + int(one.tier.sum()) - tiers,
        new_face=len(rows) - int((visit & (one.previous[resident] == volunteer)).sum()),
        km=way,
        load=int((loads**2).sum()),
    )
