"""One week to be matched: who waits, who helps, which classes have seats, how far apart the wards lie; the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SLOTS = 21  # slot = day 0–6 × 3 + part (0 morning, 1 afternoon, 2 evening); they never overlap
# Kilometres between wards nobody has measured: further than anybody's reach.
UNREACHABLE = 1_000_000
# Nobody is sent further than this to a class.
MOST_KM_TO_A_CLASS = 3

ANYBODY, A_WOMAN, A_MAN = range(3)


@dataclass(frozen=True)
class Residents:
    """Columns, one row a resident. `tier` 1–8, 8 the most urgent; `gender` 0 F, 1 M; `previous` a volunteer or -1.

    `topics` is residents × topics, however many there are; the same topics stand in the volunteers' table.
    """

    ward: Ints
    hamlet: Ints
    slots: Ints
    topics: Flags
    langs: Ints
    gender: Ints
    gender_pref: Ints
    home_only: Flags
    tier: Ints
    previous: Ints


@dataclass(frozen=True)
class Volunteers:
    """Columns, one row a volunteer. `topics` as above; `max_load` is visits in the week; `organisation` an index."""

    ward: Ints
    hamlet: Ints
    max_km: Ints
    slots: Ints
    topics: Flags
    langs: Ints
    gender: Ints
    vetted: Flags
    max_load: Ints
    organisation: Ints


@dataclass(frozen=True)
class Sessions:
    """Columns, one row a class session; `topic` and `language` are the number of one."""

    ward: Ints
    slot: Ints
    topic: Ints
    language: Ints
    seats: Ints


@dataclass(frozen=True)
class Instance:
    """`km` is wards × wards, at least 1 within a ward; a hamlet is known by its ward and its number."""

    residents: Residents
    volunteers: Volunteers
    sessions: Sessions
    km: Ints


class Rule(Enum):
    """What keeps two people apart."""

    VETTING = "vetting"
    DISTANCE = "distance"
    SLOT = "slot"
    TOPIC = "topic"
    LANGUAGE = "language"
    WISH = "wish"
    AT_HOME = "at home"
    LOAD = "load"


class Match(NamedTuple):
    """All are indexes, -1 where there is none: a visit has a volunteer and a slot, a seat has a session."""

    resident: int
    volunteer: int = -1
    slot: int = -1
    session: int = -1
    companion: int = -1


def ints(column: Iterable[int]) -> Ints:
    return np.fromiter(column, dtype=np.int64)


def flags(column: Iterable[bool]) -> Flags:
    return np.fromiter(column, dtype=bool)


def bits(masks: Ints, width: int) -> Flags:
    """Masks × bits: which of the first `width` bits are set."""
    return (masks[:, None] >> np.arange(width) & 1).astype(bool)


def kilometres(instance: Instance, resident: Ints, volunteer: Ints) -> Ints:
    """The way of a visit: nothing within one hamlet, else from ward to ward, UNREACHABLE where that is unknown."""
    one, other = instance.residents, instance.volunteers
    neighbours = (one.ward[resident] == other.ward[volunteer]) & (one.hamlet[resident] == other.hamlet[volunteer])
    return np.where(neighbours, 0, instance.km[one.ward[resident], other.ward[volunteer]])


def visit_rules(instance: Instance, resident: Ints, volunteer: Ints) -> dict[Rule, Flags]:
    """Which rules of a visit hold: the one place where they stand. Indexes are broadcast against each other.

    Even within one hamlet the wards' distance must be known and lie within reach.
    """
    one, other = instance.residents, instance.volunteers
    way = instance.km[one.ward[resident], other.ward[volunteer]]
    wish = one.gender_pref[resident]
    return {
        Rule.VETTING: other.vetted[volunteer],
        Rule.DISTANCE: (way != UNREACHABLE) & (way <= other.max_km[volunteer]),
        Rule.SLOT: (one.slots[resident] & other.slots[volunteer]) != 0,
        Rule.TOPIC: (one.topics[resident] & other.topics[volunteer]).any(axis=-1),
        Rule.LANGUAGE: (one.langs[resident] & other.langs[volunteer]) != 0,
        Rule.WISH: (wish == ANYBODY) | (wish == other.gender[volunteer] + A_WOMAN),
        Rule.LOAD: other.max_load[volunteer] > 0,
    }


def seat_rules(instance: Instance, resident: Ints, session: Ints) -> dict[Rule, Flags]:
    """Which rules of a class seat hold, as above."""
    one, other = instance.residents, instance.sessions
    return {
        Rule.AT_HOME: ~one.home_only[resident],
        Rule.DISTANCE: instance.km[one.ward[resident], other.ward[session]] <= MOST_KM_TO_A_CLASS,
        Rule.SLOT: (one.slots[resident] >> other.slot[session] & 1) == 1,
        Rule.TOPIC: one.topics[resident, other.topic[session]],
        Rule.LANGUAGE: (one.langs[resident] >> other.language[session] & 1) == 1,
        Rule.LOAD: other.seats[session] > 0,
    }


def visits(instance: Instance, resident: Ints, volunteer: Ints) -> Ints:
    """The slots, as masks, in which each volunteer may visit the resident beside; 0 where a rule forbids it."""
    held = reduce(np.logical_and, visit_rules(instance, resident, volunteer).values())
    return np.where(held, instance.residents.slots[resident] & instance.volunteers.slots[volunteer], 0)


def seatings(instance: Instance, resident: Ints, session: Ints) -> Flags:
    """Whether each resident may take a seat in the class beside."""
    return reduce(np.logical_and, seat_rules(instance, resident, session).values())


def near_volunteers(instance: Instance, ward: int) -> Ints:
    """Those whose reach includes this ward, vetted or not: a companion needs no more."""
    km = instance.km[ward, instance.volunteers.ward]
    return np.flatnonzero((km != UNREACHABLE) & (km <= instance.volunteers.max_km) & (instance.volunteers.max_load > 0))


def remaining(instance: Instance, matches: Sequence[Match]) -> Instance:
    """The week without the half-days of those who are matched, and without what they take of volunteers."""
    resident, volunteer, slot, _session, companion = np.array(matches, dtype=np.int64).reshape(-1, len(Match._fields)).T
    who, at = np.concatenate([volunteer, companion]), np.concatenate([slot, slot])
    who, at = who[who >= 0], at[who >= 0]
    wanted, free, left = (
        column.copy() for column in (instance.residents.slots, instance.volunteers.slots, instance.volunteers.max_load)
    )
    wanted[resident] = 0
    np.bitwise_and.at(free, who, ~(1 << at))
    np.subtract.at(left, who, 1)
    return replace(
        instance,
        residents=replace(instance.residents, slots=wanted),
        volunteers=replace(instance.volunteers, slots=free, max_load=left),
    )
