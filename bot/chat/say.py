"""What a flow or a service wants said: a text, and options that each start a flow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import Text


@dataclass(frozen=True)
class Option:
    """An option of a card: its label, and the flow it starts with these answers already given.

    Answers are JSON values: ids, words, dates in ISO form.
    """

    label: Text
    flow: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """A button that opens a code: in the private talk with us, or (`in_group`) by adding us to a group's chat."""

    label: Text
    code: str
    in_group: bool = False


@dataclass(frozen=True)
class Say:
    """A message to one reader, with or without options below it; `file` is the id of a kept picture or document.

    A `page` gives way to the next page that is opened from it; what `ends_contact` takes away the button that
    shared a number. Links are shown where there are buttons, and nowhere else: the text must do without them.
    """

    text: Text
    options: tuple[Option, ...] = ()
    file: int | None = None
    links: tuple[Link, ...] = ()
    page: bool = False
    ends_contact: bool = False


def option(label: Text, flow: str, **answers: Any) -> Option:  # noqa: ANN401 any JSON value
    """The short way to write an option."""
    return Option(label, flow, answers)


def say(text: Text, *options: Option, file: int | None = None, links: tuple[Link, ...] = ()) -> Say:
    """The short way to write what to say."""
    return Say(text, options, file, links)
