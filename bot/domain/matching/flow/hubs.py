"""Hubs: residents who differ in nothing that matters wait at one point, and whoever may come is joined to it once."""

from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import (
    A_WOMAN,
    ANYBODY,
    MOST_KM_TO_A_CLASS,
    SLOTS,
    UNREACHABLE,
    Flags,
    Instance,
    Ints,
    bits,
)

# The last digit of a hub: what is wished for (anybody, a woman, a man), or a seat in a class. Who has not said whether
# they are a woman or a man comes to a digit of their own, at which nobody waits.
_QUEUES = 5
_CLASS = 4


class Ways(NamedTuple):
    """Columns: a resident, half-day or session; the number of its hub; kilometres (0 for residents)."""

    who: Ints
    hub: Ints
    km: Ints


class Hubs(NamedTuple):
    """Half-days are volunteer × SLOTS + slot."""

    number: int
    residents: Ways
    half_days: Ways
    sessions: Ways


def hubs(instance: Instance) -> Hubs:
    """A hub is (ward, slot, topic, language, queue); those that only one side knows are left out."""
    # What nobody speaks who waits needs no hub.
    languages = max(1, int(instance.residents.langs.max(initial=0)).bit_length())
    waiting = _waiting(instance, languages)
    keys = distinct(waiting.hub)
    visiting = _known(_visiting(instance, languages, keys), keys)
    seating = _known(_seating(instance, languages), keys)
    supplied = np.zeros(len(keys), dtype=bool)
    supplied[visiting.hub] = supplied[seating.hub] = True
    waiting = _known(waiting, keys[supplied])
    number = np.cumsum(supplied) - 1
    return Hubs(
        len(keys[supplied]),
        waiting,
        visiting._replace(hub=number[visiting.hub]),
        seating._replace(hub=number[seating.hub]),
    )


def spread(masks: Ints, width: int) -> tuple[Ints, Ints]:
    """Row and number of every bit that is set."""
    row, bit = np.nonzero(bits(masks, width))
    return row, bit


def distinct(numbers: Ints) -> Ints:
    """Each number once, ascending. NumPy's own asks for a part of it that takes a tenth of a second to load."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Every pair of rows with equal keys, as a database would join them."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    first = np.searchsorted(ordered, left, "left")
    counts = np.searchsorted(ordered, left, "right") - first
    rows = np.repeat(np.arange(len(left)), counts)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, order[first[rows] + nth]


def _waiting(instance: Instance, languages: int) -> Ways:
    one = instance.residents
    who, slot = spread(one.slots, SLOTS)
    row, key = _in_detail(who, one.ward[who] * SLOTS + slot, (one.topics, bits(one.langs, languages)))
    who = who[row]
    visited = key * _QUEUES + one.gender_pref[who]
    if not len(instance.sessions.ward):
        return Ways(who, visited, np.zeros_like(who))
    may_leave = ~one.home_only[who]
    who = np.concatenate([who, who[may_leave]])
    return Ways(who, np.concatenate([visited, key[may_leave] * _QUEUES + _CLASS]), np.zeros_like(who))


def _visiting(instance: Instance, languages: int, keys: Ints) -> Ways:
    """Volunteers at the hubs of every ward within their reach."""
    other = instance.volunteers
    topics, spoken = other.topics, bits(other.langs, languages)
    days = np.zeros(len(instance.km) * SLOTS, dtype=bool)
    days[keys // max(1, _QUEUES * topics.shape[1] * languages)] = True
    volunteer = np.flatnonzero(other.vetted & (other.max_load > 0))
    here, there = np.nonzero(instance.km != UNREACHABLE)
    row, pair = joined(other.ward[volunteer], there)
    km = instance.km[here[pair], there[pair]]
    near = km <= other.max_km[volunteer[row]]
    volunteer, ward, km = volunteer[row[near]], here[pair[near]], km[near]

    row, slot = spread(other.slots[volunteer], SLOTS)
    day = ward[row] * SLOTS + slot
    row, slot, day = (column[days[day]] for column in (row, slot, day))
    part, key = _in_detail(volunteer[row], day, (topics, spoken))
    volunteer, slot, km = volunteer[row[part]], slot[part], km[row[part]]
    who, wished = volunteer * SLOTS + slot, other.gender[volunteer] + A_WOMAN
    hub = np.concatenate([key * _QUEUES + ANYBODY, key * _QUEUES + wished])
    return Ways(np.concatenate([who, who]), hub, np.concatenate([km, km]))


def _seating(instance: Instance, languages: int) -> Ways:
    """Classes at the hubs of every ward from which people come."""
    other, topics = instance.sessions, instance.residents.topics.shape[1]
    session = np.flatnonzero((other.seats > 0) & (other.language < languages))
    here, there = np.nonzero(instance.km <= MOST_KM_TO_A_CLASS)
    row, pair = joined(other.ward[session], there)
    session, ward = session[row], here[pair]
    day = ward * SLOTS + other.slot[session]
    key = (day * topics + other.topic[session]) * languages + other.language[session]
    return Ways(session, key * _QUEUES + _CLASS, instance.km[ward, there[pair]])


def _in_detail(who: Ints, key: Ints, digits: tuple[Flags, Flags]) -> tuple[Ints, Ints]:
    """A row for each topic and language of each of these people, which become the next digits of the key.

    Where each row comes from, and its key.
    """
    row = np.arange(len(who))
    for digit in digits:
        part, number = np.nonzero(digit[who[row]])
        row, key = row[part], key[part] * digit.shape[1] + number
    return row, key


def _known(ways: Ways, keys: Ints) -> Ways:
    """Those whose hub is among the keys, under its place there."""
    if not len(keys):
        return Ways(*(column[:0] for column in ways))
    at = np.minimum(np.searchsorted(keys, ways.hub), len(keys) - 1)
    known = keys[at] == ways.hub
    return Ways(ways.who[known], at[known], ways.km[known])
