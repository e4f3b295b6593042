"""A class typed in one line, on Wednesday 25/11/2026 at ten."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.parsing.course import CourseLine, read_course_line
from bot.domain.parsing.time import Either, Spoken, UnclearTime
from bot.domain.topics import Topic
from tests.tables import each_of

_NOW = datetime(2026, 11, 25, 10, tzinfo=clock.LOCAL)
_WEDNESDAY, _SATURDAY = (date(2026, 12, 2), time(19)), (date(2026, 11, 28), time(8))

_LINES = {
    "Phòng lừa đảo 19h tối thứ tư nhà văn hóa 20 chỗ": (Topic.T06, _WEDNESDAY, 20, None, "nhà văn hóa"),
    "phong lua dao 19h toi thu tu nha van hoa 20 cho": (Topic.T06, _WEDNESDAY, 20, None, "nha van hoa"),
    "VNeID 8h sáng thứ bảy hằng tuần 4 tuần": (Topic.T03, _SATURDAY, None, 4, None),
    "4 buổi VNeID 8h sáng thứ bảy tối đa 15 người": (Topic.T03, _SATURDAY, 15, 4, None),
    "VNeID mỗi tuần 1 buổi, 8h sáng thứ bảy, trong bốn tuần": (Topic.T03, _SATURDAY, None, 4, None),
    "Mở lớp Zalo tại chùa Hội Khánh lúc 8h sáng thứ bảy nhé": (Topic.T02, _SATURDAY, None, None, "chùa Hội Khánh"),
    "lừa đảo qua điện thoại 8h sáng thứ bảy": (Topic.T06, _SATURDAY, None, None, None),
    "Dịch vụ công, 8h sáng thứ 7 cho bà con, ở văn phòng khu phố 3": (
        Topic.T04,
        _SATURDAY,
        None,
        None,
        "văn phòng khu phố 3",
    ),
    "QR 8h sáng 28/11 Quán Cô Ba": (Topic.T05, _SATURDAY, None, None, "Quán Cô Ba"),
    "QR 8h sáng 28/11 Sunwah Tower": (Topic.T05, _SATURDAY, None, None, None),
    "VNeID 8h sáng thứ bảy miễn phí": (Topic.T03, _SATURDAY, None, None, None),
    "VNeID 8h sáng thứ bảy anh Hùng dạy": (Topic.T03, _SATURDAY, None, None, None),
    "QR 8h sáng 28/11 trạm y tế phường": (Topic.T05, _SATURDAY, None, None, "trạm y tế phường"),
    "VNeID nhà ông Tư 8h sáng thứ bảy": (Topic.T03, _SATURDAY, None, None, "nhà ông Tư"),
    "lớp nấu ăn 8h sáng thứ bảy": (None, _SATURDAY, None, None, None),
}


@each_of("text", _LINES)
def test_a_line_is_read(text: str) -> None:
    topic, (day, hour), seats, weeks, place = _LINES[text]
    found = read_course_line(text, _NOW)
    assert isinstance(found.when, Spoken)
    assert (found.when.day, found.when.time) == (day, hour)
    assert (found.topic, found.seats, found.weeks, found.place) == (topic, seats, weeks, place)


@each_of(
    ("text", "left"),
    [("VNeID 8h sáng thứ bảy miễn phí", "miễn phí"), ("VNeID 8h sáng thứ bảy anh Hùng dạy", "anh Hùng dạy")],
)
def test_what_is_left_over_is_handed_on(text: str, left: str) -> None:
    assert read_course_line(text, _NOW).left == left


def test_a_time_that_is_no_answer_is_handed_on() -> None:
    assert read_course_line("VNeID 30/2", _NOW) == CourseLine(Topic.T03, UnclearTime.NO_SUCH_DAY)
    assert read_course_line("VNeID 8h sáng rằm", _NOW) == CourseLine(Topic.T03, UnclearTime.LUNAR)
    assert isinstance(read_course_line("VNeID thứ 7 hoặc chủ nhật", _NOW).when, Either)


def test_two_weeks_from_now_is_a_day_and_no_length() -> None:
    found = read_course_line("VNeID 2 tuần nữa", _NOW)
    assert isinstance(found.when, Spoken)
    assert (found.when.day, found.weeks) == (date(2026, 12, 9), None)


@each_of("text", ["", "chào em", "0", "|||", "0 chỗ"])
def test_what_says_nothing_of_a_class(text: str) -> None:
    assert read_course_line(text, _NOW) == CourseLine()


@given(st.text() | st.lists(st.sampled_from([*_LINES, "20 chỗ", "tại", "nhà", "|", "ai", "tuần"])).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = read_course_line(text, _NOW)
    assert found.place is None or found.place.strip()
    assert found.seats is None or found.seats > 0
