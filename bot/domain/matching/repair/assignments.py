"""The current assignments of a week: who has which visit or seat, what is free, who may be asked to move."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import replace

import numpy as np

from bot.domain.matching.flow.hubs import joined
from bot.domain.matching.instance import MOST_KM_TO_A_CLASS, Instance, Ints, Match, near_volunteers, seatings, visits
from bot.domain.matching.rules import SLOTS

NOBODY = -1
ALL_SLOTS = (1 << SLOTS) - 1


class CurrentAssignments:
    """Indexed once, then kept up to date by `seat`, `leave` and `drop_out`.

    Hosts are numbered: volunteers, then sessions (each a host in one slot with several places). `busy`, `open` and
    `movable` are masks of slots: taken, offered at all, taken by somebody who may be asked to move. `frozen`
    residents have confirmed and are not asked; nothing changes in `frozen_slots` (a mask).
    """

    def __init__(
        self, instance: Instance, matches: Sequence[Match], frozen: Collection[int] = (), frozen_slots: int = 0
    ) -> None:
        self.instance = instance
        people, self.volunteers = len(instance.residents.ward), len(instance.volunteers.ward)
        self.capacity = np.concatenate([instance.volunteers.max_load, instance.sessions.seats])
        self.open = np.concatenate([instance.volunteers.slots, 1 << instance.sessions.slot]) & ~frozen_slots
        self.frozen_slots = frozen_slots
        self.host, self.slot, self.companion = (np.full(people, NOBODY) for _ in range(3))
        self.guest = np.full((self.volunteers, SLOTS), NOBODY)
        self.busy, self.movable, self.load = (np.zeros(len(self.capacity), dtype=np.int64) for _ in range(3))
        self.fixed = np.zeros(people, dtype=bool)
        self.fixed[list(frozen)] = True
        self._near: dict[int, Ints] = {}
        self._index(np.array(matches, dtype=np.int64).reshape(-1, len(Match._fields)))

    def _index(self, rows: Ints) -> None:
        resident, volunteer, slot, session, companion = rows.T
        seat = session != NOBODY
        host = np.where(seat, self.volunteers + session, volunteer)
        slot = np.where(seat, self.instance.sessions.slot[session], slot) if seat.any() else slot
        self.host[resident], self.slot[resident], self.companion[resident] = host, slot, companion
        self.fixed[resident] |= self.frozen_slots >> slot & 1 == 1
        self.guest[volunteer[~seat], slot[~seat]] = resident[~seat]
        free_to_move = ~seat & ~self.fixed[resident]
        np.bitwise_or.at(self.movable, volunteer[free_to_move], 1 << slot[free_to_move])
        joined = companion != NOBODY
        np.bitwise_or.at(
            self.busy, np.concatenate([host, companion[joined]]), 1 << np.concatenate([slot, slot[joined]])
        )
        np.add.at(self.load, np.concatenate([host, companion[joined]]), 1)
        self.busy[self.volunteers :] = 0

    def copy(self) -> "CurrentAssignments":
        return deepcopy(self, {id(one): one for one in (self.instance, self.capacity, self._near)})

    def offered(self) -> Instance:
        """Return the week without slots of volunteers who dropped out and without frozen slots."""
        left = replace(self.instance.volunteers, slots=self.open[: self.volunteers])
        return replace(self.instance, volunteers=left)

    def near(self, ward: int) -> Ints:
        if ward not in self._near:
            km, other = self.instance.km[ward], self.instance.volunteers
            comes = other.vetted & (km[other.ward] <= other.max_km)
            open_to = km[self.instance.sessions.ward] <= MOST_KM_TO_A_CLASS
            self._near[ward] = np.flatnonzero(np.concatenate([comes, open_to]))
        return self._near[ward]

    def possible(self, residents: Ints, slots: Ints) -> tuple[Ints, Ints, Ints]:
        """Return columns (resident, host, mask of slots); `slots` is a mask by host."""
        who, host, masks = self._in_reach(residents, slots & self.open)
        held = np.zeros(len(who), dtype=bool)
        visit = host < self.volunteers
        held[visit] = visits(self.instance, who[visit], host[visit]) != 0
        if not visit.all():
            held[~visit] = seatings(self.instance, who[~visit], host[~visit] - self.volunteers)
        return who[held], host[held], masks[held]

    def _in_reach(self, residents: Ints, slots: Ints) -> tuple[Ints, Ints, Ints]:
        ward, wanted = self.instance.residents.ward[residents], self.instance.residents.slots[residents]
        found = [(residents[:0], residents[:0], residents[:0])]
        for one in np.flatnonzero(np.bincount(ward)).tolist():
            hosts, here = self.near(one), np.flatnonzero(ward == one)
            hosts = hosts[slots[hosts] != 0]
            masks = wanted[here][:, None] & slots[hosts]
            row, column = np.nonzero(masks)
            found.append((residents[here[row]], hosts[column], masks[row, column]))
        who, host, mask = (np.concatenate(column) for column in zip(*found, strict=True))
        return who, host, mask

    def way(self, residents: Ints, hosts: Ints) -> Ints:
        one, other, sessions = self.instance.residents, self.instance.volunteers, self.instance.sessions
        ward = np.concatenate([other.ward, sessions.ward])[hosts]
        hamlet = np.concatenate([other.hamlet, np.full(len(sessions.ward), NOBODY)])[hosts]
        same = (one.ward[residents] == ward) & (one.hamlet[residents] == hamlet)
        return np.where(same, 0, self.instance.km[one.ward[residents], ward])

    def match(self, resident: int) -> Match | None:
        host, slot = int(self.host[resident]), int(self.slot[resident])
        if host == NOBODY:
            return None
        return self.place(resident, host, slot)._replace(companion=int(self.companion[resident]))

    def place(self, resident: int, host: int, slot: int) -> Match:
        if host >= self.volunteers:
            return Match(resident, session=host - self.volunteers)
        return Match(resident, host, slot)

    def seat(self, match: Match) -> None:
        self._index(np.array([match], dtype=np.int64))

    def leave(self, resident: int) -> None:
        slot = int(self.slot[resident])
        for host in (int(self.host[resident]), int(self.companion[resident])):
            if host != NOBODY:
                self._vacate(host, slot)
        self.host[resident] = self.slot[resident] = self.companion[resident] = NOBODY

    def _vacate(self, host: int, slot: int) -> None:
        self.load[host] -= 1
        self.busy[host] &= ~(1 << slot)
        self.movable[host] &= ~(1 << slot)
        if host < self.volunteers:
            self.guest[host, slot] = NOBODY

    def fix(self, resident: int) -> None:
        self.fixed[resident] = True
        host, slot = int(self.host[resident]), int(self.slot[resident])
        if NOBODY < host < self.volunteers:
            self.movable[host] &= ~(1 << slot)

    def drop_out(self, volunteer: int, slots: int = ALL_SLOTS) -> list[int]:
        """Withdraw a volunteer from these slots (a mask); return the residents left, confirmed or not."""
        self.open[volunteer] &= ~slots
        with_them = (self.host == volunteer) | (self.companion == volunteer)
        displaced = [one for one in np.flatnonzero(with_them).tolist() if slots >> int(self.slot[one]) & 1]
        for resident in displaced:
            self.leave(resident)
            self.fixed[resident] = False
        return displaced

    def joiners(self, match: Match) -> list[int]:
        """Return possible companions of this visit: those who cannot lead first, then the least busy.

        A plan by `repair` names leads only; in weeks of visits by two each visit still needs a companion.
        """
        near = near_volunteers(self.instance, int(self.instance.residents.ward[match.resident]))
        free = self.open[near] & ~self.busy[near]
        able = near[(free >> match.slot & 1 == 1) & (self.load[near] < self.capacity[near]) & (near != match.volunteer)]
        order = np.lexsort((able, self.load[able], self.instance.volunteers.vetted[able]))
        return [int(one) for one in able[order]]

    def guests(self, hosts: Ints) -> tuple[Ints, Ints]:
        visiting, seating = np.flatnonzero(hosts < self.volunteers), np.flatnonzero(hosts >= self.volunteers)
        guest = self.guest[hosts[visiting]]
        row, slot = np.nonzero(guest != NOBODY)
        if not len(seating):
            return guest[row, slot], visiting[row]
        seat, seated = joined(hosts[seating], self.host)
        return np.concatenate([guest[row, slot], seated]), np.concatenate([visiting[row], seating[seat]])
