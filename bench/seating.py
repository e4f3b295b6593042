"""Seating a class: CPU milliseconds for usual classes, before all helpers are here, and for thirty learners."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.domain.people.person import PhoneType
from bot.domain.seating.programme import seat
from bot.domain.seating.tables import SeatingTable, time_taken
from bot.domain.shift_matching import AvailableHelper, Learner
from bot.domain.shifts import MOST_LEARNERS

CLASSES = 100
Class: TypeAlias = tuple[Sequence[Learner], Sequence[SeatingTable], bool]


def learners(chance: random.Random, many: int, helpers: int) -> list[Learner]:
    return [
        Learner(
            100 + number,
            chance.choice([None, *PhoneType]),
            chance.choice([None, *range(helpers + 1)]),
            chance.random() < 0.4,
            chance.random() < 0.5,
        )
        for number in range(many)
    ]


def tables(chance: random.Random, many: int, room: int, *, one_phone: float) -> list[SeatingTable]:
    """`one_phone` is the share of helpers who know one kind of telephone only."""
    both = [PhoneType.ANDROID, PhoneType.IPHONE]
    known = [[chance.choice(both)] if chance.random() < one_phone else both for _ in range(many)]
    helpers = [AvailableHelper(number, frozenset(), frozenset(phones)) for number, phones in enumerate(known)]
    return [SeatingTable(helper, (), room, MOST_LEARNERS) for helper in helpers]


def usual(chance: random.Random) -> Class:
    people = learners(chance, chance.randint(6, 16), 4)
    return people, tables(chance, -(-time_taken(people) // MOST_LEARNERS), MOST_LEARNERS, one_phone=0.5), True


def early(chance: random.Random) -> Class:
    """Leave out some helpers, so that nobody sits with one who does not know their telephone."""
    people, expected = learners(chance, chance.randint(8, 25), 6), chance.randint(2, 8)
    room = min(MOST_LEARNERS, max(2, -(-time_taken(people) // expected)))
    return people, tables(chance, chance.randint(1, expected - 1), room, one_phone=0.67), False


def thirty(chance: random.Random) -> Class:
    return learners(chance, 30, 8), tables(chance, 8, MOST_LEARNERS, one_phone=0.0), True


def measured(made: Callable[[random.Random], Class]) -> list[float]:
    took = []
    for seed in range(CLASSES):
        people, here, strange = made(random.Random(seed))  # noqa: S311 the same every time
        began = time.process_time()
        seat(people, here, strange=strange)
        took.append(1000 * (time.process_time() - began))
    return sorted(took)


def main() -> None:
    seat(*thirty(random.Random(0))[:2], strange=True)  # noqa: S311 it loads the solver
    for made in (usual, early, thirty):
        took = measured(made)
        middle, most = statistics.median(took), took[int(0.95 * CLASSES)]
        print(f"{made.__name__:<7} {middle:5.0f} ms, p95 {most:5.0f} ms, at most {took[-1]:5.0f} ms", flush=True)


if __name__ == "__main__":
    main()
