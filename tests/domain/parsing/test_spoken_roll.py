"""A roll call as it is spoken, in any order of words; half of a line is never read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.parsing.roll_call import NamedPerson
from bot.domain.parsing.spoken_roll import Said, SpokenRoll, read_spoken_roll
from tests.tables import each_of

_TU, _BAY, _NAM = NamedPerson("ba", "Tư", None), NamedPerson("ong", "Bảy", None), NamedPerson("ong", "Năm", None)
_HUONG = NamedPerson(None, "Hương", None)


def _roll(*marks: tuple[Said, int | NamedPerson], full: bool = False, count: int | None = None) -> SpokenRoll:
    return SpokenRoll(marks, full, count)


_ABSENT_TU = _roll((Said.ABSENT, _TU))
_LINES = {
    "bà Tư vắng": _ABSENT_TU,
    "dạ bà Tư vắng nha em": _ABSENT_TU,
    "vắng mình bà Tư": _ABSENT_TU,
    "ba Tu vang": _roll((Said.ABSENT, NamedPerson("ba", "Tu", None))),
    "bà Tư không tới": _ABSENT_TU,
    "Hương không tới": _roll((Said.ABSENT, _HUONG)),
    "7 nghỉ": _roll((Said.ABSENT, 7)),
    "7 nghỉ, ông Năm trễ": _roll((Said.ABSENT, 7), (Said.LATE, _NAM)),
    "3 vắng 7 trễ": _roll((Said.ABSENT, 3), (Said.LATE, 7)),
    "3 với 7 vắng": _roll((Said.ABSENT, 3), (Said.ABSENT, 7)),
    "bà Tư, ông Bảy vắng": _roll((Said.ABSENT, _TU), (Said.ABSENT, _BAY)),
    "ông Năm tới trễ": _roll((Said.LATE, _NAM)),
    "vắng bà Tư có phép": _roll((Said.EXCUSED, _TU)),
    "ông Bảy nghỉ bệnh": _roll((Said.EXCUSED, _BAY)),
    "bà Tư xin phép, ông Bảy không phép": _roll((Said.EXCUSED, _TU), (Said.UNEXCUSED, _BAY)),
    "vắng: bà Tư (bệnh), ông Bảy (đi đám)": _roll((Said.EXCUSED, _TU), (Said.EXCUSED, _BAY)),
    "có 8 người, vắng bà Tư": _roll((Said.ABSENT, _TU), count=8),
    "đủ rồi": _roll(full=True),
    "ai cũng tới hết": _roll(full=True),
    "hôm nay lớp đủ 9 người": _roll(full=True, count=9),
    "cô Đủ vắng": _roll((Said.ABSENT, NamedPerson("co", "Đủ", None))),
}
_NOT_UNDERSTOOD = (
    *("", "vắng", "vắng 3 người", "vắng ba tư", "vắng tám", "sáu vắng", "không đủ", "chưa đủ", "vắng 3-7", "vắng 0"),
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
