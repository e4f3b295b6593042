"""Each person left over has a reason that stands in the records, and what would help."""

from dataclasses import replace

import pytest

from bot.domain.matching.explanations import Full, NobodyFits, why_left
from bot.domain.matching.flow.engine import match
from bot.domain.matching.flow.shadow_prices import worths
from bot.domain.matching.instance import Instance, Volunteers
from bot.domain.matching.rules import Rule
from tests import weeks

FAR = ((1, 9), (9, 1))


@pytest.mark.parametrize(
    ("resident", "volunteer", "rule"),
    [
        ({}, {"vetted": 0}, Rule.VETTING),
        ({}, {"ward": 1}, Rule.DISTANCE),
        ({"slots": 2}, {}, Rule.SLOT),
        ({"topics": 2}, {}, Rule.TOPIC),
        ({"langs": 2}, {}, Rule.LANGUAGE),
        ({"gender_pref": 2}, {}, Rule.WISH),
        ({}, {"max_load": 0}, Rule.LOAD),
    ],
)
def test_the_single_rule_that_keeps_everybody_away(
    resident: weeks.Changes, volunteer: weeks.Changes, rule: Rule
) -> None:
    instance = weeks.week([resident], [volunteer, volunteer], km=FAR)

    assert why_left(instance, 0) == NobodyFits((rule,), volunteers=2, classes=0, slots=0b1)


def test_the_half_days_that_would_help_are_named() -> None:
    instance = weeks.week([{"slots": 0b1}], [{"slots": 0b110}, {"slots": 0b1000}, {"slots": 0b1, "langs": 2}])

    assert why_left(instance, 0) == NobodyFits((Rule.SLOT,), volunteers=2, classes=0, slots=0b1110)


def test_a_class_would_suit_who_can_leave_the_house() -> None:
    instance = weeks.week([{"home_only": 1}], [{"slots": 0, "langs": 2}], [{}])

    assert why_left(instance, 0) == NobodyFits((Rule.AT_HOME,), volunteers=0, classes=1, slots=0b1)


def test_two_rules_are_named_when_one_alone_does_not_explain_it() -> None:
    instance = weeks.week([{}], [{"langs": 2, "vetted": 0}, {"langs": 2, "topics": 2, "slots": 2}])

    assert why_left(instance, 0) == NobodyFits((Rule.VETTING, Rule.LANGUAGE), volunteers=1, classes=0, slots=0b1)


def test_where_there_is_nobody_at_all_no_rule_is_blamed() -> None:
    assert why_left(weeks.week([{}]), 0) == NobodyFits((), volunteers=0, classes=0, slots=0)


def test_full_says_how_many_places_there_are_and_how_many_others_wait_for_them() -> None:
    instance = weeks.week([{}] * 5 + [{"langs": 2}], [{"slots": 0b11, "max_load": 4}, {"langs": 2}], [{"seats": 2}])

    assert why_left(instance, 0) == Full(volunteers=1, classes=1, places=4, others=4)


@pytest.mark.parametrize("seed", range(80))
def test_everybody_left_over_gets_a_reason_that_is_true(seed: int) -> None:
    instance = weeks.random_week(seed)
    served = {one.resident for one in match(instance).matches}
    for resident in sorted(set(range(len(instance.residents.ward))) - served):
        volunteers = [v for v in range(len(instance.volunteers.ward)) if weeks.may_visit(instance, resident, v)]
        classes = [s for s in range(len(instance.sessions.ward)) if weeks.may_sit(instance, resident, s)]

        reason = why_left(instance, resident)

        if isinstance(reason, Full):
            assert (reason.volunteers, reason.classes) == (len(volunteers), len(classes))
            assert 0 < reason.places <= reason.others + 1
        else:
            assert not volunteers
            assert not classes


def with_one_more(instance: Instance, volunteer: weeks.Changes) -> Instance:
    rows = [*weeks.rows(instance.volunteers), [*(weeks.VOLUNTEER | volunteer).values()]]
    return replace(instance, volunteers=weeks.table(Volunteers, rows))


@pytest.mark.parametrize("seed", range(60))
def test_the_worth_of_one_more_volunteer_is_what_a_week_with_them_saves(seed: int) -> None:
    instance = weeks.random_week(seed)
    easy = replace(instance, residents=replace(instance.residents, gender_pref=instance.residents.gender_pref * 0))
    now = match(easy)

    for worth in worths(easy, now, reach=4)[:3]:
        new = {"ward": worth.ward, "hamlet": 99, "max_km": 4, "slots": 1 << worth.slot, "topics": 0b111}
        then = match(with_one_more(easy, new | {"langs": 1 << worth.language}))

        assert now.least - then.least == worth.gain, worth


def test_nobody_more_is_wanted_where_everybody_is_served_by_a_neighbour() -> None:
    instance = weeks.week([{"previous": 0}], [{"hamlet": 0}])

    assert worths(instance, match(instance)) == []
