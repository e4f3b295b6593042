"""«Gọi giúp»: why a human calls somebody, with what outcome, and when to call (again)."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.messaging.kinds import Obstacle
from bot.domain.messaging.reminders import after_quiet_hours

# How long a name on the list is reserved for the caller who took it.
HOLD = timedelta(minutes=20)
# Who coordinates the ward is shown what has waited for longer than that.
NOBODY_TOOK = timedelta(hours=3)
PUT_OFF = timedelta(minutes=10)
# After this time nobody is called about an announcement any more.
ANNOUNCED_LIVES = timedelta(days=2)

_PAUSE = timedelta(hours=1)
_SOON, _LATE = timedelta(minutes=10), timedelta(hours=24)


class CallReason(StrEnum):
    """Why a human has to call; MOVED and CALLED_OFF have the values of NoticeKind, the last four those of Obstacle."""

    NO_ANSWER = "no_answer"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    UNREACHABLE = "unreachable"
    ASKED = "asked_for_person"
    ANNOUNCED = "announced"
    QUOTA = "quota"
    WINDOW = "window"
    MUTED = "muted"
    CLOSED = "closed"


OBSTACLES = tuple(CallReason(obstacle) for obstacle in Obstacle)
# The reasons that are gone as soon as a message arrives.
NOT_REACHED = (CallReason.UNREACHABLE, *OBSTACLES)


class CallOutcome(StrEnum):
    """What the caller reports; nobody has to make a `settled` or `expired` call any more."""

    TOLD = "told"
    NO_REPLY = "no_reply"
    TOLD_RELATIVE = "told_relative"
    SETTLED = "settled"
    EXPIRED = "expired"


def again_at(now: datetime, starts: datetime | None) -> datetime:
    """Return when to try again after no reply, in local time: in an hour, outside quiet hours.

    If the session starts sooner, wait half of the time that is left.
    """
    if starts is None:
        return after_quiet_hours(now + _PAUSE)
    soon = now + min(_PAUSE, (starts - now) / 2)
    morning = after_quiet_hours(soon)
    return morning if morning + _PAUSE <= starts else soon


def unheard_at(told: datetime, starts: datetime) -> datetime:
    """Return when to call people who have not acknowledged a change, in local time.

    Wait a quarter of the time that is left, at least ten minutes and at most a day; not in quiet hours if morning
    is early enough.
    """
    at = told + min(max((starts - told) / 4, _SOON), _LATE)
    morning = after_quiet_hours(at)
    return morning if morning + _PAUSE <= starts else at
