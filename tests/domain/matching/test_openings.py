"""Classes worth opening, against every choice there is; and an answer that breaks a rule is not used."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest

from bot.domain.matching.class_proposals import proposals as module
from bot.domain.matching.class_proposals.model import FEWEST, TopicsWanted
from bot.domain.matching.class_proposals.proposals import Proposal, openings
from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.instance import Instance, Match, Residents, Sessions, Volunteers, bits
from tests import weeks

SECONDS, TOPICS = 20, 2
MORNING, EVENING = 0, 2


def week(residents: list[tuple[int, int, int]], coaches: list[tuple[int, int, int, int]], wards: int = 1) -> Instance:
    """Residents: ward, half-days, tier. Coaches: ward, half-days, visits, reach. Everything in a ward is 1 km."""
    rows = [[ward, 0, slots, 0, 1, 0, 0, 0, tier, -1] for ward, slots, tier in residents]
    helpers = [[ward, 0, reach, slots, 0, 1, 0, 1, load, 0] for ward, slots, load, reach in coaches]
    km = np.full((wards, wards), 2, dtype=np.int64) - np.eye(wards, dtype=np.int64)
    return Instance(weeks.table(Residents, rows), weeks.table(Volunteers, helpers), weeks.table(Sessions, []), km)


def asking(wants: list[int], beginner: list[bool], teaches: list[int], halls: list[int]) -> TopicsWanted:
    wanted, taught, opened = (bits(np.array(masks, dtype=np.int64), TOPICS) for masks in (wants, teaches, halls))
    return TopicsWanted(wanted, np.array(beginner, dtype=bool), taught, opened)


def test_so_many_who_wait_and_coaches_who_are_free_are_a_class() -> None:
    here = week([(0, 1 << EVENING, 1)] * 4, [(0, 1 << EVENING, 1, 2)] * 3)

    (found,) = openings(here, [], asking([1] * 4, [True] * 4, [1] * 3, [1]), SECONDS)

    assert (found.ward, found.slot, found.topic, found.residents) == (0, EVENING, 0, (0, 1, 2, 3))
    assert len(found.coaches) == 2, "two beginners to a coach"


def test_it_may_be_about_any_of_many_topics() -> None:
    here = week([(0, 1 << EVENING, 1)] * 4, [(0, 1 << EVENING, 1, 2)] * 3)
    topic = np.eye(200, dtype=bool)[[150]]
    wanted = TopicsWanted(
        topic.repeat(4, axis=0), np.ones(4, dtype=bool), topic.repeat(3, axis=0), np.ones((1, 200), bool)
    )

    (found,) = openings(here, [], wanted, SECONDS)

    assert (found.topic, found.residents) == (150, (0, 1, 2, 3))


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (week([], []), asking([], [], [], [])),
        (week([(0, 4, 1)] * 4, []), asking([1] * 4, [False] * 4, [], [1])),
        (week([], [(0, 4, 1, 2)]), asking([], [], [1], [1])),
        (week([(0, 4, 1)] * (FEWEST - 1), [(0, 4, 1, 2)]), asking([1] * 3, [False] * 3, [1], [1])),
        (week([(0, 4, 1)] * 4, [(0, 2, 1, 2)]), asking([1] * 4, [False] * 4, [1], [1])),
        (week([(0, 4, 1)] * 4, [(0, 4, 0, 2)]), asking([1] * 4, [False] * 4, [1], [1])),
        (week([(0, 4, 1)] * 4, [(0, 4, 1, 0)]), asking([1] * 4, [False] * 4, [1], [1])),
        (week([(0, 4, 1)] * 4, [(0, 4, 1, 2)]), asking([1] * 4, [False] * 4, [2], [3])),
        (week([(0, 4, 1)] * 4, [(0, 4, 1, 2)]), asking([1] * 4, [False] * 4, [1], [0])),
        (week([(0, 4, 1)] * 4, [(0, 4, 1, 2)]), asking([1] * 4, [True] * 4, [1], [1])),
    ],
    ids=[
        "nobody",
        "no-coach",
        "nobody-waits",
        "too-few",
        "another-time",
        "full",
        "no-reach",
        "another-topic",
        "no-leader",
        "beginners",
    ],
)
def test_otherwise_there_is_none(here: Instance, wanted: TopicsWanted) -> None:
    assert openings(here, [], wanted, SECONDS) == []


def test_what_is_matched_already_is_left_alone() -> None:
    here = week([(0, 1 << EVENING, 1)] * 5, [(0, 1 << EVENING, 2, 2), (0, 1 << EVENING, 1, 2)])

    (found,) = openings(here, [Match(4, 1, EVENING)], asking([1] * 5, [False] * 5, [1, 1], [1]), SECONDS)

    assert (found.coaches, found.residents) == ((0,), (0, 1, 2, 3))


def test_an_answer_that_breaks_a_rule_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    here = week([(0, 1 << EVENING, 1)] * 4, [(0, 1 << EVENING, 1, 2)])
    wrong = [Proposal(0, EVENING, 0, (0,), (0, 1, 2)), Proposal(0, MORNING, 0, (0,), (0, 1, 2, 3))]
    for one in wrong:
        monkeypatch.setattr(module, "_read_back", lambda _problem, _values, one=one: [one])
        with pytest.raises(NotCertified):
            openings(here, [], asking([1] * 4, [False] * 4, [1], [1]), SECONDS)


def value(here: Instance, found: list[Proposal]) -> tuple[int, int]:
    """What goes first: the urgency served; then classes, coaches and ways, as they are weighed."""
    tier, km = here.residents.tier, here.km
    served = sum(2 + int(tier[who]) for one in found for who in one.residents)
    ways = sum(int(km[here.residents.ward[who], one.ward]) for one in found for who in one.residents)
    walks = sum(10 + int(km[one.ward, here.volunteers.ward[coach]]) for one in found for coach in one.coaches)
    return -served, 20 * len(found) + walks + ways


def every(here: Instance, wanted: TopicsWanted) -> Iterator[list[Proposal]]:
    """Every choice of one class in the only ward, or none."""
    yield []
    people, coaches = range(len(here.residents.ward)), range(len(here.volunteers.ward))
    for slot, topic in product((MORNING, EVENING), (0, 1)):
        come = [n for n in people if here.residents.slots[n] >> slot & 1 and wanted.wants[n, topic]]
        able = [
            n
            for n in coaches
            if here.volunteers.slots[n] >> slot & 1
            and wanted.teaches[n, topic]
            and here.volunteers.max_load[n] > 0
            and here.km[0, here.volunteers.ward[n]] <= here.volunteers.max_km[n]
        ]
        if not wanted.halls[0, topic]:
            continue
        for many in range(FEWEST, len(come) + 1):
            for who in combinations(come, many):
                time = sum(2 if wanted.beginner[n] else 1 for n in who)
                for team in combinations(able, -(-time // 4)):
                    yield [Proposal(0, slot, topic, team, who)]


@pytest.mark.parametrize("seed", range(60))
def test_no_choice_is_better(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 not for secrets
    many, helpers = chance.randint(3, 7), chance.randint(0, 4)
    half_days = [1 << MORNING, 1 << EVENING, 1 << MORNING | 1 << EVENING]
    here = week(
        [(0, chance.choice(half_days), chance.randint(1, 8)) for _ in range(many)],
        [(0, chance.choice(half_days), chance.randint(0, 2), chance.choice((0, 1, 2))) for _ in range(helpers)],
    )
    wanted = asking(
        [chance.choice((1, 2, 3, 3)) for _ in range(many)],
        [chance.random() < 0.4 for _ in range(many)],
        [chance.choice((1, 2, 3)) for _ in range(helpers)],
        [chance.choice((1, 3, 3))],
    )

    found = openings(here, [], wanted, SECONDS)

    assert value(here, found) == min(value(here, one) for one in every(here, wanted)), f"seed {seed}"


def test_one_class_a_ward_and_nobody_in_two() -> None:
    """Of several wards: whatever is found keeps every rule, or it would not be returned."""
    chance = random.Random(5)  # noqa: S311 as above
    here = week(
        [(chance.randrange(3), chance.choice([1, 4, 5]), chance.randint(1, 8)) for _ in range(30)],
        [(chance.randrange(3), chance.choice([1, 4, 5]), 2, 2) for _ in range(9)],
        wards=3,
    )
    wanted = asking([chance.choice((1, 2, 3)) for _ in range(30)], [False] * 30, [3] * 9, [3, 3, 3])

    found = openings(here, [], wanted, SECONDS)

    assert len({one.ward for one in found}) == len(found) == 3
    people = [who for one in found for who in one.residents]
    assert len(people) == len(set(people)) > 20
