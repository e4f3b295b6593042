"""Visits by two chosen one resident after another, as a careful coordinator would; fast and without proof."""

from collections.abc import Iterator

import numpy as np

from bot.domain.matching.flow.hubs import spread
from bot.domain.matching.instance import Flags, Instance, Ints, Match, kilometres, near_volunteers, seatings, visits
from bot.domain.matching.rules import SLOTS


def greedy(instance: Instance, accompanied: Flags, along: Flags) -> list[Match]:
    """Serve the most urgent first: a seat if there is one, else the best volunteer who has a companion."""
    week = _Week(instance, accompanied, along)
    found = [week.place(resident) for resident in np.argsort(-instance.residents.tier, kind="stable").tolist()]
    return sorted(match for match in found if match)


class _Week:
    def __init__(self, instance: Instance, accompanied: Flags, along: Flags) -> None:
        self.instance, self.accompanied, self.along = instance, accompanied, along
        self.free = np.where(instance.volunteers.max_load > 0, instance.volunteers.slots, 0)
        self.left = instance.volunteers.max_load.copy()
        self.seats = instance.sessions.seats.copy()
        self.near = {ward: near_volunteers(instance, ward) for ward in np.unique(instance.residents.ward).tolist()}

    def place(self, resident: int) -> Match | None:
        open_to = np.flatnonzero(
            seatings(self.instance, np.asarray(resident), np.arange(len(self.seats))) & (self.seats > 0)
        )
        if len(open_to):
            self.seats[open_to[0]] -= 1
            return Match(resident, session=int(open_to[0]))
        near = self.near[int(self.instance.residents.ward[resident])]
        for volunteer, slot in self._leads(resident, near):
            companion = -1 if self.accompanied[resident] else self._companion(near, volunteer, slot)
            if companion is not None:
                self._take(volunteer, slot)
                self._take(companion, slot)
                return Match(resident, volunteer, slot, companion=companion)
        return None

    def _leads(self, resident: int, near: Ints) -> Iterator[tuple[int, int]]:
        row, slot = spread(visits(self.instance, np.asarray(resident), near) & self.free[near], SLOTS)
        volunteer = near[row]
        known = volunteer == self.instance.residents.previous[resident]
        km = kilometres(self.instance, np.asarray(resident), volunteer)
        order = np.lexsort((slot, -self.left[volunteer], km, ~known))
        return zip(volunteer[order].tolist(), slot[order].tolist(), strict=True)

    def _companion(self, near: Ints, lead: int, slot: int) -> int | None:
        able = near[(self.free[near] >> slot & 1 == 1) & (near != lead) & self.along[near]]
        if not len(able):
            return None
        return int(able[np.lexsort((-self.left[able], self.instance.volunteers.vetted[able]))[0]])

    def _take(self, volunteer: int, slot: int) -> None:
        if volunteer < 0:
            return
        self.left[volunteer] -= 1
        self.free[volunteer] = self.free[volunteer] & ~(1 << slot) if self.left[volunteer] else 0
