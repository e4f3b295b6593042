"""Who sits beside whom: as last time, two beginners or four used to it, telephones apart, a name for everybody."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people.person import PhoneType
from bot.domain.seating.seating import pair
from bot.domain.shift_matching import AvailableHelper, Learner, knows_phone
from bot.domain.shifts import MOST_LEARNERS, helpers_wanted, room_for_one_more
from tests.domain.test_shift_matching import ANDROID, HELPERS, HUONG, IPHONE, NAM

KNOWS_BOTH = frozenset({ANDROID, IPHONE})


def test_each_sits_with_who_knows_their_phone() -> None:
    apple = replace(NAM, phones=frozenset({IPHONE}))
    learners = [Learner(11, IPHONE), Learner(12, ANDROID), Learner(13, IPHONE), Learner(14, ANDROID)]

    assert pair(learners, [HUONG, apple], {}, expected=2) == {11: 2, 12: 1, 13: 2, 14: 1}


def test_who_sat_beside_them_last_time_does_so_again() -> None:
    learners = [Learner(11, IPHONE, last_helper=1), Learner(12, ANDROID, last_helper=2), Learner(13)]

    pairs = pair(learners, [HUONG, NAM], {}, expected=2)

    assert (pairs[11], pairs[12], 13 in pairs) == (1, 2, True)


def test_pairs_that_stand_are_kept() -> None:
    learners = [Learner(11, ANDROID, last_helper=1), Learner(12, ANDROID), Learner(13, ANDROID, last_helper=1)]

    assert pair(learners, [HUONG, NAM], {11: 2, 12: 1}, expected=2) == {13: 1}
    assert pair(learners, [HUONG, NAM], {11: 1}, expected=2) == {12: 2, 13: 1}


def test_places_are_kept_for_the_helper_still_to_come() -> None:
    learners = [Learner(11, ANDROID), Learner(12, ANDROID), Learner(13, ANDROID), Learner(14, IPHONE)]

    early = pair(learners, [HUONG], {}, expected=2)
    assert early == {11: 1, 12: 1}
    assert pair(learners, [HUONG, NAM], early, expected=2) == {13: 2, 14: 2}


def test_when_nobody_more_is_expected_a_strange_phone_is_better_than_no_help() -> None:
    learners = [Learner(11, IPHONE), Learner(12, ANDROID)]

    assert pair(learners, [HUONG], {}, expected=2) == {12: 1}
    assert pair(learners, [HUONG], {}, expected=0) == {11: 1, 12: 1}


@settings(deadline=None)  # a busy machine
@given(
    st.lists(
        st.builds(Learner, st.integers(100, 140), st.sampled_from([None, *PhoneType])),
        max_size=25,
        unique_by=lambda learner: learner.id,
    ),
    st.lists(HELPERS, max_size=8, unique_by=lambda helper: helper.id),
)
def test_loads_are_even_where_nothing_else_counts(learners: list[Learner], helpers: list[AvailableHelper]) -> None:
    pairs = pair(learners, helpers, {}, expected=0)
    load = [list(pairs.values()).count(helper.id) for helper in helpers]

    assert len(pairs) == min(len(learners), MOST_LEARNERS * len(helpers))
    assert max(load, default=0) <= MOST_LEARNERS
    if all(knows_phone(helper, one) for helper in helpers for one in learners):
        assert max(load, default=0) - min(load, default=0) <= 1


def test_two_beginners_or_four_who_are_used_to_it_sit_with_one() -> None:
    beginners = [Learner(n, beginner=True) for n in range(11, 14)]
    used_to_it = [Learner(n) for n in range(21, 26)]

    assert pair(beginners, [HUONG], {}, expected=1) == {11: 1, 12: 1}
    assert pair(used_to_it, [HUONG], {}, expected=1) == {21: 1, 22: 1, 23: 1, 24: 1}
    assert pair([beginners[0], *used_to_it], [HUONG], {}, expected=1) == {21: 1, 22: 1, 23: 1, 24: 1}, "the most people"
    assert pair([beginners[0], *used_to_it[:3]], [HUONG], {}, expected=1) == {11: 1, 21: 1, 22: 1}, "then beginners"


def test_those_who_stand_already_count() -> None:
    learners = [Learner(11, beginner=True), Learner(12, beginner=True), Learner(13, beginner=True)]

    assert pair(learners, [HUONG, NAM], {11: 1, 12: 1}, expected=2) == {13: 2}


def test_in_the_end_everybody_has_a_name_and_nobody_more_than_four() -> None:
    beginners = [Learner(n, beginner=True) for n in range(11, 17)]

    assert pair(beginners, [HUONG], {}, expected=0) == {11: 1, 12: 1, 13: 1, 14: 1}
    assert sorted(pair(beginners, [HUONG, NAM], {}, expected=0).values()) == [1, 1, 1, 2, 2, 2]


def test_the_elderly_are_named_first_where_there_are_too_few() -> None:
    learners = [Learner(11), Learner(12), Learner(13), Learner(14), Learner(15, elderly=True)]

    assert pair(learners, [HUONG], {}, expected=1) == {15: 1, 11: 1, 12: 1, 13: 1}


def test_telephones_are_kept_apart_where_that_can_be() -> None:
    both = [replace(HUONG, phones=KNOWS_BOTH), replace(NAM, phones=KNOWS_BOTH)]
    learners = [Learner(11, IPHONE), Learner(12, ANDROID), Learner(13, ANDROID), Learner(14, IPHONE)]

    pairs = pair(learners, both, {}, expected=2)

    assert pairs[11] == pairs[14]
    assert pairs[12] == pairs[13] != pairs[11]


def test_the_same_person_as_last_time_comes_before_telephones_apart() -> None:
    both = [replace(HUONG, phones=KNOWS_BOTH), replace(NAM, phones=KNOWS_BOTH)]
    learners = [Learner(11, IPHONE, last_helper=1), Learner(12, ANDROID, last_helper=1), Learner(13), Learner(14)]

    assert pair(learners, both, {}, expected=2) == {11: 1, 12: 1, 13: 2, 14: 2}


@pytest.mark.parametrize(
    ("beginners", "used_to_it", "helpers", "room"),
    [(0, 0, 1, True), (1, 0, 1, True), (2, 0, 1, False), (0, 2, 1, True), (0, 3, 1, False), (0, 0, 0, False)],
)
def test_the_next_may_be_a_beginner(beginners: int, used_to_it: int, helpers: int, *, room: bool) -> None:
    assert room_for_one_more(beginners, used_to_it, helpers) is room


LEARNERS = st.builds(
    Learner,
    st.integers(100, 140),
    st.sampled_from([None, *PhoneType]),
    st.sampled_from([None, 1, 2, 9]),
    st.booleans(),
    st.booleans(),
)


@settings(deadline=None)  # a busy machine
@given(
    st.lists(LEARNERS, max_size=25, unique_by=lambda learner: learner.id),
    st.lists(HELPERS, max_size=8, unique_by=lambda helper: helper.id),
    st.integers(1, 8),
)
def test_before_the_end_nobody_has_more_than_their_share(
    learners: list[Learner], helpers: list[AvailableHelper], expected: int
) -> None:
    pairs = pair(learners, helpers, {}, expected)
    by_id = {one.id: one for one in learners}

    for helper in helpers:
        mine = [by_id[learner] for learner, one in pairs.items() if one == helper.id]
        beginners = sum(one.beginner for one in mine)
        assert helpers_wanted(beginners, len(mine) - beginners) <= 1
