"""What arrives and what leaves, whatever the channel."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

from bot.domain.vietnamese import LONGEST
from bot.i18n import DateTimeSpan


class Kind(StrEnum):
    """What a person sent; only text and taps say something the flows can read.

    The last ones are no words of theirs: they have blocked us, or let us in again; we were put into a group's chat or
    out of it, or it has another id now; or we could not read what came.
    """

    TEXT = "text"
    TAP = "tap"
    STICKER = "sticker"
    PHOTO = "photo"
    VOICE = "voice"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"
    BLOCKED = "blocked"
    BACK = "back"
    PUT_IN = "put_in"
    PUT_OUT = "put_out"
    MOVED = "moved"
    UNREADABLE = "unreadable"


# Characters of what people write themselves, or have chosen to be called.
_MOST = {"text": LONGEST, "tap": 64, "profile_name": 128, "own_number": 32}


@dataclass(frozen=True)
class ChatRoom:
    """A group's chat, in which something was said or happened; `was` is the id it had before."""

    external_id: str
    title: str = ""
    was: str = ""


Fetch: TypeAlias = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True)
class Table:
    """The people of a table as lines of a list, as JSON; none if it cannot be read, or all of it had to be refused."""

    people: Sequence[dict[str, Any]] = ()
    has_secret: bool = False


@dataclass(frozen=True)
class Received:
    """A document somebody has sent: what may be a small table can be fetched, and is read before the turn begins."""

    name: str
    fetch: Fetch | None = field(default=None, repr=False)
    table: Table | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Incoming:
    """One update of a platform. `event_id` is the platform's own and never comes twice with another meaning.

    `external_id` is the account it came from; `tap` is «<question id>.<its nonce>.<option number>»; `message_id` is the
    person's own message, where the platform lets us delete it. `own_number` is their telephone number, where the
    platform vouches that it is theirs. `room` is where it was, if not in private.
    """

    channel: str
    event_id: str
    external_id: str
    kind: Kind = Kind.TEXT
    text: str = ""
    tap: str = ""
    profile_name: str = ""
    language: str | None = None
    message_id: str | None = None
    own_number: str = ""
    room: ChatRoom | None = None
    file: Received | None = None

    def __post_init__(self) -> None:
        """Whatever reads words may rely on how long they are: no channel can forget it."""
        for name, most in _MOST.items():
            object.__setattr__(self, name, getattr(self, name)[:most])

    @property
    def key(self) -> str:
        """Its name among the updates of all channels."""
        return f"{self.channel}:{self.event_id}"

    @property
    def is_talk(self) -> bool:
        """Said to us in private; else something has happened, or was said among others."""
        return self.room is None and self.kind not in {Kind.BLOCKED, Kind.BACK, Kind.UNREADABLE}


@dataclass(frozen=True)
class Button:
    """A button as it is shown; `data` comes back as the tap.

    One that `opens` a code has no data: it leads into the talk with us in private, or (`in_group`) lets a group's chat
    be chosen and adds us to it. How such a link looks is the channel's to know.
    """

    label: str
    data: str = ""
    opens: str | None = None
    in_group: bool = False


_PICTURES = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True)
class Attachment:
    """A file on its way: `external_id` is the platform's name for it; without one its `content` is uploaded."""

    file_id: int
    name: str
    mime: str
    external_id: str | None = None
    content: bytes = field(default=b"", repr=False)

    @property
    def is_picture(self) -> bool:
        """Shown as it is; anything else is a document to open."""
        return self.mime in _PICTURES


@dataclass(frozen=True)
class MenuLine:
    """A command without its slash, and what it is for."""

    command: str
    words: str


@dataclass(frozen=True)
class Outgoing:
    """One message in its final words. `person_line` is the «0. Gặp người» line below numbered options.

    `deletes` names a message of the person to be removed instead of anything being said. `only_as_edit` is not
    worth a message of its own where the channel cannot edit. `file` is the id of a kept file to go with it; the
    sender fills `attachment` from it, which is not kept. A `page` may be edited into the next one. `menu` is no
    message at all but the list of commands beside the talk.

    `moments` are the places where it names a time. `contact` is the label of a button that shares one's own number,
    where the platform has such a thing; the first message after the answer `ends_contact`.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    person_line: str = ""
    deletes: str | None = None
    only_as_edit: bool = False
    file: int | None = None
    attachment: Attachment | None = None
    menu: tuple[MenuLine, ...] | None = None
    page: bool = False
    moments: tuple[DateTimeSpan, ...] = ()
    contact: str = ""
    ends_contact: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the outbox."""
        return asdict(replace(self, attachment=None))

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Outgoing":
        """Out of the outbox."""
        buttons = tuple(Button(**button) for button in row["buttons"])
        menu = row.get("menu") and tuple(MenuLine(**line) for line in row["menu"])
        moments = tuple(DateTimeSpan(**moment) for moment in row.get("moments", ()))
        return cls(**{**row, "buttons": buttons, "menu": menu, "moments": moments})
