"""Seats learners by a programme in three steps: who has a helper, which one, and evenly filled tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bot.domain.matching.flow.certificate import Flaw
from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.instance import Ints, flags, ints
from bot.domain.matching.programming.programme import NO_ROW, Floats, Programme, ProgrammeBuilder
from bot.domain.people.person import SMARTPHONES, PhoneType
from bot.domain.seating.room import alone, room
from bot.domain.seating.tables import SeatingTable, time_taken
from bot.domain.shift_matching import Learner, knows_phone
from bot.domain.shifts import A_BEGINNER, USED_TO_IT

# Nearly every class takes one node. A limit in seconds would make answers depend on the load of the machine.
_NODES = 100
_ONE = 0.5


def seat(learners: Sequence[Learner], tables: Sequence[SeatingTable], *, strange: bool) -> dict[int, int]:
    """Return learner id to helper id for learners without a seat yet. Raises NotCertified if none is found.

    `strange`: also with helpers who do not know their telephone. In this order: most people with a helper (elderly
    people and beginners first); fewest parted from their last helper who is here; fewest whose helper does not
    know their telephone; those without a helper late on the list; people and beginners spread evenly; kinds of
    telephones apart.
    """
    if not learners or not tables:
        return {}
    problem = _model(learners, tables, strange=strange)
    served = _counted if strange else _searched
    tried = [_solved(programme, problem.steps[1:]) for programme in served(problem, learners, tables)]
    chosen = min(tried, key=lambda one: one.reached).values[: len(problem.who)] > _ONE
    sits = zip(problem.who[chosen].tolist(), problem.at[chosen].tolist(), strict=True)
    pairs = {learners[one].id: tables[at].helper.id for one, at in sits}
    if len(pairs) != chosen.sum() or any(_is_overfull(table, learners, pairs) for table in tables):
        raise NotCertified([Flaw.ANSWER_BREAKS_A_RULE])
    return pairs


def _is_overfull(table: SeatingTable, learners: Sequence[Learner], pairs: Mapping[int, int]) -> bool:
    new = [one for one in learners if pairs.get(one.id) == table.helper.id]
    return len(new) > table.places or time_taken(new) > table.time


@dataclass(frozen=True)
class _Model:
    """Learner and table of each of the first columns; the cost of each step by column."""

    who: Ints
    at: Ints
    programme: Programme
    steps: tuple[Floats, ...]


class _Seating(NamedTuple):
    """The cost reached in each step, and the columns."""

    reached: list[int]
    values: Floats


def _solved(programme: Programme, steps: Sequence[Floats]) -> _Seating:
    """Minimise step by step, each within what the steps before reached: weights for one sum would be too large."""
    from bot.domain.matching.programming import highs  # noqa: PLC0415 a heavy library: docs/adr/0012

    best = _Seating([], np.zeros(0))
    for cost in steps:
        found = highs.solved(replace(programme, cost=cost), np.inf, nodes=_NODES, threads=1).values
        if found is None and not best.reached:
            raise NotCertified([Flaw.NONE_FOUND])
        values = best.values if found is None else found
        best = _Seating([*best.reached, round(float(cost @ values))], values)
        programme = programme.limited(cost, best.reached[-1])
    return best


def _counted(problem: _Model, learners: Sequence[Learner], tables: Sequence[SeatingTable]) -> list[Programme]:
    """Settle the first step by counting where anybody may sit anywhere; one programme for each best way."""
    left, ways = room(learners, tables)
    beginner = flags(one.beginner for one in learners)[problem.who]
    columns = np.zeros((2, len(problem.programme.cost)), dtype=bool)
    columns[:, : len(problem.who)] = beginner, ~beginner
    served = problem.programme.limited(problem.steps[0], left - alone(learners).sum())
    return [served.limited(columns[0], new).limited(columns[1], used_to_it) for new, used_to_it in ways]


def _searched(problem: _Model, learners: Sequence[Learner], tables: Sequence[SeatingTable]) -> list[Programme]:
    left, _ways = room(learners, tables)
    everybody = problem.programme.limited(-problem.steps[0], alone(learners).sum() - left)
    (served,) = _solved(everybody, problem.steps[:1]).reached
    return [problem.programme.limited(problem.steps[0], served)]


def _model(learners: Sequence[Learner], tables: Sequence[SeatingTable], *, strange: bool) -> _Model:
    who, at = np.nonzero([[strange or knows_phone(table.helper, one) for table in tables] for one in learners])
    beginner = flags(one.beginner for one in learners)[who]
    draft = ProgrammeBuilder()
    once, people = draft.rows(np.ones(len(learners), np.int64)), draft.rows(ints(table.places for table in tables))
    time = draft.rows(ints(table.time for table in tables))[at]
    sits = draft.columns(
        np.zeros_like(who),
        [
            (once[who], 1),
            (people[at], 1),
            (np.where(beginner, time, NO_ROW), A_BEGINNER),
            (np.where(beginner, NO_ROW, time), USED_TO_IT),
        ],
    )
    everybody = _spread(draft, sits, at, tables, [len(table.sitting) for table in tables])
    beginners = [sum(one.beginner for one in table.sitting) for table in tables]
    new = _spread(draft, sits[beginner], at[beginner], tables, beginners)
    mixed = _mixed(draft, sits, (who, at), learners, tables)
    programme = draft.finished()
    steps = (
        _cost(programme, (sits, -alone(learners)[who])),
        _cost(programme, (sits, _beside(learners, tables)[who, at])),
        # One more table with both kinds of telephones weighs less than any unevenness.
        _cost(programme, *((columns, (len(tables) + 1) * each) for columns, each in (everybody, new)), (mixed, 1)),
    )
    return _Model(who, at, programme, steps)


def _cost(programme: Programme, *blocks: tuple[Ints, Ints | int]) -> Floats:
    cost = np.zeros(len(programme.cost))
    for columns, each in blocks:
        cost[columns] = each
    return cost


def _beside(learners: Sequence[Learner], tables: Sequence[SeatingTable]) -> Ints:
    """Return costs, learners × tables: parted from last time's helper, then telephone not known, then early on the
    list.
    """
    here = {table.helper.id for table in tables}
    other = [[one.last_helper in here and one.last_helper != table.helper.id for table in tables] for one in learners]
    strange = [[not knows_phone(table.helper, one) for table in tables] for one in learners]
    early = np.arange(len(learners), 0, -1)
    phone = 1 + int(early.sum())
    face = phone * (len(learners) + 1)
    return face * np.array(other, np.int64) + phone * np.array(strange, np.int64) - early[:, None]


def _spread(
    draft: ProgrammeBuilder, sits: Ints, at: Ints, tables: Sequence[SeatingTable], before: Sequence[int]
) -> tuple[Ints, Ints]:
    """Add a column for each person a table can take; the k-th costs 2k - 1, in sum their number squared.

    `before` are how many of them sit at each table already.
    """
    first, more = np.array(before), ints(min(table.places, table.time) for table in tables)
    table = np.repeat(np.arange(len(tables)), more)
    nth = np.arange(more.sum()) - np.repeat(np.cumsum(more) - more, more) + first[table]
    counted = draft.rows(np.zeros_like(more), exactly=True)
    draft.entries(counted[at], sits, 1)
    return draft.columns(np.zeros_like(table), [(counted[table], -1)], whole=False), 2 * nth + 1


def _mixed(
    draft: ProgrammeBuilder,
    sits: Ints,
    pairs: tuple[Ints, Ints],
    learners: Sequence[Learner],
    tables: Sequence[SeatingTable],
) -> Ints:
    who, at = pairs
    there = np.array([[_has(table.sitting, phone) for phone in SMARTPHONES] for table in tables])
    one_kind = draft.rows(1 - there.sum(axis=1))
    for number, phone in enumerate(SMARTPHONES):
        brings = flags(one.phone is phone for one in learners)[who] & ~there[at, number]
        kind = draft.columns(np.zeros(len(tables), np.int64), [(np.where(there[:, number], NO_ROW, one_kind), 1)])
        brought = draft.rows(np.zeros(int(brings.sum()), np.int64))
        draft.entries(brought, sits[brings], 1)
        draft.entries(brought, kind[at[brings]], -1)
    return draft.columns(np.zeros(len(tables), np.int64), [(one_kind, -1)], whole=False)


def _has(people: Sequence[Learner], phone: PhoneType) -> bool:
    return any(one.phone is phone for one in people)
