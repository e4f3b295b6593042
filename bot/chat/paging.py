"""Choices that are more than a screen holds: eight at a time, and a way to the others."""

from collections.abc import Sequence
from typing import Any, TypeVar

from bot.i18n import Text, _

T = TypeVar("T")

A_PAGE = 8
MORE = "…more"


def page_of(all_of: Sequence[T], page: int) -> tuple[T, ...]:
    """The choices of this page; after the last comes the first again."""
    start = page % pages(all_of) * A_PAGE
    return tuple(all_of[start : start + A_PAGE])


def pages(all_of: Sequence[Any]) -> int:
    """How many there are; one, even of nothing."""
    return max(1, -(-len(all_of) // A_PAGE))


def more_label() -> Text:
    """What turns the page."""
    return _("More ▸")


def where(all_of: Sequence[Any], page: int) -> Text | None:
    """Which page of how many, in words: where there are no buttons nothing else says it."""
    last = pages(all_of)
    return _("Page {n} of {last}", n=page % last + 1, last=last) if last > 1 else None
