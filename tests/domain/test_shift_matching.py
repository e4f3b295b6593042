"""Who is asked, and why: the same every time, whatever order the facts come in."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.courses import Hours
from bot.domain.people.person import PhoneType
from bot.domain.shift_matching import AvailableHelper, Learner, OpenPlaces, answer_by, choose, meeting_code
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic

WEDNESDAY = datetime(2026, 11, 25, 19, tzinfo=clock.LOCAL)
ANDROID, IPHONE = PhoneType.ANDROID, PhoneType.IPHONE

NEED = OpenPlaces(session=1, starts=WEDNESDAY, topic=Topic.T06, ward="25750", group=3, places=1)
HUONG = AvailableHelper(
    id=1,
    topics=frozenset({Topic.T06}),
    phones=frozenset({ANDROID}),
    free=frozenset({(2, DayPart.EVENING)}),
    wards=frozenset({"25750"}),
    groups=frozenset({3}),
)
NAM = replace(HUONG, id=2)


def asked(need: OpenPlaces, *helpers: AvailableHelper) -> list[int]:
    return [offer.helper for offer in choose([need], helpers)]


@pytest.mark.parametrize(
    "unsuited",
    [
        replace(HUONG, topics=frozenset({Topic.T01})),
        replace(HUONG, free=frozenset({(2, DayPart.MORNING)})),
        replace(HUONG, wards=frozenset({"25747"})),
        replace(HUONG, promised=(Hours(WEDNESDAY + timedelta(minutes=30)),)),
    ],
    ids=["teaches something else", "is not free then", "is of another ward", "has promised that hour"],
)
def test_nobody_is_asked_who(unsuited: AvailableHelper) -> None:
    assert asked(NEED, HUONG) == [1]
    assert asked(NEED, unsuited) == []


def test_nobody_is_asked_twice_for_the_same_session() -> None:
    assert asked(replace(NEED, asked=frozenset({1})), HUONG, NAM) == [2]


def test_as_many_are_asked_as_there_are_places() -> None:
    third = replace(HUONG, id=3)

    assert asked(replace(NEED, places=2), HUONG, NAM, third) == [1, 2]
    assert asked(replace(NEED, places=0), HUONG) == []


@pytest.mark.parametrize(
    ("worse", "better", "need"),
    [
        (HUONG, NAM, replace(NEED, learners=(Learner(9, last_helper=2),))),
        (replace(HUONG, groups=frozenset({5})), NAM, NEED),
        (HUONG, replace(NAM, phones=frozenset({IPHONE})), replace(NEED, learners=(Learner(9, IPHONE),))),
        (replace(HUONG, promised=(Hours(WEDNESDAY + timedelta(days=1)),)), NAM, NEED),
        (replace(HUONG, last_asked=WEDNESDAY), replace(NAM, last_asked=WEDNESDAY - timedelta(days=1)), NEED),
    ],
    ids=["has helped them before", "is a neighbour", "knows the phone", "has promised less", "was asked longer ago"],
)
def test_first_comes_who(worse: AvailableHelper, better: AvailableHelper, need: OpenPlaces) -> None:
    assert asked(need, worse, better) == [better.id]


def test_who_helped_before_comes_before_a_neighbour() -> None:
    need = replace(NEED, learners=(Learner(9, last_helper=2),))

    assert asked(need, HUONG, replace(NAM, groups=frozenset({5}))) == [2]


def test_the_reasons_are_the_facts() -> None:
    need = replace(NEED, learners=(Learner(9, ANDROID, last_helper=1), Learner(10)))
    (offer,) = choose([need], [HUONG])

    assert offer.reasons.as_facts() == {
        "helped_before": True,
        "same_group": True,
        "phone": True,
        "free": True,
        "least_asked": True,
        "promised": False,
    }


EVERY_WEDNESDAY = frozenset({(2, DayPart.EVENING)})


def test_who_has_promised_to_come_every_week_comes_first_until_the_last_day_of_it() -> None:
    nam = replace(NAM, free=EVERY_WEDNESDAY, standing=EVERY_WEDNESDAY, groups=frozenset())
    (offer,) = choose([NEED], [HUONG, nam])
    assert (offer.helper, offer.reasons.promised) == (NAM.id, True)

    ended = replace(nam, until={(2, DayPart.EVENING): NEED.starts.date() - timedelta(days=1)})
    (other,) = choose([NEED], [HUONG, ended])
    assert (other.helper, other.reasons.promised) == (HUONG.id, False)


def test_nobody_is_asked_beside_who_fills_the_place_by_promise() -> None:
    nam = replace(NAM, free=EVERY_WEDNESDAY, standing=EVERY_WEDNESDAY)
    substitute = replace(NEED, substitute=True)
    assert [offer.helper for offer in choose([substitute], [HUONG, nam])] == [NAM.id]
    assert len(choose([substitute], [HUONG, NAM])) == 2


def test_a_reason_that_does_not_hold_is_not_given() -> None:
    need = replace(NEED, learners=(Learner(9, IPHONE),), group=5)
    (offer,) = choose(
        [need], [replace(HUONG, promised=(Hours(WEDNESDAY + timedelta(days=1)),)), replace(NAM, groups=frozenset())]
    )
    (busier,) = choose(
        [need], [replace(HUONG, promised=(Hours(WEDNESDAY + timedelta(days=1)),), groups=frozenset({5})), NAM]
    )

    assert (offer.helper, offer.reasons.least_asked, offer.reasons.same_group, offer.reasons.phone) == (
        2,
        True,
        False,
        False,
    )
    assert (busier.helper, busier.reasons.least_asked, busier.reasons.same_group) == (1, False, True)


def test_two_sessions_at_the_same_hour_are_not_given_to_one() -> None:
    both = [NEED, replace(NEED, session=2, starts=WEDNESDAY + timedelta(minutes=30))]

    assert {(offer.session, offer.helper) for offer in choose(both, [HUONG])} == {(1, 1)}
    assert {(offer.session, offer.helper) for offer in choose(both, [HUONG, NAM])} == {(1, 1), (2, 2)}


def test_two_sessions_of_a_week_go_to_two_people() -> None:
    free = frozenset({(2, DayPart.EVENING), (4, DayPart.EVENING)})
    both = [NEED, replace(NEED, session=2, starts=WEDNESDAY + timedelta(days=2))]
    offers = choose(both, [replace(HUONG, free=free), replace(NAM, free=free)])

    assert {(offer.session, offer.helper) for offer in offers} == {(1, 1), (2, 2)}


LENGTHS = st.sampled_from([timedelta(minutes=n) for n in (30, 60, 150)])
HOURS = st.builds(Hours, st.integers(0, 72).map(lambda h: WEDNESDAY + timedelta(hours=h)), LENGTHS)
HELPERS = st.builds(
    replace,
    st.just(HUONG),
    id=st.integers(1, 30),
    topics=st.frozensets(st.sampled_from([Topic.T01, Topic.T06]), min_size=1),
    phones=st.frozensets(st.sampled_from([ANDROID, IPHONE]), min_size=1),
    groups=st.frozensets(st.integers(3, 5), max_size=1),
    promised=st.lists(HOURS, max_size=2).map(tuple),
)
NEEDS = st.builds(
    replace,
    st.just(NEED),
    session=st.integers(1, 20),
    starts=st.integers(0, 3).map(lambda n: WEDNESDAY + timedelta(minutes=30 * n)),
    group=st.integers(3, 5),
    places=st.integers(0, 4),
    asked=st.frozensets(st.integers(1, 30), max_size=5),
    length=LENGTHS,
)


@given(
    st.lists(NEEDS, max_size=6, unique_by=lambda need: need.session),
    st.lists(HELPERS, max_size=12, unique_by=lambda helper: helper.id),
    st.randoms(use_true_random=False),
)
def test_offers_keep_every_promise_and_do_not_depend_on_the_order(
    needs: list[OpenPlaces], helpers: list[AvailableHelper], shuffled: random.Random
) -> None:
    offers = choose(needs, helpers)
    by_session, by_id = {need.session: need for need in needs}, {helper.id: helper for helper in helpers}

    for session, need in by_session.items():
        chosen = [offer.helper for offer in offers if offer.session == session]
        assert len(chosen) == len(set(chosen)) <= need.places
        assert not need.asked.intersection(chosen)
    for helper in helpers:
        mine = [by_session[offer.session].hours for offer in offers if offer.helper == helper.id]
        pairs = [(one, other) for one in mine for other in helper.promised]
        pairs += [(one, other) for n, one in enumerate(mine) for other in mine[n + 1 :]]
        for one, other in pairs:
            first, second = sorted((one, other), key=lambda hours: hours.starts)
            assert second.starts >= first.starts + first.length
    assert all(by_session[offer.session].topic in by_id[offer.helper].topics for offer in offers)

    shuffled.shuffle(needs)
    shuffled.shuffle(helpers)
    assert choose(needs, helpers) == offers


@pytest.mark.parametrize(
    ("asked_at", "starts", "until"),
    [
        ("2026-11-23 09:00", "2026-11-28 08:00", "2026-11-24 09:00"),
        ("2026-11-23 09:00", "2026-11-23 19:00", "2026-11-23 14:00"),
        ("2026-11-23 20:00", "2026-11-24 08:00", "2026-11-24 07:00"),
        ("2026-11-23 09:01", "2026-11-28 08:00", "2026-11-24 09:15"),
        ("2026-11-24 07:15", "2026-11-24 08:05", "2026-11-24 07:40"),
    ],
    ids=["a day", "half of what is left", "not at night", "a time people say", "in a hurry"],
)
def test_an_offer_stands_until(asked_at: str, starts: str, until: str) -> None:
    def local(moment: str) -> datetime:
        return datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL)

    assert answer_by(local(asked_at), local(starts)) == local(until)


def test_a_meeting_code_is_easy_to_say_and_not_given_twice() -> None:
    picked = iter(["TRE", "2", "7", "SEN", "3", "5"])

    assert meeting_code(lambda _choices: next(picked), taken={"TRE-27"}) == "SEN-35"
