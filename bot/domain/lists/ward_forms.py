"""An Excel form of a ward's own: which of its columns are to hold numbers, by residential group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lists.sheet import SheetPage, SheetRow
from bot.domain.vietnamese import fold

_NAMED = re.compile(r"\{\{.+?\}\}")
_OF_GROUPS = re.compile(r"^(?:ten )?(?:khu pho|kp|ap|khu pho ap|don vi|dia ban|dia phuong|to dan pho)\b")
_NUMBERED = re.compile(r"[(\[]?(?:\d{1,2}|[A-Z])[)\]]?")
_LEAST, _FIRST_ROWS, _LONGEST = 2, 30, 60


@dataclass(frozen=True)
class WardForm:
    """The page, the row of the first group (from 1), and the headings by their column (from 1); none if it is named."""

    page: str = ""
    row: int = 0
    heads: tuple[tuple[int, str], ...] = ()


def find(pages: Sequence[SheetPage]) -> WardForm | None:
    """Return the form if our names stand in it in double braces already, or if it has a column of groups."""
    shown = [page for page in pages if not page.hidden]
    if any(_NAMED.search(cell) for page in shown for row in page.rows for cell in row.cells):
        return WardForm()
    return next((form for page in shown if (form := _on(page)) is not None), None)


def _on(page: SheetPage) -> WardForm | None:
    for n, row in enumerate(page.rows[:_FIRST_ROWS]):
        heads = tuple((place, cell[:_LONGEST]) for place, cell in enumerate(row.cells, 1) if cell)
        if len(heads) >= _LEAST and any(_OF_GROUPS.search(fold(head)) for _place, head in heads):
            below = page.rows[n + 1] if n + 1 < len(page.rows) else None
            numbered = below is not None and below.n == row.n + 1 and _only_numbers(below)
            return WardForm(page.name, row.n + 1 + numbered, heads)
    return None


def _only_numbers(row: SheetRow) -> bool:
    said = [cell for cell in row.cells if cell]
    return len(said) >= _LEAST and all(_NUMBERED.fullmatch(cell) for cell in said)


def is_of_groups(head: str) -> bool:
    return _OF_GROUPS.search(fold(head)) is not None
