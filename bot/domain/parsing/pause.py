"""How long something is said for: «2 tuần», «hết tháng», «tới ngày 15/12», «tới hết năm», «tuần này»."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from bot.domain.parsing.course import N, spoken_number
from bot.domain.parsing.time import Spoken, find_when
from bot.domain.vietnamese import letters
from bot.domain.weeks import A_WEEK, sunday_of

_MOST_DAYS, _DECEMBER = 366, 12
_FOR = re.compile(rf"\b{N} (?P<unit>ngay|hom|bua|tuan|thang|days?|weeks?|months?)\b(?! (?:sau|toi|nay|truoc|roi)\b)")
_DAYS = {"ngay": 1, "hom": 1, "bua": 1, "day": 1, "tuan": 7, "week": 7, "thang": 30, "month": 30}
_THIS_WEEK = re.compile(r"\b(?:tuan nay|het tuan|this week)\b")
_NEXT_WEEK = re.compile(r"\b(?:tuan sau|tuan toi|next week)\b")
_THIS_MONTH = re.compile(r"\b(?:thang nay|het thang|cuoi thang|this month)\b(?! \d)")
_THIS_YEAR = re.compile(r"\b(?:het|cuoi) nam\b(?! (?:hoc|ngay|hom|bua|tuan|thang))|\bend of the year\b")
_OF_MONTH = re.compile(r"\b(?:het|cuoi) thang (\d{1,2})\b")
_NEXT_MONTH = re.compile(r"\b(?:thang sau|thang toi|next month)\b")


def read_away_until(text: str, now: datetime) -> date | None:
    """Return the last day of it, seen from a local `now`; None if no length and no day is named, or the day is past."""
    said, today = letters(text), now.date()
    if found := _FOR.search(said):
        days = spoken_number(found["n"]) * _DAYS[found["unit"].rstrip("s")]
        return today + timedelta(days=days) if 1 <= days <= _MOST_DAYS else None
    if (month := _OF_MONTH.search(said)) and 1 <= int(month[1]) <= _DECEMBER:
        year = today.year + (int(month[1]) < today.month)
        return _end_of_month(date(year, int(month[1]), 1))
    for pattern, last in (
        (_THIS_YEAR, date(today.year, _DECEMBER, 31)),
        (_THIS_WEEK, sunday_of(today)),
        (_NEXT_WEEK, sunday_of(today) + A_WEEK),
        (_THIS_MONTH, _end_of_month(today)),
        (_NEXT_MONTH, _end_of_month(_end_of_month(today) + timedelta(days=1))),
    ):
        if pattern.search(said):
            return last
    when = find_when(text, now)[0]
    return when.day if isinstance(when, Spoken) and when.day is not None and when.day >= today else None


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
