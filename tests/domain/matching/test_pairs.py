"""Visits by two against all answers there are, and what the rule of two asks for."""

from collections.abc import Iterator

import numpy as np
import pytest

from bot.domain.matching.feasibility import Fault, faults
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.objective import objective
from bot.domain.matching.pairs.greedy import greedy
from bot.domain.matching.pairs.model import model
from bot.domain.matching.pairs.search import match_in_pairs
from bot.domain.matching.programming import highs
from bot.domain.matching.programming.dual_bound import proved
from tests import weeks


def test_nobody_visits_alone() -> None:
    assert match_in_pairs(weeks.week([{}], [{}])).matches == []


def test_whoever_is_not_vetted_comes_along_but_does_not_lead() -> None:
    vetted_comes_along = match_in_pairs(weeks.week([{}], [{"vetted": 0}, {}])).matches
    nobody_leads = match_in_pairs(weeks.week([{}], [{"vetted": 0}, {"vetted": 0}])).matches

    assert (vetted_comes_along, nobody_leads) == ([Match(0, 1, 0, companion=0)], [])


def test_a_companion_needs_neither_the_topic_nor_the_language() -> None:
    instance = weeks.week([{}], [{}, {"topics": 0b10, "langs": 0b10, "gender": 1}])

    assert match_in_pairs(instance).matches == [Match(0, 0, 0, companion=1)]


def test_a_companion_has_to_reach_the_ward() -> None:
    km = ((1, 6), (6, 1))

    assert match_in_pairs(weeks.week([{}], [{}, {"ward": 1, "max_km": 5}], km=km)).matches == []
    assert match_in_pairs(weeks.week([{}], [{}, {"ward": 1, "max_km": 6}], km=km)).matches


def test_who_does_not_go_along_is_no_companion() -> None:
    instance = weeks.week([{}], [{}, {}])

    assert match_in_pairs(instance, along=np.array([False, False])).matches == []
    assert match_in_pairs(instance, along=np.array([True, False])).matches == [Match(0, 1, 0, companion=0)]


def test_both_spend_one_of_their_visits() -> None:
    instance = weeks.week([{"slots": 0b1}, {"slots": 0b10}], [{"slots": 0b11}, {"slots": 0b11, "max_load": 2}])

    paired = match_in_pairs(instance)

    assert (len(paired.matches), paired.objective.load) == (1, 2)


def test_a_relative_or_leader_stands_for_the_second_person() -> None:
    instance = weeks.week([{}, {"slots": 0b10}], [{"slots": 0b11, "max_load": 2}])
    accompanied = np.array([False, True])

    paired = match_in_pairs(instance, accompanied)

    assert paired.matches == [Match(1, 0, 1)]
    assert faults(instance, paired.matches, pairs=True, accompanied=accompanied) == []
    assert [wrong.reason for wrong in faults(instance, paired.matches, pairs=True)] == [Fault.ALONE]


def test_a_seat_in_a_class_needs_no_companion() -> None:
    assert match_in_pairs(weeks.week([{}], [], [{}])).matches == [Match(0, session=0)]


@pytest.mark.parametrize("seed", range(40))
def test_no_answer_at_all_is_better_on_toy_weeks(seed: int) -> None:
    instance = weeks.random_week(seed, most=5)
    accompanied = np.random.default_rng(seed).random(len(instance.residents.ward)) < 0.2

    paired = match_in_pairs(instance, accompanied)

    assert paired.objective.z == paired.bound == _brute_force(instance, accompanied.tolist())
    assert paired.proved is not None
    assert paired.proved <= paired.objective.z, seed
    assert paired.objective == objective(instance, paired.matches)
    assert faults(instance, paired.matches, pairs=True, accompanied=accompanied) == []


@pytest.mark.parametrize("seed", range(100, 115))
def test_larger_weeks_lie_between_the_bound_and_the_greedy_answer(seed: int) -> None:
    instance = weeks.random_week(seed, most=40)
    nobody = np.zeros(len(instance.residents.ward), dtype=bool)
    everybody = np.ones(len(instance.volunteers.ward), dtype=bool)

    paired = match_in_pairs(instance, seconds=5)

    assert paired.bound is not None
    assert paired.proved is not None
    assert paired.proved <= paired.bound <= paired.objective.z <= paired.by_hand.z, seed
    assert faults(instance, greedy(instance, nobody, everybody), pairs=True) == []


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_prices_no_answer_costs_less_than_they_prove(seed: int) -> None:
    """A wrong solver proves less, and never too much: small, large, senseless and missing prices."""
    chance = np.random.default_rng(seed)
    instance = weeks.random_week(seed, most=4)
    nobody = np.zeros(len(instance.residents.ward), dtype=bool)
    everybody = np.ones(len(instance.volunteers.ward), dtype=bool)
    problem = model(instance, nobody, everybody)
    least = _brute_force(instance, nobody.tolist()) - problem.nobody_served
    rows = len(problem.programme.most)
    if len(problem.programme.cost):
        loose = highs.relaxed(problem.programme, 5)
        assert loose.prices is not None
        exact = proved(problem.programme, loose.prices)
        assert exact is not None
        assert abs(exact - loose.bound) < 2 + (rows + len(problem.programme.cost)) / 100, "good prices prove all of it"
    for spread in (0.0, 1.0, 1e3, 1e6):
        found = proved(problem.programme, chance.normal(0, spread, rows))
        assert found is not None
        assert found <= least, (seed, spread)
    if rows:
        assert proved(problem.programme, np.full(rows, np.nan)) is None
        assert proved(problem.programme, np.full(rows, 1e18)) is None


def _brute_force(instance: Instance, accompanied: list[bool]) -> int:
    by_resident: list[list[Match | None]] = [[None] for _ in accompanied]
    for option in weeks.options(instance):
        by_resident[option.match.resident] += _with_companions(instance, option.match, accompanied)
    return min(objective(instance, answer).z for answer in _answers(instance, by_resident, []))


def _with_companions(instance: Instance, match: Match, accompanied: list[bool]) -> Iterator[Match]:
    other, ward = instance.volunteers, instance.residents.ward[match.resident]
    if match.session >= 0 or accompanied[match.resident]:
        yield match
        return
    for one in range(len(other.ward)):
        free = one != match.volunteer and other.slots[one] >> match.slot & 1
        if free and instance.km[ward, other.ward[one]] <= other.max_km[one]:
            yield match._replace(companion=one)


def _answers(instance: Instance, left: list[list[Match | None]], chosen: list[Match]) -> Iterator[list[Match]]:
    if not left:
        yield chosen
        return
    for match in left[0]:
        if match is None:
            yield from _answers(instance, left[1:], chosen)
        elif _room(instance, [*chosen, match]):
            yield from _answers(instance, left[1:], [*chosen, match])


def _room(instance: Instance, chosen: list[Match]) -> bool:
    people = [(who, one.slot) for one in chosen for who in (one.volunteer, one.companion) if who >= 0]
    busy, seats = [who for who, _slot in people], [one.session for one in chosen if one.session >= 0]
    return (
        len(set(people)) == len(people)
        and all(busy.count(who) <= instance.volunteers.max_load[who] for who in busy)
        and all(seats.count(one) <= instance.sessions.seats[one] for one in seats)
    )
