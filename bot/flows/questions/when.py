"""When: one tap, or typed («8h sáng thứ bảy», «30/11»); only what is missing is asked."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypedDict, cast

from bot import clock
from bot.chat.chat import Chat
from bot.chat.understand import NotUnderstood
from bot.domain.parsing.new_time import read_new_time
from bot.domain.parsing.time import Either, SaidPart, UnclearTime, When, read_when
from bot.i18n import Text, _

HINTS = {
    UnclearTime.NO_SUCH_DAY: _("There is no such day in the calendar."),
    UnclearTime.NO_SUCH_HOUR: _("There is no such hour on the clock."),
    UnclearTime.PAST: _("That time is already over."),
    UnclearTime.LUNAR: _("Please give me the day in the solar calendar."),
}
EXAMPLE = _("for example: 7 in the evening on Wednesday")
_HOURS = {
    SaidPart.MORNING: (time(8), time(9)),
    SaidPart.NOON: (time(11), time(13)),
    SaidPart.AFTERNOON: (time(14), time(15)),
    SaidPart.EVENING: (time(18), time(19)),
    None: (time(8), time(14), time(19)),
}
_DAYS_OFFERED = 7


class SaidMoment(TypedDict):
    """The parts of a moment that were understood, in ISO form."""

    day: str | None
    time: str | None
    part: str | None


async def ask_when(
    chat: Chat, name: str, text: Text, usual: Sequence[datetime], heard: list[SaidMoment] | str | None = None
) -> datetime:
    """Return a future moment: one of `usual`, typed, or completed from `heard`."""
    if not heard:
        shown = {start.isoformat(): _("{when}", when=start) for start in usual}
        heard = cast("list[SaidMoment] | str", await chat.ask(name, text, read_moments, shown, EXAMPLE))
    if isinstance(heard, str):
        return datetime.fromisoformat(heard)
    moment = heard[0]
    if len(heard) > 1:
        choices = {str(n): _label(each) for n, each in enumerate(heard)}
        picked: str = await chat.choose(f"{name}_which", _("Which of them do you mean?"), choices)
        moment = heard[int(picked)]
    hour = time.fromisoformat(moment["time"]) if moment["time"] else None
    day = date.fromisoformat(moment["day"]) if moment["day"] else await _ask_day(chat, name, hour)
    return clock.at(day, hour or await _ask_hour(chat, name, day, moment["part"]))


def read_moments(words: str) -> list[SaidMoment] | None:
    """Return each possible meaning; None if no time is named. Raises NotUnderstood for impossible ones."""
    return moments(read_when(words, clock.local(clock.now())))


def read_new_moments(words: str, old: datetime) -> list[SaidMoment] | None:
    """Return the same for what stands at `old`: what they leave as it was is taken from it."""
    return moments(read_new_time(words, clock.local(old), clock.local(clock.now())))


def moments(said: When | None) -> list[SaidMoment] | None:
    if said is None:
        return None
    if isinstance(said, UnclearTime):
        raise NotUnderstood(HINTS[said])
    each = said.choices if isinstance(said, Either) else (said,)
    return [
        SaidMoment(
            day=one.day.isoformat() if one.day else None,
            time=one.time.isoformat() if one.time else None,
            part=one.part,
        )
        for one in each
    ]


def _label(moment: SaidMoment) -> Text:
    hour = time.fromisoformat(moment["time"]) if moment["time"] else None
    day = date.fromisoformat(moment["day"]) if moment["day"] else None
    if day is not None and hour is not None:
        return _("{when}", when=clock.at(day, hour))
    return _("{when}", when=day or hour or "…")


async def _ask_day(chat: Chat, name: str, hour: time | None) -> date:
    first = clock.today()
    if hour is not None and clock.at(first, hour) <= clock.now():
        first += timedelta(days=1)
    days = [first + timedelta(days=n) for n in range(_DAYS_OFFERED)]
    shown = {day.isoformat(): _("{when}", when=day) for day in days}
    return date.fromisoformat(await chat.ask(f"{name}_day", _("On which day?"), _read_day, shown, EXAMPLE))


def _read_day(words: str) -> str | None:
    heard = read_moments(words)
    return heard[0]["day"] if heard is not None and len(heard) == 1 else None


async def _ask_hour(chat: Chat, name: str, day: date, part: str | None) -> time:
    hours = _HOURS[SaidPart(part) if part else None]
    shown = {hour.isoformat(): _("{when}", when=hour) for hour in hours if clock.at(day, hour) > clock.now()}

    def read(words: str) -> str | None:
        heard = read_moments(words)
        said = heard[0]["time"] if heard is not None and len(heard) == 1 else None
        if said is not None and clock.at(day, time.fromisoformat(said)) <= clock.now():
            raise NotUnderstood(HINTS[UnclearTime.PAST])
        return said

    return time.fromisoformat(await chat.ask(f"{name}_hour", _("At what time?"), read, shown, EXAMPLE))
