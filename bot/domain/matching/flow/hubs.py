"""Hubs: residents alike in everything that matters share one node, to which each possible visitor has one arc."""

from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import A_WOMAN, ANYBODY, MOST_KM_TO_A_CLASS, UNREACHABLE, Flags, Instance, Ints, bits
from bot.domain.matching.rules import SLOTS

# The last digit of a hub: wished gender (anybody, a woman, a man) or a seat in a class. Volunteers whose gender is
# not known have a digit of their own, at which nobody waits.
_QUEUES = 5
_CLASS = 4


class Ways(NamedTuple):
    """Columns: resident, half-day or session; number of its hub; kilometres (0 for residents)."""

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
    """Number the hubs (ward, slot, topic, language, queue) that both sides use."""
    # A language that nobody who waits speaks needs no hub.
    languages = max(1, int(instance.residents.langs.max(initial=0)).bit_length())
    waiting = _waiting(instance, languages)
    keys = distinct(waiting.hub)
    visiting = _at_known_hubs(_visiting(instance, languages, keys), keys)
    seating = _at_known_hubs(_seating(instance, languages), keys)
    supplied = np.zeros(len(keys), dtype=bool)
    supplied[visiting.hub] = supplied[seating.hub] = True
    waiting = _at_known_hubs(waiting, keys[supplied])
    number = np.cumsum(supplied) - 1
    return Hubs(
        len(keys[supplied]),
        waiting,
        visiting._replace(hub=number[visiting.hub]),
        seating._replace(hub=number[seating.hub]),
    )


def spread(masks: Ints, width: int) -> tuple[Ints, Ints]:
    row, bit = np.nonzero(bits(masks, width))
    return row, bit


def distinct(numbers: Ints) -> Ints:
    """Sort without repeats; `np.unique` imports a part of NumPy that takes a tenth of a second to load."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
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
    row, key = _append_digits(who, one.ward[who] * SLOTS + slot, (one.topics, bits(one.langs, languages)))
    who = who[row]
    visited = key * _QUEUES + one.gender_pref[who]
    if not len(instance.sessions.ward):
        return Ways(who, visited, np.zeros_like(who))
    may_leave = ~one.home_only[who]
    who = np.concatenate([who, who[may_leave]])
    return Ways(who, np.concatenate([visited, key[may_leave] * _QUEUES + _CLASS]), np.zeros_like(who))


def _visiting(instance: Instance, languages: int, keys: Ints) -> Ways:
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
    part, key = _append_digits(volunteer[row], day, (topics, spoken))
    volunteer, slot, km = volunteer[row[part]], slot[part], km[row[part]]
    who, wished = volunteer * SLOTS + slot, other.gender[volunteer] + A_WOMAN
    hub = np.concatenate([key * _QUEUES + ANYBODY, key * _QUEUES + wished])
    return Ways(np.concatenate([who, who]), hub, np.concatenate([km, km]))


def _seating(instance: Instance, languages: int) -> Ways:
    other, topics = instance.sessions, instance.residents.topics.shape[1]
    session = np.flatnonzero((other.seats > 0) & (other.language < languages))
    here, there = np.nonzero(instance.km <= MOST_KM_TO_A_CLASS)
    row, pair = joined(other.ward[session], there)
    session, ward = session[row], here[pair]
    day = ward * SLOTS + other.slot[session]
    key = (day * topics + other.topic[session]) * languages + other.language[session]
    return Ways(session, key * _QUEUES + _CLASS, instance.km[ward, there[pair]])


def _append_digits(who: Ints, key: Ints, digits: tuple[Flags, Flags]) -> tuple[Ints, Ints]:
    """Repeat each row for every topic and language of that person, appended to the key as digits.

    Return the original row and the new key of each.
    """
    row = np.arange(len(who))
    for digit in digits:
        part, number = np.nonzero(digit[who[row]])
        row, key = row[part], key[part] * digit.shape[1] + number
    return row, key


def _at_known_hubs(ways: Ways, keys: Ints) -> Ways:
    if not len(keys):
        return Ways(*(column[:0] for column in ways))
    at = np.minimum(np.searchsorted(keys, ways.hub), len(keys) - 1)
    known = keys[at] == ways.hub
    return Ways(ways.who[known], at[known], ways.km[known])
