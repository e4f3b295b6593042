"""Fits messages to a channel: buttons, or numbers where there are too few of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.chat.message import Button, Outgoing
from bot.domain.understanding.choice import MOST_LINES
from bot.i18n import units
from bot.storage.tables.messaging import Question


@dataclass(frozen=True)
class Capabilities:
    """What an account can show. `buttons`: how many below a message; `gap`: seconds between two messages.

    `menu`: a list of commands. `files`: pictures and documents, with a text of at most `caption_limit`. `addresses`:
    no files, but pictures are fetched from an address. `links`: buttons that open a code. Limits are UTF-16 units.
    """

    buttons: int
    text_limit: int = 4096
    edits: bool = False
    gap: float = 0.0
    menu: bool = False
    files: bool = False
    caption_limit: int = 1024
    links: bool = False
    addresses: bool = False


# At most 18 digits, so that it fits into a database's integer.
_TAP = re.compile(r"([0-9]{1,18})\.([A-Za-z0-9_-]+)\.([0-9]{1,3})")


_BETWEEN_WORDS = re.compile(r"(?<!\d\.)\s")


def fit(message: Outgoing, can: Capabilities) -> list[Outgoing]:
    """Split the message into pieces that fit; buttons stand below the last."""
    if not can.links:
        message = replace(message, buttons=_options(message))
    if message.file is not None and not can.files:
        message = _without_upload(message, can)
    if len(message.buttons) > can.buttons:
        text = "\n".join(line for line in (message.text, *_listed(message), message.person_line) if line)
        message = replace(message, text=text, buttons=())
    if message.attachment is not None:
        return _with_file(message, can)
    pieces = _pieces(message.text, can.text_limit)
    # Cutting moves the offsets of moments.
    moments = message.moments if len(pieces) == 1 else ()
    last = replace(message, text=pieces[-1], file=None, attachment=None, moments=moments)
    return [Outgoing(piece) for piece in pieces[:-1]] + [last]


def _without_upload(message: Outgoing, can: Capabilities) -> Outgoing:
    """Have a picture fetched from its address, write out that of a document, and lead to the page for names."""
    file = message.attachment if can.addresses else None
    if file is not None and file.address and file.is_picture:
        return message
    if file is not None and file.address:
        return replace(message, text=f"{message.text}\n{file.address}", attachment=None)
    text = message.instead or message.text
    if file is not None and file.on_page and not file.is_picture:
        text = f"{text}\n{message.on_page}"
    return replace(message, text=text, moments=() if message.instead else message.moments, attachment=None)


def _listed(message: Outgoing) -> list[str]:
    has_numbers = message.first_number and not message.amounts
    return [
        f"{n}. {line}" if has_numbers else f"• {line}" for n, line in enumerate(_lines(message), message.first_number)
    ]


def how_many_numbers(message: Outgoing) -> int:
    """Return how many lines have a number where there are no buttons."""
    return 0 if message.amounts else len(_lines(message))


def _lines(message: Outgoing) -> list[str]:
    labels = [button.label for button in _options(message)]
    shown = [labels[n] for n in numbered(labels, message.person_line)]
    return shown if len(shown) <= MOST_LINES else [*shown[: MOST_LINES - 1], message.more_line]


def numbered(labels: Sequence[str], person_line: str) -> list[int]:
    """Return the places of the options that have a number, in their order: not «Gặp người», which is «0» below them."""
    person = _WORDS.sub("", person_line)
    return [n for n, label in enumerate(labels) if _WORDS.sub("", label) != person]


# Signs and figures before the words.
_WORDS = re.compile(r"^[\W\d]+")


def _options(message: Outgoing) -> tuple[Button, ...]:
    return tuple(button for button in message.buttons if button.opens is None)


def _with_file(message: Outgoing, can: Capabilities) -> list[Outgoing]:
    if can.files and units(message.text) <= can.caption_limit:
        return [message]
    alone = Outgoing("", file=message.file, attachment=message.attachment)
    return [alone, *fit(replace(message, file=None, attachment=None), can)]


def _pieces(text: str, limit: int) -> list[str]:
    pieces = []
    while units(text) > limit:
        cut = _cut(_head(text, limit))
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _cut(head: str) -> int:
    """Return where to split: between paragraphs, or lines, or words, but never behind the number of an option."""
    for between in ("\n\n", "\n"):
        if (cut := head.rfind(between)) > len(head) // 2:
            return cut
    words = [found.start() for found in _BETWEEN_WORDS.finditer(head) if found.start() > 0]
    return words[-1] if words else len(head)


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", errors="ignore")


class Tap(NamedTuple):
    """The pressed button: id and nonce of its question, number of the option."""

    question_id: int
    nonce: str
    option: int


def read_tap(data: str) -> Tap | None:
    found = _TAP.fullmatch(data)
    return Tap(int(found[1]), found[2], int(found[3])) if found else None


def buttons(question: Question) -> tuple[Button, ...]:
    """Encode a question's options; the data stay far below Telegram's 64 bytes."""
    of = f"{question.id}.{question.nonce}"
    return tuple(Button(option["label"], f"{of}.{n}") for n, option in enumerate(question.options))
