"""Until when a freed seat waits for the first in line."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.enrolment import offer_deadline
from tests.tables import each_of


def _at(hour: int, minute: int = 0, *, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.LOCAL)


_FAR = _at(8, day=30)


@each_of(
    ("now", "until"),
    [
        (_at(5), _at(9)),
        (_at(9), _at(13)),
        (_at(15, 59), _at(19, 59)),
        (_at(16), _at(9, day=26)),
        (_at(21), _at(9, day=26)),
        (_at(23, 59), _at(9, day=26)),
        (_at(0, 30), _at(9)),
        (_at(4, 59), _at(9)),
    ],
)
def test_four_hours_by_day_and_until_nine_by_night(now: datetime, until: datetime) -> None:
    assert offer_deadline(now, _FAR) == until


def test_near_the_session_half_of_what_is_left() -> None:
    assert offer_deadline(_at(9), _at(17)) == _at(13)
    assert offer_deadline(_at(9), _at(15)) == _at(12)
    assert offer_deadline(_at(21), _at(8, day=26)) == _at(2, 30, day=26)


@pytest.mark.parametrize(("minutes", "asked"), [(-5, False), (0, False), (60, False), (61, True)])
def test_within_the_last_hour_nobody_is_asked(minutes: int, *, asked: bool) -> None:
    assert (offer_deadline(_at(9), _at(9) + timedelta(minutes=minutes)) is not None) is asked


@given(st.integers(0, 1439), st.integers(61, 10_000))
def test_an_offer_ends_later_than_now_and_before_the_session(minute: int, ahead: int) -> None:
    now = _at(0) + timedelta(minutes=minute)
    starts = now + timedelta(minutes=ahead)
    until = offer_deadline(now, starts)
    assert until is not None
    assert now < until <= now + (starts - now) / 2
