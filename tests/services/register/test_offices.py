"""Files as offices and leaders make them, each made here: read right, asked about, or refused; nothing silently wrong.

What becomes of each stands in docs/lists.md, line by line.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from bot.domain.lists.people import Doubt, Left, ListedPerson, band
from bot.services.register import table_reader
from bot.services.register.list_matching import LineKind, standings
from tests.list_files import Tab, html, ods, text, workbook, xls
from tests.services.register.test_list_files import TCVN3, THREE, VNI, YEAR, of_1258, old

BA, TU, NAM, SAU = "0912000111", "0912000112", "0912000113", "0912000114"
HEADS = ("STT", "Họ và tên", "Năm sinh", "Số điện thoại")
# Name, number and age of each who is taken, and what is asked or left out; or only how many; or why it is refused.
Person = tuple[str | None, str | None, object]
Expected = tuple[Sequence[Person], Sequence[Doubt | Left]] | str | int


def _rows(n: int) -> list[Sequence[object]]:
    return [[k, f"Lê Văn {chr(65 + k % 26)}n", f"0912{k:06}"] for k in range(n)]


def _old_font(pairs: str) -> list[list[object]]:
    rows: list[list[object]] = [
        ["Họ và tên", "Năm sinh"],
        ["Phạm Văn Kiên", 1954],
        ["Đỗ Thị Hòa", 1951],
        ["Lê Thị Mận", 1950],
    ]
    return [[old(cell, pairs).decode("cp1252") if isinstance(cell, str) else cell for cell in row] for row in rows]


KIEN_HOA_AN: list[Person] = [
    ("Phạm Văn Kiên", "0912000111", band(72)),
    ("Đỗ Thị Hoà", "0987000222", band(75)),
    ("Võ Ngọc Ẩn", "0903000333", band(66)),
]
FILES: dict[str, tuple[bytes, Expected]] = {
    # The kinds of the first collection.
    "form of Google": (
        workbook(
            [
                ("Dấu thời gian", "Họ và tên của cô chú", "SĐT (Zalo)", "Năm sinh của cô chú", "Muốn học gì?"),
                (date(2026, 11, 2), "Lê Văn Ba", 912000111, 1950, "VNeID"),
                (date(2026, 11, 3), "Lê Thị Tư", "0912000112", "1953", "chống lừa đảo"),
            ]
        ),
        ([("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", TU, band(73))], ()),
    ),
    "kinds of numbers": (
        workbook(
            [
                ("TT", "HỌ TÊN", "NGÀY SINH", "ĐIỆN THOẠI"),
                (1, "Lê Văn Ba", 18330, "'0912000111"),
                (2, "Lê Thị Tư", "1951-09-02", 84912000112),
                (3, "Lê Văn Năm", "2/9/51", "0912000113 - 0987000222"),
                (4, "Lê Thị Sáu", 72, "0650 3822 333"),
            ]
        ),
        (
            [
                ("Lê Văn Ba", BA, band(76)),
                ("Lê Thị Tư", TU, band(75)),
                ("Lê Văn Năm", NAM, band(75)),
                ("Lê Thị Sáu", None, band(72)),
            ],
            (Doubt.NO_NUMBER,),
        ),
    ),
    "hidden and struck rows": (
        workbook(
            Tab(
                [HEADS, (1, "Lê Văn Ba", 1950, BA), (2, "Lê Thị Tư", 1951, TU), (3, "Lê Văn Năm", 1952, NAM)],
                hidden_rows=[3],
                struck=["B4"],
            )
        ),
        ([("Lê Văn Ba", BA, band(76))], (Left.HIDDEN, Left.STRUCK)),
    ),
    "2,000 rows": (workbook([["DANH SÁCH"], ["STT", "Họ tên", "SĐT"], *_rows(2_000)]), 2_000),
    "520 rows": (workbook([["STT", "Họ tên", "SĐT"], *_rows(520)]), 520),
    "500 rows and titles": (workbook([["UBND PHƯỜNG"], [], ["STT", "Họ tên", "SĐT"], *_rows(500)]), 500),
    "groups within, heads again, the same as above": (
        workbook(
            [
                ["STT", "Họ tên", "Năm sinh", "SĐT"],
                ["I", "TỔ 1", None, None],
                [1, "Lê Văn Ba", 1950, BA],
                ["II", "TỔ 2", None, None],
                ["STT", "Họ tên", "Năm sinh", "SĐT"],
                [1, "Lê Thị Tư", "nt", TU],
                [None, "Cộng: 2 người", None, None],
            ]
        ),
        ([("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", TU, band(76))], (Left.HEADING,) * 4),
    ),
    "semicolons, UTF-8": (text(THREE).encode(), (KIEN_HOA_AN, ())),
    "UTF-16": (text(THREE, "\t").encode("utf-16"), (KIEN_HOA_AN, ())),
    "Windows-1258": (of_1258(text(THREE)), (KIEN_HOA_AN, ())),
    "a line that names the sign": (f"sep=;\r\n{text(THREE)}".encode("utf-8-sig"), (KIEN_HOA_AN, ())),
    "a title first": (f"Danh sách lớp, khu phố 3\r\n{text(THREE)}".encode(), (KIEN_HOA_AN, ())),
    "numbers cut by Excel": (
        text([("Họ tên", "SĐT"), ("Lê Văn Ba", "9.12E+08"), ("Lê Thị Tư", TU)]).encode(),
        ([("Lê Văn Ba", None, None), ("Lê Thị Tư", TU, None)], (Doubt.CUT_NUMBER,)),
    ),
    "letters in two parts": (normalize("NFD", text(THREE)).encode(), (KIEN_HOA_AN, ())),
    "lines of old Macs": (text(THREE, ends="\r").encode(), (KIEN_HOA_AN, ())),
    "heads nobody else has": (
        workbook(
            [
                ("Stt", "Họ và tên học viên", "Số ĐT liên hệ", "Tuổi", "Nam/Nữ", "Tổ"),
                (1, "Lê Văn Ba", 912000111, 76, "Nam", 3),
            ]
        ),
        ([("Lê Văn Ba", BA, band(76))], ()),
    ),
    ".xls": (xls(THREE), (KIEN_HOA_AN, ())),
    ".ods": (ods(THREE), (KIEN_HOA_AN, ())),
    "HTML named .xls": (html(THREE), (KIEN_HOA_AN, ())),
    # Ten more of the same kinds.
    "two rows of heads, Nam | Nữ, a name over two columns, total, signatures": (
        workbook(
            Tab(
                [
                    ["UBND PHƯỜNG PHÚ LỢI", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                    ["TT", "Họ và tên", None, "Năm sinh", None, "Địa chỉ", "Điện thoại"],
                    [None, None, None, "Nam", "Nữ", None, None],
                    [1, "Lê Văn", "Ba", 1950, None, "12/3 Phú Lợi", 912000111],
                    [2, "Lê Thị", "Tư", None, 1953, "14 Phú Lợi", TU],
                    [None, "Tổng cộng: 02 người"],
                    [None, None, None, None, None, "Phú Lợi, ngày 5 tháng 11 năm 2026"],
                    [None, "NGƯỜI LẬP", None, None, None, "TRƯỞNG KHU PHỐ"],
                    [None, "Trần Thị Lập", None, None, None, "Võ Văn Trưởng"],
                ],
                merged=["B2:C3", "D2:E2"],
            )
        ),
        ([("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", TU, band(73))], (Left.HEADING,) * 4),
    ),
    "households with the relation beside": (
        workbook(
            Tab(
                [
                    ["Hộ", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Số điện thoại"],
                    ["Hộ 1", "Lê Văn Ba", "Chủ hộ", 1950, BA],
                    [None, "Lê Thị Tư", "Vợ", 1953, None],
                ],
                merged=["A2:A3"],
            )
        ),
        ([("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", None, band(73))], ()),
    ),
    "two tables beside each other": (
        workbook(
            [
                ["STT", "Họ và tên", "SĐT", None, "STT", "Họ và tên", "SĐT"],
                [1, "Lê Văn Ba", BA, None, 3, "Lê Văn Năm", NAM],
                [2, "Lê Thị Tư", TU, None, None, None, None],
            ]
        ),
        ([("Lê Văn Ba", BA, None), ("Lê Thị Tư", TU, None), ("Lê Văn Năm", NAM, None)], ()),
    ),
    "numbers of relatives": (
        workbook(
            [
                ["Họ và tên", "Số ĐT"],
                ["Lê Văn Ba", f"con: {BA}"],
                ["Lê Thị Tư", f"{TU} (con gái)"],
                ["Lê Văn Năm", f"số của cháu {NAM}"],
                ["Trần Thị Con", SAU],
            ]
        ),
        (
            [
                ("Lê Văn Ba", BA, None),
                ("Lê Thị Tư", TU, None),
                ("Lê Văn Năm", NAM, None),
                ("Trần Thị Con", SAU, None),
            ],
            (Doubt.OTHERS_NUMBER,) * 3,
        ),
    ),
    "shortened forms and names": (
        workbook([["Họ và tên", "SĐT"], ["Ô. Lê Văn Ba", BA], ["B. Lê Thị Tư", TU], ["Bà Ng. Thị Năm", NAM]]),
        ([("Lê Văn Ba", BA, None), ("Lê Thị Tư", TU, None), ("Ng Thị Năm", NAM, None)], (Doubt.WORDS_BESIDE,)),
    ),
    "who is gone, in a column of its own": (
        workbook(
            [
                ["STT", "Họ tên", "SĐT", "Tình trạng"],
                [1, "Lê Văn Ba", BA, "đang học"],
                [2, "Lê Thị Tư", TU, "chuyển về Bến Cát"],
                [3, "Lê Văn Năm", NAM, "đã mất 2025"],
                [4, "Lê Thị Sáu", SAU, "chuyển về lớp tối"],
            ]
        ),
        ([("Lê Văn Ba", BA, None), ("Lê Thị Sáu", SAU, None)], (Left.GONE, Left.GONE)),
    ),
    "groups with their heads and totals": (
        workbook(
            [
                ["STT", "HỌ TÊN", "NĂM SINH", "SỐ ĐIỆN THOẠI"],
                ["TỔ 2 - Ông Trần Văn Trưởng 0912999888", None, None, None],
                [1, "Lê Văn Ba", 1950, BA],
                ["", "Cộng tổ 2", 1, ""],
                ["", "Tổng số: 01 (trong đó nữ: 0)", "", ""],
            ]
        ),
        ([("Lê Văn Ba", BA, band(76))], (Left.HEADING,) * 3),
    ),
    "pages by group, one of them hidden": (
        workbook(
            Tab([["Họ và tên", "SĐT"], ["Lê Văn Ba", BA]], "Tổ 1"),
            Tab([["Họ và tên", "SĐT"], ["Lê Thị Tư", TU]], "Cũ", hidden=True),
            Tab([["Danh sách tổ 2"], ["STT", "Tên", "Di động"], [1, "Lê Văn Năm", "84912000113"]], "Tổ 2"),
        ),
        ([("Lê Văn Ba", BA, None), ("Lê Văn Năm", NAM, None)], ()),
    ),
    ".xls with days as numbers": (
        xls(
            [
                ["STT", "Họ tên", "Ngày sinh", "SĐT"],
                [1, "Lê Văn Ba", 18330, 912000111],
                [2, "Lê Thị Tư", "1/5/1953", TU],
            ]
        ),
        ([("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", TU, band(73))], ()),
    ),
    ".ods with couples": (
        ods(
            [
                ["Stt", "Họ tên", "Phone"],
                ["1", "vợ chồng ông Ba", BA],
                ["2", "chị Tư và mẹ", TU],
                ["3", "bà 2 Lúa", NAM],
            ]
        ),
        ([(None, BA, None), (None, TU, None), ("Hai Lúa", NAM, None)], (Doubt.TWO_PEOPLE, Doubt.TWO_PEOPLE)),
    ),
    "no headings": (
        text([("1", "Lê Văn Ba", "1950", BA, "hẻm 4"), ("2", "Hồ Thị Tư", "1953", TU, "hẻm 5")]).encode(),
        ([("Lê Văn Ba", BA, band(76)), ("Hồ Thị Tư", TU, band(73))], ()),
    ),
    "no headings, a title and a total": (
        workbook(
            [
                ("DANH SÁCH TỔ 9",),
                (1, "bà", "Phạm Thị Gái", date(1951, 2, 3), BA),
                (2, "ông", "Tạ Mận", date(1949, 5, 3), 912000112),
                (None, None, "Tổng cộng: 2"),
            ]
        ),
        ([("Phạm Thị Gái", BA, band(75)), ("Tạ Mận", TU, band(77))], (Left.HEADING, Left.HEADING)),
    ),
    # Those that were read wrong, in silence, when strangers' kinds were tried.
    "whose columns stand above: one's own, and a relative's": (
        workbook(
            Tab(
                [
                    ["TT", "Họ và tên", "Bản thân", None, "Người thân", None],
                    [None, None, "Năm sinh", "Điện thoại", "Họ tên", "Điện thoại"],
                    [1, "Lê Văn Ba", 1950, None, "Lê Văn Con", NAM],
                    [2, "Lê Thị Tư", 1953, TU, "Lê Thị Cháu", SAU],
                ],
                merged=["C1:D1", "E1:F1"],
            )
        ),
        ([("Lê Văn Ba", None, band(76)), ("Lê Thị Tư", TU, band(73))], ()),
    ),
    "a relative's columns with the same headings": (
        workbook(
            Tab(
                [
                    ["Học viên", None, "Người liên hệ", None],
                    ["Họ tên", "SĐT", "Họ tên", "SĐT"],
                    ["Lê Văn Ba", BA, "Lê Văn Con", NAM],
                    ["Lê Thị Tư", None, "Lê Thị Cháu", SAU],
                ],
                merged=["A1:B1", "C1:D1"],
            )
        ),
        ([("Lê Văn Ba", BA, None), ("Lê Thị Tư", None, None)], ()),
    ),
    "three groups beside each other": (
        workbook(
            [
                ["Tổ 1", None, "Tổ 2", None, "Tổ 3", None],
                ["Họ tên", "SĐT", "Họ tên", "SĐT", "Họ tên", "SĐT"],
                ["Lê Văn Ba", BA, "Lê Thị Tư", TU, "Lê Văn Năm", NAM],
                [None, None, None, None, "Lê Thị Sáu", SAU],
            ]
        ),
        ([("Lê Văn Ba", BA, None), ("Lê Thị Tư", TU, None), ("Lê Văn Năm", NAM, None), ("Lê Thị Sáu", SAU, None)], ()),
    ),
    "who is gone, in other words": (
        workbook(
            [
                ["Họ tên", "SĐT", "Ghi chú"],
                ["Lê Văn Ba", BA, "mất điện thoại"],
                ["Lê Thị Tư", TU, "mất năm 2023"],
                ["Lê Văn Năm (mất)", NAM, None],
                ["Lê Thị Sáu", SAU, "định cư ở Mỹ"],
                ["Lê Văn Bảy", "0912000115", "vợ mất"],
                ["Ghi chú: gọi buổi tối"],
                ["Ấn định danh sách có 05 người"],
            ]
        ),
        (
            [("Lê Văn Ba", BA, None), ("Lê Văn Bảy", "0912000115", None)],
            (Left.GONE, Left.GONE, Left.GONE, Left.HEADING, Left.HEADING),
        ),
    ),
    "the family Ông, and couples in a column of names": (
        workbook(
            [
                ["Tên hội viên", "Di động"],
                ["Ông Thị Ba", BA],
                ["Ông Văn Tư", TU],
                ["Ông Bà Lê Văn Năm", NAM],
                ["chú thím Sáu", SAU],
                ["Ông Ba Lúa", "0912000115"],
            ]
        ),
        (
            [
                ("Ông Thị Ba", BA, None),
                ("Văn Tư", TU, None),
                (None, NAM, None),
                (None, SAU, None),
                ("Ba Lúa", "0912000115", None),
            ],
            (Doubt.WORDS_BESIDE, Doubt.TWO_PEOPLE, Doubt.TWO_PEOPLE),
        ),
    ),
    "two digits among years of birth": (
        workbook(
            [
                ["Họ tên", "Năm sinh", "SĐT"],
                ["Lê Văn Ba", 1950, BA],
                ["Lê Thị Tư", "'54", TU],
                ["Lê Văn Năm", 72, NAM],
                ["Lê Thị Sáu", "1953 (73t)", SAU],
            ]
        ),
        (
            [
                ("Lê Văn Ba", BA, band(76)),
                ("Lê Thị Tư", TU, None),
                ("Lê Văn Năm", NAM, band(72)),
                ("Lê Thị Sáu", SAU, band(73)),
            ],
            (),
        ),
    ),
    "English headings": (
        workbook(
            [
                ["No.", "Full name", "Date of birth", "Phone number", "Sex"],
                [1, "Lê Văn Ba", date(1950, 1, 2), BA, "Male"],
            ]
        ),
        ([("Lê Văn Ba", BA, band(76))], ()),
    ),
    "day, month and year in three columns, columns with numbers": (
        workbook(
            Tab(
                [
                    ["TT", "Họ tên", "Sinh", None, None, "SĐT"],
                    [None, None, "Ngày", "Tháng", "Năm", None],
                    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                    [1, "Lê Văn Ba", 5, 3, 1950, BA],
                    [2, "Lê Thị Tư", None, None, 1953, TU],
                ],
                merged=["C1:E1"],
            )
        ),
        ([("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", TU, band(73))], ()),
    ),
    "lines of a chat in a file of text": (
        f"Danh sách tổ 6\n1. Lê Văn Ba 1950 {BA}\n2/ Lê Thị Tư, 73 tuổi, {TU}\n3) vợ chồng ông Năm\nTổng: 4".encode(),
        (
            [("Lê Văn Ba", BA, band(76)), ("Lê Thị Tư", TU, band(73)), (None, None, None)],
            (Left.HEADING, Doubt.TWO_PEOPLE, Left.HEADING),
        ),
    ),
    "words instead of a number": (
        workbook(
            [
                ["Họ tên", "Số điện thoại"],
                ["Lê Văn Ba", "không có"],
                ["Lê Thị Tư", "gọi con"],
                ["Lê Văn Năm", f"Zalo: {NAM}"],
                ["Lê Thị Sáu", f"{SAU}\n0987000222"],
                ["Lê Văn Bảy", "0912 000 11"],
            ]
        ),
        (
            [
                ("Lê Văn Ba", None, None),
                ("Lê Thị Tư", None, None),
                ("Lê Văn Năm", NAM, None),
                ("Lê Thị Sáu", SAU, None),
                ("Lê Văn Bảy", None, None),
            ],
            (Doubt.NO_NUMBER,),
        ),
    ),
    "formulas nobody has counted": (
        workbook([["Họ đệm", "Tên", "Họ tên", "SĐT"], ["Lê Văn", "Ba", '=A2&" "&B2', BA]]),
        ([("Lê Văn Ba", BA, None)], ()),
    ),
    "goods and prices": (workbook([("Gạo nếp", 12000), ("Mắm Phan Thiết", 20000), ("Đường cát", 15000)]), "no_names"),
    "TCVN3": (workbook(_old_font(TCVN3)), "tcvn3"),
    "VNI in .xls": (xls(_old_font(VNI)), "vni"),
}

# A number of two digits that is asked about: «54» is an age or a year.
BARE = {"two digits among years of birth": [None, 54, None, None]}


@pytest.mark.parametrize("kind", BARE)
def test_two_digits_are_asked_about(kind: str) -> None:
    assert [row.get("bare") for row in _read(kind)["people"]] == BARE[kind]


@pytest.mark.parametrize("kind", FILES)
def test_nothing_is_silently_wrong(kind: str) -> None:
    found, expected = _read(kind), FILES[kind][1]
    if isinstance(expected, str):
        assert found["why"] == expected
        return
    lines = [ListedPerson.from_json(row) for row in found["people"]]
    taken = [(one.name, one.phone and one.phone.replace("+84", "0"), one.age) for one in lines if one.left is None]
    if isinstance(expected, int):
        assert len({phone for _name, phone, _age in taken}) == len(taken) == expected
        return
    people, said = expected
    assert taken == list(people)
    assert Counter(why for one in lines for why in (*one.doubts, *filter(None, (one.left,)))) == Counter(said)


@cache
def _read(kind: str) -> dict[str, Any]:
    return table_reader.read(YEAR, FILES[kind][0])


def _became(kind: str) -> str:
    found = _read(kind)
    if "people" not in found:
        return f"0 | 0 | refused: {found['why']}"
    stand = standings([ListedPerson.from_json(row) for row in found["people"]], [])
    read = sum(one.kind is LineKind.CLEAR for one in stand)
    asked = sum(one.is_asked for one in stand)
    left = Counter(str(one.line.left) for one in stand if one.line.left is not None)
    said = ", ".join(f"{why} {n}" for why, n in left.items())
    return f"{read} | {asked} | {said}"


def test_the_table_of_the_documentation_is_what_becomes_of_them() -> None:
    page = (Path(__file__).parents[3] / "docs/lists.md").read_text("utf-8")
    for kind in FILES:
        line = f"| {kind.replace('|', '/')} | {_became(kind)} |"
        assert line in page, line
