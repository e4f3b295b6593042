"""A class typed in one line, on Wednesday 25/11/2026 at ten."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.courses import again, in_series
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


_SERIES = {
    "VNeID 18h–20h30 thứ 3 thứ 5 đến 20/12 nhà văn hóa": ((1, 3), date(2026, 11, 26), date(2026, 12, 20), 150),
    "vneid 18h-20h30 thu 3 thu 5 den 20/12 nha van hoa": ((1, 3), date(2026, 11, 26), date(2026, 12, 20), 150),
    "Zalo 19h tối thứ 2 4 6 từ 1/12 đến 20/12": ((0, 2, 4), date(2026, 12, 2), date(2026, 12, 20), None),
    "Zalo 8h sáng thứ bảy và chủ nhật 4 tuần": ((5, 6), date(2026, 11, 28), None, None),
    "Zalo 8h sáng thứ bảy tuần này và tuần sau": ((), date(2026, 11, 28), date(2026, 12, 6), None),
    "Zalo 8h sáng thứ bảy tới hết tháng 12": ((), date(2026, 11, 28), date(2026, 12, 31), None),
    "QR 14h đến 16h thứ sáu": ((), date(2026, 11, 27), None, 120),
    "QR 8-9h30 sáng thứ bảy": ((), date(2026, 11, 28), None, 90),
    "QR 8h sáng thứ bảy học một tiếng rưỡi": ((), date(2026, 11, 28), None, 90),
    "VNeID 19h tối 20/12": ((), date(2026, 12, 20), None, None),
}


@each_of("text", _SERIES)
def test_how_often_until_when_and_how_long(text: str) -> None:
    found = read_course_line(text, _NOW)
    assert isinstance(found.when, Spoken)
    said = found.series
    assert (said.days, found.when.day, said.until, said.minutes) == _SERIES[text]


def test_weekdays_to_choose_from_are_no_series() -> None:
    for text in ("VNeID 8h thứ 7 hoặc chủ nhật", "VNeID 8h cuối tuần"):
        found = read_course_line(text, _NOW)
        assert isinstance(found.when, Either)
        assert found.series.days == ()


def test_the_sessions_of_a_series() -> None:
    first = datetime(2026, 11, 26, 18, tzinfo=clock.LOCAL)
    until = in_series(first, (1, 3), 1, date(2026, 12, 8))
    assert [(at.weekday(), at.day) for at in until] == [(3, 26), (1, 1), (3, 3), (1, 8)]
    assert in_series(first, (1, 3), 2) == until[:4]
    assert in_series(first, (), 2) == [first, first + timedelta(weeks=1)]
    assert again(until, first) == [at + timedelta(weeks=2) for at in until]
    assert again([first], first + timedelta(weeks=3)) == [first + timedelta(weeks=4)]


@each_of("text", ["", "chào em", "0", "|||", "0 chỗ"])
def test_what_says_nothing_of_a_class(text: str) -> None:
    assert read_course_line(text, _NOW) == CourseLine()


@given(st.text() | st.lists(st.sampled_from([*_LINES, "20 chỗ", "tại", "nhà", "|", "ai", "tuần"])).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = read_course_line(text, _NOW)
    assert found.place is None or found.place.strip()
    assert found.seats is None or found.seats > 0
