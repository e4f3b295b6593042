"""What the demo page shows, and what can be set in motion there: its words and its contract."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

KINDS = ("buttons", "few", "none")
ATTACHMENTS = ("sticker", "photo", "location", "voice", "contact")
JUMPS = ("next", "hour", "morning", "sunday")
NEWCOMER = "new"


@dataclass(frozen=True)
class Shown:
    """A picture or document in a message; it lies at `/files/<number>`."""

    number: int
    name: str
    mime: str
    is_picture: bool
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Bubble:
    """One message on a phone: from the bot («them»), from who holds it («me»), or about what happened («note»).

    `buttons` are (label, tap data). Coming again under its id it is an edit, and one edited to no text was removed.
    `language` only where it is not the page's.
    """

    phone: int
    id: str
    side: Literal["them", "me", "note"]
    text: str
    buttons: tuple[tuple[str, str], ...]
    stamp: datetime
    edited: bool = False
    language: str | None = None
    file: Shown | None = None


@dataclass(frozen=True)
class Cleared:
    """The messages of one phone, or of all, are gone."""

    phone: int | None = None


@dataclass(frozen=True)
class ClockMoved:
    """The time is another, or a jump began or ended."""


@dataclass(frozen=True)
class JobsChanged:
    """What is planned is another."""


@dataclass(frozen=True)
class PhonesChanged:
    """Somebody else holds a phone, or it became another kind, went off or came back; or the language changed."""


@dataclass(frozen=True)
class Fired:
    """A jump made something happen."""


Event: TypeAlias = Bubble | Cleared | ClockMoved | JobsChanged | PhonesChanged | Fired


@dataclass(frozen=True)
class Persona:
    """Somebody who can hold a phone; `caption` is the role, and the age where it is known."""

    key: str
    name: str
    caption: str


@dataclass(frozen=True)
class Phone:
    """One of the phones, and all that stands on it."""

    number: int
    persona: Persona
    kind: str
    offline: bool
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class DemoClock:
    """The time, in words and as ISO 8601 with its offset."""

    text: str
    iso: str


@dataclass(frozen=True)
class Job:
    """Something that is going to happen by itself."""

    when: str
    what: str


@dataclass(frozen=True)
class Scene:
    """All that the page shows, in the page's language; `fired` is what the last jump made happen."""

    phones: tuple[Phone, ...]
    clock: DemoClock
    jobs: tuple[Job, ...]
    fired: tuple[str, ...]
    personas: tuple[Persona, ...]
    language: str
    busy: bool = False


class DemoStage(Protocol):
    """What the page shows and sets in motion."""

    def snapshot(self) -> Scene:
        """Everything as it stands."""

    def changes(self) -> AsyncIterator[Event]:
        """Every event from the first step on, until the stage closes."""

    def file(self, number: int) -> Shown | None:
        """A file that was sent to one of the phones."""

    def close(self) -> None:
        """End every iterator of `changes`."""

    async def say(self, phone: int, text: str) -> None:
        """Type a message."""

    async def tap(self, phone: int, data: str) -> None:
        """Press the button that carries `data`."""

    async def attach(self, phone: int, kind: str) -> None:
        """Send one of ATTACHMENTS."""

    async def sit(self, phone: int, persona_key: str) -> None:
        """Give the phone to another person, or to somebody NEWCOMER."""

    async def channel_kind(self, phone: int, kind: str) -> None:
        """Make the phone one of KINDS."""

    def offline(self, phone: int, *, on: bool) -> None:
        """Put the phone out of reach, or back."""

    async def jump(self, to: str) -> None:
        """Move the clock to one of JUMPS."""

    async def start_over(self) -> None:
        """Everything as it was at the beginning."""

    async def speak(self, language: str) -> None:
        """Change the language of the page and of who speaks on it."""
