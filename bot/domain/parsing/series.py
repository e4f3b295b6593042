"""How often, until when and how long a class meets: «18h–20h30 thứ 3 thứ 5 đến 20/12», «tuần này và tuần sau»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.courses import LONGEST
from bot.domain.parsing.time import Either, Spoken, When
from bot.domain.vietnamese import letters


@dataclass(frozen=True)
class Series:
    """What was said; weekdays count from Monday 0, `since` and `until` are the first and last possible days."""

    days: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    minutes: int | None = None


NO_SERIES = Series()
_SHORTEST, _LONGEST = 15, LONGEST // timedelta(minutes=1)
_HALF_DAY, _HOUR = 12 * 60, 60
_DASHES = str.maketrans("–—−", "---")
_UNIT = r"(?: ?(?:h|g|gio)(?![a-z])|:(?=\d\d))"
# «18h–20h30», «8-9h30», «từ 14h đến 16h»; not «thứ 3-5».
_SPAN = re.compile(
    rf"(?<![\d/:.-])(?<!\bthu )(?<!\bt)(?P<h>\d{{1,2}})(?P<unit>{_UNIT} ?(?P<m>\d\d)?)?"
    rf"(?P<till> ?(?:-|den|toi) ?(?P<h2>\d{{1,2}}){_UNIT} ?(?P<m2>\d\d)?)(?![\d/])"
)
_COUNTS = {"mot": 1, "hai": 2, "ba": 3}
_LENGTH = re.compile(r"\b(?:(?:hoc|trong|keo dai|moi buoi) )*(?P<n>[1-4]|mot|hai|ba) tieng(?P<half> ruoi)?(?! nua)\b")
_DAY = r"(?:(?:ngay )?(?P<d>\d{1,2})(?:/| thang )(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?)(?![/\d])"
_UNTIL = re.compile(rf"\b(?:cho )?(?P<till>den|toi)(?: het)? (?:{_DAY}|(?:cuoi |het )?thang (?P<month>\d{{1,2}})\b)")
_SINCE = re.compile(rf"\btu {_DAY}")
_THIS_AND_NEXT = re.compile(r"\btuan nay (?:va|voi|,|ca) ?tuan (?:sau|toi)\b")
_EITHER = re.compile(r"\b(?:hoac|hay|(?:dau|giua|cuoi) tuan)\b")


def read_series(line: str, now: datetime) -> tuple[Series, str]:
    """Return it, and the line without it, in which one weekday and one hour still stand; `now` is local."""
    line, found = line.translate(_DASHES), Series()
    if (span := _SPAN.search(letters(line))) and (minutes := _minutes(span)):
        found = replace(found, minutes=minutes)
        line = f"{line[: span.start('till')]}{'' if span['unit'] else 'h'} {line[span.end() :].lstrip()}"
    elif length := _LENGTH.search(letters(line)):
        hours = _COUNTS.get(length["n"]) or int(length["n"])
        found = replace(found, minutes=hours * _HOUR + (_HOUR // 2 if length["half"] else 0))
        line = line[: length.start()] + line[length.end() :]
    if (till := _UNTIL.search(letters(line))) and line[till.start("till") : till.end("till")].lower() != "tối":
        found = replace(found, until=_last_day(till, now.date()))
        line = line[: till.start()] + line[till.end() :]
    elif both := _THIS_AND_NEXT.search(letters(line)):
        found = replace(found, until=now.date() + timedelta(days=13 - now.weekday()))
        line = line[: both.start()] + line[both.end() :]
    return found, line


def read_first_day(line: str, now: datetime) -> tuple[date | None, str]:
    """Return the day a series of weekdays begins: «thứ 2 4 6 từ 1/12»."""
    found = _SINCE.search(letters(line))
    if found is None:
        return None, line
    return _on(int(found["d"]), int(found["m"]), found["y"], now.date()), line[: found.start()] + line[found.end() :]


def several_days(when: When | None, line: str) -> tuple[int, ...]:
    """Return weekdays that are all meant: «thứ 3, thứ 5»; none where one of them is to be chosen."""
    if not isinstance(when, Either) or _EITHER.search(letters(line)):
        return ()
    if len({(one.time, one.part) for one in when.choices}) > 1 or any(one.weekday is None for one in when.choices):
        return ()
    return tuple(sorted({one.weekday for one in when.choices if one.weekday is not None}))


def first_of(when: Either, days: Sequence[int], since: date | None) -> Spoken:
    first = min(when.choices, key=lambda one: one.day or date.max)
    if since is None:
        return first
    day = next(day for n in range(7) if (day := since + timedelta(days=n)).weekday() in days)
    return replace(first, day=day, weekday=day.weekday())


def _minutes(span: re.Match[str]) -> int | None:
    begins = int(span["h"]) * _HOUR + int(span["m"] or 0)
    lasts = int(span["h2"]) * _HOUR + int(span["m2"] or 0) - begins
    lasts += _HALF_DAY if lasts < 0 else 0
    return lasts if _SHORTEST <= lasts <= _LONGEST else None


def _last_day(till: re.Match[str], today: date) -> date | None:
    if till["month"] is None:
        return _on(int(till["d"]), int(till["m"]), till["y"], today)
    month = int(till["month"])
    if not 1 <= month <= 12:  # noqa: PLR2004
        return None
    year = today.year + (month < today.month)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _on(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        found = date(int(year or today.year), month, day)
    except ValueError:
        return None
    return found if year or found >= today else found.replace(year=today.year + 1)
