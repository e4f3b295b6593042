"""Which days a report is wanted for: «tháng 11», «từ 1/11 đến 30/11», «tuần rồi», «quý 4», «hôm nay»."""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.domain.reports.date_range import BackToFront, Span, week_of
from bot.domain.vietnamese import letters

_DAY = r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?"
_FROM_TO = re.compile(rf"{_DAY} ?(?:den|toi|-|–|to|until) ?(?:ngay |het )?{_DAY}")
_MONTH = re.compile(r"\b(?:thang|month) ?(\d{1,2})(?:[/.-](\d{4}))?\b|\bt(\d{1,2})\b")
_QUARTER = re.compile(r"\b(?:quy|quarter) ?(\d|iv|i{1,3})\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LAST_WEEK = re.compile(r"\b(?:tuan (?:truoc|roi|qua|vua roi)|last week)\b")
_THIS_WEEK = re.compile(r"\b(?:tuan nay|this week)\b")
_LAST_MONTH = re.compile(r"\b(?:thang (?:truoc|roi|qua)|last month)\b")
_THIS_MONTH = re.compile(r"\b(?:thang nay|this month)\b")
_THIS_YEAR = re.compile(r"\b(?:nam nay|tu dau nam|this year)\b")
_TODAY = re.compile(r"\b(?:hom nay|bua nay|today)\b")
_YESTERDAY = re.compile(r"\b(?:hom qua|yesterday)\b")
_MONTHS, _QUARTERS = range(1, 13), range(1, 5)


def read_range(text: str, today: date) -> Span | None:
    """Return the days that are named; a month or quarter that is still to come is last year's. None if none are
    named.
    """
    said = letters(text)
    if found := _FROM_TO.search(said):
        return _from_to(found, today)
    if (found := _MONTH.search(said)) and int(found[1] or found[3]) in _MONTHS:
        return _month(today, int(found[1] or found[3]), int(found[2]) if found[2] else None)
    if (found := _QUARTER.search(said)) and (quarter := _ROMAN.get(found[1]) or int(found[1])) in _QUARTERS:
        first = _month(today, 3 * quarter - 2, None).first
        return Span(first, _month(today, 3 * quarter, first.year).last)
    return next((span for pattern, span in _spoken(today) if pattern.search(said)), None)


def _spoken(today: date) -> list[tuple[re.Pattern[str], Span]]:
    before, day = today.replace(day=1) - timedelta(days=1), timedelta(days=1)
    return [
        (_LAST_WEEK, week_of(today - 7 * day)),
        (_THIS_WEEK, week_of(today)),
        (_LAST_MONTH, Span(before.replace(day=1), before)),
        (_THIS_MONTH, _month(today, today.month, today.year)),
        (_THIS_YEAR, Span(today.replace(month=1, day=1), today)),
        (_TODAY, Span(today, today)),
        (_YESTERDAY, Span(today - day, today - day)),
    ]


def _from_to(found: re.Match[str], today: date) -> Span | None:
    try:
        last = date(int(found[6] or today.year), int(found[5]), int(found[4]))
        first = date(int(found[3] or last.year), int(found[2]), int(found[1]))
        return Span(first, last)
    except (ValueError, BackToFront):
        return None


def _month(today: date, month: int, year: int | None) -> Span:
    of = year or (today.year if month <= today.month else today.year - 1)
    return Span(date(of, month, 1), date(of, month, monthrange(of, month)[1]))
