"""When somebody is free week by week: «tối 3 5 7», «sáng chủ nhật», «cuối tuần», «thứ 2 thứ 4 buổi chiều»."""

import re

from bot.domain.shifts import DayPart
from bot.domain.vietnamese import letters, normal

HalfDay = tuple[int, DayPart]
_PARTS = {
    "sang": DayPart.MORNING,
    "morning": DayPart.MORNING,
    "mornings": DayPart.MORNING,
    "chieu": DayPart.AFTERNOON,
    "trua": DayPart.AFTERNOON,
    "afternoon": DayPart.AFTERNOON,
    "afternoons": DayPart.AFTERNOON,
    "toi": DayPart.EVENING,
    "evening": DayPart.EVENING,
    "evenings": DayPart.EVENING,
}
_DAYS = {
    **{f"thu {word}": n for n, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"))},
    **{f"{thu}{n + 2}": n for n in range(6) for thu in ("thu ", "t", "")},
    **dict.fromkeys(("chu nhat", "cn", "sunday", "sundays"), 6),
    **{
        f"{name}{plural}": n
        for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"))
        for plural in ("", "s")
    },
}
_SOME_DAYS = {
    "cuoi tuan": (5, 6),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "trong tuan": tuple(range(5)),
    "ngay thuong": tuple(range(5)),
    "weekday": tuple(range(5)),
    "weekdays": tuple(range(5)),
    "ca tuan": tuple(range(7)),
    "moi ngay": tuple(range(7)),
    "ngay nao cung": tuple(range(7)),
    "every day": tuple(range(7)),
}
_NAMES = sorted((*_PARTS, *_DAYS, *_SOME_DAYS), key=len, reverse=True)
# «8h» and «15/12» name no day of the week.
_NAMED = re.compile(rf"(?<![\w/:])(?:{'|'.join(_NAMES)})(?![\w/:])(?! gio\b)")

_BETWEEN = re.compile(r"[,;+&\n]|\b(?:và|va|với|voi|cùng|cung|and|còn|con)\b", re.IGNORECASE)


def read_half_days(text: str) -> frozenset[HalfDay]:
    """Return the half-days that are named; a day without a part of it is all of it. Empty if none is named."""
    typed = normal("NFC", text)
    clauses = [_words(clause) for clause in _BETWEEN.split(typed)]
    each = [said for said in clauses if said]
    if not all(_is_whole(said) for said in each):
        each = [_words(typed)]
    return frozenset(half_day for said in each for half_day in _read(said))


def _words(typed: str) -> list[str]:
    return [found[0] for found in _NAMED.finditer(letters(typed)) if _is_meant(typed[found.start() : found.end()])]


def _is_whole(said: list[str]) -> bool:
    """Return whether both days and parts of them are named, in any order: «tối 3 5 7 với chủ nhật sáng»."""
    return {word in _PARTS for word in said} == {True, False}


def _read(said: list[str]) -> set[HalfDay]:
    days_first = bool(said) and said[0] not in _PARTS
    found: set[HalfDay] = set()
    for days, parts in _together(said, days_first=days_first):
        found |= {(day, part) for day in days or range(7) for part in parts or DayPart}
    return found


def _is_meant(typed: str) -> bool:
    return typed.isascii() or letters(typed) != "toi" or typed.lower() == "tối"


def _together(said: list[str], *, days_first: bool) -> list[tuple[list[int], list[DayPart]]]:
    """Return which days go with which parts: a new group begins where the kind that came first comes again after
    the other.
    """
    groups: list[tuple[list[int], list[DayPart]]] = []
    for word in said:
        is_day = word not in _PARTS
        starts = is_day is days_first
        if not groups or (starts and groups[-1][int(days_first)]):
            groups.append(([], []))
        if is_day:
            groups[-1][0].extend(_SOME_DAYS.get(word) or (_DAYS[word],))
        else:
            groups[-1][1].append(_PARTS[word])
    if len(groups) > 1 and not groups[-1][0] and len(groups[-2][0]) > 1:
        groups[-1][0].append(groups[-2][0].pop())  # «tối 3 5 7 cn sáng»
    return groups
