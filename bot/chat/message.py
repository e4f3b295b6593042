"""Incoming and outgoing messages of all channels."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

from bot.domain.vietnamese import LONGEST
from bot.i18n import DateTimeSpan


class IncomingKind(StrEnum):
    """What arrived; flows read only TEXT and TAP. EDITED: a message was changed after it was sent.

    HIDDEN: the platform does not let us read it; why not is nobody's business.
    REACTION: a sign was put to a message of ours, such as 👍.
    BLOCKED and BACK: the person blocked the bot, or let it in again. PUT_IN, PUT_OUT, MOVED: the bot was added to
    a group's chat or removed, or the chat has a new id.
    """

    TEXT = "text"
    TAP = "tap"
    REACTION = "reaction"
    STICKER = "sticker"
    PHOTO = "photo"
    VOICE = "voice"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"
    HIDDEN = "hidden"
    BLOCKED = "blocked"
    BACK = "back"
    PUT_IN = "put_in"
    PUT_OUT = "put_out"
    MOVED = "moved"
    UNREADABLE = "unreadable"
    EDITED = "edited"


# Characters of texts that people write or choose.
_MOST = {"text": LONGEST, "tap": 64, "profile_name": 128, "own_number": 32, "album": 64}


@dataclass(frozen=True)
class ChatRoom:
    """A group's chat; `was` is its former id, `thread` the topic in it where something was said."""

    external_id: str
    title: str = ""
    was: str = ""
    thread: str = ""


Fetch: TypeAlias = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True)
class Table:
    """People in a table, as JSON lines of a list; empty if it cannot be read (`why`) or holds secrets.

    `groups` are the residential groups named in it, each by its kind and name; `invited`: with a name beside it.
    `form` is how it can be filled, if it is a form of a ward's own.
    `pages`: what was taken of each page and what was left out. `sees_all`: would hidden and crossed out rows be seen?
    """

    people: Sequence[dict[str, Any]] = ()
    has_secret: bool = False
    why: str = ""
    pages: Sequence[dict[str, Any]] = ()
    sees_all: bool = True
    groups: Sequence[Sequence[str]] = ()
    invited: Sequence[Sequence[str]] = ()
    form: dict[str, Any] | None = None


@dataclass(frozen=True)
class Received:
    """A document; one that may be a small table can be fetched, and is read before the turn.

    `content` is there if the table is a form to be filled.
    """

    name: str
    fetch: Fetch | None = field(default=None, repr=False)
    table: Table | None = field(default=None, repr=False)
    size: int = 0
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Incoming:
    """One update of a platform. `event_id` is unique within the channel.

    `external_id` is the sender's account; `tap` is «<question id>.<nonce>.<option number>»; `message_id` the
    person's message, where the platform lets us delete it; `reacts_to` ours, which `text` was put to as a sign;
    `own_number` a telephone number the platform vouches for; `room` the group's chat, None in private; `album` what
    pictures sent together have in common. `text` of a picture or file is what was written below it. `as_group`: an
    administrator of the chat wrote without a name.
    """

    channel: str
    event_id: str
    external_id: str
    kind: IncomingKind = IncomingKind.TEXT
    text: str = ""
    tap: str = ""
    profile_name: str = ""
    language: str | None = None
    message_id: str | None = None
    reacts_to: str | None = None
    own_number: str = ""
    room: ChatRoom | None = None
    file: Received | None = None
    album: str = ""
    as_group: bool = False

    def __post_init__(self) -> None:
        """Limit the length of texts here, so that no channel can forget it."""
        for name, most in _MOST.items():
            object.__setattr__(self, name, getattr(self, name)[:most])

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.event_id}"

    @property
    def is_talk(self) -> bool:
        """Return whether it was said in private to the bot; else it is an event, or was said in a group."""
        return self.room is None and self.kind not in {IncomingKind.BLOCKED, IncomingKind.BACK, IncomingKind.UNREADABLE}


@dataclass(frozen=True)
class Button:
    """`data` comes back as the tap.

    A button that `opens` a code has no data: it leads to the private talk, or (`in_group`) adds the bot to a
    group's chat. The channel makes the link.
    """

    label: str
    data: str = ""
    opens: str | None = None
    in_group: bool = False


_PICTURES = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True)
class Attachment:
    """A file to be sent: by the platform's `external_id`, else `content` is uploaded, or fetched from its `address`.

    `on_page`: whoever it is for finds it on the page.
    """

    file_id: int
    name: str
    mime: str
    external_id: str | None = None
    content: bytes = field(default=b"", repr=False)
    address: str = field(default="", repr=False)
    on_page: bool = False

    @property
    def is_picture(self) -> bool:
        return is_picture(self.mime)


def is_picture(mime: str) -> bool:
    return mime in _PICTURES


@dataclass(frozen=True)
class MenuLine:
    """A command without its slash, and what it is for."""

    command: str
    words: str


@dataclass(frozen=True)
class Outgoing:
    """One message in its final words.

    `person_line` is the «0. Gặp người» below numbered options, `more_line` the last of them where there are more.
    Options that are `amounts` have no numbers beside them. `first_number` is that of the first option where they are
    numbered; with 0 none has one, and they are typed as they stand.

    `deletes`: remove this message of the person, say nothing. `only_as_edit`: drop it where the channel cannot
    edit. `file` is the id of a stored file, from which the sender fills `attachment`. A `page` may be edited into
    the next one. `menu`: no message, but the list of commands.

    `instead` is said in place of the text where the file does not come; without it the text says everything. `on_page`
    is said where names stand in the file, to whoever finds it on the page.

    `moments` are the places that name a time. `contact` is the label of a button that shares the person's number;
    `ends_contact` removes that button. `thread` is the topic of a group's chat in which it stands.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    person_line: str = ""
    more_line: str = ""
    amounts: bool = False
    first_number: int = 1
    deletes: str | None = None
    only_as_edit: bool = False
    file: int | None = None
    attachment: Attachment | None = None
    menu: tuple[MenuLine, ...] | None = None
    page: bool = False
    moments: tuple[DateTimeSpan, ...] = ()
    contact: str = ""
    ends_contact: bool = False
    instead: str = ""
    on_page: str = ""
    thread: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(replace(self, attachment=None))

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Outgoing":
        buttons = tuple(Button(**button) for button in row["buttons"])
        menu = row.get("menu") and tuple(MenuLine(**line) for line in row["menu"])
        moments = tuple(DateTimeSpan(**moment) for moment in row.get("moments", ()))
        return cls(**{**row, "buttons": buttons, "menu": menu, "moments": moments})
