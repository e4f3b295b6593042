"""Classes worth opening: who waits, and coaches free at one half-day; proposed, never opened (adr/0021)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from bot.domain.matching.class_proposals.greedy import ChosenClass, Given, one_by_one
from bot.domain.matching.flow.certificate import Flaw
from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.instance import MOST_KM_TO_A_CLASS, SLOTS, UNREACHABLE, Flags, Instance, Ints, Match
from bot.domain.matching.objective import UNSERVED
from bot.domain.matching.programming.programme import NO_ROW, Floats, Programme, ProgrammeBuilder

# Two beginners take all of a coach's time, or four who have been to a class.
A_COACHS_TIME, A_BEGINNER, USED_TO_IT = 4, 2, 1
# Fewer are better taught alone: a class wants a hall, a leader and a notice.
FEWEST = 4
_KM, _COACH, _CLASS = 1, 10, 20
_ONE = 0.5


@dataclass(frozen=True)
class TopicsWanted:
    """What classes could be about, as bits of topics: by resident, by volunteer, and by ward where they may be opened.

    Whoever waits for nothing, teaches nothing, or may open nothing, has no bit.
    """

    wants: Ints
    beginner: Flags
    teaches: Ints
    halls: Ints


@dataclass(frozen=True)
class Proposal:
    """A class to be proposed: where, when, about what; who would come and who would teach, by their rows."""

    ward: int
    slot: int
    topic: int
    coaches: tuple[int, ...]
    residents: tuple[int, ...]


class _Class(NamedTuple):
    ward: int
    slot: int
    topic: int


@dataclass(frozen=True)
class _Model:
    """The programme; its columns are the seats, then the coaches' places, then the classes."""

    programme: Programme
    classes: list[_Class]
    seats: list[tuple[int, int]]
    posts: list[tuple[int, int]]


def openings(instance: Instance, matches: Sequence[Match], wanted: TopicsWanted, seconds: float) -> list[Proposal]:
    """The most urgency served; then the fewest classes and coaches and the least way. At most one class a ward.

    Who is matched, and what `matches` take of coaches, is left alone. What is found in so many seconds, never less than
    one by one; NotCertified if it breaks a rule.
    """
    left = _left(instance, matches)
    problem = _model(left, wanted)
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


@dataclass(frozen=True)
class _Left:
    """Half-days as masks, and visits a coach has left; matched residents have no half-day."""

    instance: Instance
    residents: list[int]
    free: list[int]
    load: list[int]


def _left(instance: Instance, matches: Sequence[Match]) -> _Left:
    residents = instance.residents.slots.tolist()
    free, load = instance.volunteers.slots.tolist(), instance.volunteers.max_load.tolist()
    for one in matches:
        residents[one.resident] = 0
        for who in (one.volunteer, one.companion):
            if who >= 0:
                free[who] &= ~(1 << one.slot)
                load[who] -= 1
    return _Left(instance, residents, free, load)


def _may_come(left: _Left, wanted: TopicsWanted, resident: int, into: _Class) -> bool:
    one = left.instance.residents
    near = left.instance.km[one.ward[resident], into.ward] <= MOST_KM_TO_A_CLASS
    return bool(near and left.residents[resident] >> into.slot & 1 and wanted.wants[resident] >> into.topic & 1)


def _may_teach(left: _Left, wanted: TopicsWanted, coach: int, at: _Class) -> bool:
    one = left.instance.volunteers
    way = left.instance.km[at.ward, one.ward[coach]]
    reached = way != UNREACHABLE and way <= one.max_km[coach]
    free = left.load[coach] > 0 and left.free[coach] >> at.slot & 1
    return bool(reached and free and wanted.teaches[coach] >> at.topic & 1)


def _considered(left: _Left, wanted: TopicsWanted) -> Iterator[_Class]:
    """Classes for which enough people wait nearby."""
    asks = _asking(left, wanted)
    for ward in np.flatnonzero(wanted.halls).tolist():
        counted: Counter[tuple[int, int]] = Counter()
        near = [at for at in asks if left.instance.km[left.instance.residents.ward[at], ward] <= MOST_KM_TO_A_CLASS]
        for at in near:
            topics = _bits(int(wanted.wants[at]) & int(wanted.halls[ward]))
            counted.update((slot, topic) for slot in _bits(left.residents[at]) for topic in topics)
        yield from (_Class(ward, slot, topic) for (slot, topic), n in sorted(counted.items()) if n >= FEWEST)


def _asking(left: _Left, wanted: TopicsWanted) -> list[int]:
    return [at for at in np.flatnonzero(wanted.wants).tolist() if left.residents[at]]


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def _model(left: _Left, wanted: TopicsWanted) -> _Model:
    asks, coaches = _asking(left, wanted), np.flatnonzero(wanted.teaches).tolist()
    classes = [
        one for one in _considered(left, wanted) if any(_may_teach(left, wanted, coach, one) for coach in coaches)
    ]
    seats = [(who, at) for at, one in enumerate(classes) for who in asks if _may_come(left, wanted, who, one)]
    posts = [(who, at) for at, one in enumerate(classes) for who in coaches if _may_teach(left, wanted, who, one)]
    return _Model(_programme(left, wanted, classes, (seats, posts)), classes, seats, posts)


