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
_UNNAMED = 2  # rows


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
        heads = _said(row)
        groups = [place for place, head in heads.items() if is_of_groups(head)]
        if len(heads) >= _LEAST and groups:
            last, below = row, page.rows[n + 1 :]
            if _is_second_heading(row, below, groups[0]):
                last, *below = below
                heads |= _said(last)
            numbered = bool(below) and below[0].n == last.n + 1 and _only_numbers(below[0])
            return WardForm(page.name, last.n + 1 + numbered, tuple(sorted(heads.items())))
    return None


def _said(row: SheetRow) -> dict[int, str]:
    return {place: cell[:_LONGEST] for place, cell in enumerate(row.cells, 1) if cell}


def second_heading(page: SheetPage) -> int | None:
    """Return the number of the row that only parts headings above it, such as «Lớp học» into two: nobody is in it."""
    for n, row in enumerate(page.rows[:_FIRST_ROWS]):
        groups = [place for place, head in _said(row).items() if is_of_groups(head)]
        if groups and _is_second_heading(row, page.rows[n + 1 :], groups[0]):
            return page.rows[n + 1].n
    return None


def _is_second_heading(row: SheetRow, below: Sequence[SheetRow], groups: int) -> bool:
    """Tell whether headings go on below, of columns over which one stands for several, and no group is named yet."""
    if not below or below[0].n != row.n + 1:
        return False
    heads, parts = _said(row), _said(below[0])
    is_words = all(not any(letter.isdigit() for letter in part) for part in parts.values())
    return (
        is_words
        and not parts.keys() <= heads.keys()
        and all(groups not in _said(one) for one in below[:_UNNAMED] if one.n <= row.n + _UNNAMED)
    )


def _only_numbers(row: SheetRow) -> bool:
    said = [cell for cell in row.cells if cell]
    return len(said) >= _LEAST and all(_NUMBERED.fullmatch(cell) for cell in said)


def is_of_groups(head: str) -> bool:
    return _OF_GROUPS.search(fold(head)) is not None
