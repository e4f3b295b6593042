"""One week to be matched: residents, volunteers, class sessions, distances, and the rules of visits and seats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.rules import Rule

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# The distance of wards that is not known, beyond everybody's reach.
UNREACHABLE = 1_000_000
# The longest way to a class, in kilometres.
MOST_KM_TO_A_CLASS = 3

ANYBODY, A_WOMAN, A_MAN = range(3)


@dataclass(frozen=True)
class Residents:
    """Columns, one row a resident. `tier` 1 to 8 (most urgent); `gender` 0 F, 1 M; `previous` volunteer or -1.

    `topics` is residents × topics, in the same order as the volunteers' `topics`.
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
    """Columns, one row a volunteer. `max_load` is visits in the week; `organisation` an index."""

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
    """Columns, one row a class session. `topic` and `language` are one number each, not masks."""

    ward: Ints
    slot: Ints
    topic: Ints
    language: Ints
    seats: Ints


@dataclass(frozen=True)
class Instance:
    """`km` is wards × wards, at least 1 within a ward; a hamlet is identified by ward and number."""

    residents: Residents
    volunteers: Volunteers
    sessions: Sessions
    km: Ints


class Match(NamedTuple):
    """Indexes, -1 for none: a visit has a volunteer and a slot, a seat has a session."""

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
    """Unpack the first `width` bits of each mask: rows × bits."""
    return (masks[:, None] >> np.arange(width) & 1).astype(bool)


def kilometres(instance: Instance, resident: Ints, volunteer: Ints) -> Ints:
    """Return 0 within one hamlet, else the distance of the wards; UNREACHABLE if it is not known."""
    one, other = instance.residents, instance.volunteers
    neighbours = (one.ward[resident] == other.ward[volunteer]) & (one.hamlet[resident] == other.hamlet[volunteer])
    return np.where(neighbours, 0, instance.km[one.ward[resident], other.ward[volunteer]])


def visit_rules(instance: Instance, resident: Ints, volunteer: Ints) -> dict[Rule, Flags]:
    """Return which rules of a visit hold; indexes are broadcast. No other code knows these rules.

    Even within one hamlet the distance of the ward to itself must be known and within reach.
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
    """Return the mask of slots in which each volunteer may visit the resident of the same row; 0 if a rule forbids
    it.
    """
    held = reduce(np.logical_and, visit_rules(instance, resident, volunteer).values())
    return np.where(held, instance.residents.slots[resident] & instance.volunteers.slots[volunteer], 0)


def seatings(instance: Instance, resident: Ints, session: Ints) -> Flags:
    return reduce(np.logical_and, seat_rules(instance, resident, session).values())


def near_volunteers(instance: Instance, ward: int) -> Ints:
    km = instance.km[ward, instance.volunteers.ward]
    return np.flatnonzero((km != UNREACHABLE) & (km <= instance.volunteers.max_km) & (instance.volunteers.max_load > 0))


def remaining(instance: Instance, matches: Sequence[Match]) -> Instance:
    """Return the week without half-days of matched residents and without the visits volunteers make."""
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
