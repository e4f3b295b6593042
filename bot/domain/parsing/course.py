"""A class in one typed line: «Phòng lừa đảo 19h tối thứ tư nhà văn hóa 20 chỗ»."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.parsing.series import NO_SERIES, Series, first_of, read_first_day, read_series, several_days
from bot.domain.parsing.time import Either, When, find_when
from bot.domain.parsing.time_grammar import TAKEN
from bot.domain.people.audiences import find_for_whom
from bot.domain.people.person import OPENLY_NAMED, Audience
from bot.domain.topics import Topic, find_topic
from bot.domain.vietnamese import fold, letters, normal


@dataclass(frozen=True)
class CourseLine:
    """What was understood; None is what the line does not say. `left` is what was not: it is no place, and no name."""

    topic: Topic | None = None
    when: When | None = None
    seats: int | None = None
    weeks: int | None = None
    place: str | None = None
    left: str | None = None
    series: Series = NO_SERIES
    audience: Audience | None = None


# Whoever says one of these opens no class, however much else of one is named; in the spelling of `words`.
OPENS_NONE = frozenset(("huy", "hoan", "dời", "doi", "nghi", "chuyen", "lui", "cancel", "move"))
_NUMBERS = {
    word: n for n, word in enumerate(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"), 1)
}
# A small number in digits or words, as the group «n».
N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
# «thứ 7 cho bà con» and «28/11 cho người già» are not counts.
_NO_ORDINAL = r"(?<![a-z0-9/:.-])" + "".join(
    rf"(?<!\b{word}\x20)" for word in ("thu", "ngay", "thang", "pho", "to", "kp")
)
_WEEKLY = re.compile(r"\b(?:hang|moi) tuan(?: (?:mot|1) (?:buoi|lan))?\b|\b(?:every week|weekly)\b")
_WEEKS = re.compile(rf"(?:\btrong )?{_NO_ORDINAL}{N} (?:tuan|buoi|weeks?|sessions)\b(?! (?:nua|sau|toi|nay|truoc)\b)")
_SEATS = re.compile(
    rf"(?:\b(?:toi da|khoang|cho) )?{_NO_ORDINAL}{N} (?P<unit>cho(?: ngoi)?|nguoi|hoc vien|seats|places|people)\b"
)
_AT = re.compile(r"\b(?:tai|o|at) (?=\w)")
_PLACE = re.compile(
    r"\b(?:nha|chua|dinh|mieu|truong|van phong|phong|hoi truong|tru so|diem|quan|san|ubnd|trung tam|cong vien|thu vien"
    r"|tram|khu|kp|ap) (?=\w)"
)
_GLUE = frozenset(("lop", "hoc", "day", "mo", "tao", "ve", "luc", "vao", "qua", "va", "nhe", "nha", "a", "trong"))
_EDGES = " \t\n,.;:!?()–-"


def read_course_line(text: str, now_local: datetime) -> CourseLine:
    line = " ".join(normal("NFC", text).split())
    line, _ = _without(line, _WEEKLY)
    line, weeks = _without(line, _WEEKS)
    line, seats = _without(line, _SEATS)
    whom = find_for_whom(line)
    audience = whom.audience if whom is not None and whom.audience in OPENLY_NAMED else None
    line = _cut(line, whom.start, whom.end) if whom is not None and audience is not None else line
    series, line = read_series(line, now_local)
    when, series, line = _when(line, series, now_local)
    named = find_topic(line)
    line = _without_topics(line)
    place = _place(line)
    left = None if place or not (named or when) else _left(line)
    return CourseLine(named.topic if named else None, when, seats, weeks, place, left, series, audience)


def _when(line: str, series: Series, now: datetime) -> tuple[When | None, Series, str]:
    """Read the time; several weekdays are a series that begins on the first of them."""
    since, without = read_first_day(line, now)
    when, rest = find_when(without, now)
    days = several_days(when, without)
    if isinstance(when, Either) and days:
        return first_of(when, days, since), replace(series, days=days, since=since), rest
    when, rest = find_when(line, now)
    return when, series, rest


def spoken_number(said: str) -> int:
    return _NUMBERS.get(said) or int(said)


def _without(line: str, pattern: re.Pattern[str]) -> tuple[str, int | None]:
    for found in pattern.finditer(letters(line)):
        said = found.groupdict()
        spelled = line[found.start("unit") : found.end("unit")].lower() if "unit" in said else ""
        if spelled == "cho" and not line.isascii():  # in a line with diacritics «cho» is not «chỗ»
            continue
        number = spoken_number(said["n"]) if "n" in said else None
        return _cut(line, found.start(), found.end()), number or None
    return line, None


def _cut(line: str, start: int, end: int) -> str:
    return line[:start] + TAKEN * (end - start) + line[end:]


def _without_topics(line: str) -> str:
    while named := find_topic(line):
        line = _cut(line, named.start, named.end)
    return line


def _place(line: str) -> str | None:
    parts = [part.strip(_EDGES) for part in line.split(TAKEN)]
    for pattern in (_AT, _PLACE):
        for part in parts:
            if found := pattern.search(letters(part)):
                return _trimmed(part[found.end() if pattern is _AT else found.start() :])
    return None


def _left(line: str) -> str | None:
    return " ".join(part.strip(_EDGES) for part in line.split(TAKEN) if _trimmed(part)) or None


def _trimmed(part: str) -> str | None:
    words = part.split()
    while words and fold(words[-1]) in _GLUE - {"hoc"}:
        words.pop()
    while words and fold(words[0]) in _GLUE - {"nha"}:
        words.pop(0)
    kept = " ".join(words).strip(_EDGES)
    return kept if any(c.isalpha() for c in kept) else None
