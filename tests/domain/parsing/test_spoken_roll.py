"""A roll call as it is spoken, in any order of words; half of a line is never read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.parsing.roll_words import SpokenStatus
from bot.domain.parsing.spoken_roll import SpokenRoll, read_spoken_roll
from bot.domain.people.named import NamedPerson
from tests.tables import each_of

_TU, _BAY, _NAM = NamedPerson("ba", "Tư", None), NamedPerson("ong", "Bảy", None), NamedPerson("ong", "Năm", None)
_HUONG = NamedPerson(None, "Hương", None)


def _roll(*marks: tuple[SpokenStatus, int | NamedPerson], full: bool = False, count: int | None = None) -> SpokenRoll:
    return SpokenRoll(marks, full, count)


_ABSENT_TU = _roll((SpokenStatus.ABSENT, _TU))
_LINES = {
    "bà Tư vắng": _ABSENT_TU,
    "dạ bà Tư vắng nha em": _ABSENT_TU,
    "vắng mình bà Tư": _ABSENT_TU,
    "ba Tu vang": _roll((SpokenStatus.ABSENT, NamedPerson("ba", "Tu", None))),
    "bà Tư không tới": _ABSENT_TU,
    "Hương không tới": _roll((SpokenStatus.ABSENT, _HUONG)),
    "7 nghỉ": _roll((SpokenStatus.ABSENT, 7)),
    "7 nghỉ, ông Năm trễ": _roll((SpokenStatus.ABSENT, 7), (SpokenStatus.LATE, _NAM)),
    "3 vắng 7 trễ": _roll((SpokenStatus.ABSENT, 3), (SpokenStatus.LATE, 7)),
    "3 với 7 vắng": _roll((SpokenStatus.ABSENT, 3), (SpokenStatus.ABSENT, 7)),
    "bà Tư, ông Bảy vắng": _roll((SpokenStatus.ABSENT, _TU), (SpokenStatus.ABSENT, _BAY)),
    "ông Năm tới trễ": _roll((SpokenStatus.LATE, _NAM)),
    "vắng bà Tư có phép": _roll((SpokenStatus.EXCUSED, _TU)),
    "ông Bảy nghỉ bệnh": _roll((SpokenStatus.EXCUSED, _BAY)),
    "bà Tư xin phép, ông Bảy không phép": _roll((SpokenStatus.EXCUSED, _TU), (SpokenStatus.UNEXCUSED, _BAY)),
    "vắng: bà Tư (bệnh), ông Bảy (đi đám)": _roll((SpokenStatus.EXCUSED, _TU), (SpokenStatus.EXCUSED, _BAY)),
    "có 8 người, vắng bà Tư": _roll((SpokenStatus.ABSENT, _TU), count=8),
    "đủ rồi": _roll(full=True),
    **dict.fromkeys(("ai cũng tới hết", "tới đủ hết", "điểm danh: đủ", "điểm danh giùm chị: đủ"), _roll(full=True)),
    **dict.fromkeys(("điểm danh: bà Tư vắng", "em điểm danh giùm chị bà Tư vắng"), _ABSENT_TU),
    "hôm nay lớp đủ 9 người": _roll(full=True, count=9),
    "cô Đủ vắng": _roll((SpokenStatus.ABSENT, NamedPerson("co", "Đủ", None))),
}
_NOT_UNDERSTOOD = (
    *(
        "",
        "điểm danh",
        "điểm danh bà Tư",
        "vắng",
        "vắng 3 người",
        "vắng ba tư",
        "vắng tám",
        "sáu vắng",
        "không đủ",
        "chưa đủ",
        "vắng 3-7",
        "vắng 0",
    ),
    # The order of the words says two things.
    *("vắng 3, 7 muộn", "bà Tư vắng, trễ ông Năm", "vắng 3 7, bà Tư vắng"),
    # Not about the roll.
    *("em bận rồi", "mai nghỉ học", "dời lớp qua thứ năm", "bà Tư vắng phải không?", "chắc bà Tư vắng", "lớp đông quá"),
    # Who was not expected is read elsewhere.
    "thêm bà Sáu",
)


@each_of("line", _LINES)
def test_any_order_of_words(line: str) -> None:
    assert read_spoken_roll(line) == _LINES[line]


@each_of("line", _NOT_UNDERSTOOD)
def test_what_is_not_clear_is_not_read(line: str) -> None:
    assert read_spoken_roll(line) is None


@given(st.text(max_size=400))
def test_any_text_can_be_read(line: str) -> None:
    heard = read_spoken_roll(line)
    assert heard is None or heard.marks or heard.all_present


_OF_THE_LIST = {
    **dict.fromkeys(
        ("số 2 có mặt", "so 2 co mat", "sửa lại: 2 có mặt", "sửa số 2 thành có mặt", "dạ em ghi nhầm, 2 có đi học"),
        SpokenRoll(((SpokenStatus.PRESENT, 2),)),
    ),
    **dict.fromkeys(("sửa lại vắng 2", "đính chính: số 2 vắng"), SpokenRoll(((SpokenStatus.ABSENT, 2),))),
    # How many, or a span.
    **dict.fromkeys(("12 có mặt", "có mặt 12", "vắng 3 – 7", "3 — 7 vắng", "vắng 3 ‒ 7, trễ 2")),
}


@each_of("line", _OF_THE_LIST)
def test_a_number_is_one_of_the_list_where_it_cannot_be_how_many(line: str) -> None:
    assert read_spoken_roll(line) == _OF_THE_LIST[line]
