"""Pages of long lists of options."""

from collections.abc import Sequence
from typing import Any, TypeVar

from bot.domain.understanding.choice import MOST_LINES
from bot.i18n import Text, _

T = TypeVar("T")

# With «Xem thêm» below them; where several are ticked, with the line that ends it, too.
A_PAGE = MOST_LINES - 1
A_PAGE_TO_TICK = MOST_LINES - 2
MORE = "…more"


def page_of(all_of: Sequence[T], page: int, size: int = A_PAGE) -> tuple[T, ...]:
    """Return the options of this page; the page after the last one is the first."""
    if len(all_of) <= A_PAGE:
        return tuple(all_of)
    start = page % pages(all_of, size) * size
    return tuple(all_of[start : start + size])


def pages(all_of: Sequence[Any], size: int = A_PAGE) -> int:
    return 1 if len(all_of) <= A_PAGE else -(-len(all_of) // size)


def more_label() -> Text:
    return _("More ▸")


def where(all_of: Sequence[Any], page: int, size: int = A_PAGE) -> Text | None:
    """Return «Page n of m»; None if there is one page. It is the only sign of pages where there are no buttons."""
    last = pages(all_of, size)
    return _("Page {n} of {last}", n=page % last + 1, last=last) if last > 1 else None
