"""What flows and services say: texts with options that start flows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import Text

# The answer under which a flow finds the words it was asked for with. No question has this name (a test): what somebody
# said is not an answer before it is read.
SENTENCE = "sentence"


@dataclass(frozen=True)
class Option:
    """An option of a card: starts `flow` with these answers (JSON values: ids, words, ISO dates).

    `side`: which of the two sides of the card it is, that of yes or that of no; None if it is neither.
    """

    label: Text
    flow: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    side: bool | None = None


@dataclass(frozen=True)
class Link:
    """A button that opens a code: in the private talk, or (`in_group`) by adding the bot to a group's chat."""

    label: Text
    code: str
    in_group: bool = False


@dataclass(frozen=True)
class Say:
    """A message to one reader; `file` is the id of a stored picture or document.

    `instead` is said in place of the text where the file does not come; without it the text announces none.

    A `page` is replaced by the next page opened from it; `ends_contact` removes the button that shares a number.
    Links are shown only where there are buttons: the text must be clear without them.
    """

    text: Text
    options: tuple[Option, ...] = ()
    file: int | None = None
    links: tuple[Link, ...] = ()
    page: bool = False
    ends_contact: bool = False
    instead: Text | None = None


def option(label: Text, flow: str, **answers: Any) -> Option:  # noqa: ANN401 any JSON value
    return Option(label, flow, answers)


def yes(label: Text, flow: str, **answers: Any) -> Option:  # noqa: ANN401 any JSON value
    """Return the option that a typed «dạ được» means, too."""
    return Option(label, flow, answers, side=True)


def no(label: Text, flow: str, **answers: Any) -> Option:  # noqa: ANN401 any JSON value
    return Option(label, flow, answers, side=False)


def say(text: Text, *options: Option, file: int | None = None, links: tuple[Link, ...] = ()) -> Say:
    return Say(text, options, file, links)
