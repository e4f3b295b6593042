"""Tables that people send: read with whatever heads, refused when they are traps."""

import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import cells, sheets
from bot.documents.cells import NoTable, NoTableReason
from bot.domain.lists.old_fonts import is_vietnamese
from bot.domain.lists.sheet import read_sheets
from tests.list_files import archive, workbook


def rows(content: bytes) -> list[Sequence[str]]:
    """All rows of all pages."""
    return [row.cells for page in sheets.read(content, is_vietnamese).pages for row in page.rows]


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
    book = sheets.read(workbook([["Danh sách khu phố 3"], [], HEADS, TU]), is_vietnamese)
    reading = read_sheets(book.pages, 2026)
    assert reading.composed == ["Bà Nguyễn Thị Tư\t912345678\tsinh 1954\tNữ"]
    assert "0741" not in repr((reading.people, reading.pages))


def test_more_rows_than_are_taken_at_once() -> None:
    with pytest.raises(NoTable, match=NoTableReason.TOO_MANY_ROWS):
        rows(b"ten\n" + b"Tu\n" * cells.MOST_ROWS)
    assert len(rows(b"ten\n" + b"Tu\n" * (cells.MOST_ROWS - 1))) == cells.MOST_ROWS


@pytest.mark.parametrize("signs", [3_000_000, 1_500_000, cells.LONGEST_CELL + 1])
def test_a_cell_without_end_is_left_out(signs: int) -> None:
    assert [row[0] for row in rows(swollen(signs))] == ["Họ và tên"]


def test_a_table_has_so_many_characters() -> None:
    row = ",".join(["x" * cells.LONGEST_CELL] * 30)
    assert rows("\n".join(["ten", *[row] * 199]).encode())
    with pytest.raises(NoTable, match=NoTableReason.TOO_MUCH):
        rows("\n".join(["ten", *[row] * 200]).encode())


def test_of_too_many_parts_none_is_read() -> None:
    beside = {f"xl/worksheets/sheet{n + 2}.xml": b"<worksheet/>" for n in range(200)}
    assert rows(archive(dict(list(beside.items())[:30]), workbook([["Họ và tên"]])))[0][0] == "Họ và tên"
    with pytest.raises(NoTable):
        rows(archive(beside, workbook([["Họ và tên"]])))


def test_a_cell_far_below_makes_no_page_of_a_million_rows() -> None:
    far = repacked(workbook([["Họ và tên"], ["Bà Tư"]]), b'r="2"', b'r="1048576"')
    with pytest.raises(NoTable):
        rows(repacked(far, b'"A2"', b'"A1048576"'))


def test_a_workbook_has_so_many_cells() -> None:
    few, many = (
        repacked(workbook([["Họ và tên"]]), b"</row></sheetData>", b"<c/>" * cells + b"</row></sheetData>")
        for cells in (10_000, 1_000_000)
    )
    assert rows(few)[0][0] == "Họ và tên"
    with pytest.raises(NoTable):
        rows(many)


def _lying(content: bytes, says: int) -> bytes:
    """It says that it unpacks to so many bytes, in both places."""
    real = zipfile.ZipFile(BytesIO(content)).infolist()[-1].file_size
    return content.replace(real.to_bytes(4, "little"), says.to_bytes(4, "little"))


@pytest.mark.parametrize(
    "content",
    [
        archive({"xl/bomb.xml": b"0" * 21_000_000}, workbook([HEADS])),
        _lying(archive({"xl/bomb.xml": b"0" * 21_000_000}, workbook([HEADS])), says=100),
        b"a" * 1_000_001,
        archive({"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        archive({"a.txt": b"no workbook"}),
        b"PK\x03\x04 cut off",
        b"\xff\xfe\x00\x00",
    ],
)
def test_traps_and_broken_files_are_refused(content: bytes) -> None:
    with pytest.raises(NoTable):
        rows(content)


def test_other_kinds_and_large_files_are_not_fetched() -> None:
    assert [
        sheets.refused(*of) for of in (("a.pdf", 10), ("a.csv", sheets.LARGEST + 1), ("a.xlsx", 0), ("a.exe", 9))
    ] == [
        NoTableReason.PDF,
        NoTableReason.TOO_LARGE,
        NoTableReason.EMPTY,
        NoTableReason.OTHER_KIND,
    ]
    with pytest.raises(NoTable):
        rows(b"a" * 50_000_000)
    assert sheets.is_table("Danh sách.XLSX", 10)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b"\xff\xfe"]))
def test_whatever_is_in_it_is_rows_or_no_table(content: bytes, start: bytes) -> None:
    try:
        book = sheets.read(start + content, is_vietnamese)
    except NoTable:
        return
    read_sheets(book.pages, 2026)
