"""Lays tables out as a workbook: typed cells, frozen headings, ready to be printed."""

from collections.abc import Sequence
from io import BytesIO
from itertools import product

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.sheet import Sheet, Value

_WIDEST, _NARROW, _FIRST = 72, 13, 6
_THIN = Side(style="thin", color="999999")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_BOLD = Font(bold=True)


def written(sheets: Sequence[Sheet]) -> bytes:
    book = Workbook()
    for words, total in product((True, False), repeat=2):
        laid_out = Alignment(wrap_text=words, vertical="top")
        book.add_named_style(
            NamedStyle(_style(words=words, total=total), Font(bold=total), border=_GRID, alignment=laid_out)
        )
    for number, sheet in enumerate(sheets):
        page = book.active if number == 0 and isinstance(book.active, Worksheet) else book.create_sheet()
        page.title = sheet.name
        _fill(page, sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for line, words in enumerate(sheet.above, 1):
        _put(page, line, 1, words).font = _BOLD
    top = len(sheet.above) + 2
    for column, head in enumerate(sheet.heads, 1):
        cell = _put(page, top, column, head)
        cell.font, cell.fill, cell.border = _BOLD, _HEAD, _GRID
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        page.column_dimensions[get_column_letter(column)].width = _width(sheet, column - 1)
    last = top + len(sheet.rows) if sheet.has_total else None
    for line, row in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(row, 1):
            cell = _put(page, line, column, value)
            # By its name: three styles set at each cell take most of the time of a long table.
            cell.style = _style(words=isinstance(value, str), total=line == last)
    page.freeze_panes = f"{get_column_letter(min(3, len(sheet.heads)))}{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _style(*, words: bool, total: bool) -> str:
    return f"{'words' if words else 'number'}{' of the total' if total else ''}"


def _put(page: Worksheet, line: int, column: int, value: Value) -> Cell:
    cell: Cell = page.cell(line, column, value)
    if isinstance(value, str):
        # openpyxl would read «=…» as a formula.
        cell.data_type = "s"
    return cell


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(words) for row in sheet.rows if isinstance(words := row[column], str)), default=0)
    return min(max(_NARROW, longest + 2), _WIDEST) if longest or column else _FIRST
