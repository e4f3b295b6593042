"""Volunteers at a session: shifts and assignments."""

from enum import StrEnum


class AssignmentStatus(StrEnum):
    """A volunteer on a shift; an offer is never shown as an acceptance."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RELEASED = "released"
    EXPIRED = "expired"


class DayPart(StrEnum):
    """The half-days people choose among when they say when they are free."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_NOON, _DUSK = 12, 18


def part_of(hour: int) -> DayPart:
    """The part of the day an hour (local) belongs to."""
    if hour < _NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if hour < _DUSK else DayPart.EVENING
