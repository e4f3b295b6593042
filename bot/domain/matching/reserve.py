"""A few visits in each ward are kept back from the week's plan, for those whose volunteer drops out."""

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
    """The week to be matched, with a visit less for some volunteers; what stands is judged by the whole week.

    Those keep one back who can help most people in most half-days, and who keep at least one visit of their own.
    `area` is where a volunteer's place is counted, if not in their ward; never more than one visit `one_in` so many
    is kept back there, so that a small ward keeps none. Who stands by `already` comes first.
    """
    other = instance.volunteers
    area = other.ward if area is None else area
    offered = np.bincount(area, np.where(other.vetted, other.max_load, 0)).astype(np.int64)
    most = np.minimum(places_a_ward, offered // one_in)
    kept = np.zeros_like(other.max_load)
    kept[_first(instance, area, most, other.max_load > 1, already)] = 1
    return replace(instance, volunteers=replace(other, max_load=other.max_load - kept))


def on_call(instance: Instance, matches: Sequence[Match], area: Ints, already: Flags, rested: Flags) -> list[int]:
    """Who else is to be told that they stand by, until each area has enough; `rested` may be asked for something.

    Only who is asked nothing else today: two questions at once are one too many, above all where both are answered by
    a number.
    """
    asked = np.zeros_like(already)
    asked[[who for one in matches for who in (one.volunteer, one.companion) if who >= 0]] = True
    idle = (instance.volunteers.max_load > 0) & (instance.volunteers.slots != 0) & ~asked & rested
    wanted = np.maximum(0, PLACES_A_WARD - np.bincount(area, already, minlength=len(area)).astype(np.int64))
    return sorted(_first(instance, area, wanted, idle & ~already).tolist())


def _first(instance: Instance, area: Ints, most: Ints, able: Flags, before: Flags | None = None) -> Ints:
    """Of those who are able the most useful of each area, at most so many there."""
    other = instance.volunteers
    found = np.flatnonzero(other.vetted & able)
    half_days = np.bitwise_count(other.slots[found]).astype(np.int64)
    useful = half_days * other.max_km[found] * other.topics[found].sum(axis=1)
    later = ~before[found] if before is not None else np.zeros_like(found)
    order = found[np.lexsort((-useful, later, area[found]))]
    here = area[order]
    return order[np.arange(len(order)) - np.searchsorted(here, here) < most[here]]
