"""How often one person may do what others would suffer from: the one table, and the count of updates of an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias


class Limited(StrEnum):
    """What is limited for each person by themselves: nobody's counts against anybody else."""

    UPDATES = "updates"
    RELATIVES = "relatives"
    INCIDENTS = "incidents"
    FILES = "files"
    SECRET_CODES = "secret_codes"  # noqa: S105 no password
    ADMINISTRATOR_CODES = "administrator_codes"
    PHONE_CODES = "phone_codes"
    VISITORS = "visitors"
    PAGE_LINKS = "page_links"
    CALENDARS = "calendars"


@dataclass(frozen=True)
class Limit:
    """At most so many within the time that has just passed; a human is asked for more."""

    most: int
    within: timedelta


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
LIMITS: Mapping[Limited, Limit] = {
    # One warning, then silence for a minute.
    Limited.UPDATES: Limit(30, timedelta(minutes=1)),
    # New entries of a family; a leader enters those of a group in another way.
    Limited.RELATIVES: Limit(6, _DAY),
    # Each is an alarm by day and night. The first ones are being seen to; more go by way of a person.
    Limited.INCIDENTS: Limit(3, _HOUR),
    # A leader with five classes sends for three files of each.
    Limited.FILES: Limit(40, _HOUR),
    # Wrong codes of invitations, doors and phones. Codes of classes and groups are public: nothing is guessed there.
    Limited.SECRET_CODES: Limit(8, _HOUR),
    Limited.ADMINISTRATOR_CODES: Limit(8, _HOUR),
    Limited.PHONE_CODES: Limit(5, _HOUR),
    # Names and codes of visitors that were not theirs.
    Limited.VISITORS: Limit(5, _HOUR),
    Limited.PAGE_LINKS: Limit(6, _HOUR),
    Limited.CALENDARS: Limit(6, _HOUR),
}
# So many wrong secret codes of all together are an attack: meanwhile whoever sent one of them joins no phone.
GUESSED = Limit(40, timedelta(minutes=10))

MOST, WINDOW = LIMITS[Limited.UPDATES].most, LIMITS[Limited.UPDATES].within.total_seconds()

Account: TypeAlias = tuple[str, str]


class Admission(StrEnum):
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

    def judge(self, account: Account, event: str, now: float) -> Admission:
        self._sweep(now)
        if now < self._silent_until.get(account, now):
            return Admission.DROPPED
        events = self._events.setdefault(account, {})
        events.setdefault(event, now)
        for old in [known for known, at in events.items() if at + WINDOW <= now]:
            del events[old]
        if len(events) <= self.most:
            return Admission.TAKEN
        self._silent_until[account] = now + WINDOW
        del self._events[account]
        return Admission.ONE_TOO_MANY

    def _sweep(self, now: float) -> None:
        if now < self._swept_at + WINDOW:
            return
        self._swept_at = now
        self._silent_until = {who: until for who, until in self._silent_until.items() if now < until}
        self._events = {
            who: seen for who, seen in self._events.items() if any(at + WINDOW > now for at in seen.values())
        }
