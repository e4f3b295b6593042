"""Every kind of corrupted answer is refused, with its reason and its place."""

import pytest

from bot.domain.matching.feasibility import Fault, Wrong, faults
from bot.domain.matching.flow.engine import match
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.rules import Rule
from tests import weeks

WEEK = weeks.week([{}, {}, {}], [{"slots": 0b11, "max_load": 2}, {}, {"ward": 1}], [{}], km=((1, 2), (2, 1)))
FAR = ((1, 9), (9, 1))


@pytest.mark.parametrize(
    ("matches", "reason"),
    [
        ([Match(3, 0, 0)], Fault.UNKNOWN),
        ([Match(-1, 0, 0)], Fault.UNKNOWN),
        ([Match(0, 3, 0)], Fault.UNKNOWN),
        ([Match(0, 0, 21)], Fault.UNKNOWN),
        ([Match(0, session=1)], Fault.UNKNOWN),
        ([Match(0)], Fault.NEITHER),
        ([Match(0, 0)], Fault.NEITHER),
        ([Match(0, 0, 0, session=0)], Fault.NEITHER),
        ([Match(0, slot=0, session=0)], Fault.NEITHER),
        ([Match(0, 0, 0), Match(0, session=0)], Fault.TWICE),
        ([Match(0, 0, 1)], Fault.WRONG_SLOT),
        ([Match(0, 0, 0), Match(1, 0, 0)], Fault.TWO_PLACES),
        ([Match(0, session=0), Match(1, session=0)], Fault.CLASS_FULL),
        ([Match(0, 0, 0, companion=0)], Fault.COMPANION),
        ([Match(0, session=0, companion=0)], Fault.COMPANION),
        ([Match(0, 0, 0, companion=1), Match(1, 1, 0)], Fault.TWO_PLACES),
    ],
)
def test_what_cannot_be(matches: list[Match], reason: Fault) -> None:
    assert reason in {wrong.reason for wrong in faults(WEEK, matches)}


def test_more_visits_than_a_volunteer_wants() -> None:
    instance = weeks.week([{"slots": 0b111}] * 3, [{"slots": 0b111, "max_load": 2}])

    found = faults(instance, [Match(place, 0, place) for place in range(3)])

    assert found == [Wrong(Fault.TOO_MANY_VISITS, 2)]


@pytest.mark.parametrize(
    ("resident", "volunteer", "rule"),
    [
        ({}, {"vetted": 0}, Rule.VETTING),
        ({}, {"ward": 1}, Rule.DISTANCE),
        ({"slots": 2}, {}, Rule.SLOT),
        ({"topics": 2}, {}, Rule.TOPIC),
        ({"langs": 2}, {}, Rule.LANGUAGE),
        ({"gender_pref": 2}, {}, Rule.WISH),
        ({"gender_pref": 1}, {"gender": 1}, Rule.WISH),
        ({}, {"max_load": 0}, Rule.LOAD),
    ],
)
def test_a_visit_that_a_rule_forbids(resident: weeks.Changes, volunteer: weeks.Changes, rule: Rule) -> None:
    instance = weeks.week([resident], [volunteer], km=FAR)

    assert Wrong(rule, 0) in faults(instance, [Match(0, 0, 0)])


@pytest.mark.parametrize(
    ("resident", "session", "rule"),
    [
        ({"home_only": 1}, {}, Rule.AT_HOME),
        ({}, {"ward": 1}, Rule.DISTANCE),
        ({}, {"slot": 1}, Rule.SLOT),
        ({}, {"topic": 1}, Rule.TOPIC),
        ({}, {"language": 1}, Rule.LANGUAGE),
        ({}, {"seats": 0}, Rule.LOAD),
    ],
)
def test_a_seat_that_a_rule_forbids(resident: weeks.Changes, session: weeks.Changes, rule: Rule) -> None:
    instance = weeks.week([resident], [], [session], km=FAR)

    assert Wrong(rule, 0) in faults(instance, [Match(0, session=0)])


@pytest.mark.parametrize(
    ("companion", "reason"),
    [
        ({}, None),
        ({"vetted": 0, "langs": 2}, None),
        ({"slots": 2}, Fault.WRONG_SLOT),
        ({"ward": 1}, Fault.COMPANION_TOO_FAR),
        ({"max_load": 0}, Fault.TOO_MANY_VISITS),
    ],
)
def test_a_companion_is_free_near_and_willing(companion: weeks.Changes, reason: Fault | None) -> None:
    instance = weeks.week([{}], [{}, companion], km=FAR)

    found = faults(instance, [Match(0, 0, 0, companion=1)], pairs=True)

    assert found == ([] if reason is None else [Wrong(reason, 0)])


def test_where_two_are_needed_nobody_goes_alone() -> None:
    assert faults(WEEK, [Match(0, 0, 0)], pairs=True) == [Wrong(Fault.ALONE, 0)]
    assert faults(WEEK, [Match(0, session=0)], pairs=True) == []


@pytest.mark.parametrize("seed", range(60))
def test_no_match_of_an_answer_survives_being_given_to_somebody_it_is_not_allowed_for(seed: int) -> None:
    instance = weeks.random_week(seed)
    allowed = {option.match for option in weeks.options(instance)}
    matches = match(instance).matches
    strangers = [
        (place, one._replace(volunteer=volunteer))
        for place, one in enumerate(matches)
        for volunteer in range(len(instance.volunteers.ward))
        if one.volunteer >= 0 and one._replace(volunteer=volunteer) not in allowed
    ]
    for place, stranger in strangers:
        spoiled = [*matches[:place], stranger, *matches[place + 1 :]]
        assert place in {wrong.at for wrong in faults(instance, spoiled)}, stranger


def test_an_empty_answer_is_an_answer() -> None:
    nobody: Instance = weeks.week()

    assert faults(nobody, []) == []
    assert faults(WEEK, []) == []
