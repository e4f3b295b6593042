"""Days and hours in words: Wednesday 25 November 2026, ten in the morning."""

from datetime import UTC, date, datetime, time

from bot.clock import LOCAL
from bot.i18n import when
from bot.i18n.catalogs import LANGUAGES
from bot.i18n.when import report_when, say_day, say_span, say_time, say_when
from tests.tables import each_of

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=LOCAL)
TODAY = NOW.date()


def test_every_language_says_moments_in_its_own_way() -> None:
    assert when._LANGUAGES.keys() == LANGUAGES.keys()


@each_of(
    ("hour", "vi", "en"),
    [
        ("00:30", "0 giờ 30 sáng", "12:30 a.m."),
        ("08:00", "8 giờ sáng", "8 a.m."),
        ("10:59", "10 giờ 59 sáng", "10:59 a.m."),
        ("11:00", "11 giờ trưa", "11 a.m."),
        ("12:00", "12 giờ trưa", "12 noon"),
        ("12:05", "12 giờ 05 trưa", "12:05 p.m."),
        ("13:00", "1 giờ chiều", "1 p.m."),
        ("17:30", "5 giờ 30 chiều", "5:30 p.m."),
        ("18:00", "6 giờ tối", "6 p.m."),
        ("19:30", "7 giờ 30 tối", "7:30 p.m."),
        ("22:00", "10 giờ đêm", "10 p.m."),
    ],
)
def test_hours(hour: str, vi: str, en: str) -> None:
    assert say_time(time.fromisoformat(hour), "vi") == vi
    assert say_time(time.fromisoformat(hour), "en") == en


@each_of(
    ("day", "vi", "en"),
    [
        (date(2026, 11, 24), "hôm qua", "yesterday"),
        (date(2026, 11, 25), "hôm nay", "today"),
        (date(2026, 11, 26), "ngày mai", "tomorrow"),
        (date(2026, 11, 27), "ngày mốt", "Friday 27 November"),
        (date(2026, 11, 28), "thứ Bảy, ngày 28/11", "Saturday 28 November"),
        (date(2026, 11, 29), "Chủ nhật, ngày 29/11", "Sunday 29 November"),
        (date(2027, 1, 2), "thứ Bảy, ngày 2/1/2027", "Saturday 2 January 2027"),
    ],
)
def test_days(day: date, vi: str, en: str) -> None:
    assert say_day(day, TODAY, "vi") == vi
    assert say_day(day, TODAY, "en") == en


@each_of(
    ("moment", "vi", "en"),
    [
        ("2026-11-25 19:00", "7 giờ tối nay, thứ Tư 25/11", "7 p.m. today, Wednesday 25 November"),
        ("2026-11-26 08:00", "8 giờ sáng mai, thứ Năm 26/11", "8 a.m. tomorrow, Thursday 26 November"),
        ("2026-11-27 08:00", "8 giờ sáng ngày mốt, thứ Sáu 27/11", "8 a.m. on Friday 27 November"),
        ("2026-11-28 08:00", "8 giờ sáng thứ Bảy, ngày 28/11", "8 a.m. on Saturday 28 November"),
        ("2026-11-24 08:00", "8 giờ sáng hôm qua, thứ Ba 24/11", "8 a.m. yesterday, Tuesday 24 November"),
        ("2027-01-03 08:00", "8 giờ sáng Chủ nhật, ngày 3/1/2027", "8 a.m. on Sunday 3 January 2027"),
    ],
)
def test_moments(moment: str, vi: str, en: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=LOCAL).astimezone(UTC)
    assert say_when(at, NOW, "vi") == vi
    assert say_when(at, NOW, "en") == en


def test_the_day_is_the_local_one() -> None:
    evening = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
    assert say_when(evening, evening, "vi") == "11 giờ 30 đêm nay, thứ Tư 25/11"
    assert say_when(datetime(2026, 11, 25, 17, 0, tzinfo=UTC), evening, "vi") == "0 giờ sáng mai, thứ Năm 26/11"


def test_spans_and_reports() -> None:
    week, over_new_year = (date(2026, 11, 23), date(2026, 11, 29)), (date(2026, 12, 28), date(2027, 1, 3))
    assert say_span(*week, "vi") == "từ 23/11 đến 29/11/2026"
    assert say_span(*over_new_year, "vi") == "từ 28/12/2026 đến 3/1/2027"
    assert say_span(*week, "en") == "from 23 November to 29 November 2026"
    assert report_when(datetime(2026, 12, 1, 1, 0, tzinfo=UTC)) == "08 giờ 00, ngày 01/12/2026"
    assert report_when(datetime(2026, 12, 1, 1, 0, tzinfo=UTC), "en") == "08:00 on 01/12/2026"


def test_another_language_is_answered_in_vietnamese() -> None:
    assert say_time(time(8), "tlh") == "8 giờ sáng"
