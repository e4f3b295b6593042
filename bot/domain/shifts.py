"""Shifts of volunteers at a session, assignments, and how many helpers a session needs."""

from enum import StrEnum


class AssignmentStatus(StrEnum):
    """A volunteer on a shift; OFFERED is never shown as accepted."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RELEASED = "released"
    EXPIRED = "expired"


IN_FORCE = (AssignmentStatus.OFFERED, AssignmentStatus.ACCEPTED)


class DayPart(StrEnum):
    """The half-days volunteers choose from as free time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_NOON, _DUSK = 12, 18


def part_of(hour: int) -> DayPart:
    if hour < _NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if hour < _DUSK else DayPart.EVENING


# Points of one helper's time: two beginners, or four people who have been to a class, fill it.
MOST_LEARNERS = 4
A_BEGINNER, USED_TO_IT = 2, 1


def helpers_wanted(beginners: int, used_to_it: int) -> int:
    return -(-(A_BEGINNER * beginners + USED_TO_IT * used_to_it) // MOST_LEARNERS)


def room_for_one_more(beginners: int, used_to_it: int, helpers: int) -> bool:
    return helpers_wanted(beginners + 1, used_to_it) <= helpers
