"""A small table that somebody has sent, .xlsx or .csv, as rows of words; what is large or a trap is refused."""

import csv
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO
from pathlib import PurePath

from openpyxl import load_workbook

from bot.errors import AssistantError

LARGEST = 1_000_000  # bytes
MOST_ROWS = 500
_MOST_COLUMNS = 30
_MOST_PARTS, _UNPACKED = 200, 20_000_000
_ENDINGS = (".xlsx", ".csv")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class NoTable(AssistantError):
    """The file cannot be read as a table."""


class TooLong(AssistantError):
    """It has more rows than are taken at once."""


def is_table(name: str, size: int) -> bool:
    """Is it worth fetching?"""
    return PurePath(name.lower()).suffix in _ENDINGS and 0 < size <= LARGEST


def rows(name: str, content: bytes) -> list[list[str]]:
    """The first sheet, without empty rows. Raises NoTable, TooLong."""
    if not is_table(name, len(content)):
        raise NoTable(PurePath(name).suffix)
    read = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    found = [row for row in read if any(row)]
    if len(found) > MOST_ROWS + 1:
        raise TooLong(len(found))
    return found


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        _check_archive(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        page = book.worksheets[0]
        return _words(page.iter_rows(max_row=2 * MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True))
    except NoTable:
        raise
    except Exception as error:
        # Whatever the library stumbles over, it is a file that somebody has sent.
        raise NoTable(type(error).__name__) from error


def _check_archive(content: bytes) -> None:
    """Neither a bomb nor entities that grow: what it says of its size is checked by unpacking no more than that."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise NoTable("too much in it")
        for part in parts:
            with archive.open(part) as opened:
                if part.filename.endswith((".xml", ".rels")) and _ENTITIES.search(opened.read(_UNPACKED)):
                    raise NoTable("entities")


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoTable("letters") from error
    first = text.partition("\n")[0]
    cut = max(",;\t", key=first.count)
    try:
        return _words(row[:_MOST_COLUMNS] for row in csv.reader(StringIO(text), delimiter=cut))
    except csv.Error as error:
        raise NoTable("rows") from error


def _words(read: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[_word(cell) for cell in row] for row in read]


def _word(cell: object) -> str:
    """A cell as it would be typed: a number without «.0», a day as it is said here."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())
