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


# Two beginners take all of a helper's time, or four who have been to a class; among more than four nobody is helped.
MOST_LEARNERS = 4
A_BEGINNER, USED_TO_IT = 2, 1


def helpers_wanted(beginners: int, used_to_it: int) -> int:
    return -(-(A_BEGINNER * beginners + USED_TO_IT * used_to_it) // MOST_LEARNERS)


def room_for_one_more(beginners: int, used_to_it: int, helpers: int) -> bool:
    """Whether so many helpers could also take on the next who comes, who may be a beginner."""
    return helpers_wanted(beginners + 1, used_to_it) <= helpers
