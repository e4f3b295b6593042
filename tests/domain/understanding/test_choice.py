"""Typed answers to a numbered list, and amounts: one never the other, and neither a time."""

import csv
import unicodedata
from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.domain.understanding.amount import read_amount
from bot.domain.understanding.choice import by_number, choice, choices
from bot.domain.understanding.yes_no import yes_no
from tests.tables import each_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
CLASSES = ["Chống lừa đảo: 7 giờ tối thứ Tư, ngày 25/11", "VNeID: 8 giờ sáng thứ Bảy, ngày 28/11"]
BUTTONS = ["👍 Tôi biết rồi", "❌ Bận mất rồi", "🙋 Gặp người"]
TOPICS = ["Dùng điện thoại", "Internet, Zalo, gọi video", "VNeID", "Dịch vụ công trực tuyến"]


def _lines(state: str) -> list[tuple[str, str, str]]:
    with (Path(__file__).parent / "dev.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["state"].startswith(state)]
    return [(row["state"], row["text"], row["meaning"]) for row in rows]


@each_of(("state", "typed", "meant"), _lines("list"))
def test_lists_of_the_development_lines(state: str, typed: str, meant: str) -> None:
    n = choice(typed, state.removeprefix("list: ").split(" | "), NOW)
    assert meant == ("-" if n is None else str(n + 1))


SECOND = [
    "2",
    "2️⃣",
    "②",
    "２",
    "số 2",
    "hai",
    "chọn 2 nhé",
    "2 nha con",
    "dạ số 2",
    "số hai ạ",
    "cho bà số 2",
    "2.",
    "(2)",
]


@each_of("typed", [*SECOND, "cái thứ hai", "Bận mất rồi", "ban mat roi", "❌ Bận mất rồi", "dạ bận mất rồi"])
def test_the_second_line(typed: str) -> None:
    for form in ("NFC", "NFD"):
        assert choice(unicodedata.normalize(form, typed), BUTTONS, NOW) == 1


@each_of(
    "typed",
    [
        "2h",
        "2 giờ",
        "2/12",
        "ngày 2",
        "0912345678",
        "2 người",
        "2 chỗ",
        "50k",
        "2 triệu",
        "12",
        "1 2",
        "2-3",
        "tầng 2",
        "thứ 2",
    ],
)
def test_a_time_a_date_a_phone_or_an_amount_is_no_line(typed: str) -> None:
    assert choice(typed, BUTTONS, NOW) is None


@each_of("typed", ["bận", "bận rồi", "dạ biết rồi"])
def test_an_answer_is_no_label_that_holds_its_words(typed: str) -> None:
    assert yes_no(typed) is not None
    assert choice(typed, BUTTONS, NOW) is None


_SOMEBODY = [
    *("đăng ký cho bà hai", "đăng ký cho cô Năm", "cho chú bảy học với", "dang ky cho ong tu", "giùm ông Sáu"),
    *(
        "em muốn đăng ký cho ba em học",
        "đăng ký cho ba",
        "dang ky cho ba toi",
        "ghi tên giùm cho ba",
        "ghi danh cho ba má",
    ),
    *("ghi danh cho ba má", "cho ba con học với", "lịch của ba tui", "học cho ba mẹ"),
]


@each_of("typed", _SOMEBODY)
def test_whom_it_is_for_is_no_number(typed: str) -> None:
    assert by_number(typed, len(BUTTONS)) is None
    assert choice(typed, BUTTONS, NOW) is None


@each_of("typed", ["cho em số ba", "ba nha em", "chọn ba nha con", "cho tui lớp ba", "em lấy ba"])
def test_three_is(typed: str) -> None:
    assert by_number(typed, len(BUTTONS)) == 2


def test_a_lady_is_no_number() -> None:
    assert [choice(typed, BUTTONS, NOW) for typed in ("ba", "Ba", "bà", "dạ bà", "cho ba so 1")] == [
        2,
        2,
        None,
        None,
        0,
    ]


@each_of(
    ("typed", "meant"),
    [
        ("cái VNeID đó", 1),
        ("sáng thứ 7", 1),
        ("lop toi thu tu", 0),
        ("lớp chống lừa đảo", 0),
        ("lop dau tien", 0),
        ("cái cuối", 1),
    ],
)
def test_what_tells_a_line_from_the_others(typed: str, meant: int) -> None:
    assert choice(typed, CLASSES, NOW) == meant


@each_of("typed", ["lớp VNeID mấy giờ", "không phải lớp VNeID", "thứ hai", "chủ nhật", "lớp", "học"])
def test_a_question_or_another_day_is_no_line(typed: str) -> None:
    assert choice(typed, CLASSES, NOW) is None


@each_of(
    ("typed", "meant"),
    [
        ("zalo với vneid", [1, 2]),
        ("1 3", [0, 2]),
        ("1, 3 và 4", [0, 2, 3]),
        ("cái nào cũng được", [0, 1, 2, 3]),
        ("tất cả", [0, 1, 2, 3]),
        ("zalo với nấu ăn", []),
        ("1 9", []),
    ],
)
def test_several_lines(typed: str, meant: list[int]) -> None:
    assert choices(typed, TOPICS, NOW) == meant


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=9))
def test_any_text_can_be_read(text: str, labels: list[str]) -> None:
    assert choice(text, labels, NOW) in {None, *range(len(labels))}
    assert read_amount(text) is None or read_amount(text)


