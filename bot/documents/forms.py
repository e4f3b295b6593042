"""Fills a spreadsheet of somebody else's: cells that hold a name in double braces get what that name stands for."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.filling import CannotFill, Filling
from bot.documents.sheet import Value

_STYLE = ("font", "border", "fill", "alignment", "number_format")
_NAME = re.compile(r"\s*\{\{\s*(.+?)\s*\}\}\s*")


def fill(form: bytes, by: Filling, key: Callable[[str], str]) -> bytes:
    """Return the form filled; its formulas, widths and words stay. Raises CannotFill.

    A row in which a name of `each` stands is the first of as many as there are; those below it have to be empty.
    `key` turns a name as it was typed into one of ours.
    """
    book = load_workbook(BytesIO(form))
    named = {
        (page.title, cell.coordinate): (page, cell, found[1])
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and isinstance(cell.value, str) and (found := _NAME.fullmatch(cell.value))
    }
    lists = by.each[0].keys() if by.each else frozenset[str]()
    if unknown := [name for _page, _cell, name in named.values() if key(name) not in lists | by.once.keys()]:
        raise CannotFill(unknown)
    for page, cell, name in named.values():
        if key(name) in lists:
            _fill_down(page, cell, [row[key(name)] for row in by.each])
        else:
            _put(cell, by.once[key(name)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def name_cells(form: bytes, page: str, row: int, names: Mapping[str, str]) -> bytes:
    """Return the form with a name in double braces in this row of each column (from 1). Raises CannotFill."""
    book = load_workbook(BytesIO(form))
    for column, name in names.items():
        cell = book[page].cell(row, int(column))
        if not _is_empty(cell):
            raise CannotFill(room=0)
        _put(cell, f"{{{{{name}}}}}")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_down(page: Worksheet, first: Cell, values: Sequence[Value]) -> None:
    below = [page.cell(first.row + n, first.column) for n in range(len(values))]
    taken = next((n for n, cell in enumerate(below) if n and not _is_empty(cell)), None)
    if taken is not None:
        raise CannotFill(room=taken)
    for cell, value in zip(below, values, strict=True):
        _put(cell, value)
        if cell is not first and isinstance(cell, Cell):
            for part in _STYLE:
                setattr(cell, part, copy(getattr(first, part)))


def _is_empty(cell: object) -> bool:
    return isinstance(cell, Cell) and cell.value is None


def _put(cell: object, value: Value) -> None:
    """Write a value so that nothing of ours is read as a formula."""
    if isinstance(cell, Cell):
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
