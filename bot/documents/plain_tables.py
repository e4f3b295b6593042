"""Reads tables that are text: .csv however it is cut and encoded, and pages of HTML or XML that are named .xls."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from html.parser import HTMLParser
from io import StringIO

from bot.documents.cells import MOST_COLUMNS, Book, NoTable, NoTableReason, Page, Row, rows_of, word

# Does text read as the language it should be in?
Legible = Callable[[Iterable[str]], bool]

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What Windows in Vietnam has written without a mark; fonts from before Unicode come as the last but one.
_LEGACY = ("cp1258", "cp1252", "utf_16_le", "utf_16_be")
_LINES_TRIED = 40
_SIGNS = ";\t,|"
_NAMED = re.compile(r"sep=(.)\n", re.IGNORECASE)
_ENDS = {"td", "th", "cell", "tr", "row", "table"}
_ROWS, _CELLS = {"tr", "row"}, {"td", "th", "cell"}
_STRUCK = {"s", "strike", "del"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def csv_table(content: bytes, is_legible: Legible) -> Book:
    """Raises NoTable."""
    text, legible = _decoded(content, is_legible)
    if "\0" in text:
        raise NoTable(NoTableReason.OTHER_KIND)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    named = _NAMED.match(text)
    cut, text = (named[1], text[named.end() :]) if named else (_sign(text), text)
    try:
        rows = rows_of(csv.reader(StringIO(text), delimiter=cut))
    except csv.Error as error:
        raise NoTable(NoTableReason.BROKEN) from error
    return Book((Page("", rows),), is_legible=legible)


def html_table(content: bytes, is_legible: Legible) -> Book:
    text, legible = _decoded(content, is_legible)
    reader = _Cells()
    reader.feed(text)
    reader.close()
    return Book((Page("", tuple(reader.rows)),), is_legible=legible)


def _decoded(content: bytes, is_legible: Legible) -> tuple[str, bool]:
    by_mark = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "utf-8")
    with suppress(UnicodeDecodeError):
        text = content.decode(by_mark)
        if "\0" not in text:
            return text, True
    import charset_normalizer  # noqa: PLC0415 only for what does not say how it is encoded: docs/adr/0024

    likely = [str(found) for found in charset_normalizer.from_bytes(content, cp_isolation=[*_LEGACY])]
    sure = next((text for text in likely if is_legible([text])), None)
    return (content.decode("cp1252", "replace"), False) if sure is None else (sure, True)


def _sign(text: str) -> str:
    """Return the sign that cuts most lines into the same number of cells: a title may hold any of them."""
    head = "\n".join(text.split("\n", _LINES_TRIED)[:_LINES_TRIED])
    return max(_SIGNS, key=lambda sign: _regularity(head, sign))


def _regularity(head: str, sign: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(StringIO(head), delimiter=sign) if len(row) > 1)
    width, lines = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return lines, width


class _Cells(HTMLParser):
    """Rows of the tables of a page; those of a workbook saved as XML too."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.cells: list[str] = []
        self.said: list[str] | None = None
        self.hidden = False
        self.struck: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag in _ROWS:
            self._end_row()
            self.hidden = bool(_HIDDEN.search(of.get("style") or "")) or of.get("ss:hidden") == "1"
        elif tag in _CELLS:
            self._end_cell()
            self._skip_to(of.get("ss:index"))
            self.said = []
        elif tag in _STRUCK:
            self.struck.add(len(self.cells))
        elif self.said is not None:
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag in _ENDS:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self.said is not None:
            self.said.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _skip_to(self, index: str | None) -> None:
        if index is not None and index.isdecimal():
            self.cells.extend([""] * (min(int(index), MOST_COLUMNS) - 1 - len(self.cells)))

    def _end_cell(self) -> None:
        if self.said is not None:
            self.cells.append(word("".join(self.said)))
        self.said = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.cells:
            cells = tuple(self.cells[:MOST_COLUMNS])
            self.rows.append(Row(len(self.rows) + 1, cells, self.hidden, frozenset(self.struck)))
        self.cells, self.hidden, self.struck = [], False, set()
