"""Who gets a seat, who is next, and until when an offer stands."""

from datetime import datetime, timedelta
from enum import StrEnum


class EnrolmentStatus(StrEnum):
    """A person in a course; an offered place is held for the person, and is theirs only once they say so."""

    ENROLLED = "enrolled"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


class SeatStatus(StrEnum):
    """A person's seat at one session; `held` and `offered` use up a place, the others do not."""

    HELD = "held"
    OFFERED = "offered"
    EXCUSED = "excused"
    DECLINED = "declined"
    EXPIRED = "expired"
    RELEASED = "released"


TAKES_A_PLACE = (SeatStatus.HELD, SeatStatus.OFFERED)

_OFFER = timedelta(hours=4)
_EVENING, _MORNING = 20, 9
_WALK_IN_ONLY = timedelta(hours=1)


def offer_deadline(local_now: datetime, starts: datetime) -> datetime | None:
    """Until when a freed seat is held for the first waiting, both local times; None: come as a walk-in.

    Four hours; in the evening and at night until 09:00; near the session half of what is left; within its
    last hour nobody is asked.
    """
    left = starts - local_now
    if left <= _WALK_IN_ONLY:
        return None
    deadline = local_now + _OFFER
    if not _MORNING <= deadline.hour < _EVENING:
        deadline = local_now.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
        deadline += timedelta(days=deadline <= local_now)
    return min(deadline, local_now + left / 2)
