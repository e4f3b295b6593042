"""Days and hours that are better avoided."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.domain.scheduling_warnings import CalendarWarning, CautionKind, cautions, lunar

_TET = [
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2028, 1, 26),
    date(2029, 2, 13),
    date(2030, 2, 2),
]


def _on(day: date, hour: int = 8, minute: int = 0) -> list[CalendarWarning]:
    return cautions(datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.LOCAL), {})


@pytest.mark.parametrize("day", _TET)
def test_tet_falls_on_its_day(day: date) -> None:
    assert (lunar(day).day, lunar(day).month, lunar(day).year) == (1, 1, day.year)


@pytest.mark.parametrize("day", _TET)
def test_the_season_ends_with_the_tenth_of_the_first_month(day: date) -> None:
    season = [CalendarWarning(CautionKind.TET_SEASON)]
    assert _on(day) == _on(day + timedelta(days=9)) == season
    assert _on(day + timedelta(days=10)) == []


def test_the_season_begins_with_the_kitchen_gods() -> None:
    assert _on(date(2026, 2, 10)) == [CalendarWarning(CautionKind.TET_SEASON)]
    assert _on(date(2026, 2, 9)) == []


def test_the_two_temple_days() -> None:
    assert _on(date(2026, 3, 3)) == [CalendarWarning(CautionKind.FULL_MOON)]
    assert _on(date(2026, 3, 19)) == [CalendarWarning(CautionKind.NEW_MOON)]
    assert _on(date(2026, 3, 20)) == []


@pytest.mark.parametrize(
    ("hour", "minute", "rest"), [(10, 59, False), (11, 0, True), (13, 59, True), (14, 0, False), (19, 0, False)]
)
def test_midday_is_for_rest(hour: int, minute: int, *, rest: bool) -> None:
    assert (CalendarWarning(CautionKind.MIDDAY) in _on(date(2026, 11, 25), hour, minute)) is rest


def test_a_holiday_is_named_and_does_not_hide_the_rest() -> None:
    start = datetime(2026, 2, 17, 12, tzinfo=clock.LOCAL)
    assert cautions(start, {start.date(): "Tết Nguyên Đán"}) == [
        CalendarWarning(CautionKind.HOLIDAY, "Tết Nguyên Đán"),
        CalendarWarning(CautionKind.TET_SEASON),
        CalendarWarning(CautionKind.MIDDAY),
    ]


@given(st.datetimes())
def test_any_time_can_be_looked_at(start: datetime) -> None:
    assert len(cautions(start, {})) <= len(CautionKind)
