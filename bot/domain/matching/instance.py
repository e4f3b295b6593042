"""One week to be matched: who waits, who helps, which classes have seats, how far apart the wards lie; the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SLOTS = 21  # slot = day 0–6 × 3 + part (0 morning, 1 afternoon, 2 evening); they never overlap
TOPICS = 8
LANGUAGES = 4
# Kilometres between wards nobody has measured: further than anybody's reach.
UNREACHABLE = 1_000_000
# Nobody is sent further than this to a class.
MOST_KM_TO_A_CLASS = 3

ANYBODY, A_WOMAN, A_MAN = range(3)


@dataclass(frozen=True)
class Residents:
    """Columns, one row a resident. `tier` 1–8, 8 the most urgent; `gender` 0 F, 1 M; `previous` a volunteer or -1."""

    ward: Ints
    hamlet: Ints
    slots: Ints
    topics: Ints
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
    topics: Ints
    langs: Ints
    gender: Ints
    vetted: Flags
    max_load: Ints
    organisation: Ints


@dataclass(frozen=True)
class Sessions:
    """Columns, one row a class session; `topic` and `language` are one bit's number, not masks."""

    ward: Ints
    slot: Ints
    topic: Ints
    language: Ints
    seats: Ints


Table = TypeVar("Table", Residents, Volunteers, Sessions)


@dataclass(frozen=True)
class Instance:
    """`km` is wards × wards, at least 1 within a ward; a hamlet is known by its ward and its number."""

    residents: Residents
    volunteers: Volunteers
    sessions: Sessions
    km: Ints


class Match(NamedTuple):
    """All are indexes, -1 where there is none: a visit has a volunteer and a slot, a seat has a session."""

    resident: int
    volunteer: int = -1
    slot: int = -1
    session: int = -1
    companion: int = -1


def table(kind: type[Table], rows: Sequence[Sequence[int]]) -> Table:
    """Rows of plain numbers, in the order of the fields, as columns."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, len(fields(kind))).T
    typed = zip(fields(kind), columns, strict=True)
    return kind(*(column.astype(bool) if field.type is Flags else column for field, column in typed))


def kilometres(instance: Instance, resident: int, volunteer: int) -> int:
    """The way of a visit: nothing within one hamlet, else from ward to ward, UNREACHABLE where that is unknown."""
    one, other = instance.residents, instance.volunteers
    here, there = int(one.ward[resident]), int(other.ward[volunteer])
    if here == there and one.hamlet[resident] == other.hamlet[volunteer]:
        return 0
    return int(instance.km[here, there])


def may_visit(instance: Instance, resident: int, volunteer: int) -> int:
    """The slots, as a mask, in which this volunteer may visit this resident; 0 where a rule forbids it."""
    one, other = instance.residents, instance.volunteers
    wish = int(one.gender_pref[resident])
    fits = (
        other.vetted[volunteer]
        and within_reach(instance, resident, volunteer)
        and one.topics[resident] & other.topics[volunteer]
        and one.langs[resident] & other.langs[volunteer]
        and wish in (ANYBODY, _wished_for(int(other.gender[volunteer])))
    )
    return int(one.slots[resident] & other.slots[volunteer]) if fits else 0


def within_reach(instance: Instance, resident: int, volunteer: int) -> bool:
    """Even within one hamlet the wards' distance must be known and lie within reach."""
    way = instance.km[instance.residents.ward[resident], instance.volunteers.ward[volunteer]]
    return way != UNREACHABLE and bool(way <= instance.volunteers.max_km[volunteer])


def may_sit(instance: Instance, resident: int, session: int) -> bool:
    """Whether this resident may take a seat in this class."""
    one, other = instance.residents, instance.sessions
    return bool(
        not one.home_only[resident]
        and instance.km[one.ward[resident], other.ward[session]] <= MOST_KM_TO_A_CLASS
        and one.slots[resident] >> other.slot[session] & 1
        and one.topics[resident] >> other.topic[session] & 1
        and one.langs[resident] >> other.language[session] & 1
    )


def _wished_for(gender: int) -> int:
    return (A_WOMAN, A_MAN)[gender]
