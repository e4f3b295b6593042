"""Who sits beside whom, against every seating there is; and flows that are not proved are not used."""

import random
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.programming import highs
from bot.domain.matching.programming.programme import Programme
from bot.domain.people.person import PhoneType
from bot.domain.seating.programme import seat
from bot.domain.seating.tables import SeatingTable
from bot.domain.shift_matching import AvailableHelper, Learner, knows_phone

PHONES = [[PhoneType.ANDROID], [PhoneType.IPHONE], [PhoneType.ANDROID, PhoneType.IPHONE]]


def learner(chance: random.Random, number: int, helpers: int) -> Learner:
    return Learner(
        number,
        chance.choice([None, *PhoneType]),
        chance.choice([None, *range(helpers + 1)]),
        chance.random() < 0.4,
        chance.random() < 0.5,
    )


def session(chance: random.Random) -> tuple[list[Learner], list[SeatingTable]]:
    helpers, room = chance.randint(1, 3), chance.choice([2, 3, 4, 4, 8])
    here = []
    for number in range(helpers):
        sitting = [learner(chance, 50 + number, helpers) for _ in range(chance.choice([0, 0, 1]))]
        helper = AvailableHelper(number, frozenset(), frozenset(chance.choice(PHONES)))
        here.append(SeatingTable(helper, tuple(sitting), room, 4))
    return [learner(chance, 100 + number, helpers) for number in range(chance.randint(0, 6))], here


def value(
    learners: list[Learner], here: list[SeatingTable], places: tuple[int | None, ...]
) -> tuple[float, ...] | None:
    """The levels in words of their own: None where a rule is broken."""
    rows = [list(table.sitting) for table in here]
    for one, place in zip(learners, places, strict=True):
        if place is not None:
            rows[place].append(one)
    for table, row in zip(here, rows, strict=True):
        time = sum(2 if one.beginner else 1 for one in row)
        if len(row) > len(table.sitting) and (time > table.room or len(row) > table.most):
            return None
    apart = [at for at, place in enumerate(places) if place is None]
    seated = [(one, here[place].helper) for one, place in zip(learners, places, strict=True) if place is not None]
    kinds = [{one.phone for one in row} - {None, PhoneType.NONE} for row in rows]
    return (
        len(apart),
        sum(2 * learners[at].elderly + learners[at].beginner for at in apart),
        sum(one.last_helper in range(len(here)) and one.last_helper != helper.id for one, helper in seated),
        sum(not knows_phone(helper, one) for one, helper in seated),
        sum(len(learners) - at for at in apart),
        sum(len(row) ** 2 + sum(one.beginner for one in row) ** 2 for row in rows),
        sum(len(kind) > 1 for kind in kinds),
    )


def all_values(learners: list[Learner], here: list[SeatingTable], *, strange: bool) -> Iterator[tuple[float, ...]]:
    ways = [
        [None, *(at for at, table in enumerate(here) if strange or knows_phone(table.helper, one))] for one in learners
    ]
    for places in product(*ways):
        if (found := value(learners, here, places)) is not None:
            yield found


@pytest.mark.parametrize("block", range(5))
def test_no_seating_at_all_is_better(block: int) -> None:
    for seed in range(40 * block, 40 * block + 40):
        chance = random.Random(seed)  # noqa: S311 the same every time
        (learners, here), strange = session(chance), chance.random() < 0.7

        found = seat(learners, here, strange=strange)

        reached = value(learners, here, tuple(found.get(one.id) for one in learners))
        assert reached == min(all_values(learners, here, strange=strange)), f"seed {seed}"


def test_a_class_of_thirty_has_its_places_and_is_seated_by_the_rule() -> None:
    chance = random.Random(7)  # noqa: S311 the same every time
    helpers = [AvailableHelper(number, frozenset(), frozenset(PHONES[2])) for number in range(8)]
    learners = [learner(chance, 100 + number, 8) for number in range(30)]

    found = seat(learners, [SeatingTable(one, (), 4, 4) for one in helpers], strange=True)

    for helper in helpers:
        mine = [one for one in learners if found.get(one.id) == helper.id]
        assert len(mine) + sum(one.beginner for one in mine) <= 4
    beginners = sum(one.beginner for one in learners)
    used_to_it = len(learners) - beginners
    assert len(found) == min(beginners, (32 - used_to_it) // 2) + used_to_it


def test_an_answer_that_breaks_a_rule_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def everybody(programme: Programme, _seconds: float, **_how: int) -> highs.SolverResult:
        return highs.SolverResult(np.ones(len(programme.cost)), 0.0, proved=True, seconds=0.0)

    monkeypatch.setattr(highs, "solved", everybody)
    beginners = [Learner(number, beginner=True) for number in range(3)]

    with pytest.raises(NotCertified):
        seat(beginners, [SeatingTable(AvailableHelper(0, frozenset(), frozenset()), (), 4, 4)], strange=True)
