"""Statuses of enrolments and seats, and the deadline of an offered seat."""

from datetime import datetime, timedelta
from enum import StrEnum


class EnrolmentStatus(StrEnum):
    """A person's status in a course. OFFERED reserves a place; the person has it only after accepting."""

    ENROLLED = "enrolled"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class SeatStatus(StrEnum):
    """A person's status at one session; only HELD and OFFERED take up a place."""

    HELD = "held"
    OFFERED = "offered"
    EXCUSED = "excused"
    DECLINED = "declined"
    EXPIRED = "expired"
    RELEASED = "released"


ENDED = (EnrolmentStatus.CANCELLED, EnrolmentStatus.COMPLETED)
GOES_ON = tuple(status for status in EnrolmentStatus if status not in ENDED)
# The place offered to somebody is still one they wait for.
ON_THE_WAITING_LIST = (EnrolmentStatus.WAITLISTED, EnrolmentStatus.OFFERED)
TAKES_A_PLACE = (SeatStatus.HELD, SeatStatus.OFFERED)
ON_THE_ROSTER = (SeatStatus.HELD, SeatStatus.EXCUSED)

_OFFER = timedelta(hours=4)
_EVENING, _MORNING = 20, 9
# Later than this nobody is offered a seat: people come as walk-ins.
WALK_IN_ONLY = timedelta(hours=1)


def offer_deadline(local_now: datetime, starts: datetime) -> datetime | None:
    """Return until when a freed seat is held for the first on the waiting list (local times).

    Four hours; if that ends in the evening or at night, 09:00; never more than half of the time left. None within
    an hour of the session: nobody is asked, people come as walk-ins.
    """
    left = starts - local_now
    if left <= WALK_IN_ONLY:
        return None
    deadline = local_now + _OFFER
    if not _MORNING <= deadline.hour < _EVENING:
        deadline = local_now.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
        deadline += timedelta(days=deadline <= local_now)
    return min(deadline, local_now + left / 2)
