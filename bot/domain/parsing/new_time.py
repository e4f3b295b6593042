"""A new time for a session that has one: «dời qua 8h tối», «trễ hơn 1 tiếng», «qua tuần sau cùng giờ»."""

import re
from datetime import datetime, timedelta

from bot.domain.parsing.time import Either, Spoken, When, find_when
from bot.domain.vietnamese import letters, normal
from bot.domain.weeks import A_WEEK, monday_of

_HALF = 30
_SHIFT = re.compile(
    r"\b(?P<way>tre|muon|som|lui|lùi|later|earlier)(?: (?:hon|lai|di|them))?(?: khoang)?"
    r" (?P<n>\d{1,3}|mot|hai|ba|nua)(?: ?(?P<unit>tieng|gio|h|phut|p|hours?|minutes?))(?P<half> ruoi)?\b"
    r"|\b(?P<n2>\d{1,3}) ?(?P<unit2>hours?|minutes?) (?P<way2>later|earlier)\b"
)
_SPOKEN = {"mot": 1, "hai": 2, "ba": 3}
_SAME_HOUR = re.compile(
    r"\b(?:cung|van|giu|nhu|y)(?: nguyen)? (?:gio|luc)(?: (?:cu|do|nhu cu))?\b"
    r"|\bgio (?:cu|nhu cu)\b|\bsame (?:time|hour)\b"
)
_NEXT_WEEK = re.compile(r"\btuan (?P<which>sau nua|sau|toi)\b|\bnext week\b")
# The day beside that of the session.
_BESIDE = re.compile(r"\b(?:hom|ngay) (?P<which>sau|ke|truoc)\b(?! kia)")
_WEEKDAY = re.compile(r"\b(?:thu|t) ?(?:[2-7]|hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b|\bcn\b|\d[/-]\d|\bngay \d")


def read_new_time(text: str, old: datetime, now: datetime) -> When | None:
    """Return what the words make of `old`, seen from `now`, both local: what they leave as it was is taken from it."""
    bare = letters(normal("NFC", text[:300]))
    if (shift := _shift(bare)) is not None:
        moved = old + shift
        return Spoken(moved.date(), moved.time())
    if (week := _NEXT_WEEK.search(bare)) is not None and not _WEEKDAY.search(bare):
        weeks = 2 if week["which"] == "sau nua" else 1
        day = (max(now, old)).date() + timedelta(weeks=weeks - _weeks_ahead(old, now))
        said, _rest = find_when(bare.replace(week[0], " "), now)
        hour = said.time if isinstance(said, Spoken) and said.time else old.time() if _SAME_HOUR.search(bare) else None
        return Spoken(day, hour)
    if (beside := _BESIDE.search(bare)) is not None and not _WEEKDAY.search(bare):
        said, _rest = find_when(bare.replace(beside[0], " "), now)
        day = old.date() + timedelta(days=-1 if beside["which"] == "truoc" else 1)
        return Spoken(day, said.time if isinstance(said, Spoken) and said.time else old.time())
    return _completed(find_when(text, now)[0], old, same_hour=_SAME_HOUR.search(bare) is not None)


def _weeks_ahead(old: datetime, now: datetime) -> int:
    """Return in how many weeks, of Monday to Sunday, the session stands already: «tuần sau» is said from today."""
    return max(0, (monday_of(old.date()) - monday_of(now.date())) // A_WEEK)


def _shift(bare: str) -> timedelta | None:
    found = _SHIFT.search(bare)
    if found is None:
        return None
    said, unit, way = (found[name] or found[f"{name}2"] for name in ("n", "unit", "way"))
    if said == "nua":
        minutes = _HALF
    else:
        n = _SPOKEN.get(said) or int(said)
        minutes = n * (1 if unit.startswith(("p", "m")) else 60) + (_HALF if found["half"] else 0)
    return timedelta(minutes=-minutes if way in {"som", "earlier"} else minutes)


def _completed(said: When | None, old: datetime, *, same_hour: bool) -> When | None:
    if said is None and same_hour:
        return None
    if isinstance(said, Either):
        each = (_complete(choice, old, same_hour=same_hour) for choice in said.choices)
        return Either(tuple(each))
    return _complete(said, old, same_hour=same_hour) if isinstance(said, Spoken) else said


def _complete(said: Spoken, old: datetime, *, same_hour: bool) -> Spoken:
    if said.day is None:
        return Spoken(old.date(), said.time, part=said.part)
    return Spoken(said.day, old.time(), said.weekday) if same_hour and said.time is None else said
