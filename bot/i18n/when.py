"""Days and times as people say them: «8 giờ sáng mai, thứ Bảy 28/11»."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot import clock


@dataclass(frozen=True)
class _Language:
    """How a language says moments. `near`: by days from today, the word alone and the word after an hour."""

    weekdays: tuple[str, ...]
    near: Mapping[int, tuple[str, str]]
    hour: Callable[[time], str]
    date: Callable[[date], str]
    year: str
    dated: str
    soon: str
    later: str
    span: str
    report: str


def say_time(hour: time, language: str) -> str:
    return _in(language).hour(hour)


def say_day(day: date, today: date, language: str) -> str:
    """Return «ngày mai» or «thứ Bảy, ngày 28/11»; with the year if it is not this one."""
    words = _in(language)
    if near := words.near.get((day - today).days):
        return near[0]
    return words.dated.format(weekday=words.weekdays[day.weekday()], date=_date(day, today, words))


def say_when(moment: datetime, now: datetime, language: str) -> str:
    """Return «8 giờ sáng mai, thứ Bảy 28/11» or «8 giờ sáng thứ Bảy, ngày 5/12», in local time."""
    words, local, today = _in(language), clock.local(moment), clock.local(now).date()
    near = words.near.get((local.date() - today).days)
    return (words.soon if near else words.later).format(
        hour=words.hour(local.time()),
        near=near and near[1],
        weekday=words.weekdays[local.weekday()],
        date=_date(local.date(), today, words),
    )


def say_any_day(day: date, language: str) -> str:
    """Return «thứ Bảy, ngày 28/11/2026», which is true whenever it is read."""
    words = _in(language)
    return words.dated.format(weekday=words.weekdays[day.weekday()], date=_with_year(day, words))


def say_any_time(moment: datetime, language: str) -> str:
    """Return «8 giờ sáng thứ Bảy, ngày 28/11/2026» in local time, which is true whenever it is read."""
    words, local = _in(language), clock.local(moment)
    day = local.date()
    return words.later.format(
        hour=words.hour(local.time()), weekday=words.weekdays[day.weekday()], date=_with_year(day, words)
    )


def say_span(first: date, last: date, language: str) -> str:
    words = _in(language)
    return words.span.format(first=_date(first, last, words), last=_with_year(last, words))


def report_when(moment: datetime, language: str = "vi") -> str:
    """Return the official style: «08 giờ 00, ngày 28/11/2026»."""
    return _in(language).report.format(at=clock.local(moment))


def _in(language: str) -> _Language:
    return _LANGUAGES.get(language, _VIETNAMESE)


def _date(day: date, today: date, words: _Language) -> str:
    return words.date(day) if day.year == today.year else _with_year(day, words)


def _with_year(day: date, words: _Language) -> str:
    return f"{words.date(day)}{words.year}{day.year}"


_HALF_DAY = 12
# The hour at which each part of the day ends.
_PARTS = {11: "sáng", 13: "trưa", 18: "chiều", 22: "tối", 24: "đêm"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _vietnamese_hour(hour: time) -> str:
    on_the_dial = hour.hour if hour.hour <= _HALF_DAY else hour.hour - _HALF_DAY
    minutes = f" {hour.minute:02}" if hour.minute else ""
    part = next(part for until, part in _PARTS.items() if hour.hour < until)
    return f"{on_the_dial} giờ{minutes} {part}"


def _english_hour(hour: time) -> str:
    if (hour.hour, hour.minute) == (_HALF_DAY, 0):
        return "12 noon"
    minutes = f":{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour % _HALF_DAY or _HALF_DAY}{minutes} {'a.m.' if hour.hour < _HALF_DAY else 'p.m.'}"


_VIETNAMESE = _Language(
    weekdays=("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    near={
        -1: ("hôm qua", "hôm qua"),
        0: ("hôm nay", "nay"),
        1: ("ngày mai", "mai"),
        2: ("ngày mốt", "ngày mốt"),
    },
    hour=_vietnamese_hour,
    date=lambda day: f"{day.day}/{day.month}",
    year="/",
    dated="{weekday}, ngày {date}",
    soon="{hour} {near}, {weekday} {date}",
    later="{hour} {weekday}, ngày {date}",
    span="từ {first} đến {last}",
    report="{at.hour:02} giờ {at.minute:02}, ngày {at.day:02}/{at.month:02}/{at.year}",
)
_ENGLISH = _Language(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    near={day: (word, word) for day, word in {-1: "yesterday", 0: "today", 1: "tomorrow"}.items()},
    hour=_english_hour,
    date=lambda day: f"{day.day} {_MONTHS[day.month - 1]}",
    year=" ",
    dated="{weekday} {date}",
    soon="{hour} {near}, {weekday} {date}",
    later="{hour} on {weekday} {date}",
    span="from {first} to {last}",
    report="{at.hour:02}:{at.minute:02} on {at.day:02}/{at.month:02}/{at.year}",
)

_LANGUAGES = {"vi": _VIETNAMESE, "en": _ENGLISH}
