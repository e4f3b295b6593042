"""Lists as offices make them: of each kind of file every row is read right, asked about, or refused by name."""

from collections.abc import Sequence
from datetime import date, datetime
from unicodedata import normalize

import pytest

from bot.documents.cells import NoTableReason
from bot.domain.lists.people import Doubt, Left, ListedPerson, band
from bot.domain.people.person import AgeBand
from bot.services.register import table_reader
from tests import list_files
from tests.list_files import Tab, html, ods, text, workbook, xls

YEAR = 2026
HEADS = ("STT", "Họ và tên", "Năm sinh", "Số điện thoại")
THREE = (
    HEADS,
    (1, "Phạm Văn Kiên", 1954, "0912000111"),
    (2, "Đỗ Thị Hoà", 1951, "0987000222"),
    (3, "Võ Ngọc Ẩn", 1960, "903000333"),
)
READ = [
    ("Phạm Văn Kiên", "0912000111", band(72), ()),
    ("Đỗ Thị Hoà", "0987000222", band(75), ()),
    ("Võ Ngọc Ẩn", "0903000333", band(66), ()),
]


def read(content: bytes) -> list[ListedPerson]:
    found = table_reader.read(YEAR, content)
    assert "why" not in found, found
    return [ListedPerson.from_json(row) for row in found["people"]]


def facts(found: Sequence[ListedPerson]) -> list[tuple[object, ...]]:
    return [(one.name, one.phone and one.phone.replace("+84", "0"), one.age, one.left or one.doubts) for one in found]


def people(content: bytes) -> list[tuple[object, ...]]:
    return facts([one for one in read(content) if one.left is None])


def of_1258(words: str) -> bytes:
    """Windows writes a letter with its hat, and its tone as a sign of its own."""
    signs = []
    for letter in words:
        bare = normalize("NFD", letter)
        tone = "".join(sign for sign in bare if sign in "\u0300\u0301\u0303\u0309\u0323")
        signs.append(normalize("NFC", "".join(sign for sign in bare if sign not in tone)) + tone)
    return "".join(signs).encode("cp1258")


