"""Classes worth proposing: residents left over and coaches free at the same half-day (adr/0021)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from bot.domain.matching.class_proposals.greedy import ChosenClass, Given, one_by_one
from bot.domain.matching.class_proposals.model import (
    FEWEST,
    Pairs,
    PossibleClass,
    ProposalModel,
    TopicsWanted,
    comers,
    model,
    teachers,
)
from bot.domain.matching.flow.certificate import Flaw
from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.instance import Instance, Ints, Match, remaining
from bot.domain.matching.objective import UNSERVED
from bot.domain.matching.programming.programme import Floats
from bot.domain.shifts import A_BEGINNER, MOST_LEARNERS, USED_TO_IT

_ONE = 0.5


@dataclass(frozen=True)
class Proposal:
    """`coaches` and `residents` are their rows in the instance."""

    ward: int
    slot: int
    topic: int
    coaches: tuple[int, ...]
    residents: tuple[int, ...]


def openings(instance: Instance, matches: Sequence[Match], wanted: TopicsWanted, seconds: float) -> list[Proposal]:
    """Serve the most urgency, then use the fewest classes and coaches and the shortest ways; one class a ward.

    `matches` stay as they are. The search takes at most `seconds` and is never worse than `one_by_one`. Raises
    NotCertified if the answer breaks a rule.
    """
    left = remaining(instance, matches)
    problem = model(left, wanted)
    if not problem.classes:
        return []
    from bot.domain.matching.programming import highs  # noqa: PLC0415 a heavy library: docs/adr/0012

    start = _as_values(problem, one_by_one(_given(left, wanted, problem)))
    found = highs.solved(problem.programme, seconds, start=start).values
    best = min([start, *([] if found is None else [found])], key=lambda values: float(problem.programme.cost @ values))
    answer = _read_back(problem, best)
    if any(_faults(left, wanted, answer)):
        raise NotCertified([Flaw.ANSWER_BREAKS_A_RULE])
    return answer


def _given(left: Instance, wanted: TopicsWanted, problem: ProposalModel) -> Given:
    people = set(problem.seats.who.tolist())
    tier = left.residents.tier
    return Given(
        _listed(problem.seats),
        _listed(problem.posts),
        [(one.ward, one.slot) for one in problem.classes],
        {who: _time(wanted, who) for who in people},
        {who: UNSERVED + int(tier[who]) for who in people},
        left.volunteers.max_load.tolist(),
        MOST_LEARNERS,
        FEWEST,
    )


def _time(wanted: TopicsWanted, resident: int) -> int:
    return A_BEGINNER if wanted.beginner[resident] else USED_TO_IT


def _listed(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.who.tolist(), pairs.number.tolist(), strict=True))


def _as_values(problem: ProposalModel, chosen: Sequence[ChosenClass]) -> Floats:
    came = {(who, one.number) for one in chosen for who in one.people}
    taught = {(who, one.number) for one in chosen for who in one.coaches}
    opened = {one.number for one in chosen}
    flags = [
        *(pair in came for pair in _listed(problem.seats)),
        *(pair in taught for pair in _listed(problem.posts)),
        *(at in opened for at in range(len(problem.classes))),
    ]
    return np.array(flags, dtype=np.float64)


def _read_back(problem: ProposalModel, values: Floats) -> list[Proposal]:
    split = np.cumsum([len(problem.seats.who), len(problem.posts.who)])
    sits, teaches, opened = (np.flatnonzero(part) for part in np.split(values > _ONE, split))
    came, taught = (
        Pairs(pairs.who[at], pairs.number[at]) for pairs, at in ((problem.seats, sits), (problem.posts, teaches))
    )
    classes = ((problem.classes[at], _of(taught, at), _of(came, at)) for at in opened.tolist())
    return [Proposal(*one, coaches, residents) for one, coaches, residents in classes if residents]


def _of(pairs: Pairs, number: int) -> tuple[int, ...]:
    who: Ints = pairs.who[pairs.number == number]
    return tuple(who.tolist())


def _faults(left: Instance, wanted: TopicsWanted, answer: Sequence[Proposal]) -> Iterator[bool]:
    residents = [who for one in answer for who in one.residents]
    yield len(residents) != len(set(residents))
    wards = [one.ward for one in answer]
    yield len(wards) != len(set(wards))
    places = sorted((coach, one.slot) for one in answer for coach in one.coaches)
    yield len(places) != len(set(places))
    load = left.volunteers.max_load
    yield any(len(list(rows)) > load[coach] for coach, rows in groupby(places, key=lambda place: place[0]))
    for one in answer:
        held = PossibleClass(one.ward, one.slot, one.topic)
        time = sum(_time(wanted, who) for who in one.residents)
        yield time > MOST_LEARNERS * len(one.coaches) or len(one.residents) < FEWEST
        yield not wanted.halls[one.ward, one.topic]
        yield not set(one.residents).issubset(comers(left, wanted, held).tolist())
        yield not set(one.coaches).issubset(teachers(left, wanted, held).tolist())
