"""When reminders go out and nobody is written to: tables, and what must hold for any session."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.messaging.reminders import (
    Reminded,
    ReminderKind,
    after_quiet_hours,
    is_early,
    is_quiet,
    next_reminder,
    next_to_learners,
    recipients,
    reminder_times,
    starts_before_nine,
)
from tests.tables import each_of

# No class begins later than half past ten in the evening.
STARTS = st.builds(
    lambda day, minutes: clock.local(clock.at(day, time())) + timedelta(minutes=minutes),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 22 * 60 + 29),
)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL)


@each_of(
    ("said", "sent"),
    [
        ("2026-11-25 20:29", "2026-11-25 20:29"),
        ("2026-11-25 20:30", "2026-11-26 07:00"),
        ("2026-11-25 23:59", "2026-11-26 07:00"),
        ("2026-11-25 00:00", "2026-11-25 07:00"),
        ("2026-11-25 06:59", "2026-11-25 07:00"),
        ("2026-11-25 07:00", "2026-11-25 07:00"),
        ("2026-11-25 12:00", "2026-11-25 12:00"),
    ],
)
def test_what_falls_into_the_quiet_hours_waits_for_their_end(said: str, sent: str) -> None:
    assert after_quiet_hours(at(said)) == at(sent)
    assert is_quiet(at(said)) is (said != sent)


def test_nine_is_not_before_nine() -> None:
    assert starts_before_nine(at("2026-11-25 08:59"))
    assert not starts_before_nine(at("2026-11-25 09:00"))


@each_of(
    ("starts", "two_hours"),
    [
        ("2026-11-28 07:30", None),
        ("2026-11-28 07:44", None),
        ("2026-11-28 07:45", "2026-11-28 07:00"),
        ("2026-11-28 08:00", "2026-11-28 07:00"),
        ("2026-11-28 08:59", "2026-11-28 07:00"),
        ("2026-11-28 09:00", "2026-11-28 07:00"),
        ("2026-11-28 09:01", "2026-11-28 07:01"),
        ("2026-11-28 19:00", "2026-11-28 17:00"),
    ],
)
def test_the_last_reminder(starts: str, two_hours: str | None) -> None:
    assert reminder_times(at(starts)).get(ReminderKind.TWO_HOURS) == (at(two_hours) if two_hours else None)


def test_the_reminders_of_an_evening_class() -> None:
    assert reminder_times(at("2026-11-28 19:00")) == {
        ReminderKind.THREE_DAYS: at("2026-11-25 09:00"),
        ReminderKind.VOLUNTEERS_TWO_DAYS: at("2026-11-26 19:00"),
        ReminderKind.DAY_BEFORE: at("2026-11-27 17:30"),
        ReminderKind.SILENCE: at("2026-11-27 19:00"),
        ReminderKind.TWO_HOURS: at("2026-11-28 17:00"),
    }


def test_a_reminder_of_an_early_class_to_volunteers_waits_for_the_morning() -> None:
    assert reminder_times(at("2026-11-28 06:30"))[ReminderKind.VOLUNTEERS_TWO_DAYS] == at("2026-11-26 07:00")


@each_of(
    ("after", "wave"),
    [
        ("2026-11-20 09:00", ReminderKind.THREE_DAYS),
        ("2026-11-25 09:00", ReminderKind.VOLUNTEERS_TWO_DAYS),
        ("2026-11-27 17:29", ReminderKind.DAY_BEFORE),
        ("2026-11-27 17:30", ReminderKind.SILENCE),
        ("2026-11-27 19:00", ReminderKind.TWO_HOURS),
        ("2026-11-28 17:00", None),
    ],
)
def test_the_next_one_is_later_than_now(after: str, wave: ReminderKind | None) -> None:
    found = next_reminder(at("2026-11-28 19:00"), at(after))

    assert (found[0] if found else None) is wave


@given(STARTS)
def test_no_reminder_falls_into_the_quiet_hours_or_after_the_start(starts: datetime) -> None:
    times = reminder_times(starts)

    assert all(not is_quiet(moment) and moment < starts for moment in times.values())
    assert len(set(times.values())) == len(times)


@given(STARTS)
def test_residents_hear_three_times_at_most_and_each_moment_is_reached_by_going_on(starts: datetime) -> None:
    moment, reached = starts - timedelta(days=10), []
    while (found := next_reminder(starts, moment)) is not None:
        reached.append(found)
        moment = found[1]

    assert dict(reached) == reminder_times(starts)
    assert len([wave for wave, _at in reached if Reminded.LEARNERS in recipients(wave, starts)]) <= 3


@given(STARTS)
def test_helpers_hear_once_whom_they_sit_with(starts: datetime) -> None:
    theirs = [wave for wave in reminder_times(starts) if Reminded.HELPERS in recipients(wave, starts)]

    assert len([wave for wave in theirs if not is_early(wave, starts)]) == 1


@each_of(
    ("after", "then"),
    [
        ("2026-11-20 09:00", "2026-11-25 09:00"),
        ("2026-11-25 09:00", "2026-11-27 17:30"),
        ("2026-11-27 18:00", "2026-11-28 17:00"),
        ("2026-11-28 17:00", None),
    ],
)
def test_learners_are_told_when_they_hear_next(after: str, then: str | None) -> None:
    assert next_to_learners(at("2026-11-28 19:00"), at(after)) == (at(then) if then else None)


@given(st.builds(lambda start, hours: start + timedelta(hours=hours), STARTS, st.integers(0, 23)))
def test_after_the_quiet_hours_it_is_morning_or_the_same_moment(moment: datetime) -> None:
    later = after_quiet_hours(moment)

    assert not is_quiet(later)
    assert later == moment or (later.time() == time(7) and moment < later <= moment + timedelta(hours=10, minutes=30))
