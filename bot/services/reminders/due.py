"""What falls due: a reminder of something that is ahead of one person, as said by itself and among others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.chat.say import Say
from bot.domain.messaging.reminders import ReminderKind
from bot.i18n import Text
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person


class Ahead(StrEnum):
    """What somebody is reminded of: a seat, a shift, or a lesson alone."""

    SEAT = "seat"
    SHIFT = "shift"
    LESSON = "lesson"


@dataclass(frozen=True)
class Due:
    """A reminder of one thing to one person.

    By itself it is the message `alone`, or `relayed` where somebody passes it on. Among others it is the `heading`,
    which all have in common who are there, and a `note` for this person. `asks` for an answer, or only tells.
    """

    person: Person
    of: SessionDetails | Appointment
    ahead: Ahead
    wave: ReminderKind
    expires: datetime
    alone: Say
    relayed: Say
    heading: Text
    note: Text | None = None
    asks: bool = False

    @property
    def starts_at(self) -> datetime:
        return self.of.session.starts_at if isinstance(self.of, SessionDetails) else self.of.starts_at

    @property
    def of_id(self) -> int:
        return self.of.session.id if isinstance(self.of, SessionDetails) else self.of.id

    @property
    def key(self) -> str:
        of = self.of.occasion if isinstance(self.of, SessionDetails) else f"lesson:{self.of.id}"
        return f"reminder:{of}:{self.wave}:{self.person.id}"

    @property
    def item(self) -> list[Any]:
        return [self.ahead.value, self.of_id, self.person.id]
