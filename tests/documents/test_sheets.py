"""Tables that people send: read with whatever heads, refused when they are traps."""

import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.documents import sheets
from bot.documents.sheets import NoTable, TooLong
from bot.domain.parsing.people_list import read_line
from bot.domain.parsing.people_sheet import lines


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(content: bytes, old: bytes, new: bytes) -> bytes:
    """The same workbook with other bytes in its parts, packed as tightly as it can be."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as was, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in was.namelist():
            archive.writestr(name, was.read(name).replace(old, new), compresslevel=9)
    return made.getvalue()


def swollen(signs: int) -> bytes:
    """A name of so many signs, of which each is 18 letters when it is normalised: what stopped the bot for good."""
    return repacked(workbook([["Họ và tên"], ["XYZ"]]), b"XYZ", "ﷺ".encode() * signs)


HEADS: list[object] = ["STT", "HỌ VÀ TÊN", "SĐT", "Ngày sinh", "Số CCCD", "Giới tính"]
TU: list[object] = [1, "Bà Nguyễn Thị Tư", 912345678, date(1954, 9, 2), "074154001234", "Nữ"]


def test_only_known_columns_leave_the_table() -> None:
    found = lines(sheets.rows("So.XLSX", workbook([["Danh sách khu phố 3"], [], HEADS, TU])))
    assert found == ["Bà Nguyễn Thị Tư\t912345678\t\t02/09/1954\tNữ"]
    read = read_line(found[0], 2026)
    assert (read.form, read.name, read.phone, read.age, read.gender, read.doubts) == (
        "ba",
        "Nguyễn Thị Tư",
        "+84912345678",
        "60_74",
        "f",
        (),
    )


@pytest.mark.parametrize("cut", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_spreadsheets_write_it(cut: str, encoding: str) -> None:
    text = "\r\n".join((cut.join(("ho ten", "tuoi", "dien thoai")), cut.join(("Trần Văn Bảy", "72", "0912 345 678"))))
    assert lines(sheets.rows("a.csv", text.encode(encoding))) == ["Trần Văn Bảy\t0912 345 678\t72 tuổi\t\t"]


def test_family_and_given_name_in_two_columns() -> None:
    assert lines([["Họ và tên đệm", "Tên", "Năm sinh"], ["Nguyễn Thị", "Tư", "1954"]]) == [
        "Nguyễn Thị Tư\t\t\tsinh 1954\t"
    ]


def test_without_a_column_of_names_nothing_is_read() -> None:
    assert lines([["Mã", "Số tiền"], ["1", "2"]]) is None


def test_more_rows_than_are_taken_at_once() -> None:
    with pytest.raises(TooLong):
        sheets.rows("a.csv", b"ten\n" + b"Tu\n" * 501)
    assert len(sheets.rows("a.csv", b"ten\n" + b"Tu\n" * 500)) == 501


@pytest.mark.parametrize("signs", [3_000_000, 1_500_000, sheets._LONGEST_CELL + 1])
def test_a_cell_without_end_is_left_out(signs: int) -> None:
    assert [row[0] for row in sheets.rows("a.xlsx", swollen(signs))] == ["Họ và tên"]


def test_a_table_has_so_many_characters() -> None:
    row = ",".join(["x" * sheets._LONGEST_CELL] * 30)
    assert sheets.rows("a.csv", "\n".join(["ten", *[row] * 99]).encode())
    with pytest.raises(TooLong):
        sheets.rows("a.csv", "\n".join(["ten", *[row] * 100]).encode())


@pytest.mark.parametrize("sheets_beside", [30, 200])
def test_of_many_sheets_the_first_is_read_and_of_too_many_none(sheets_beside: int) -> None:
    made = BytesIO(workbook([["Họ và tên"]]))
    with zipfile.ZipFile(made, "a") as archive:
        for n in range(sheets_beside):
            archive.writestr(f"xl/worksheets/sheet{n + 2}.xml", b"<worksheet/>")
    if sheets_beside == 200:
        with pytest.raises(NoTable):
            sheets.rows("a.xlsx", made.getvalue())
    else:
        assert sheets.rows("a.xlsx", made.getvalue())[0][0] == "Họ và tên"


def test_a_workbook_has_so_many_cells() -> None:
    few, many = (
        repacked(workbook([["Họ và tên"]]), b"</row></sheetData>", b"<c/>" * cells + b"</row></sheetData>")
        for cells in (10_000, 1_000_000)
    )
    assert sheets.rows("a.xlsx", few)[0][0] == "Họ và tên"
    with pytest.raises(NoTable):
        sheets.rows("a.xlsx", many)


def test_what_is_named_otherwise_than_it_is() -> None:
    page = b"<html><body><table><tr><td>Ho ten</td></tr><tr><td>Tu</td></tr></table></body></html>"
    with pytest.raises(NoTable):
        sheets.rows("so.xls", page)
    assert lines(sheets.rows("so.xlsx", page)) is None


def _archive(name: str, content: bytes, beside: bytes = b"") -> bytes:
    made = BytesIO(beside)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def _lying(content: bytes, says: int) -> bytes:
    """It says that it unpacks to so many bytes, in both places."""
    real = zipfile.ZipFile(BytesIO(content)).infolist()[-1].file_size
    return content.replace(real.to_bytes(4, "little"), says.to_bytes(4, "little"))


@pytest.mark.parametrize(
    "content",
    [
        _archive("xl/bomb.xml", b"0" * 21_000_000, workbook([HEADS])),
        _lying(_archive("xl/bomb.xml", b"0" * 21_000_000, workbook([HEADS])), says=100),
        b"a" * 1_000_000,
        _archive("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        _archive("a.txt", b"no workbook"),
        b"PK\x03\x04 cut off",
        b"\xff\xfe\x00",
    ],
)
def test_traps_and_broken_files_are_refused(content: bytes) -> None:
    assert len(content) <= sheets.LARGEST
    with pytest.raises(NoTable):
        sheets.rows("a.xlsx", content)


def test_other_kinds_and_large_files_are_not_fetched() -> None:
    assert not sheets.is_table("a.xlsm", 10)
    assert not sheets.is_table("a.pdf", 10)
    assert not sheets.is_table("a.csv", sheets.LARGEST + 1)
    with pytest.raises(NoTable):
        sheets.rows("a.csv", b"a" * 50_000_000)
    assert sheets.is_table("Danh sách.XLSX", 10)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000))
def test_whatever_is_in_it_is_rows_or_no_table(content: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        try:
            found = sheets.rows(name, content)
        except (NoTable, TooLong):
            continue
        lines(found)
