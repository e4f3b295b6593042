"""Lists of people as files of each kind, made as offices' programs make them."""

import struct
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Tab:
    """A page of a workbook; rows and columns are counted from 1, `struck` are places of cells («B3»)."""

    rows: Cells
    name: str = "Danh sách"
    hidden: bool = False
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[str] = ()
    struck: Collection[str] = ()
    merged: Collection[str] = ()


def workbook(*tabs: Tab | Cells) -> bytes:
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.remove(book.active)
    for tab in tabs:
        _put(book, tab if isinstance(tab, Tab) else Tab(tab))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _put(book: Workbook, tab: Tab) -> None:
    page = book.create_sheet(tab.name)
    for row in tab.rows:
        page.append(list(row))
    for n in tab.hidden_rows:
        page.row_dimensions[n].hidden = True
    for letter in tab.hidden_columns:
        page.column_dimensions[letter].hidden = True
    for place in tab.struck:
        page[place].font = Font(strike=True)
    for cells in tab.merged:
        page.merge_cells(cells)
    if tab.hidden:
        page.sheet_state = "hidden"


def text(rows: Cells, cut: str = ";", ends: str = "\r\n") -> str:
    return "".join(f"{cut.join(str(cell) for cell in row)}{ends}" for row in rows)


_PAGE = '<table:table table:name="DS">{rows}</table:table>'
_CELL = '<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:spreadsheet>{pages}</office:spreadsheet></office:body></office:document-content>"
)


def ods(rows: Cells) -> bytes:
    said = ("".join(_CELL.format(words=escape(str(cell))) for cell in row) for row in rows)
    page = _PAGE.format(rows="".join(f"<table:table-row>{row}</table:table-row>" for row in said))
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _CONTENT.format(pages=page).encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


def archive(parts: Mapping[str, bytes], beside: bytes = b"") -> bytes:
    made = BytesIO(beside)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def html(rows: Cells) -> bytes:
    said = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in rows)
    return f"<html><meta charset='utf-8'><table>{''.join(f'<tr>{row}</tr>' for row in said)}</table></html>".encode()


# ---- .xls: records of BIFF8 in one stream of a compound file

_SECTOR, _LEAST = 512, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls(rows: Cells, stream: str = "Workbook") -> bytes:
    """Return a workbook of the kind before 2007: header, allocation table, directory, stream."""
    book = _biff(rows)
    content = book.ljust(max(_LEAST, -(-len(book) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(content) // _SECTOR
    chain = [_TABLE, _END, *range(3, sectors + 2), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(stream, 2, _FREE, 2, len(content)) + _entry("", 0) * 2
    head = struct.pack("<8s16xHHHHH6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, *_PLACES)
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + table + directory + content


_PLACES = (0, 1, 1, 0, _LEAST, _END, 0, _END, 0)


def _entry(name: str, kind: int, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    said = name.encode("utf-16-le")
    length = len(said) + 2 if name else 0
    return struct.pack("<64sHBBIII36xIQ", said, length, kind, 1, _FREE, _FREE, child, start, size)


def _biff(rows: Cells) -> bytes:
    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x1FAF, 1997, 0x40C1, 0x106))

    def cell(row: int, column: int, value: object) -> bytes:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, int | float):
            return record(0x203, place + struct.pack("<d", value))
        said = str(value).encode("utf-16-le")
        return record(0x204, place + struct.pack("<HB", len(said) // 2, 1) + said)

    cells = (cell(n, m, value) for n, row in enumerate(rows) for m, value in enumerate(row) if value is not None)
    page = begin(0x10) + b"".join(cells) + record(0x0A)
    name = struct.pack("<BB", 2, 0) + b"DS"
    before = len(begin(5)) + len(record(0x85, b"\0" * 6 + name)) + len(record(0x0A))
    return begin(5) + record(0x85, struct.pack("<IBB", before, 0, 0) + name) + record(0x0A) + page
