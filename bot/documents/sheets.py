"""Reads a small table, .xlsx or .csv, as rows of text; large or malicious files are refused."""

import csv
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO
from pathlib import PurePath

from bot.errors import AssistantError

LARGEST = 1_000_000  # bytes
MOST_ROWS = 500
_MOST_COLUMNS = 30
# Characters. Longer cells are no name, number or age and are skipped; the second is for the whole table.
_LONGEST_CELL, _MOST_CHARACTERS = 100, 300_000
# Limits of a workbook: parts (each sheet is one), unpacked bytes, XML tags (a cell has four).
_MOST_PARTS, _UNPACKED, _MOST_TAGS = 200, 20_000_000, 300_000
_ENDINGS = (".xlsx", ".csv")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class NoTable(AssistantError):
    """The file cannot be read as a table."""


class TooLong(AssistantError):
    """The table has more rows, or more characters, than are read."""


def is_table(name: str, size: int) -> bool:
    return PurePath(name.lower()).suffix in _ENDINGS and 0 < size <= LARGEST


def rows(name: str, content: bytes) -> list[list[str]]:
    """Return the first sheet without empty rows. Raises NoTable, TooLong."""
    if not is_table(name, len(content)):
        raise NoTable(PurePath(name).suffix)
    # The content decides, not the name.
    return _xlsx(content) if content.startswith(b"PK") else _csv(content)


def _xlsx(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 three quarters of the time a .csv takes: docs/adr/0024

    try:
        _check_archive(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        return _words(page.iter_rows(max_row=2 * MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True))
    except (NoTable, TooLong):
        raise
    except Exception as error:
        # Whatever the library raises is caused by the file somebody sent.
        raise NoTable(type(error).__name__) from error


def _check_archive(content: bytes) -> None:
    """Raises NoTable for zip bombs and XML entities, after unpacking no more than the declared size."""
    tags = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise NoTable("too much in it")
        for part in parts:
            # zipfile stops at the declared size.
            unpacked = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
            tags += unpacked.count(b"<")
            if tags > _MOST_TAGS or _ENTITIES.search(unpacked):
                raise NoTable("too many tags, or entities")


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
    found: list[list[str]] = []
    characters = 0
    for row in read:
        words = [_word(cell) for cell in row]
        if any(words):
            found.append(words)
            characters += sum(map(len, words))
        if len(found) > MOST_ROWS + 1 or characters > _MOST_CHARACTERS:
            raise TooLong
    return found


def _word(cell: object) -> str:
    """Return the cell as typed: a number without «.0», a date as dd/mm/yyyy; empty if it is too long."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = "" if cell is None else str(cell)
    return " ".join(said.split()) if len(said) <= _LONGEST_CELL else ""
