"""When reminders go out, and the hours in which nobody is written to."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.messaging.reminders import (
    ReminderKind,
    after_quiet_hours,
    is_quiet,
    next_reminder,
    reminder_times,
    starts_before_nine,
)
from tests.tables import each_of


def _at(hour: int, minute: int = 0, *, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.LOCAL)


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(20, 29, False), (20, 30, True), (23, 59, True), (0, 0, True), (6, 59, True), (7, 0, False), (12, 0, False)],
)
def test_nobody_is_written_to_from_half_past_eight_to_seven(hour: int, minute: int, *, quiet: bool) -> None:
    assert is_quiet(_at(hour, minute)) is quiet


@each_of(
    ("said", "sent"),
    [
        (_at(20, 29), _at(20, 29)),
        (_at(20, 30), _at(7, day=26)),
        (_at(23, 59), _at(7, day=26)),
        (_at(0), _at(7)),
        (_at(6, 59), _at(7)),
        (_at(7), _at(7)),
    ],
)
def test_what_falls_into_the_quiet_hours_waits_for_their_end(said: datetime, sent: datetime) -> None:
    assert after_quiet_hours(said) == sent


@pytest.mark.parametrize(("hour", "minute", "early"), [(8, 59, True), (9, 0, False)])
def test_nine_is_not_before_nine(hour: int, minute: int, *, early: bool) -> None:
    assert starts_before_nine(_at(hour, minute)) is early


def test_the_reminders_of_an_evening_class() -> None:
    assert reminder_times(_at(19)) == {
        ReminderKind.THREE_DAYS: _at(9, day=22),
        ReminderKind.VOLUNTEERS_TWO_DAYS: _at(19, day=23),
        ReminderKind.DAY_BEFORE: _at(17, 30, day=24),
        ReminderKind.SILENCE: _at(19, day=24),
        ReminderKind.TWO_HOURS: _at(17),
    }


@each_of(
    ("hour", "minute", "last"),
    [
        (7, 30, None),
        (7, 44, None),
        (7, 45, _at(7)),
        (8, 59, _at(7)),
        (9, 0, _at(7)),
        (9, 1, _at(7, 1)),
        (14, 0, _at(12)),
    ],
)
def test_the_last_reminder_never_falls_into_the_quiet_hours(hour: int, minute: int, last: datetime | None) -> None:
    assert reminder_times(_at(hour, minute)).get(ReminderKind.TWO_HOURS) == last


def test_the_next_reminder_is_strictly_later() -> None:
    assert next_reminder(_at(19), _at(17, 29, day=24)) == (ReminderKind.DAY_BEFORE, _at(17, 30, day=24))
    assert next_reminder(_at(19), _at(17, 30, day=24)) == (ReminderKind.SILENCE, _at(19, day=24))
    assert next_reminder(_at(19), _at(19, day=24)) == (ReminderKind.TWO_HOURS, _at(17))
    assert next_reminder(_at(19), _at(17)) is None


# no class starts later than half past ten in the evening
@given(st.integers(0, 22 * 60 + 29).map(lambda minutes: _at(0) + timedelta(minutes=minutes)))
def test_no_reminder_is_quiet_or_after_its_class(starts: datetime) -> None:
    for at in reminder_times(starts).values():
        assert not is_quiet(at)
        assert at < starts
