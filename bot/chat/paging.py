"""Pages of long lists of options."""

from collections.abc import Sequence
from typing import Any, TypeVar

from bot.i18n import Text, _

T = TypeVar("T")

A_PAGE = 8
MORE = "…more"


def page_of(all_of: Sequence[T], page: int) -> tuple[T, ...]:
    """Return the options of this page; after the last page comes the first again."""
    start = page % pages(all_of) * A_PAGE
    return tuple(all_of[start : start + A_PAGE])


def pages(all_of: Sequence[Any]) -> int:
    return max(1, -(-len(all_of) // A_PAGE))


def more_label() -> Text:
    return _("More ▸")


def where(all_of: Sequence[Any], page: int) -> Text | None:
    """Return «Page n of m»; None if there is one page. It is the only sign of pages where there are no buttons."""
    last = pages(all_of)
    return _("Page {n} of {last}", n=page % last + 1, last=last) if last > 1 else None
