"""What a bot's plan serves in a month: when to warn, and how long it lasts."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WARN_AT = (95, 80)  # per cent


@dataclass(frozen=True)
class ServicePlan:
    """How many messages a month, there and back, and how many people the platform serves for one bot."""

    messages: int
    users: int


def share_to_warn_of(used: int, most: int) -> int:
    """Return the highest share, in per cent, that is reached and worth a warning; 0 if none is."""
    return next((share for share in _WARN_AT if used * 100 >= most * share), 0)


def runs_out(used: int, most: int, today: date) -> date | None:
    """Return the day on which the month's messages end at this pace; None if they last the month."""
    days = today.day * most // used if used else monthrange(today.year, today.month)[1]
    end = today.replace(day=1) + timedelta(days=max(days, today.day) - 1)
    return end if end.month == today.month and end.year == today.year else None
