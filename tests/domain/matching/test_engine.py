"""The engine against two referees: HiGHS on an arc for every allowed pair, and all answers there are."""

from dataclasses import replace

import numpy as np
import pytest

from bot.domain.matching.feasibility import faults
from bot.domain.matching.flow.engine import Result, SolvingStage, match
from bot.domain.matching.flow.weights import TooLarge
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.objective import POLICY
from tests import weeks


def levels(result: Result) -> weeks.Levels:
    reached = result.objective
    return reached.unserved, reached.new_face, reached.km, reached.load


@pytest.mark.parametrize("seed", range(220))
def test_agrees_with_a_second_engine_on_random_weeks(seed: int) -> None:
    instance = weeks.random_week(seed)
    referee = weeks.Referee(instance)

    result = match(instance)

    assert result.least == referee.least(POLICY)
    assert levels(result) == referee.face_by_face()
    assert faults(instance, result.matches) == []


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_no_answer_at_all_is_better_on_toy_weeks(seed: int) -> None:
    instance = weeks.random_week(seed, most=4)

    assert levels(match(instance)) == weeks.brute_force(instance)


@pytest.mark.parametrize("seed", range(40))
def test_the_rules_of_a_pair_are_those_of_the_file_format(seed: int) -> None:
    instance = weeks.random_week(seed)
    told = {option.match for option in weeks.options(instance)}
    residents = range(len(instance.residents.ward))
    visits = {
        Match(r, v, slot)
        for r in residents
        for v in range(len(instance.volunteers.ward))
        for slot in range(21)
        if weeks.may_visit(instance, r, v) >> slot & 1
    }
    seats = {
        Match(r, session=s)
        for r in residents
        for s in range(len(instance.sessions.ward))
        if weeks.may_sit(instance, r, s)
    }

    idle = {v for v in range(len(instance.volunteers.ward)) if instance.volunteers.max_load[v] == 0}
    closed = {s for s in range(len(instance.sessions.ward)) if instance.sessions.seats[s] == 0}
    assert visits | seats == {one for one in told if one.volunteer not in idle and one.session not in closed}


@pytest.mark.parametrize("seed", range(30))
def test_what_counts_is_the_same_whatever_numbers_topics_have(seed: int) -> None:
    few = weeks.random_week(seed)
    many = weeks.renumbered(few, np.random.default_rng(seed).permutation(200))

    result = match(many)

    assert levels(result) == levels(match(few))
    assert faults(many, result.matches) == []


def test_two_hundred_wait_for_a_topic_each() -> None:
    own = np.eye(200, dtype=bool)
    week = weeks.week([{}] * 200, [{}] * 100, [{"topic": topic} for topic in range(100)])
    week = replace(
        week,
        residents=replace(week.residents, topics=own),
        volunteers=replace(week.volunteers, topics=own[100:]),
    )

    found = {(one.resident, one.session, one.volunteer) for one in match(week).matches}

    assert found == {(n, n, -1) for n in range(100)} | {(100 + n, -1, n) for n in range(100)}


def test_the_most_urgent_go_first_when_there_is_one_place() -> None:
    instance = weeks.week([{"tier": 2}, {"tier": 8}, {"tier": 5}], [{}])

    assert match(instance).matches == [Match(1, 0, 0)]


def test_the_volunteer_of_last_time_comes_again_even_from_afar() -> None:
    instance = weeks.week([{"previous": 1}], [{"hamlet": 0}, {"ward": 1, "max_km": 9}], km=((1, 9), (9, 1)))

    result = match(instance)

    assert result.matches == [Match(0, 1, 0)]
    assert (result.objective.new_face, result.objective.km) == (0, 9)


def test_an_even_load_breaks_the_tie_but_never_a_kilometre() -> None:
    two, free = [{"slots": 0b1}, {"slots": 0b10}], {"slots": 0b11, "max_load": 2}

    even = match(weeks.week(two, [free, free]))
    near = match(weeks.week(two, [free | {"hamlet": 0}, free]))

    assert {one.volunteer for one in even.matches} == {0, 1}
    assert {one.volunteer for one in near.matches} == {0}


