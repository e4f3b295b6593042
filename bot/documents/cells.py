"""What is read of a file of tables: its pages, their rows, and why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from bot.errors import AssistantError

MOST_COLUMNS = 40
MOST_ROWS = 2_100  # 2,000 people with titles, headings of groups and totals
# Characters. Longer cells are no name, number or age and are skipped; the second is for the whole file.
LONGEST_CELL, _MOST_CHARACTERS = 100, 600_000


class NoTableReason(StrEnum):
    """Why a file is not read."""

    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MUCH = "too_much"
    EMPTY = "empty"
    NO_NAMES = "no_names"
    BROKEN = "broken"
    LOCKED = "locked"
    LETTERS = "letters"
    TCVN3 = "tcvn3"
    VNI = "vni"
    PDF = "pdf"
    WORD = "word"
    PICTURE = "picture"
    OTHER_KIND = "other_kind"


class NoTable(AssistantError):
    """The file cannot be read as a table."""

    def __init__(self, why: NoTableReason) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Row:
    """One row by its number on the page; `struck` are the places of cells crossed out."""

    n: int
    cells: tuple[str, ...]
    hidden: bool = False
    struck: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Page:
    """A page without its empty rows; a hidden one comes without any row."""

    name: str
    rows: tuple[Row, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Book:
    """All pages.

    `sees_all`: does this kind of file tell which rows are hidden and which words are crossed out? `is_legible`: could
    its letters be told from its bytes?
    """

    pages: tuple[Page, ...]
    sees_all: bool = True
    is_legible: bool = True


def within_limits(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return the pages without their empty rows. Raises NoTable when there is more than is read."""
    found: list[Page] = []
    rows = characters = 0
    for page in pages:
        kept = tuple(row for row in page.rows if any(row.cells))
        rows += len(kept)
        characters += sum(len(cell) for row in kept for cell in row.cells)
        if rows > MOST_ROWS:
            raise NoTable(NoTableReason.TOO_MANY_ROWS)
        if characters > _MOST_CHARACTERS:
            raise NoTable(NoTableReason.TOO_MUCH)
        found.append(replace(page, rows=kept))
    return tuple(found)


def rows_of(cells: Iterable[Sequence[object]]) -> tuple[Row, ...]:
    return tuple(Row(n, tuple(map(word, row[:MOST_COLUMNS]))) for n, row in enumerate(cells, 1))


def word(cell: object) -> str:
    """Return the cell as typed: a number without «.0», a date as dd/mm/yyyy, lines between semicolons.

    Empty if it is too long.
    """
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = "" if cell is None or isinstance(cell, time) else str(cell)
    said = "; ".join(filter(None, (" ".join(line.split()) for line in said.splitlines())))
    return said if len(said) <= LONGEST_CELL else ""
