"""Reads a sent file in a process of its own: the file goes in, the people in it come out as JSON.

Run as `python -m bot.services.register.table_reader YEAR`, with little memory and time, no settings and no database.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from bot.documents import sheets
from bot.documents.cells import Book, NoTable, NoTableReason, Page
from bot.documents.confined import confine
from bot.domain.lists import ward_forms
from bot.domain.lists.groups import read_table
from bot.domain.lists.invited import read_invited_rows
from bot.domain.lists.old_fonts import font_of, is_vietnamese
from bot.domain.lists.people import Left, Secret, must_be_told_apart
from bot.domain.lists.sheet import read_sheets
from bot.domain.parsing.secrets import has_secret


def main() -> None:
    confine()
    json.dump(read(int(sys.argv[1]), sys.stdin.buffer.read(sheets.LARGEST + 1)), sys.stdout)


def read(year: int, content: bytes) -> dict[str, Any]:
    """Return the fields of a `Table`."""
    try:
        book = sheets.read(content, is_vietnamese)
        _check_letters(book, (cell for page in book.pages for row in page.rows for cell in row.cells))
        return _people(_without_second_headings(book), year) | {"form": _form(book)}
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
        return {"why": NoTableReason.NO_NAMES, "pages": pages, **_places(book)}
    return {
        **_places(book),
        "people": [line.as_json() for line in found.people],
        "has_secret": any(line.left is Left.SECRET for line in found.people),
        "pages": pages,
        "sees_all": book.sees_all,
    }


def _places(book: Book) -> dict[str, Any]:
    shown = [row.cells for page in book.pages if not page.hidden for row in page.rows if not row.hidden]
    invited = [[*one.at, one.name] for one in read_invited_rows(shown).people]
    return {"groups": [*read_table(shown).groups], "invited": invited}


def _without_second_headings(book: Book) -> Book:
    return replace(book, pages=tuple(_of_lists(page) for page in book.pages))


def _of_lists(page: Page) -> Page:
    second = ward_forms.second_heading(page)
    return page if second is None else replace(page, rows=tuple(row for row in page.rows if row.n != second))


def _form(book: Book) -> dict[str, Any] | None:
    found = ward_forms.find(book.pages) if book.sees_all else None
    return None if found is None else asdict(found)


def _check_letters(book: Book, cells: Iterable[str]) -> None:
    """Raises NoTable for old fonts and unknown encodings: one wrong mark is another person."""
    said = list(cells)
    if (font := font_of(said)) is not None:
        raise NoTable(NoTableReason(font.value))
    if not book.is_legible:
        raise NoTable(NoTableReason.LETTERS)


if __name__ == "__main__":
    main()
