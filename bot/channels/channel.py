"""What a channel promises, and the ways a send can fail."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.chat.message import Outgoing
from bot.chat.render import Capabilities


@dataclass(frozen=True)
class Sent:
    """It arrived; `message_id` is the platform's name for it, for later edits, `file_id` that of the file in it."""

    message_id: str
    file_id: str | None = None


@dataclass(frozen=True)
class Throttled:
    """The platform asks to wait before the next message, to this chat or (`everywhere`) to anybody."""

    wait: timedelta
    everywhere: bool = False


@dataclass(frozen=True)
class Unreachable:
    """The person has blocked us or the account is gone: never try again until they write."""

    why: str


@dataclass(frozen=True)
class Moved:
    """The chat has another id from now on: there the message is to go."""

    to: str


@dataclass(frozen=True)
class Refused:
    """The platform will never take this message."""

    why: str


@dataclass(frozen=True)
class Forgotten:
    """The platform does not know the file by the name it once gave it: upload it again."""

    why: str


@dataclass(frozen=True)
class NotSent:
    """It surely did not arrive (no connection, a server error before anything was done): try again."""

    why: str


@dataclass(frozen=True)
class Unclear:
    """It may have arrived (a time-out, a crash after the request left): whether to repeat is the sender's to judge."""

    why: str


SendResult = Sent | Throttled | Unreachable | Moved | Refused | Forgotten | NotSent | Unclear


class Channel(Protocol):
    """One platform. Failures are values with consequences, not exceptions."""

    name: str

    def can(self, external_id: str) -> Capabilities:
        """What this account's screen can show."""

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        """Send one fitted message, or edit the message `edits`."""