def _programme(
    left: _Left, wanted: TopicsWanted, classes: list[_Class], pairs: tuple[list[tuple[int, int]], list[tuple[int, int]]]
) -> Programme:
    (who, into), (coach, post) = (np.array(part, dtype=np.int64).reshape(-1, 2).T for part in pairs)
    instance, draft, ones = left.instance, ProgrammeBuilder(), np.ones(len(classes), dtype=np.int64)
    ward = np.array([one.ward for one in classes], dtype=np.int64)
    slot = np.array([one.slot for one in classes], dtype=np.int64)
    served = draft.rows(np.ones(len(left.residents), dtype=np.int64))
    room, enough = draft.rows(0 * ones), draft.rows(0 * ones)
    held, seated = draft.rows(np.zeros(len(post), dtype=np.int64)), draft.rows(np.zeros(len(into), dtype=np.int64))
    once = draft.rows(np.ones(len(left.load) * SLOTS, dtype=np.int64))
    load = draft.rows(np.maximum(0, np.array(left.load, dtype=np.int64)))
    one_a_ward = draft.rows(np.ones(len(instance.km), dtype=np.int64))
    beginner = wanted.beginner[who]
    way = instance.km[instance.residents.ward[who], ward[into]]
    walk = instance.km[ward[post], instance.volunteers.ward[coach]]
    # Serving one more outweighs all that lies below it.
    most = 1 + int(_KM * way.sum() + (_COACH + _KM * walk).sum()) + _CLASS * len(classes)
    draft.columns(
        _KM * way - most * (UNSERVED + instance.residents.tier[who]),
        [
            (served[who], 1),
            (np.where(beginner, room[into], NO_ROW), A_BEGINNER),
            (np.where(beginner, NO_ROW, room[into]), USED_TO_IT),
            (enough[into], -1),
            (seated, 1),
        ],
    )
    draft.columns(
        _COACH + _KM * walk,
        [(room[post], -A_COACHS_TIME), (held, 1), (once[coach * SLOTS + slot[post]], 1), (load[coach], 1)],
    )
    opened = draft.columns(_CLASS * ones, [(enough, FEWEST), (one_a_ward[ward], 1)])
    # Nobody coaches a class that is not opened, or sits there: each place counts one, its class one less.
    draft.entries(held, opened[post], -1)
    draft.entries(seated, opened[into], -1)
    return draft.finished()


def _given(left: _Left, wanted: TopicsWanted, problem: _Model) -> Given:
    people = {who for who, _into in problem.seats}
    tier = left.instance.residents.tier
    return Given(
        problem.seats,
        problem.posts,
        [(one.ward, one.slot) for one in problem.classes],
        {who: A_BEGINNER if wanted.beginner[who] else USED_TO_IT for who in people},
        {who: UNSERVED + int(tier[who]) for who in people},
        left.load,
        A_COACHS_TIME,
        FEWEST,
    )


def _as_values(problem: _Model, chosen: Sequence[ChosenClass]) -> Floats:
    came = {(who, one.number) for one in chosen for who in one.people}
    taught = {(who, one.number) for one in chosen for who in one.coaches}
    opened = {one.number for one in chosen}
    flags = [
        *(pair in came for pair in problem.seats),
        *(pair in taught for pair in problem.posts),
        *(at in opened for at in range(len(problem.classes))),
    ]
    return np.array(flags, dtype=np.float64)


def _read_back(problem: _Model, values: Floats) -> list[Proposal]:
    chosen = values > _ONE
    seats, posts = len(problem.seats), len(problem.posts)
    came, taught = defaultdict(list), defaultdict(list)
    for at in np.flatnonzero(chosen[:seats]).tolist():
        came[problem.seats[at][1]].append(problem.seats[at][0])
    for at in np.flatnonzero(chosen[seats : seats + posts]).tolist():
        taught[problem.posts[at][1]].append(problem.posts[at][0])
    return [
        Proposal(one.ward, one.slot, one.topic, tuple(taught[at]), tuple(came[at]))
        for at, one in enumerate(problem.classes)
        if chosen[seats + posts + at] and came[at]
    ]


def _faults(left: _Left, wanted: TopicsWanted, answer: Sequence[Proposal]) -> Iterator[bool]:
    """Rule by rule, knowing nothing of the programme."""
    residents = [who for one in answer for who in one.residents]
    yield len(residents) != len(set(residents))
    wards = [one.ward for one in answer]
    yield len(wards) != len(set(wards))
    places = sorted((coach, one.slot) for one in answer for coach in one.coaches)
    yield len(places) != len(set(places))
    yield any(len(list(rows)) > left.load[coach] for coach, rows in groupby(places, key=lambda place: place[0]))
    for one in answer:
        into = _Class(one.ward, one.slot, one.topic)
        time = sum(A_BEGINNER if wanted.beginner[who] else USED_TO_IT for who in one.residents)
        yield time > A_COACHS_TIME * len(one.coaches) or len(one.residents) < FEWEST
        yield not wanted.halls[one.ward] >> one.topic & 1
        yield not all(_may_come(left, wanted, who, into) for who in one.residents)
        yield not all(_may_teach(left, wanted, coach, into) for coach in one.coaches)
