"""Courses and their sessions: status, length, clashes."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.weeks import A_WEEK

LESSON = timedelta(minutes=60)


class SessionStatus(StrEnum):
    """A planned session becomes HELD when its roll call is closed."""

    PLANNED = "planned"
    CALLED_OFF = "called_off"
    HELD = "held"


class NoticeKind(StrEnum):
    """Changes that everybody at a session is told of and must acknowledge."""

    MOVED = "moved"
    CALLED_OFF = "called_off"


def clash(starts: datetime, other: datetime, length: timedelta = LESSON) -> bool:
    return abs(starts - other) < length


def weekly(first: datetime, weeks: int) -> list[datetime]:
    # Vietnam has no daylight saving time: weeks in UTC are local weeks.
    return [first + week * A_WEEK for week in range(weeks)]
