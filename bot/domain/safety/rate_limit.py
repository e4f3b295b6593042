"""Limits how many updates an account may send: one warning, then silence for a minute."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

MOST = 30
WINDOW = 60.0  # seconds

Account: TypeAlias = tuple[str, str]


class Verdict(StrEnum):
    TAKEN = "taken"
    ONE_TOO_MANY = "one_too_many"
    DROPPED = "dropped"


@dataclass
class Flood:
    """Counts updates per account; times are seconds of one monotonic clock.

    An update that is delivered again because the database could not store it counts once.
    """

    most: int = MOST
    _events: dict[Account, dict[str, float]] = field(default_factory=dict)
    _silent_until: dict[Account, float] = field(default_factory=dict)
    _swept_at: float = 0.0

    def judge(self, account: Account, event: str, now: float) -> Verdict:
        self._sweep(now)
        if now < self._silent_until.get(account, now):
            return Verdict.DROPPED
        events = self._events.setdefault(account, {})
        events.setdefault(event, now)
        for old in [known for known, at in events.items() if at + WINDOW <= now]:
            del events[old]
        if len(events) <= self.most:
            return Verdict.TAKEN
        self._silent_until[account] = now + WINDOW
        del self._events[account]
        return Verdict.ONE_TOO_MANY

    def _sweep(self, now: float) -> None:
        if now < self._swept_at + WINDOW:
            return
        self._swept_at = now
        self._silent_until = {who: until for who, until in self._silent_until.items() if now < until}
        self._events = {who: seen for who, seen in self._events.items() if max(seen.values()) + WINDOW > now}
