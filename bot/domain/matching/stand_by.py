"""A few visits in each ward are kept back from the week's plan, for those whose volunteer drops out."""

from dataclasses import replace

import numpy as np

from bot.domain.matching.instance import Instance

PLACES_A_WARD = 2


def stand_by(instance: Instance, places_a_ward: int = PLACES_A_WARD) -> Instance:
    """The week to be matched, with a visit less for some volunteers; what stands is judged by the whole week.

    Those keep one back who can help most people in most half-days, and who keep at least one visit of their own.
    """
    other = instance.volunteers
    able = np.flatnonzero(other.vetted & (other.max_load > 1))
    useful = (
        np.bitwise_count(other.slots[able]).astype(np.int64) * other.max_km[able] * np.bitwise_count(other.topics[able])
    )
    order = able[np.lexsort((-useful, other.ward[able]))]
    ward = other.ward[order]
    nth = np.arange(len(order)) - np.searchsorted(ward, ward)
    kept = np.zeros_like(other.max_load)
    kept[order[nth < places_a_ward]] = 1
    return replace(instance, volunteers=replace(other, max_load=other.max_load - kept))
