"""Times of reminders, and quiet hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

QUIET_FROM, QUIET_UNTIL = time(20, 30), time(7)
A_DAY_AT_MOST = 2

_TWO_DAYS, _TWO_HOURS = timedelta(days=2), timedelta(hours=2)
_EARLY, _SOONEST_AFTER_QUIET = time(9), time(7, 45)
_LAST = time(20, 15)


class ReminderKind(StrEnum):
    """The reminders of one session: three for residents, two for volunteers, SILENCE for leaders.

    FOLLOW_UP is the question two days after it, which is put at another time (services/reminders/follow_ups.py).
    """

    THREE_DAYS = "three_days"
    VOLUNTEERS_TWO_DAYS = "volunteers_two_days"
    DAY_BEFORE = "day_before"
    SILENCE = "silence"
    TWO_HOURS = "two_hours"
    FOLLOW_UP = "follow_up"


class Reminded(StrEnum):
    """Who is reminded of a session."""

    LEARNERS = "learners"
    HELPERS = "helpers"
    LEADERS = "leaders"


@dataclass(frozen=True)
class _Reminder:
    """`at` maps a session's local start to the reminder's local time; None if it is not sent."""

    at: Callable[[datetime], datetime | None]
    to: tuple[Reminded, ...]


def is_quiet(local: datetime) -> bool:
    return local.time() >= QUIET_FROM or local.time() < QUIET_UNTIL


def after_quiet_hours(local: datetime) -> datetime:
    if not is_quiet(local):
        return local
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return morning + timedelta(days=local.time() >= QUIET_FROM)


def starts_before_nine(local_start: datetime) -> bool:
    """Changes to these sessions are told even in the quiet hours before."""
    return local_start.time() < _EARLY


def reminder_times(local_start: datetime) -> dict[ReminderKind, datetime]:
    times = {wave: reminder.at(local_start) for wave, reminder in _REMINDERS.items()}
    return {wave: at for wave, at in times.items() if at is not None}


def recipients(wave: ReminderKind, local_start: datetime) -> tuple[Reminded, ...]:
    """Include helpers the evening before if the reminder two hours before would be too early."""
    to = _REMINDERS[wave].to
    if wave is ReminderKind.DAY_BEFORE and _two_hours_before(local_start) is None:
        return (*to, Reminded.HELPERS)
    return to


def is_early(wave: ReminderKind, local_start: datetime) -> bool:
    """Return whether it is sent before the evening on which everybody is asked to confirm."""
    times = reminder_times(local_start)
    return times[wave] < times[ReminderKind.DAY_BEFORE]


def next_reminder(local_start: datetime, after: datetime) -> tuple[ReminderKind, datetime] | None:
    later = ((wave, at) for wave, at in reminder_times(local_start).items() if at > after)
    return min(later, key=lambda pair: pair[1], default=None)


def next_to_learners(local_start: datetime, after: datetime) -> datetime | None:
    theirs = (at for wave, at in reminder_times(local_start).items() if Reminded.LEARNERS in _REMINDERS[wave].to)
    return min((at for at in theirs if at > after), default=None)


def _on_day(days_before: int, at: time) -> Callable[[datetime], datetime]:
    return lambda start: datetime.combine(start.date() - timedelta(days=days_before), at, start.tzinfo)


def _two_hours_before(local_start: datetime) -> datetime | None:
    """Return 07:00 for a session from 07:45 to 09:00; None for earlier ones."""
    if not starts_before_nine(local_start):
        return min(local_start - _TWO_HOURS, _on_day(0, _LAST)(local_start))
    return _on_day(0, QUIET_UNTIL)(local_start) if local_start.time() >= _SOONEST_AFTER_QUIET else None


_REMINDERS = {
    ReminderKind.THREE_DAYS: _Reminder(_on_day(3, time(9)), (Reminded.LEARNERS,)),
    ReminderKind.VOLUNTEERS_TWO_DAYS: _Reminder(
        lambda start: after_quiet_hours(start - _TWO_DAYS), (Reminded.HELPERS,)
    ),
    ReminderKind.DAY_BEFORE: _Reminder(_on_day(1, time(17, 30)), (Reminded.LEARNERS,)),
    ReminderKind.SILENCE: _Reminder(_on_day(1, time(19)), (Reminded.LEADERS,)),
    ReminderKind.TWO_HOURS: _Reminder(_two_hours_before, (Reminded.LEARNERS, Reminded.HELPERS)),
}
