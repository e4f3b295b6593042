"""Reads a sent file in a process of its own: the file goes in, the people in it come out as JSON.

Run as `python -m bot.services.register.table_reader YEAR`, with little memory and time, no settings and no database.
"""

import json
import resource
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.documents import sheets
from bot.documents.cells import Book, NoTable, NoTableReason
from bot.domain.lists.groups import read_table
from bot.domain.lists.old_fonts import font_of, is_vietnamese
from bot.domain.lists.people import Left, Secret, must_be_told_apart
from bot.domain.lists.sheet import read_sheets
from bot.domain.parsing.secrets import has_secret

# 2,000 people of twelve columns take five seconds and 60 MB.
_MEMORY, _SECONDS = 256 * 1024 * 1024, 15
# openpyxl imports them if it can: half of its start, and more memory than all the rest.
_NOT_NEEDED = ("numpy", "PIL")


def main() -> None:
    _confine()
    json.dump(read(int(sys.argv[1]), sys.stdin.buffer.read(sheets.LARGEST + 1)), sys.stdout)


def read(year: int, content: bytes) -> dict[str, Any]:
    """Return the fields of a `Table`."""
    try:
        book = sheets.read(content, is_vietnamese)
        _check_letters(book, (cell for page in book.pages for row in page.rows for cell in row.cells))
        return _people(book, year)
    except NoTable as refused:
        return {"why": refused.why}
    except Secret:
        return {"has_secret": True}


def _people(book: Book, year: int) -> dict[str, Any]:
    found = read_sheets(book.pages, year)
    _check_letters(book, found.composed)
    must_be_told_apart(found.people, "\n".join(found.composed))
    pages = [asdict(page) for page in found.pages if not has_secret(" ".join(page.left))]
    if not any(line.is_somebody for line in found.people):
        return {"why": NoTableReason.NO_NAMES, "pages": pages, "groups": _groups(book)}
    return {
        "groups": _groups(book),
        "people": [line.as_json() for line in found.people],
        "has_secret": any(line.left is Left.SECRET for line in found.people),
        "pages": pages,
        "sees_all": book.sees_all,
    }


def _groups(book: Book) -> list[Sequence[str]]:
    shown = [row.cells for page in book.pages if not page.hidden for row in page.rows if not row.hidden]
    return [*read_table(shown).groups]


def _check_letters(book: Book, cells: Iterable[str]) -> None:
    """Raises NoTable for old fonts and unknown encodings: one wrong mark is another person."""
    said = list(cells)
    if (font := font_of(said)) is not None:
        raise NoTable(NoTableReason(font.value))
    if not book.is_legible:
        raise NoTable(NoTableReason.LETTERS)


def _confine() -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # If the machine runs out of memory, this process ends, not the one that talks with people.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    sys.modules.update(dict.fromkeys(_NOT_NEEDED))  # type: ignore[arg-type]  # None is how an import is forbidden


if __name__ == "__main__":
    main()
