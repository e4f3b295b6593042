"""The week as the assistant solves it: two to a home, else one and a search; nothing kept back where it is scarce."""

import numpy as np
import pytest

from bot.domain.matching import nightly
from bot.domain.matching.explanations import Full
from bot.domain.matching.feasibility import faults
from bot.domain.matching.flow.engine import match
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.nightly import NightlyTask, solve
from tests import weeks


def task(week: Instance, at_home: tuple[int, ...] = (), along: tuple[int, ...] | None = None) -> NightlyTask:
    residents, volunteers = len(week.residents.ward), len(week.volunteers.ward)
    alone, willing, nobody = np.ones(residents, bool), np.ones(volunteers, bool), np.zeros(volunteers, bool)
    alone[list(at_home)] = False
    if along is not None:
        willing[:] = False
        willing[list(along)] = True
    return NightlyTask(week, alone, willing, np.zeros(volunteers, np.int64), nobody, ~nobody)


def test_where_nobody_is_at_home_it_is_the_proved_flow() -> None:
    week = weeks.week([{}, {"slots": 0b10}], [{"slots": 0b11, "max_load": 2}])

    answer = solve(task(week))

    assert (list(answer.matches), answer.gap) == (match(week).matches, 0.0)


def test_two_go_to_a_home_and_one_to_the_hall() -> None:
    week = weeks.week([{}, {}], [{}, {}, {}])

    answer = solve(task(week, at_home=(1,)))

    hall, home = answer.matches
    assert (hall.companion, home.companion >= 0) == (-1, True)
    assert len({hall.volunteer, home.volunteer, home.companion}) == 3
    assert answer.gap == 0.0


def test_how_near_it_is_is_said_by_the_bound_in_whole_numbers() -> None:
    """One and a half homes of two are visited in the relaxation: whole people, so that one is left, and little else."""
    answer = solve(task(weeks.week([{}, {}], [{}, {}, {}]), at_home=(0, 1)))

    assert answer.gap == (99342 - 98304) / 98304


def test_only_who_goes_along_is_a_companion() -> None:
    week = weeks.week([{}], [{}, {"topics": 0b10}, {"topics": 0b10}])

    assert solve(task(week, at_home=(0,), along=(2,))).matches == (Match(0, 0, 0, companion=2),)


def test_without_a_second_volunteer_one_is_named_and_the_second_is_looked_for() -> None:
    answer = solve(task(weeks.week([{}], [{}]), at_home=(0,)))

    assert answer.matches == (Match(0, 0, 0),)


def test_who_is_left_at_home_takes_nobody_from_those_who_are_served() -> None:
    """Both want the one volunteer's only visit: to the hall one is enough."""
    answer = solve(task(weeks.week([{"tier": 8}, {}], [{}]), at_home=(0,)))

    assert answer.matches == (Match(1, 0, 0),)
    assert isinstance(answer.left[0], Full)


def test_without_time_for_visits_by_two_everybody_gets_one_and_nothing_is_claimed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nightly, "SECONDS", 0)

    answer = solve(task(weeks.week([{}, {}], [{}, {}]), at_home=(0,)))

    assert [(one.resident, one.companion) for one in answer.matches] == [(0, -1), (1, -1)]
    assert answer.gap is None


@pytest.mark.parametrize("seed", range(30))
def test_the_rules_are_kept_in_every_week(seed: int) -> None:
    week = weeks.random_week(seed, most=14)
    rng = np.random.default_rng(seed)
    at_home = tuple(np.flatnonzero(rng.random(len(week.residents.ward)) < 0.4).tolist())
    given = task(week, at_home)

    answer = solve(given)

    assert faults(week, answer.matches) == [], seed
    served = {one.resident for one in answer.matches}
    assert served.isdisjoint(answer.left)
    assert served | answer.left.keys() == set(range(len(week.residents.ward)))
    assert not {who for one in answer.matches for who in (one.volunteer, one.companion)}.intersection(answer.on_call)


def test_a_small_ward_keeps_nothing_back_and_a_large_one_a_little() -> None:
    few = [{"max_load": 2, "slots": 0b11}] * 3
    many = [{"max_load": 2, "slots": 0b11}] * 12

    assert len(solve(task(weeks.week([{"slots": 0b11}] * 9, few))).matches) == 6
    assert len(solve(task(weeks.week([{"slots": 0b11}] * 30, many))).matches) == 22


def test_the_idle_stand_by_the_most_useful_first() -> None:
    helpers = [{"slots": 0b1, "topics": 0b10}, {"slots": 0b111, "topics": 0b10}, {"slots": 0b11, "topics": 0b10}]

    assert solve(task(weeks.week([{}], helpers))).on_call == (1, 2)
    assert solve(task(weeks.week([{"topics": 0b10}], helpers))).on_call != (0, 1, 2)
