"""«Gọi giúp»: why somebody is called, what became of it, and when it is time to call (again)."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.messaging.reminders import after_quiet_hours

# How long a name belongs to who took it; then it is free for others.
HOLD = timedelta(minutes=20)
PUT_OFF = timedelta(minutes=10)
# What was told everybody need not be called about after that.
ANNOUNCED_LIVES = timedelta(days=2)

_PAUSE = timedelta(hours=1)
_SOON, _LATE = timedelta(minutes=10), timedelta(hours=24)


class CallReason(StrEnum):
    """Why a human has to call. The words of a notice are those of NoticeKind."""

    NO_ANSWER = "no_answer"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    UNREACHABLE = "unreachable"
    ASKED = "asked_for_person"
    ANNOUNCED = "announced"


class CallOutcome(StrEnum):
    """What whoever called says; `settled` and `expired` are calls that nobody has to make any more."""

    TOLD = "told"
    NO_REPLY = "no_reply"
    TOLD_RELATIVE = "told_relative"
    SETTLED = "settled"
    EXPIRED = "expired"


def again_at(now: datetime, starts: datetime | None) -> datetime:
    """When to try again somebody who did not pick up (local times): in an hour, but not in the night.

    Near the class it is sooner: after half of the time that is left.
    """
    if starts is None:
        return after_quiet_hours(now + _PAUSE)
    soon = now + min(_PAUSE, (starts - now) / 2)
    morning = after_quiet_hours(soon)
    return morning if morning + _PAUSE <= starts else soon


def unheard_at(told: datetime, starts: datetime) -> datetime:
    """When those who have not said that they know of a change are to be called (local times).

    A quarter of the time that is left, ten minutes at least and a day at most; not in the night if that is in time.
    """
    at = told + min(max((starts - told) / 4, _SOON), _LATE)
    morning = after_quiet_hours(at)
    return morning if morning + _PAUSE <= starts else at
