"""What a bot's plan serves in a month: when to warn, and how long it lasts."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import ReminderKind

_TIGHT = 95  # per cent
_WARN_AT = (_TIGHT, 80)
_SOON = timedelta(days=2)


@dataclass(frozen=True)
class ServicePlan:
    """How many messages a month, there and back, and how many people the platform serves for one bot."""

    messages: int
    users: int


class Left(StrEnum):
    """What is left of a plan.

    FEW_SEATS: nearly as many people have come as it serves; what can wait goes another way where there is one.
    FEW_MESSAGES: nearly all messages are used; what can wait does not go here at all.
    """

    ENOUGH = "enough"
    FEW_SEATS = "few_seats"
    FEW_MESSAGES = "few_messages"


def share_to_warn_of(used: int, most: int) -> int:
    """Return the highest share, in per cent, that is reached and worth a warning; 0 if none is."""
    return next((share for share in _WARN_AT if used * 100 >= most * share), 0)


def left_of(plan: ServicePlan, *, messages: int, people: int) -> Left:
    if share_to_warn_of(messages, plan.messages) == _TIGHT:
        return Left.FEW_MESSAGES
    return Left.FEW_SEATS if share_to_warn_of(people, plan.users) == _TIGHT else Left.ENOUGH


def cannot_wait(
    kind: MessageKind | None, reminder: ReminderKind | None, starts: datetime | None, now: datetime
) -> bool:
    """Return whether it is among what a tight plan is for, beside answers: of the day before, or a change soon."""
    if reminder is ReminderKind.DAY_BEFORE:
        return True
    return kind is MessageKind.NOTICE and starts is not None and starts <= now + _SOON


def runs_out(used: int, most: int, today: date) -> date | None:
    """Return the day on which the month's messages end at this pace; None if they last the month."""
    days = today.day * most // used if used else monthrange(today.year, today.month)[1]
    end = today.replace(day=1) + timedelta(days=max(days, today.day) - 1)
    return end if end.month == today.month and end.year == today.year else None
