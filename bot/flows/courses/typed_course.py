"""Reads a class from a typed line: «Chống lừa đảo 19h tối thứ tư nhà văn hóa 20 chỗ»."""

import re
from typing import TypedDict

from bot import clock
from bot.domain.parsing.course import read_course_line
from bot.domain.parsing.series import Series
from bot.domain.parsing.time import UnclearTime, When
from bot.domain.vietnamese import fold
from bot.flows.questions.place import read_place
from bot.flows.questions.when import SaidMoment, moments, read_moments
from bot.services.courses.courses import MOST_SEATS, MOST_WEEKS

AGAIN = "again"
_BEFORE = "(?:tuan truoc|lan truoc|hoi truoc|cu)"
_AGAIN = re.compile(rf"(?:mo )?(?:lop )?(?:(?:y )?(?:nhu|giong)(?: lop)? {_BEFORE}|lap lai|(?:same )?as last week)")


class Typed(TypedDict, total=False):
    """What was understood, as JSON values; the rest is asked. `unclear` says why the time cannot be right."""

    topic: str
    when: list[SaidMoment] | None
    unclear: str
    place: str
    seats: int
    weeks: int
    days: list[int]
    until: str
    minutes: int
    audience: str


def read_line(words: str) -> Typed | str | None:
    """Return AGAIN for «như tuần trước», None if the line says nothing about a class."""
    if _AGAIN.fullmatch(fold(words)):
        return AGAIN
    line = read_course_line(words, clock.local(clock.now()))
    typed = _when(line.when)
    if line.topic is not None:
        typed["topic"] = line.topic.value
    if line.place is not None and (place := read_place(line.place)):
        typed["place"] = place
    if line.audience is not None:
        typed["audience"] = line.audience.value
    if _fits(line.seats, MOST_SEATS):
        typed["seats"] = line.seats or 0
    if _fits(line.weeks, MOST_WEEKS):
        typed["weeks"] = line.weeks or 0
    typed |= _series(line.series)
    return typed or None


def read_hours(words: str) -> Typed | None:
    """Return the same of a line that says when, without what it is about and where. Raises NotUnderstood."""
    line = read_line(words)
    if isinstance(line, dict) and "when" in line:
        line.pop("topic", None)
        line.pop("place", None)
        return line
    heard = read_moments(words)
    return {"when": heard} if heard else None


def _series(said: Series) -> Typed:
    typed = Typed()
    if said.days:
        typed["days"] = list(said.days)
    if said.until is not None:
        typed["until"] = said.until.isoformat()
    if said.minutes is not None:
        typed["minutes"] = said.minutes
    return typed


def _when(said: When | None) -> Typed:
    if said is None:
        return {}
    return {"unclear": said.value} if isinstance(said, UnclearTime) else {"when": moments(said)}


def _fits(n: int | None, most: int) -> bool:
    return n is not None and 1 <= n <= most
