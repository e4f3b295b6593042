"""Courses and their sessions: status, length, clashes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count

from bot.domain.weeks import A_WEEK

LESSON, LONGEST = timedelta(minutes=60), timedelta(hours=8)


class SessionStatus(StrEnum):
    """A planned session becomes HELD when its roll call is closed."""

    PLANNED = "planned"
    CALLED_OFF = "called_off"
    HELD = "held"


class NoticeKind(StrEnum):
    """Changes that everybody at a session is told of and must acknowledge."""

    MOVED = "moved"
    CALLED_OFF = "called_off"


class Extent(StrEnum):
    """Which sessions of a running class a change is about: one, those from it on, or all to come."""

    ONE = "one"
    ONWARD = "onward"
    ALL = "all"


@dataclass(frozen=True)
class Hours:
    """When something begins, and how long it lasts."""

    starts: datetime
    length: timedelta = LESSON


def clash(one: Hours, other: Hours) -> bool:
    return one.starts < other.starts + other.length and other.starts < one.starts + one.length


def in_series(first: datetime, days: Collection[int], weeks: int, until: date | None = None) -> list[datetime]:
    """Return the sessions on these weekdays, or on that of `first` (local), for so many weeks or until a day."""
    last = until or first.date() + timedelta(weeks=weeks, days=-1)
    each = (first + timedelta(days=n) for n in range((last - first.date()).days + 1))
    return [at for at in each if at.weekday() in (days or {first.weekday()})]


def again(starts: Sequence[datetime], after: datetime) -> list[datetime]:
    """Return the same weekdays and hours, from the first week that lies wholly beyond the last session and `after`."""
    weeks = next(n for n in count(1) if starts[0] + timedelta(weeks=n) > max(starts[-1], after))
    return [start + timedelta(weeks=weeks) for start in starts]


def weekly(first: datetime, weeks: int) -> list[datetime]:
    # Vietnam has no daylight saving time: weeks in UTC are local weeks.
    return [first + week * A_WEEK for week in range(weeks)]