def test_a_familiar_face_comes_before_any_way_though_the_weights_of_z_would_have_it_otherwise() -> None:
    """A chain: one of 40 keeps a volunteer if everybody else takes the next one's neighbour, 12 km away."""
    count, far = 40, 12
    residents = [{"hamlet": place, "slots": 0b11} for place in range(count)]
    instance = _chain(count, far, residents)
    referee = weeks.Referee(instance)

    result = match(instance)

    assert result.least == referee.least(POLICY) < result.objective.z
    assert levels(result) == referee.face_by_face()
    assert result.objective.new_face == count - 1


def _chain(count: int, far: int, residents: list[weeks.Changes]) -> Instance:
    """Everybody has a ward; volunteer n lives with resident n; the last one's face is known to resident 0 alone."""
    for place, one in enumerate(residents):
        one |= {"ward": place, "topics": 1 << place % 30 | 1 << (place - 1) % 30}
    residents[0] |= {"previous": count - 1, "topics": 1 << 30 | 1}
    volunteers = [{"ward": place, "hamlet": place, "max_km": far, "topics": 1 << place % 30} for place in range(count)]
    volunteers[-1]["topics"] |= 1 << 30
    km = np.full((count, count), 1_000_000)
    for place in range(count):
        km[place, place] = 1
        km[place, place - 1] = far
    return weeks.week(residents, volunteers, km=km.tolist())


def test_what_does_not_fit_into_whole_numbers_is_refused_not_rounded() -> None:
    instance = weeks.week([{}] * 3, [{"max_km": 10**17}] * 3, km=((10**17,),))

    with pytest.raises(TooLarge):
        match(instance)


def test_says_what_it_is_doing() -> None:
    said: list[tuple[SolvingStage, bool]] = []

    match(weeks.week([{}], [{}]), lambda stage, arcs: said.append((stage, arcs > 0)))

    assert said == [(SolvingStage.BUILDING, False), (SolvingStage.SOLVING, True), (SolvingStage.PROVING, True)]


@pytest.mark.parametrize(
    "instance",
    [
        weeks.week(),
        weeks.week([{}]),
        weeks.week([], [{}]),
        weeks.week([{}], [{"slots": 0}]),
        weeks.week([{}], [{"max_km": 0}]),
        weeks.week([{}], [{"max_load": 0}]),
        weeks.week([{"gender_pref": 2}], [{"gender": 0}]),
        weeks.week([{}], [{}], km=((1_000_000,),)),
        weeks.week([{"home_only": 1}], [], [{}]),
    ],
    ids=["nothing", "nobody helps", "nobody waits", "no slots", "no reach", "no load", "wish", "no distances", "class"],
)
def test_where_nobody_can_be_matched_the_answer_is_empty_and_proved(instance: Instance) -> None:
    result = match(instance)

    assert result.matches == []
    assert result.objective.z == result.least == sum(65536 + 32768 * int(tier) for tier in instance.residents.tier)


def test_when_all_are_the_same_as_many_are_served_as_there_are_places() -> None:
    instance = weeks.week([{"slots": 0b111}] * 20, [{"slots": 0b111, "max_load": 2}] * 7, [{"seats": 3}])

    assert match(instance).objective.served == 17


def test_who_has_not_said_whether_they_are_a_woman_or_a_man_does_not_come_in_place_of_a_class() -> None:
    unsaid = {"gender": 2}
    wishes_for_a_woman = weeks.week([{"gender_pref": 1}], [unsaid], [{"topic": 1}])
    wishes_for_nobody = weeks.week([{}], [unsaid], [{"topic": 1}])

    assert match(wishes_for_a_woman).matches == []
    assert match(wishes_for_nobody).matches == [Match(0, 0, 0)]
