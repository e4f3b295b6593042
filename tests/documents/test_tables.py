"""Files of a table, read back by a library that opens them as a spreadsheet does."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from bot.documents.sheet import Sheet
from bot.documents.tables import csv_with_bom, xlsx

SHEET = Sheet(
    "Trong kỳ",
    ["UBND PHƯỜNG PHÚ LỢI", "BÁO CÁO"],
    ["TT", "Khu phố, ấp", "Số người"],
    [[1, "Khu phố 3", 12], [2, '=HYPERLINK("http://x";"y")', None], [None, "Tổng cộng", 12.5]],
    has_total=True,
)


def test_a_workbook_has_typed_cells_and_frozen_heads() -> None:
    book = load_workbook(BytesIO(xlsx([SHEET, Sheet("Giải thích", [], ["Cột"], [["Số người"]])])))

    assert book.sheetnames == ["Trong kỳ", "Giải thích"]
    page = book["Trong kỳ"]
    assert page["A1"].value == "UBND PHƯỜNG PHÚ LỢI"
    assert [cell.value for cell in page[4]] == ["TT", "Khu phố, ấp", "Số người"]
    assert page.freeze_panes == "C5"
    assert (page["C5"].value, page["C5"].data_type) == (12, "n")
    assert page["C6"].value is None, "not counted is an empty cell, not 0"
    assert page["B7"].font.bold


def test_no_cell_is_taken_for_a_formula() -> None:
    page = load_workbook(BytesIO(xlsx([SHEET])))["Trong kỳ"]
    assert page["B6"].data_type == "s"

    rows = list(csv.reader(StringIO(csv_with_bom(SHEET).decode("utf-8-sig"))))
    assert rows[2][1].startswith("'=")
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_plain_file_says_that_it_is_utf_8() -> None:
    assert csv_with_bom(SHEET).startswith(b"\xef\xbb\xbf")
    assert "Khu phố 3" in csv_with_bom(SHEET).decode("utf-8-sig")
