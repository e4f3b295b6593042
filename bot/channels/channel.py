"""The interface of a channel, and the results of sending as values."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.chat.message import Outgoing
from bot.chat.render import Capabilities
from bot.domain.messaging.kinds import Obstacle
from bot.errors import AssistantError


@dataclass(frozen=True)
class Sent:
    """`message_id` is the platform's id for later edits, `file_id` its id of the file sent."""

    message_id: str
    file_id: str | None = None


@dataclass(frozen=True)
class Throttled:
    """The platform asks to wait before the next message to this chat, or (`everywhere`) to any."""

    wait: timedelta
    everywhere: bool = False


@dataclass(frozen=True)
class Unreachable:
    """The person has blocked the bot or the account is gone: send nothing until they write."""

    why: str


@dataclass(frozen=True)
class Moved:
    """The chat has a new id: send the message there."""

    to: str


@dataclass(frozen=True)
class Refused:
    """The platform will never accept this message."""

    why: str


@dataclass(frozen=True)
class Forgotten:
    """The platform no longer knows the id of the file: upload it again."""

    why: str


@dataclass(frozen=True)
class NotThisWay:
    """Not on this channel now, and it is nobody's fault: the address stays good.

    `if_possible`: whoever has no other account is to get it here all the same.
    """

    why: Obstacle
    if_possible: bool = False


@dataclass(frozen=True)
class NotSent:
    """It certainly did not arrive: try again."""

    why: str


@dataclass(frozen=True)
class Unclear:
    """It may have arrived, also if the platform answered that it failed: the sender decides whether to repeat it."""

    why: str


SendResult = Sent | Throttled | Unreachable | Moved | Refused | Forgotten | NotThisWay | NotSent | Unclear


class Unreadable(AssistantError):
    """Part of an update is missing or of another type; the message names it, and nothing of its content."""


class Channel(Protocol):
    """One platform. Failures are returned, not raised."""

    name: str

    def can(self, external_id: str) -> Capabilities: ...

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult: ...
