"""Tables at a session as a network: learner → beginners' places → the table's places → the sink."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.flow.network import Arcs, Network, Nodes
from bot.domain.matching.instance import Flags, Ints
from bot.domain.people.person import PhoneType
from bot.domain.shift_matching import AvailableHelper, Learner, knows_phone

PHONES = frozenset({PhoneType.ANDROID, PhoneType.IPHONE})
_ELDERLY, _BEGINNER = 2, 1


@dataclass(frozen=True)
class SeatingTable:
    """A volunteer and who sits with them already.

    `room` is how many people may sit there, beginners counted twice; `most` how many in any case.
    """

    helper: AvailableHelper
    sitting: tuple[Learner, ...]
    room: int
    most: int


class Shape(NamedTuple):
    """How many beginners a table has at most, and whose telephones; None while nothing is decided."""

    beginners: int | None = None
    phones: frozenset[PhoneType] | None = None


class Levels(NamedTuple):
    """What counts, in this order; the less the better.

    Who has no name and how hard that is; who sits with another than last time, though that one is here; whose
    telephone is strange to the helper; who has no name though they stand early on the list; the sum of the squares of
    people and of beginners at each table; tables with both kinds of telephones.
    """

    unserved: int
    new_face: int
    strange: int
    early: int
    load: int
    mixed: int


class Party(NamedTuple):
    """Learners and tables with what is known of them: learners × tables, or by learner."""

    learners: Sequence[Learner]
    tables: Sequence[SeatingTable]
    other_face: Ints
    strange: Ints
    beginner: Flags
    alone: Ints
    weights: Levels


def party(learners: Sequence[Learner], tables: Sequence[SeatingTable]) -> Party:
    helpers = [table.helper for table in tables]
    here = {one.id for one in helpers}
    other = [[one.last_helper in here and one.last_helper != helper.id for helper in helpers] for one in learners]
    strange = [[not knows_phone(helper, one) for helper in helpers] for one in learners]
    return Party(
        learners,
        tables,
        np.array(other, np.int64),
        np.array(strange, np.int64),
        np.array([one.beginner for one in learners]),
        np.array([_alone(one, len(learners)) for one in learners]),
        _weights(len(learners), tables),
    )


def _alone(one: Learner, learners: int) -> int:
    """That somebody has no name: their number counts first, then the elderly, then beginners."""
    return (_ELDERLY + _BEGINNER) * learners + 1 + _ELDERLY * one.elderly + _BEGINNER * one.beginner


def _weights(learners: int, tables: Sequence[SeatingTable]) -> Levels:
    """Each level outweighs all that can change below it."""
    load = len(tables) + 1
    early = load * (2 * sum(max(len(table.sitting), table.most) ** 2 for table in tables) + 1)
    strange = early * (learners * (learners + 1) // 2 + 1)
    new_face = strange * (learners + 1)
    return Levels(new_face * (learners + 1), new_face, strange, early, load, 1)


def counted(learners: Sequence[Learner], tables: Sequence[SeatingTable], pairs: Mapping[int, int]) -> Levels:
    """Of an answer (learner to helper), from the answer itself."""
    here = {table.helper.id: table.helper for table in tables}
    seated = [(one, here[pairs[one.id]]) for one in learners if one.id in pairs]
    around = [people_at(table, learners, pairs) for table in tables]
    return Levels(
        unserved=sum(_alone(one, len(learners)) for one in learners if one.id not in pairs),
        new_face=sum(one.last_helper in here and one.last_helper != helper.id for one, helper in seated),
        strange=sum(not knows_phone(helper, one) for one, helper in seated),
        early=sum(len(learners) - at for at, one in enumerate(learners) if one.id not in pairs),
        load=sum(len(people) ** 2 + beginners(people) ** 2 for people in around),
        mixed=sum(phones_of(people) == PHONES for people in around),
    )


def people_at(table: SeatingTable, learners: Sequence[Learner], pairs: Mapping[int, int]) -> list[Learner]:
    return [*table.sitting, *(one for one in learners if pairs.get(one.id) == table.helper.id)]


def beginners(people: Sequence[Learner]) -> int:
    return sum(one.beginner for one in people)


def phones_of(people: Sequence[Learner]) -> frozenset[PhoneType]:
    """Who has none, or has not said, learns on either."""
    return frozenset(one.phone for one in people if one.phone is not None) & PHONES


def network(given: Party, allowed: Flags, shapes: Sequence[Shape], most: tuple[int, int]) -> Network:
    """Of tables of these shapes; `allowed` is learners × tables. At `most` so many beginners and others are seated.

    Kilometres stand for strange telephones here, and the load is weighed against who is early.
    """
    number, here, weights = len(given.learners), len(given.tables), given.weights
    table, bench = number + here, number + 2 * here
    nodes = Nodes(0, number, table, bench, bench, bench + 2)
    who, where = np.nonzero(allowed & _suits(given.learners, shapes))
    none = np.zeros_like(who)
    place = np.where(given.beginner[who], nodes.hub, table) + where
    sat = Arcs(who, place, none + 1, none + _toll(given), given.other_face[who, where], given.strange[who, where], none)
    room = [_room(*one) for one in zip(given.tables, shapes, strict=True)]
    first = np.array([(beginners(one.sitting), len(one.sitting)) for one in given.tables])
    more = np.maximum(np.array(room) - first, 0)
    among = _places(nodes.hub, table + np.arange(here), (first[:, 0], more[:, 0]), weights.load)
    at_all = _places(table, np.full(here, nodes.sink), (first[:, 1], more[:, 1]), weights.load)
    columns = zip(sat, among, at_all, *_apart(given, bench, most), strict=True)
    return Network(Arcs(*(np.concatenate(column) for column in columns)), nodes, np.arange(0))


def _apart(given: Party, bench: int, most: tuple[int, int]) -> tuple[Arcs, Arcs, Arcs]:
    """To a bench of beginners and one of others, which takes no toll of those who are too many."""
    everybody, bench_too = np.arange(len(given.learners)), np.arange(bench, bench + 2)
    zero, none = np.zeros_like(everybody), np.zeros(2, np.int64)
    early = given.weights.early * (len(everybody) - everybody)
    to_bench = Arcs(everybody, bench + ~given.beginner, zero + 1, given.alone, zero, zero, early)
    count = _count(given)
    waiting = np.maximum(count - np.array(most), 0)
    must = Arcs(bench_too, none + bench + 2, waiting, none, none, none, none)
    may = Arcs(bench_too, none + bench + 2, count - waiting, none + _toll(given), none, none, none)
    return to_bench, must, may


def tolls(given: Party, most: tuple[int, int]) -> int:
    """What everybody costs who is not kept waiting, so that as many are as must be: no part of the levels."""
    waiting = np.maximum(_count(given) - np.array(most), 0)
    return given.weights.unserved * _toll(given) * (len(given.learners) - int(waiting.sum()))


def _count(given: Party) -> Ints:
    return np.array([given.beginner.sum(), (~given.beginner).sum()])


def _toll(given: Party) -> int:
    return int(given.alone.max()) + 1


def _suits(learners: Sequence[Learner], shapes: Sequence[Shape]) -> Flags:
    kinds = [PHONES if shape.phones is None else shape.phones for shape in shapes]
    return np.array([[phones_of([one]) <= kind for kind in kinds] for one in learners])


def _room(table: SeatingTable, shape: Shape) -> tuple[int, int]:
    """For how many beginners, and for how many in all."""
    if shape.beginners is None:
        return table.room // 2, min(table.most, table.room - beginners(table.sitting))
    return shape.beginners, min(table.most, table.room - shape.beginners)


def _places(start: int, end: Ints, people: tuple[Ints, Ints], weight: int) -> Arcs:
    """One arc for each place that is left; the k-th person costs 2k - 1, so that in all it is their number squared.

    `people` are, by table, those who sit there and how many may come.
    """
    first, more = people
    at = np.repeat(np.arange(len(more)), more)
    nth = np.arange(more.sum()) - np.repeat(np.cumsum(more) - more, more) + np.repeat(first, more)
    zero = np.zeros_like(at)
    return Arcs(start + at, end[at], zero + 1, zero, zero, zero, weight * (2 * nth + 1))
