"""What the demo page shows, and the interface of the stage behind it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

KINDS = ("buttons", "few", "none")
ATTACHMENTS = ("sticker", "photo", "location", "voice", "contact")
JUMPS = ("next", "hour", "morning", "sunday")
NEWCOMER = "new"


@dataclass(frozen=True)
class BubbleFile:
    """A picture or document in a message, served at `/files/<number>`."""

    number: int
    name: str
    mime: str
    is_picture: bool
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Bubble:
    """A message on a phone: from the bot («them»), from its holder («me»), or about an event («note»).

    `buttons` are (label, tap data). A bubble with a known id is an edit; an edit to no text is a removal.
    `language` is None where it is the page's.
    """

    phone: int
    id: str
    side: Literal["them", "me", "note"]
    text: str
    buttons: tuple[tuple[str, str], ...]
    stamp: datetime
    edited: bool = False
    language: str | None = None
    file: BubbleFile | None = None


@dataclass(frozen=True)
class Cleared:
    """All messages of a phone, or of all phones (None), are gone."""

    phone: int | None = None


@dataclass(frozen=True)
class ClockMoved:
    """The time has changed, or a jump began or ended."""


@dataclass(frozen=True)
class JobsChanged:
    """The list of planned jobs has changed."""


@dataclass(frozen=True)
class PhonesChanged:
    """A phone's holder, kind or connection has changed, or the language."""


@dataclass(frozen=True)
class Fired:
    """A jump has made something happen."""


@dataclass(frozen=True)
class TourMoved:
    """The tour is at another step, or plays, pauses or ends."""


@dataclass(frozen=True)
class Typing:
    """The tour types this on a phone, within so many seconds."""

    phone: int
    text: str
    seconds: float


@dataclass(frozen=True)
class Pressing:
    """The tour is about to press a button: on a phone by its tap data, or (phone 0) the jump of this name."""

    phone: int
    data: str


Event: TypeAlias = Bubble | Cleared | ClockMoved | JobsChanged | PhonesChanged | Fired | TourMoved | Typing | Pressing


@dataclass(frozen=True)
class Persona:
    """Somebody who can hold a phone; `caption` is the role, with the age if known."""

    key: str
    name: str
    caption: str


@dataclass(frozen=True)
class DemoPhone:
    number: int
    persona: Persona
    kind: str
    offline: bool
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class DemoClock:
    """The time in words, and as ISO 8601 with its offset."""

    text: str
    iso: str


@dataclass(frozen=True)
class Job:
    when: str
    what: str


@dataclass(frozen=True)
class Scene:
    """The whole page, in its language; `fired` is what the last jump made happen.

    `pressed` are the buttons somebody has pressed: phone and tap data.
    """

    phones: tuple[DemoPhone, ...]
    clock: DemoClock
    jobs: tuple[Job, ...]
    fired: tuple[str, ...]
    personas: tuple[Persona, ...]
    language: str
    busy: bool = False
    pressed: frozenset[tuple[int, str]] = frozenset()


class DemoStage(Protocol):
    """The interface between page and stage."""

    def snapshot(self) -> Scene: ...

    def changes(self) -> AsyncIterator[Event]:
        """Yield every event until the stage closes; listening begins with the first step."""

    def file(self, number: int) -> BubbleFile | None: ...

    def close(self) -> None: ...

    def tell(self, *events: Event) -> None: ...

    async def say(self, phone: int, text: str) -> None: ...

    async def tap(self, phone: int, data: str) -> None: ...

    async def attach(self, phone: int, kind: str) -> None: ...

    async def sit(self, phone: int, persona_key: str) -> None: ...

    async def channel_kind(self, phone: int, kind: str) -> None: ...

    def offline(self, phone: int, *, on: bool) -> None: ...

    async def jump(self, to: str) -> None: ...

    async def jump_to(self, moment: datetime) -> None: ...

    async def start_over(self) -> None: ...

    async def speak(self, language: str) -> None: ...
