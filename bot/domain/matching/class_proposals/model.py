"""The programme that chooses classes: columns for seats, coaches and classes; rules of who may come and teach."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import MOST_KM_TO_A_CLASS, UNREACHABLE, Flags, Instance, Ints, bits
from bot.domain.matching.objective import UNSERVED
from bot.domain.matching.programming.programme import NO_ROW, Programme, ProgrammeBuilder
from bot.domain.matching.rules import SLOTS
from bot.domain.shifts import A_BEGINNER, MOST_LEARNERS, USED_TO_IT

# Fewer residents are better taught alone: a class needs a hall, a leader and a notice.
FEWEST = 4
_KM, _COACH, _CLASS = 1, 10, 20


@dataclass(frozen=True)
class TopicsWanted:
    """`wants` is residents × topics, `teaches` volunteers × topics, `halls` wards × topics, `beginner` by
    resident.

    A row without topics: waits for nothing, teaches nothing, or no class may be opened there.
    """

    wants: Flags
    beginner: Flags
    teaches: Flags
    halls: Flags


class PossibleClass(NamedTuple):
    ward: int
    slot: int
    topic: int


class Pairs(NamedTuple):
    """Columns: a person, and the number of a class."""

    who: Ints
    number: Ints


@dataclass(frozen=True)
class ProposalModel:
    """Columns of the programme: seats, then posts of coaches, then classes."""

    classes: Sequence[PossibleClass]
    seats: Pairs
    posts: Pairs
    programme: Programme


def model(left: Instance, wanted: TopicsWanted) -> ProposalModel:
    """Include the classes that enough people could attend and somebody could teach; `left` is the unmatched week."""
    classes = [one for one in _wanted_classes(left, wanted) if len(teachers(left, wanted, one))]
    seats, posts = (_pairs(left, wanted, classes, able) for able in (comers, teachers))
    columns = _Columns(left, wanted, classes, seats, posts)
    draft = ProgrammeBuilder()
    rows = _rows(draft, columns)
    _seats(draft, rows, columns)
    _posts(draft, rows, columns)
    opened = _opens(draft, rows, columns)
    # Each seat and post requires that its class is opened.
    draft.entries(rows.held, opened[posts.number], -1)
    draft.entries(rows.seated, opened[seats.number], -1)
    return ProposalModel(classes, seats, posts, draft.finished())


def comers(left: Instance, wanted: TopicsWanted, into: PossibleClass) -> Ints:
    one = left.residents
    near = left.km[one.ward, into.ward] <= MOST_KM_TO_A_CLASS
    return np.flatnonzero(near & (one.slots >> into.slot & 1 == 1) & wanted.wants[:, into.topic])


def teachers(left: Instance, wanted: TopicsWanted, at: PossibleClass) -> Ints:
    one = left.volunteers
    way = left.km[at.ward, one.ward]
    free = (way != UNREACHABLE) & (way <= one.max_km) & (one.max_load > 0) & (one.slots >> at.slot & 1 == 1)
    return np.flatnonzero(free & wanted.teaches[:, at.topic])


def _wanted_classes(left: Instance, wanted: TopicsWanted) -> Iterator[PossibleClass]:
    free = bits(left.residents.slots, SLOTS)
    for ward in np.flatnonzero(wanted.halls.any(axis=1)).tolist():
        near = left.km[left.residents.ward, ward] <= MOST_KM_TO_A_CLASS
        waiting = free[near].T.astype(np.int64) @ wanted.wants[near]
        enough = np.argwhere((waiting >= FEWEST) & wanted.halls[ward])
        yield from (PossibleClass(ward, slot, topic) for slot, topic in enough.tolist())


def _pairs(
    left: Instance,
    wanted: TopicsWanted,
    classes: Sequence[PossibleClass],
    able: Callable[[Instance, TopicsWanted, PossibleClass], Ints],
) -> Pairs:
    found = [able(left, wanted, one) for one in classes]
    who = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    return Pairs(who, np.repeat(np.arange(len(found)), [len(people) for people in found]))


class _Columns:
    """Ward and half-day by class, costs by column."""

    def __init__(
        self, left: Instance, wanted: TopicsWanted, classes: Sequence[PossibleClass], seats: Pairs, posts: Pairs
    ) -> None:
        self.left, self.seats, self.posts = left, seats, posts
        self.ward, self.slot, _topic = np.array(classes, dtype=np.int64).reshape(-1, len(PossibleClass._fields)).T
        self.beginner = wanted.beginner[seats.who]
        self.seat_cost = _KM * left.km[left.residents.ward[seats.who], self.ward[seats.number]]
        self.post_cost = _COACH + _KM * left.km[self.ward[posts.number], left.volunteers.ward[posts.who]]
        self.class_cost = np.full(len(classes), _CLASS)


@dataclass(frozen=True)
class _Rows:
    """Numbers of the constraint rows, by kind."""

    served: Ints
    room: Ints
    enough: Ints
    held: Ints
    seated: Ints
    once: Ints
    load: Ints
    one_a_ward: Ints


def _rows(draft: ProgrammeBuilder, columns: _Columns) -> _Rows:
    left, none = columns.left, np.zeros_like
    return _Rows(
        served=draft.rows(np.ones_like(left.residents.slots)),
        room=draft.rows(none(columns.ward)),
        enough=draft.rows(none(columns.ward)),
        held=draft.rows(none(columns.posts.who)),
        seated=draft.rows(none(columns.seats.who)),
        once=draft.rows(np.ones(len(left.volunteers.ward) * SLOTS, dtype=np.int64)),
        load=draft.rows(np.maximum(0, left.volunteers.max_load)),
        one_a_ward=draft.rows(np.ones(len(left.km), dtype=np.int64)),
    )


def _seats(draft: ProgrammeBuilder, rows: _Rows, columns: _Columns) -> None:
    """Weigh one more resident served above all other costs together."""
    who, number = columns.seats
    most = 1 + int(columns.seat_cost.sum() + columns.post_cost.sum() + columns.class_cost.sum())
    room = rows.room[number]
    draft.columns(
        columns.seat_cost - most * (UNSERVED + columns.left.residents.tier[who]),
        [
            (rows.served[who], 1),
            (np.where(columns.beginner, room, NO_ROW), A_BEGINNER),
            (np.where(columns.beginner, NO_ROW, room), USED_TO_IT),
            (rows.enough[number], -1),
            (rows.seated, 1),
        ],
    )


def _posts(draft: ProgrammeBuilder, rows: _Rows, columns: _Columns) -> None:
    who, number = columns.posts
    once = rows.once[who * SLOTS + columns.slot[number]]
    draft.columns(
        columns.post_cost, [(rows.room[number], -MOST_LEARNERS), (rows.held, 1), (once, 1), (rows.load[who], 1)]
    )


def _opens(draft: ProgrammeBuilder, rows: _Rows, columns: _Columns) -> Ints:
    return draft.columns(columns.class_cost, [(rows.enough, FEWEST), (rows.one_a_ward[columns.ward], 1)])
