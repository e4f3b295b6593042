"""Days and times as people type them: «19h30 tối thứ 3», «8 gio sang mai».

Only for answers to «when?»: elsewhere «Mai» may be a name and «8/3» a house number.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import TypeAlias

from bot.domain.parsing.time_grammar import ClockTime, SaidPart, SaidTime, TypedWords, UnclearTime, hear
from bot.domain.vietnamese import untelex
from bot.domain.weeks import A_WEEK, first_weekday, monday_of

__all__ = ["Either", "SaidPart", "Spoken", "UnclearTime", "When", "find_when", "read_when"]

Hour: TypeAlias = time


@dataclass(frozen=True)
class Spoken:
    """What was said, in local time. A weekday (Monday is 0) comes with its next `day`, never today."""

    day: date | None = None
    time: Hour | None = None
    weekday: int | None = None
    part: SaidPart | None = None


@dataclass(frozen=True)
class Either:
    """Several meanings to choose from: «thứ 7 hoặc chủ nhật», or a date that is not on the weekday said."""

    choices: tuple[Spoken, ...]


When: TypeAlias = Spoken | Either | UnclearTime

_HOURS = {
    SaidPart.MORNING: range(12),
    SaidPart.NOON: range(10, 15),
    SaidPart.AFTERNOON: range(12, 20),
    SaidPart.EVENING: range(17, 24),
}
_EARLIEST = 6  # «2 giờ» without a part of the day is in the afternoon: no class starts before six
_HALF_DAY, _DAY = 12, 24
_MINUTES = 60


def read_when(text: str, now: datetime) -> When | None:
    """Return None if neither day nor time is named; `now` is local."""
    return find_when(text, now)[0]


def find_when(text: str, now: datetime) -> tuple[When | None, str]:
    """Return the meaning, and the text with «|» in place of words about time; `now` is local."""
    line = TypedWords(text)
    found, rest = _meaning(line, now), line.rest()
    if line.words.isascii():  # what a Telex keyboard left helps the meaning, but would spoil the rest
        repaired = untelex(line.words.lower())
        found = found if repaired == line.words else _meaning(TypedWords(repaired), now)
    return found, rest


def _meaning(line: TypedWords, now: datetime) -> When | None:
    sides = hear(line, now)
    if isinstance(sides, UnclearTime):
        return sides
    found: list[Spoken] = []
    for side in sides:
        choices = _choices(_completed(side, sides))
        if isinstance(choices, UnclearTime):
            return choices
        found += choices
    distinct = tuple(dict.fromkeys(found))
    return Either(distinct) if len(distinct) > 1 else next(iter(distinct), None)


def _completed(side: SaidTime, sides: list[SaidTime]) -> SaidTime:
    """Fill in from the other side of «hoặc»: «8h sáng thứ 7 hoặc chủ nhật»."""
    dated = next((other for other in sides if other.says_day()), side)
    timed = next((other for other in sides if other.says_hour()), side)
    if not side.says_day():
        side = replace(dated, clocks=side.clocks, parts=side.parts)
    if not side.weekdays and not side.days and side.week:
        side = replace(side, weekdays=dated.weekdays)
    if not side.says_hour():
        side = replace(side, clocks=timed.clocks, parts=timed.parts)
    if not side.parts and all(clock.hour <= _HALF_DAY for clock in side.clocks):
        side = replace(side, parts=next((other.parts for other in sides if other.parts), []))
    return side


def _choices(heard: SaidTime) -> list[Spoken] | UnclearTime:
    days, hours = _days(heard), _hours(heard)
    if isinstance(days, UnclearTime):
        return days
    if isinstance(hours, UnclearTime):
        return hours
    said: list[date] | list[None] = days or [None]
    choices = [
        Spoken(day, hour, day.weekday() if day and heard.weekdays else None, part)
        for day, (hour, part) in product(said, hours)
    ]
    ahead = [choice for choice in choices if not _over(choice, heard.now)]
    return ahead or UnclearTime.PAST


def _days(heard: SaidTime) -> list[date] | UnclearTime:
    said = heard.days or ([] if heard.weekdays else heard.names)
    if unclear := next((day for day in said if isinstance(day, UnclearTime)), None):
        return unclear
    days = {day for day in said if isinstance(day, date)}
    if heard.weekdays and not (days and all(day.weekday() in heard.weekdays for day in days)):
        days |= {_next(weekday, heard) for weekday in heard.weekdays}
    if not days and heard.week:
        monday = monday_of(heard.now.date()) + heard.week * A_WEEK
        days = {monday + timedelta(days=n) for n in range(7)}  # «tuần sau»: which day is asked
    return sorted(days)


def _next(weekday: int, heard: SaidTime) -> date:
    today = heard.now.date()
    if heard.week is not None:
        return monday_of(today) + heard.week * A_WEEK + timedelta(days=weekday)
    return first_weekday(weekday, today if heard.maybe_today else today + timedelta(days=1))


def _hours(heard: SaidTime) -> list[tuple[time | None, SaidPart | None]] | UnclearTime:
    parts: list[SaidPart] | list[None] = list(dict.fromkeys(heard.parts)) or [None]
    if not heard.clocks:
        return [(None, part) for part in parts]
    only = parts[0] if len(parts) == 1 else None
    hours = [(_hour(clock, clock.part or only), clock.part or only) for clock in heard.clocks]
    return UnclearTime.NO_SUCH_HOUR if any(hour is None for hour, _ in hours) else hours


def _hour(clock: ClockTime, part: SaidPart | None) -> time | None:
    """Convert to 24 hours: «7 giờ tối» is 19:00; None if hour and part of the day contradict each other."""
    hour = clock.hour
    if part:
        hour = next((h for h in (hour, hour + _HALF_DAY) if h in _HOURS[part]), _DAY)
    elif 0 < hour < _EARLIEST and not clock.exact:
        hour += _HALF_DAY
    minutes = hour * _MINUTES + clock.minute
    valid = hour < _DAY and clock.minute < _MINUTES and minutes >= 0
    return time(*divmod(minutes, _MINUTES)) if valid else None


def _over(choice: Spoken, now: datetime) -> bool:
    if choice.day is None or choice.day > now.date():
        return False
    latest = choice.time or (time(_HOURS[choice.part][-1], 59) if choice.part else time.max)
    return choice.day < now.date() or latest < now.time().replace(tzinfo=None)
