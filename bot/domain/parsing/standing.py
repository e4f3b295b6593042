"""What somebody says of every week: «mỗi tối thứ Tư», «sáng thứ bảy nào em cũng rảnh, tới hết năm»."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.parsing.half_days import HalfDay, read_half_days
from bot.domain.parsing.pause import read_away_until
from bot.domain.vietnamese import letters, normal


@dataclass(frozen=True)
class WeeklyTimes:
    """The half-days that were named, the last day if one was, and whether they are said to be so every week."""

    half_days: frozenset[HalfDay]
    until: date | None
    every_week: bool


_LENGTH = r"[a-z0-9]+ (?:ngay|tuan|thang|days?|weeks?|months?)\b"
_UNTIL = re.compile(
    rf"\b(?:(?:cho )?(?:toi|den|until|till)(?= (?:het|cuoi|ngay|the end|end|thang|\d{{1,2}}/))"
    rf"|(?:trong|suot|for)(?= (?:vong )?{_LENGTH})|het (?=nam\b(?! hoc)|thang\b))"
)
_DAY_OR_PART = r"(?:sang|trua|chieu|toi|buoi|thu|t[2-7]|cn|chu nhat|cuoi tuan|tuan|ngay)\b"
_EVERY = re.compile(
    rf"\b(?P<each>moi) {_DAY_OR_PART}|\b(?:hang tuan|tuan nao|deu dan|co dinh|dinh ky|every|each)\b"
    rf"|\bnao (?:\w+ )?cung\b|\bhua\b|\bpromise\b"
)
_EACH = ("mỗi", "mọi")


def read_weekly(text: str, now: datetime) -> WeeklyTimes:
    """Read what was typed, seen from a local `now`."""
    typed = " ".join(normal("NFC", text).split())
    said, until = letters(typed), None
    if found := _UNTIL.search(said):
        until = read_away_until(typed[found.start() :], now)
    times = typed[: found.start()] if found and until is not None else typed
    return WeeklyTimes(read_half_days(times), until, _is_every_week(typed))


def _is_every_week(typed: str) -> bool:
    for found in _EVERY.finditer(letters(typed)):
        word = typed[found.start("each") : found.end("each")].lower() if found["each"] else ""
        # «Lịch rảnh mới sáng thứ ba» is news.
        if not word or word in _EACH or typed.isascii():
            return True
    return False
