"""When reminders go out, and when nobody is written to."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

QUIET_FROM, QUIET_UNTIL = time(20, 30), time(7)
A_DAY_AT_MOST = 2

_THREE_DAYS, _TWO_DAYS, _TWO_HOURS = timedelta(days=3), timedelta(days=2), timedelta(hours=2)
_DAY_BEFORE_AT, _SILENCE_AT = time(17, 30), time(19)
_EARLY, _SOONEST_AFTER_QUIET = time(9), time(7, 45)
_THREE_DAYS_AT = time(9)


class ReminderKind(StrEnum):
    """The reminders of one session; residents hear three, volunteers two, leaders of who has kept silent."""

    THREE_DAYS = "three_days"
    VOLUNTEERS_TWO_DAYS = "volunteers_two_days"
    DAY_BEFORE = "day_before"
    SILENCE = "silence"
    TWO_HOURS = "two_hours"


def is_quiet(local: datetime) -> bool:
    """Is nobody to be written to at this local time?"""
    return local.time() >= QUIET_FROM or local.time() < QUIET_UNTIL


def after_quiet_hours(local: datetime) -> datetime:
    """This local time, or the 07:00 at which the quiet hours around it end."""
    if not is_quiet(local):
        return local
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return morning + timedelta(days=local.time() >= QUIET_FROM)


def starts_before_nine(local_start: datetime) -> bool:
    """A change to such a session is told even in the quiet hours before it."""
    return local_start.time() < _EARLY


def reminder_times(local_start: datetime) -> dict[ReminderKind, datetime]:
    """The local times of all reminders of a session.

    A class before 09:00 has its last reminder at 07:00 if it starts at 07:45 or later, else none.
    """
    before = local_start - timedelta(days=1)
    times = {
        ReminderKind.THREE_DAYS: _on(local_start.date() - _THREE_DAYS, _THREE_DAYS_AT, local_start),
        ReminderKind.VOLUNTEERS_TWO_DAYS: after_quiet_hours(local_start - _TWO_DAYS),
        ReminderKind.DAY_BEFORE: _on(before.date(), _DAY_BEFORE_AT, local_start),
        ReminderKind.SILENCE: _on(before.date(), _SILENCE_AT, local_start),
    }
    if not starts_before_nine(local_start):
        return {**times, ReminderKind.TWO_HOURS: local_start - _TWO_HOURS}
    if local_start.time() >= _SOONEST_AFTER_QUIET:
        return {**times, ReminderKind.TWO_HOURS: _on(local_start.date(), QUIET_UNTIL, local_start)}
    return times


def next_reminder(local_start: datetime, after: datetime) -> tuple[ReminderKind, datetime] | None:
    """The first reminder later than `after` (local)."""
    later = ((wave, at) for wave, at in reminder_times(local_start).items() if at > after)
    return min(later, key=lambda pair: pair[1], default=None)


def _on(day: date, hour: time, like: datetime) -> datetime:
    return datetime.combine(day, hour, like.tzinfo)
