"""When reminders go out, and when nobody is written to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

QUIET_FROM, QUIET_UNTIL = time(20, 30), time(7)
A_DAY_AT_MOST = 2

_TWO_DAYS, _TWO_HOURS = timedelta(days=2), timedelta(hours=2)
_EARLY, _SOONEST_AFTER_QUIET = time(9), time(7, 45)


class ReminderKind(StrEnum):
    """The reminders of one session; residents hear three, volunteers two, leaders of who has kept silent."""

    THREE_DAYS = "three_days"
    VOLUNTEERS_TWO_DAYS = "volunteers_two_days"
    DAY_BEFORE = "day_before"
    SILENCE = "silence"
    TWO_HOURS = "two_hours"


class Reminded(StrEnum):
    """For whom of a session a reminder is."""

    LEARNERS = "learners"
    HELPERS = "helpers"
    LEADERS = "leaders"


@dataclass(frozen=True)
class _Reminder:
    """`at` is its local time for a session that starts at a local time; None if there is none then."""

    at: Callable[[datetime], datetime | None]
    to: tuple[Reminded, ...]


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
    """The local times of all reminders of a session."""
    times = {wave: reminder.at(local_start) for wave, reminder in _REMINDERS.items()}
    return {wave: at for wave, at in times.items() if at is not None}


def recipients(wave: ReminderKind, local_start: datetime) -> tuple[Reminded, ...]:
    """Whom a reminder is for.

    Helpers hear with the last one whom they sit with: where that would be too early in the morning, the evening before.
    """
    to = _REMINDERS[wave].to
    if wave is ReminderKind.DAY_BEFORE and _two_hours_before(local_start) is None:
        return (*to, Reminded.HELPERS)
    return to


def is_early(wave: ReminderKind, local_start: datetime) -> bool:
    """Does it come before the evening on which everybody is asked whether they come, and told whom they sit with?"""
    times = reminder_times(local_start)
    return times[wave] < times[ReminderKind.DAY_BEFORE]


def next_reminder(local_start: datetime, after: datetime) -> tuple[ReminderKind, datetime] | None:
    """The first reminder later than `after` (local)."""
    later = ((wave, at) for wave, at in reminder_times(local_start).items() if at > after)
    return min(later, key=lambda pair: pair[1], default=None)


def next_to_learners(local_start: datetime, after: datetime) -> datetime | None:
    """The local time of the first one that learners get later than `after`."""
    theirs = (at for wave, at in reminder_times(local_start).items() if Reminded.LEARNERS in _REMINDERS[wave].to)
    return min((at for at in theirs if at > after), default=None)


def _on_day(days_before: int, at: time) -> Callable[[datetime], datetime]:
    return lambda start: datetime.combine(start.date() - timedelta(days=days_before), at, start.tzinfo)


def _two_hours_before(local_start: datetime) -> datetime | None:
    """A class before 09:00 has its last reminder at 07:00 if it starts at 07:45 or later, else none."""
    if not starts_before_nine(local_start):
        return local_start - _TWO_HOURS
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
