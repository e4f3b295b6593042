"""Keeps a few visits in each ward out of the plan, for residents whose volunteer drops out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.domain.matching.instance import Flags, Instance, Ints, Match

PLACES_A_WARD = 2


def stand_by(
    instance: Instance,
    places_a_ward: int = PLACES_A_WARD,
    area: Ints | None = None,
    one_in: int = 1,
    already: Flags | None = None,
) -> Instance:
    """Return the week with one visit fewer for the volunteers who keep one in reserve; others are judged by the
    full week.

    Chosen are the most useful who have a visit left for themselves, those `already` on call first. `area` is where
    a volunteer counts if not in the ward. At most one visit in `one_in` is kept, so that small areas keep none.
    """
    other = instance.volunteers
    area = other.ward if area is None else area
    offered = np.bincount(area, np.where(other.vetted, other.max_load, 0)).astype(np.int64)
    most = np.minimum(places_a_ward, offered // one_in)
    kept = np.zeros_like(other.max_load)
    kept[_most_useful(instance, area, most, other.max_load > 1, already)] = 1
    return replace(instance, volunteers=replace(other, max_load=other.max_load - kept))


def on_call(instance: Instance, matches: Sequence[Match], area: Ints, already: Flags, rested: Flags) -> list[int]:
    """Return who else is told to be on call, until each area has PLACES_A_WARD.

    Skip everybody who is asked something else today: two questions answered by numbers would be confused.
    """
    asked = np.zeros_like(already)
    asked[[who for one in matches for who in (one.volunteer, one.companion) if who >= 0]] = True
    idle = (instance.volunteers.max_load > 0) & (instance.volunteers.slots != 0) & ~asked & rested
    wanted = np.maximum(0, PLACES_A_WARD - np.bincount(area, already, minlength=len(area)).astype(np.int64))
    return sorted(_most_useful(instance, area, wanted, idle & ~already).tolist())


def _most_useful(instance: Instance, area: Ints, most: Ints, able: Flags, before: Flags | None = None) -> Ints:
    other = instance.volunteers
    found = np.flatnonzero(other.vetted & able)
    half_days = np.bitwise_count(other.slots[found]).astype(np.int64)
    useful = half_days * other.max_km[found] * other.topics[found].sum(axis=1)
    later = ~before[found] if before is not None else np.zeros_like(found)
    order = found[np.lexsort((-useful, later, area[found]))]
    here = area[order]
    return order[np.arange(len(order)) - np.searchsorted(here, here) < most[here]]
