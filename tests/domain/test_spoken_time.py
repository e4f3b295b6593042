"""What people type when they are asked for a day and an hour, on Wednesday 25/11/2026 at ten."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.spoken_time import DayPart, Either, Spoken, Unclear, find_when, read_when

_NOW = datetime(2026, 11, 25, 10, tzinfo=clock.LOCAL)

_DAYS = {
    "mai": (26, 11),
    "mốt": (27, 11),
    "ngày mốt": (27, 11),
    "ngày kia": (27, 11),
    "T7": (28, 11),
    "thứ hai tuần sau": (30, 11),
    "thứ 2 tuần sau": (30, 11),
    "thu hai tuan sau": (30, 11),
    "thứ tư tuần tới": (2, 12),
    "mùng 5": (5, 12),
    "mồng 5 tháng 12": (5, 12),
    "2 ngày nữa": (27, 11),
    "hai tuần sau": (9, 12),
    "sau 2 ngày": (27, 11),
    "ngày mai": (26, 11),
    "hôm nay": (25, 11),
    "thứ bảy": (28, 11),
    "thứ 7": (28, 11),
    "chủ nhật": (29, 11),
    "CN": (29, 11),
    "28/11": (28, 11),
    "ngày 28 tháng 11": (28, 11),
    "28 tháng mười một": (28, 11),
    "tuần sau": (2, 12),
    "ngay mai": (26, 11),
    "thu bay": (28, 11),
    "chu nhat": (29, 11),
    "thuws 7": (28, 11),
}
_HOURS = {
    "8g30": time(8, 30),
    "8h30": time(8, 30),
    "8 giờ rưỡi": time(8, 30),
    "2 giờ chiều": time(14),
    "9h kém 15": time(8, 45),
    "14:00": time(14),
    "1 giờ trưa": time(13),
}
_MOMENTS = {
    "8h sáng thứ bảy": datetime(2026, 11, 28, 8, tzinfo=clock.LOCAL),
    "8 giờ sáng thứ bảy": datetime(2026, 11, 28, 8, tzinfo=clock.LOCAL),
    "8h sang thu bay": datetime(2026, 11, 28, 8, tzinfo=clock.LOCAL),
    "19h30 tối thứ 3": datetime(2026, 12, 1, 19, 30, tzinfo=clock.LOCAL),
    "7 giờ tối mai": datetime(2026, 11, 26, 19, tzinfo=clock.LOCAL),
    "7h tối nay": datetime(2026, 11, 25, 19, tzinfo=clock.LOCAL),
    "ngày 28/11 lúc 8h": datetime(2026, 11, 28, 8, tzinfo=clock.LOCAL),
    "19 giờ 30 ngày 1/12/2026": datetime(2026, 12, 1, 19, 30, tzinfo=clock.LOCAL),
}
_PARTS = {
    "sáng mai": (date(2026, 11, 26), DayPart.MORNING),
    "chiều thứ sáu": (date(2026, 11, 27), DayPart.AFTERNOON),
    "toi mai": (date(2026, 11, 26), DayPart.EVENING),
}
_NO_ANSWERS = {
    "hôm qua": Unclear.PAST,
    "3 giờ trước": Unclear.PAST,
    "8 giờ sáng nay": Unclear.PAST,
    "30/2": Unclear.NO_SUCH_DAY,
    "25h": Unclear.NO_SUCH_HOUR,
    "mùng 5 Tết": Unclear.LUNAR,
    "rằm tháng Chạp": Unclear.LUNAR,
}


def _one(text: str) -> Spoken:
    found = read_when(text, _NOW)
    assert isinstance(found, Spoken)
    return found


@pytest.mark.parametrize("text", _DAYS)
def test_a_day(text: str) -> None:
    day, month = _DAYS[text]
    assert (_one(text).day, _one(text).time) == (date(2026, month, day), None)


@pytest.mark.parametrize("text", _HOURS)
def test_an_hour(text: str) -> None:
    assert (_one(text).day, _one(text).time) == (None, _HOURS[text])


@pytest.mark.parametrize("text", _MOMENTS)
def test_a_day_and_an_hour(text: str) -> None:
    assert (_one(text).day, _one(text).time) == (_MOMENTS[text].date(), _MOMENTS[text].time())


@pytest.mark.parametrize("text", _PARTS)
def test_a_part_of_a_day(text: str) -> None:
    assert (_one(text).day, _one(text).part, _one(text).time) == (*_PARTS[text], None)


@pytest.mark.parametrize("text", ["cuối tuần", "thứ 7 hoặc chủ nhật"])
def test_two_meanings_are_asked_about(text: str) -> None:
    found = read_when(text, _NOW)
    assert isinstance(found, Either)
    assert [choice.day for choice in found.choices] == [date(2026, 11, 28), date(2026, 11, 29)]


@pytest.mark.parametrize("text", _NO_ANSWERS)
def test_what_is_no_answer_says_why(text: str) -> None:
    assert read_when(text, _NOW) is _NO_ANSWERS[text]


@pytest.mark.parametrize("text", ["", "toi", "tôi", "bà Mai", "dạ được"])
def test_no_time_is_heard_where_none_is_named(text: str) -> None:
    assert read_when(text, _NOW) is None


def test_the_words_about_something_else_are_handed_back() -> None:
    _, rest = find_when("VNeID 8h sáng thứ bảy nhà văn hóa", _NOW)
    assert [part.strip() for part in rest.split("|") if part.strip()] == ["VNeID", "nhà văn hóa"]


@given(st.text() | st.lists(st.sampled_from([*_DAYS, *_HOURS, *_NO_ANSWERS, "hoặc", "|"])).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    found = read_when(text, _NOW)
    if isinstance(found, Spoken) and found.day:
        assert found.day >= _NOW.date()
