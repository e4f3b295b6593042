"""Reads workbooks: .xlsx with what is hidden or crossed out, .xls, .xlsb and .ods without."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from bot.documents.cells import MOST_COLUMNS, Book, NoTable, NoTableReason, Page, Row, rows_of, word

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

# Limits of a workbook: parts (each sheet is one), unpacked bytes, XML tags (a cell has four).
_MOST_PARTS, _UNPACKED, _MOST_TAGS = 200, 20_000_000, 300_000
_MOST_SHEETS = 40
# A stray cell far below makes a page of a million rows.
_LAST_ROW = 10_000
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def xlsx(content: bytes) -> Book:
    """Raises NoTable, and whatever the library raises."""
    from openpyxl import load_workbook  # noqa: PLC0415 three quarters of the time a .csv takes: docs/adr/0024

    book = load_workbook(BytesIO(content), data_only=True, keep_links=False, rich_text=True)
    return Book(tuple(_page(page) for page in book.worksheets[:_MOST_SHEETS]))


def other(content: bytes) -> Book:
    import python_calamine as calamine  # noqa: PLC0415 only where it is needed: docs/adr/0024

    book = calamine.load_workbook(BytesIO(content))
    pages = []
    for n, about in enumerate(book.sheets_metadata[:_MOST_SHEETS]):
        if about.typ is calamine.SheetTypeEnum.WorkSheet:
            hidden = about.visible is not calamine.SheetVisibleEnum.Visible
            cells = [] if hidden else book.get_sheet_by_index(n).to_python(skip_empty_area=False)
            pages.append(Page(about.name, rows_of(cells), hidden))
    return Book(tuple(pages), sees_all=False)


def parts(content: bytes) -> set[str]:
    """Return the names of an archive's parts. Raises NoTable for zip bombs and XML entities.

    No more is unpacked than the declared size.
    """
    tags = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found = archive.infolist()
        if len(found) > _MOST_PARTS or sum(part.file_size for part in found) > _UNPACKED:
            raise NoTable(NoTableReason.TOO_MUCH)
        for part in found:
            # zipfile stops at the declared size.
            unpacked = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
            tags += unpacked.count(b"<")
            if tags > _MOST_TAGS or _ENTITIES.search(unpacked):
                raise NoTable(NoTableReason.TOO_MUCH)
    return {part.filename for part in found}


def _page(page: "Worksheet") -> Page:
    if page.sheet_state != "visible":
        return Page(page.title, hidden=True)
    if page.max_row > _LAST_ROW:
        raise NoTable(NoTableReason.TOO_MANY_ROWS)
    read = page.iter_rows(max_col=min(page.max_column, MOST_COLUMNS))
    rows = tuple(_row(page, n, row) for n, row in enumerate(read, 1))
    return Page(page.title, rows, hidden_columns=frozenset(_hidden_columns(page)))


def _row(page: "Worksheet", n: int, cells: "tuple[Cell | MergedCell, ...]") -> Row:
    about = page.row_dimensions.get(n)
    struck = frozenset(place for place, cell in enumerate(cells) if cell.value is not None and _is_struck(cell))
    is_hidden = about is not None and (about.hidden or about.height == 0)
    return Row(n, tuple(word(cell.value) for cell in cells), is_hidden, struck)


def _is_struck(cell: "Cell | MergedCell") -> bool:
    runs = cell.value if isinstance(cell.value, list) else ()
    fonts = (getattr(run, "font", None) for run in runs)
    return bool(cell.font.strike) or any(font is not None and font.strike for font in fonts)


def _hidden_columns(page: "Worksheet") -> Iterator[int]:
    for column in page.column_dimensions.values():
        if column.hidden or column.width == 0:
            yield from range((column.min or 1) - 1, min(column.max or 0, MOST_COLUMNS))
