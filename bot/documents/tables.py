"""Writes tables as .xlsx and .csv: typed cells, frozen headings, no cell read as a formula."""

import csv
from collections.abc import Sequence
from io import StringIO

from bot.documents.sheet import Sheet, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    from bot.documents import workbook_writer  # noqa: PLC0415 loads openpyxl: docs/adr/0030

    return workbook_writer.written(sheets)


def csv_with_bom(sheet: Sheet) -> bytes:
    """Return headings and rows; the byte order mark lets spreadsheets read Vietnamese."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(map(_harmless, sheet.heads))
    writer.writerows([_harmless(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    """Prefix text that looks like a formula with an apostrophe, so that no spreadsheet runs it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
