"""Hubs: residents who differ in nothing that matters wait at one point, and whoever may come is joined to it once."""

from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import A_WOMAN, ANYBODY, MOST_KM_TO_A_CLASS, SLOTS, UNREACHABLE, Instance, Ints

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
    bits = _bits(instance.residents.topics), _bits(instance.residents.langs)
    waiting = _waiting(instance, bits)
    keys = distinct(waiting.hub)
    visiting = _known(_visiting(instance, bits, keys), keys)
    seating = _known(_seating(instance, bits), keys)
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


def spread(masks: Ints, bits: int) -> tuple[Ints, Ints]:
    """Row and number of every bit that is set."""
    row, bit = np.nonzero(masks[:, None] >> np.arange(bits) & 1)
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


def _waiting(instance: Instance, bits: tuple[int, int]) -> Ways:
    one = instance.residents
    who, slot = spread(one.slots, SLOTS)
    who, key = _in_detail(who, one.ward[who] * SLOTS + slot, (one.topics, one.langs), bits)
    visited = key * _QUEUES + one.gender_pref[who]
    if not len(instance.sessions.ward):
        return Ways(who, visited, np.zeros_like(who))
    may_leave = ~one.home_only[who]
    who = np.concatenate([who, who[may_leave]])
    return Ways(who, np.concatenate([visited, key[may_leave] * _QUEUES + _CLASS]), np.zeros_like(who))


def _visiting(instance: Instance, bits: tuple[int, int], keys: Ints) -> Ways:
    """Volunteers at the hubs of every ward within their reach."""
    days = np.zeros(len(instance.km) * SLOTS, dtype=bool)
    days[keys // (_QUEUES * bits[0] * bits[1])] = True
    other = instance.volunteers
    volunteer = np.flatnonzero(other.vetted & (other.max_load > 0))
    here, there = np.nonzero(instance.km != UNREACHABLE)
    row, pair = joined(other.ward[volunteer], there)
    km = instance.km[here[pair], there[pair]]
    near = km <= other.max_km[volunteer[row]]
    volunteer, ward, km = volunteer[row[near]], here[pair[near]], km[near]

    row, slot = spread(other.slots[volunteer], SLOTS)
    day = ward[row] * SLOTS + slot
    row, slot, day = (column[days[day]] for column in (row, slot, day))
    part, key = _in_detail(np.arange(len(row)), day, (other.topics[volunteer[row]], other.langs[volunteer[row]]), bits)
    who, km = volunteer[row[part]] * SLOTS + slot[part], km[row[part]]
    wished = other.gender[volunteer[row[part]]] + A_WOMAN
    hub = np.concatenate([key * _QUEUES + ANYBODY, key * _QUEUES + wished])
    return Ways(np.concatenate([who, who]), hub, np.concatenate([km, km]))


def _seating(instance: Instance, bits: tuple[int, int]) -> Ways:
    """Classes at the hubs of every ward from which people come."""
    other = instance.sessions
    session = np.flatnonzero((other.seats > 0) & (other.topic < bits[0]) & (other.language < bits[1]))
    here, there = np.nonzero(instance.km <= MOST_KM_TO_A_CLASS)
    row, pair = joined(other.ward[session], there)
    session, ward = session[row], here[pair]
    day = ward * SLOTS + other.slot[session]
    key = (day * bits[0] + other.topic[session]) * bits[1] + other.language[session]
    return Ways(session, key * _QUEUES + _CLASS, instance.km[ward, there[pair]])


def _in_detail(rows: Ints, key: Ints, masks: tuple[Ints, Ints], bits: tuple[int, int]) -> tuple[Ints, Ints]:
    """A row for each of its topics and languages, which become the next digits of the key."""
    for mask, width in zip(masks, bits, strict=True):
        part, bit = spread(mask[rows], width)
        rows, key = rows[part], key[part] * width + bit
    return rows, key


def _bits(masks: Ints) -> int:
    """How many bits residents use; what nobody asks for needs no hub."""
    return max(1, int(masks.max(initial=0)).bit_length())


def _known(ways: Ways, keys: Ints) -> Ways:
    """Those whose hub is among the keys, under its place there."""
    if not len(keys):
        return Ways(*(column[:0] for column in ways))
    at = np.minimum(np.searchsorted(keys, ways.hub), len(keys) - 1)
    known = keys[at] == ways.hub
    return Ways(ways.who[known], at[known], ways.km[known])
