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


def _archive(name: str, content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        _archive("xl/workbook.xml", b"0" * 21_000_000),
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