PLAIN = text(THREE)
FILES = {
    "xlsx": workbook(THREE),
    "xls": xls(THREE),
    "ods": ods(THREE),
    "page of HTML": html(THREE),
    "UTF-8": PLAIN.encode(),
    "UTF-8 with its mark": PLAIN.encode("utf-8-sig"),
    "UTF-16 and tabs": text(THREE, "\t").encode("utf-16"),
    "UTF-16 without its mark": PLAIN.encode("utf-16-le"),
    "Windows-1258": of_1258(PLAIN),
    "commas": text(THREE, ",").encode(),
    "upright strokes": text(THREE, "|").encode(),
    "a line that names the sign": f"sep=;\r\n{PLAIN}".encode("utf-8-sig"),
    "a title with another sign": f"Danh sách lớp, khu phố 3, năm 2026\r\n\r\n{PLAIN}".encode(),
    "letters in two parts": normalize("NFD", PLAIN).encode(),
    "ends of lines of old Macs": text(THREE, ends="\r").encode(),
    "ends of lines of Unix": text(THREE, ends="\n").encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_same_three_people_of_any_kind_of_file(kind: str) -> None:
    assert people(FILES[kind]) == READ


def old(words: str, pairs: str) -> bytes:
    table = dict(zip(*[iter(pairs.split())] * 2, strict=True))
    return "".join(table.get(letter, letter) for letter in words).encode("cp1252")


TCVN3 = "ọ ä à µ ă ¨ ố è đ ® ệ Ö ạ ¹ ê ª ạ ¹ Đ § ỗ ç ị Þ ò ß ậ Ë ẩ È ẫ É ế Õ"
VNI = "ọ oï à aø ă aê ố oá đ ñ ệ eä ạ aï ê eâ Đ Ñ ỗ oã ị ò ậ aä ẩ aå ẫ aã ế eá"
OLD = PLAIN.replace("Ẩn", "ẩn")
ENCRYPTED = list_files.xls(THREE, "EncryptedPackage")
REFUSED = {
    "TCVN3": (old(OLD, TCVN3), NoTableReason.TCVN3),
    "TCVN3 in a workbook": (
        workbook(
            [[cell.decode("cp1252") for cell in _row] for _row in [[old("Họ và tên", TCVN3)]]]
            + [[old(name, TCVN3).decode("cp1252")] for name in ("Phạm Văn Kiên", "Đỗ Thị Hòa", "Lê Thị Mận")]
        ),
        NoTableReason.TCVN3,
    ),
    "VNI": (old(OLD, VNI), NoTableReason.VNI),
    "letters of another country": ("STT;姓名;電話\r\n1;王小明;0912000111\r\n".encode("gb18030"), NoTableReason.LETTERS),
    "PDF": (b"%PDF-1.7 ...", NoTableReason.PDF),
    "picture": (b"\x89PNG\r\n", NoTableReason.PICTURE),
    "document of Word": (list_files.archive({"word/document.xml": b"<w/>"}), NoTableReason.WORD),
    "document of old Word": (xls(THREE, "WordDocument"), NoTableReason.WORD),
    "locked": (ENCRYPTED, NoTableReason.LOCKED),
    "archive": (list_files.archive({"so.csv": PLAIN.encode()}), NoTableReason.OTHER_KIND),
    "cut off": (workbook(THREE)[:900], NoTableReason.BROKEN),
    "no column of names": (workbook([("Mã", "Số tiền"), (1, 2)]), NoTableReason.NO_NAMES),
    "names and nobody": (workbook([HEADS]), NoTableReason.NO_NAMES),
    "too many": (("Họ tên\n" + "Phạm Văn Kiên\n" * 2_200).encode(), NoTableReason.TOO_MANY_ROWS),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_read_is_refused_by_name(kind: str) -> None:
    content, why = REFUSED[kind]
    assert table_reader.read(YEAR, content)["why"] == why


BORN = [
    (19798, AgeBand.FROM_60),
    ("1951-09-02", AgeBand.FROM_75),
    ("2/9/51", AgeBand.FROM_75),
    ("02.09.1951", AgeBand.FROM_75),
    (date(1951, 9, 2), AgeBand.FROM_75),
    (datetime(1905, 5, 7), AgeBand.FROM_60),  # noqa: DTZ001 1954, shown as a day
    ("'1951", AgeBand.FROM_75),
    (72, AgeBand.FROM_60),
    ("72 tuổi", AgeBand.FROM_60),
    ("Sinh năm 1950", AgeBand.FROM_75),
    ("khoảng 1950", AgeBand.FROM_75),
    ("không rõ", None),
]


def test_years_of_birth_however_they_are_written() -> None:
    rows: list[Sequence[object]] = [
        ("Họ tên", "Ngày sinh"),
        *((f"Lê Thị {chr(65 + n)}n", said) for n, (said, _age) in enumerate(BORN)),
    ]
    assert [age for _name, _phone, age, _doubts in people(workbook(rows))] == [age for _said, age in BORN]


def test_a_column_of_two_digits_is_asked_about() -> None:
    found = read(workbook([("Họ tên", "Năm sinh"), ("Lê Thị An", 54), ("Lê Thị Bé", 61), ("Lê Thị Cúc", "49")]))
    assert [(one.age, one.bare) for one in found] == [(None, 54), (None, 61), (None, 49)]
    aged = read(workbook([("Họ tên", "Tuổi"), ("Lê Thị An", 54)]))
    assert [(one.age, one.bare) for one in aged] == [(AgeBand.FROM_36, None)]


NUMBERS = [
    (912345671, "0912345671", ()),
    (84912345672.0, "0912345672", ()),
    ("'0912345673", "0912345673", ()),
    ("+84 912 345 674", "0912345674", ()),
    ("9.12345675E+08", "0912345675", ()),
    ("9.12E+08", None, (Doubt.CUT_NUMBER,)),
    ("9,87654E+08", None, (Doubt.CUT_NUMBER,)),
    ("0650 3822 333", None, (Doubt.NO_NUMBER,)),
    ("0912345676 - 0987654321", "0912345676", ()),
    ("0912345677\n0987654322", "0912345677", ()),
    ("không có", None, ()),
]


def test_telephone_numbers_however_they_are_written() -> None:
    rows: list[Sequence[object]] = [
        ("Họ tên", "ĐIỆN THOẠI"),
        *((f"Lê Thị {chr(65 + n)}n", said) for n, (said, *_rest) in enumerate(NUMBERS)),
    ]
    found = read(workbook(rows))
    assert [(one.phone and one.phone.replace("+84", "0"), one.doubts) for one in found] == [
        tuple(n[1:]) for n in NUMBERS
    ]
    assert [one.second for one in found if one.second] == ["+84987654321", "+84987654322"]


NAMES_AND_YEARS = [("Lê Văn Ba", band(70)), ("Lê Thị Tư", band(60))]
LAYOUTS: dict[str, Sequence[Sequence[object]]] = {
    "titles above": [
        ["UBND PHƯỜNG PHÚ LỢI"],
        ["DANH SÁCH HỌC VIÊN, NĂM 2026"],
        [],
        ["Stt", "Họ, tên", "Sinh năm"],
        [1, "Lê Văn Ba", 1956],
        [2, "Lê Thị Tư", 1966],
    ],
    "a name over two columns": [
        ["STT", "Họ và tên đệm", "Tên", "NS"],
        [1, "Lê Văn", "Ba", 1956],
        [2, "Lê Thị", "Tư", 1966],
    ],
    "a name over two columns under one heading": [
        ["STT", "Họ và tên", None, "Năm sinh"],
        [1, "Lê Văn", "Ba", 1956],
        [2, "Lê Thị", "Tư", 1966],
    ],
    "two rows of headings": [
        ["STT", "Họ và tên", None, "Năm sinh", None],
        [None, "Họ đệm", "Tên", "Nam", "Nữ"],
        [1, "Lê Văn", "Ba", 1956, None],
        [2, "Lê Thị", "Tư", None, 1966],
    ],
    "day, month, year": [
        ["STT", "Họ và tên", "Ngày tháng năm sinh", None, None],
        [None, None, "Ngày", "Tháng", "Năm"],
        [1, "Lê Văn Ba", 2, 9, 1956],
        [2, "Lê Thị Tư", 30, 4, 1966],
    ],
    "men and women in columns": [["Họ tên", "Nam", "Nữ"], ["Lê Văn Ba", 1956, ""], ["Lê Thị Tư", "", 1966]],
    "numbers of the columns": [
        ["STT", "Họ tên", "Năm sinh"],
        ["(1)", "(2)", "(3)"],
        [1, "Lê Văn Ba", 1956],
        [2, "Lê Thị Tư", 1966],
    ],
    "somebody else's name and number beside": [
        ["Họ tên chủ hộ", "Họ và tên học viên", "Năm sinh", "SĐT người thân", "Họ tên con"],
        ["Trần Văn Chủ", "Lê Văn Ba", 1956, "0912000111", "Lê Văn Con"],
        ["Trần Văn Chủ", "Lê Thị Tư", 1966, "0912000112", "Lê Thị Con"],
    ],
    "heads of households alone": [["Họ và tên chủ hộ", "Năm sinh"], ["Lê Văn Ba", 1956], ["Lê Thị Tư", 1966]],
    "groups, totals, signatures": [
        ["STT", "Họ tên", "Năm sinh", "SĐT"],
        ["I", "TỔ 1"],
        [1, "Lê Văn Ba", 1956, None],
        ["Tổ 2: 1 người"],
        ["STT", "Họ tên", "Năm sinh", "SĐT"],
        [1, "Lê Thị Tư", 1966, None],
        ["Cộng: 2 người"],
        [None, "Tổng cộng", 2],
        [None, None, "Phú Lợi, ngày 20 tháng 11 năm 2026"],
        [None, "Người lập bảng", None, "Trưởng khu phố"],
        [None, "Nguyễn Thị Ký"],
    ],
    "the same as above": [
        ["Họ tên", "Năm sinh", "SĐT"],
        ["Lê Văn Ba", 1956, None],
        ["Lê Thị Tư", 1966, None],
    ],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_however_a_table_is_laid_out(layout: str) -> None:
    assert [(name, age) for name, _phone, age, _doubts in people(workbook(LAYOUTS[layout]))] == NAMES_AND_YEARS


def test_a_year_under_men_or_women_tells_which() -> None:
    assert [one.gender for one in read(workbook(LAYOUTS["men and women in columns"]))] == ["m", "f"]
    ticked = [["Họ tên", "Nam", "Nữ"], ["Lê Văn Ba", "x", ""], ["Nguyễn Thanh", "", "x"]]
    assert [one.gender for one in read(workbook(ticked))] == ["m", "f"]


def test_ditto_is_what_stands_above() -> None:
    rows: list[Sequence[object]] = [
        ["Họ tên", "Năm sinh", "SĐT"],
        ["Lê Văn Ba", 1956, "0912000111"],
        ["Lê Thị Tư", "nt", '"'],
        ["nt", 1956, "nt"],
    ]
    found = read(workbook(rows))
    assert [(one.name, one.phone, one.is_above) for one in found] == [
        ("Lê Văn Ba", "+84912000111", False),
        ("Lê Thị Tư", "+84912000111", False),
        ("Lê Thị Tư", "+84912000111", True),
    ]


def test_rows_that_are_not_taken_are_known() -> None:
    rows: list[Sequence[object]] = [
        ["STT", "Họ và tên", "SĐT", "Ghi chú"],
        [1, "Lê Văn Ba", "0912000111", None],
        [2, "Lê Thị Tư", "0912000112", "đã chuyển đi nơi khác"],
        [3, "Lê Văn Năm", "0912000113", None],
        [4, "Lê Thị Sáu", "0912000114", None],
        [5, "Lê Văn Bảy", "0912000115", "mất"],
        [6, "Lê Thị Tám", "0912000116", "đã mất sim"],
    ]
    found = read(workbook(Tab(rows, hidden_rows=[4], struck=["B5", "C7"])))
    assert [(one.name, one.left) for one in found] == [
        ("Lê Văn Ba", None),
        ("Lê Thị Tư", Left.GONE),
        ("Lê Văn Năm", Left.HIDDEN),
        ("Lê Thị Sáu", Left.STRUCK),
        ("Lê Văn Bảy", Left.GONE),
        ("Lê Thị Tám", None),
    ]
    assert [one.phone for one in found if one.name == "Lê Thị Tám"] == [None], "a number that is crossed out is old"
    assert all(one.phone is None for one in found if one.left), "nothing is kept of who is not taken but the name"


def test_what_was_taken_for_what_and_what_was_left_out() -> None:
    first = Tab(
        [
            ("Dấu thời gian", "Họ và tên của bác/cô/chú", "Số ĐT liên hệ (Zalo)", "Bác muốn học gì?", "Số CCCD"),
            (date(2026, 11, 1), "Lê Văn Ba", 912000111, "VNeID", "074054000111"),
        ],
        "Tổ 1",
    )
    hidden_column = Tab([("Họ tên", "Tuổi", "SĐT"), ("Lê Thị Tư", 72, "0912000112")], "Tổ 2", hidden_columns=["C"])
    found = table_reader.read(
        YEAR, workbook(first, hidden_column, Tab(THREE, "Nháp", hidden=True), Tab([("Thu", "Chi"), (1, 2)], "Quỹ"))
    )
    assert [(one["name"], one["taken"], one["left"], one["names"], one["hidden"]) for one in found["pages"]] == [
        (
            "Tổ 1",
            (("Họ và tên của bác/cô/chú", "name"), ("Số ĐT liên hệ (Zalo)", "phone")),
            ("Dấu thời gian", "Bác muốn học gì?", "Số CCCD"),
            True,
            False,
        ),
        ("Tổ 2", (("Họ tên", "name"), ("Tuổi", "age")), ("SĐT",), True, False),
        ("Nháp", (), (), True, True),
        ("Quỹ", (), (), False, False),
    ]
    assert [(row["name"], row.get("phone")) for row in found["people"]] == [
        ("Lê Văn Ba", "+84912000111"),
        ("Lê Thị Tư", None),
    ]
    assert "0740" not in repr(found)


def test_kinds_that_hide_what_is_hidden_say_so() -> None:
    assert table_reader.read(YEAR, workbook(THREE))["sees_all"]
    assert not table_reader.read(YEAR, xls(THREE))["sees_all"]
    assert not table_reader.read(YEAR, ods(THREE))["sees_all"]


def test_two_people_in_one_cell_are_asked_about() -> None:
    found = read(workbook([("Họ tên", "SĐT"), ("Lê Văn Ba\nTrần Thị Lan", "0912000111"), ("vợ chồng ông Sáu", None)]))
    assert [one.doubts for one in found] == [(Doubt.TWO_PEOPLE,), (Doubt.TWO_PEOPLE,)]


def test_two_thousand_people_are_all_there() -> None:
    rows: list[Sequence[object]] = [
        ["DANH SÁCH"],
        ["STT", "Họ tên", "SĐT"],
        *([n, "Lê Văn Ba", f"09120{n:05}"] for n in range(2_000)),
        [None, "Tổng cộng", 2_000],
    ]
    found = people(workbook(rows))
    assert len({phone for _name, phone, _age, _doubts in found}) == len(found) == 2_000
