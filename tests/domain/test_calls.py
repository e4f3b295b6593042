"""When somebody is called, and when again."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from bot import clock
from bot.domain.calls import again_at, unheard_at
from bot.domain.messaging.reminders import is_quiet

AT = datetime(2026, 11, 27, 19, 0, tzinfo=clock.LOCAL)
WAITS = some.timedeltas(timedelta(minutes=15), timedelta(days=20))
TIMES = some.timedeltas(timedelta(0), timedelta(days=1))


def test_an_hour_later_but_not_in_the_night() -> None:
    tomorrow = AT + timedelta(days=1)
    assert again_at(AT, tomorrow) == AT + timedelta(hours=1)
    assert again_at(AT.replace(hour=20), tomorrow) == AT.replace(hour=7) + timedelta(days=1)
    assert again_at(AT, None) == AT + timedelta(hours=1)


def test_near_the_class_it_is_sooner() -> None:
    assert again_at(AT, AT + timedelta(minutes=30)) == AT + timedelta(minutes=15)


def test_a_change_within_the_hour_is_called_for_after_a_quarter_of_it() -> None:
    assert unheard_at(AT, AT + timedelta(hours=1)) == AT + timedelta(minutes=15)
    assert unheard_at(AT, AT + timedelta(minutes=20)) == AT + timedelta(minutes=10)
    assert unheard_at(AT.replace(hour=9), AT + timedelta(days=10)) == AT.replace(hour=9) + timedelta(days=1)


@given(TIMES, WAITS)
def test_it_is_before_the_class_and_in_the_night_only_if_the_morning_is_too_late(
    into: timedelta, left: timedelta
) -> None:
    now = AT + into
    starts = now + left
    for at in (again_at(now, starts), unheard_at(now, starts)):
        assert now < at < starts
        if is_quiet(at):
            assert starts < at + timedelta(hours=12)