@each_of(("typed", "meant"), [line[1:] for line in _lines("amount")])
def test_amounts_of_the_development_lines(typed: str, meant: str) -> None:
    assert str(read_amount(typed) or "-") == meant


@each_of(
    ("typed", "n"),
    [
        ("3", 3),
        ("ba", 3),
        ("mười", 10),
        ("muoi lam", 15),
        ("hai mươi mốt", 21),
        ("một trăm", 100),
        ("3 tuần nha con", 3),
        ("20 chỗ thôi em", 20),
        ("cỡ 15 người", 15),
        ("３", 3),
    ],
)
def test_amounts(typed: str, n: int) -> None:
    assert read_amount(typed) == n
    assert read_amount(unicodedata.normalize("NFD", typed)) == n


@each_of(
    "typed",
    [
        "8h",
        "19:30",
        "28/11",
        "0912345678",
        "0912 345 678",
        "10-15",
        "5 triệu",
        "50k",
        "thứ tư",
        "thứ 4",
        "không biết",
        "",
        "nhiều",
        "lớp VNeID cho 20 cô bác ở nhà văn hóa",
        "khu phố 3",
        "hôm qua có 3 người tới hỏi chuyện",
    ],
)
def test_a_sentence_is_not_the_number_in_it(typed: str) -> None:
    assert read_amount(typed) is None


@each_of("typed", ["muộn 2", "muon 2", "trễ 2", "vắng 2", "2 nghỉ", "2 đến muộn", "late 2"])
def test_a_mark_of_a_roll_call_is_no_line(typed: str) -> None:
    assert choice(typed, ("⬜ 1 · bác An", "⬜ 2 · bác Ánh"), NOW) is None


@each_of("typed", ["muốn 2", "tui muon hoc lop 2"])
def test_what_is_wanted_is_a_line(typed: str) -> None:
    assert choice(typed, ("VNeID", "Zalo"), NOW) == 1


@each_of(("typed", "n"), [("3", 2), ("số 3", 2), ("khu phố 3", 0), ("kp3 nha con", 0), ("khu pho 1", 2), ("1", 0)])
def test_a_bare_number_is_the_line_and_a_named_group_the_group(typed: str, n: int) -> None:
    assert choice(typed, ["Khu phố 3", "Khu phố 5", "Khu phố 1"], NOW) == n
