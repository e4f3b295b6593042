"""Courses and their sessions: status, length, clashes."""

from datetime import datetime, timedelta
from enum import StrEnum

LESSON = timedelta(minutes=60)


class SessionStatus(StrEnum):
    """A session is planned until it is held or called off; held is said by the closed roll call."""

    PLANNED = "planned"
    CALLED_OFF = "called_off"
    HELD = "held"


class NoticeKind(StrEnum):
    """What everybody of a session has to be told and to acknowledge."""

    MOVED = "moved"
    CALLED_OFF = "called_off"


def clash(starts: datetime, other: datetime, length: timedelta = LESSON) -> bool:
    """Do two sessions of the same place or person overlap?"""
    return abs(starts - other) < length


def weekly(first: datetime, weeks: int) -> list[datetime]:
    """The starts of a weekly course; the area has no daylight saving time, so UTC weeks are local weeks."""
    return [first + timedelta(weeks=week) for week in range(weeks)]
