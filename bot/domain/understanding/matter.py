"""What a card speaks of, and whether an answer speaks of something else: «mai bà bận» to a card about Thursday.

Whoever names a day, a part of the day or a class in an answer must mean that of the card, or is asked back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.parsing.time import Either, SaidPart, Spoken, UnclearTime, When, find_when
from bot.domain.people.named import NamedPerson
from bot.domain.topics import Topic, find_topic
from bot.domain.understanding.frame import frame
from bot.domain.understanding.words import spelled
from bot.domain.vietnamese import fold, normal

_DATED, _PLACE = "📅", "📍"
# What stands before the end of an offer, or before what was so until now.
_NOT_IT = re.compile(r"(?:đến|tới|trước|until|before|của|of)\s*$", re.IGNORECASE)
# «một mình», «một bữa» count; «mốt» is the day after tomorrow.
_ONE = re.compile(r"\bm[oộ]t (?=m[iì]nh|b[uữ]a|bu[oổ]i|l[aầ]n|ch[uú]t|[ií]t|ng[uư][oờ]i|lop|lớp)", re.IGNORECASE)
# «bữa này» is the one that is asked about, «bữa nay» is today.
_THIS = re.compile(r"\b(?:bữa|buổi|hôm|lần) này\b", re.IGNORECASE)
# With these a weekday is that of one week.
_ONE_WEEK = re.compile(r"\d\s*[/.-]\s*\d|\bngay \d|\btuan\b")
_THIS_WEEK = re.compile(r"\btuan n(?:a|à)y\b")
# Whoever is spoken to is not who is spoken of.
_SPOKEN_TO = re.compile(r"\b(?:thua|thưa|chao|chào|cam on|cảm on) *$")
# A bit of the next part of the day is still called so.
_CALLED = {
    SaidPart.MORNING: range(12),
    SaidPart.NOON: range(10, 15),
    SaidPart.AFTERNOON: range(12, 19),
    SaidPart.EVENING: range(17, 24),
}
_HALF_DAY = 12 * 60  # minutes


@dataclass(frozen=True)
class Matter:
    """The local moments and the topic that a card speaks of, as far as it names them."""

    when: tuple[datetime, ...] = ()
    topic: Topic | None = None


@dataclass(frozen=True)
class Named:
    """What an answer names: a time, a topic, people other than whom it speaks to."""

    when: When | None = None
    topic: Topic | None = None
    people: tuple[NamedPerson, ...] = ()
    in_one_week: bool = False

    def __bool__(self) -> bool:
        return self.when is not None or self.topic is not None or bool(self.people)


def matter_of(text: str, moments: Sequence[tuple[int, datetime]], put_at: datetime) -> Matter:
    """Return what a shown text speaks of; `moments` are the places in it that name a time, as local moments.

    `put_at`, local, is what the days in it were counted from.
    """
    return Matter(_dated(text, moments) or tuple(_read(text, put_at)), _topic(text))


def named_in(text: str, now: datetime) -> Named:
    """Return the time, topic and people an answer names, seen from a local `now`."""
    said = _THIS.sub(" ", _ONE.sub("1 ", normal("NFC", text)))
    facts = frame(said, now).facts
    when = None if facts.when in {UnclearTime.NO_SUCH_DAY, UnclearTime.NO_SUCH_HOUR} else facts.when
    plain = " ".join(spelled(text))
    people = tuple(one for one in facts.people if not _is_spoken_to(one, plain))
    # Every topic is taught on a telephone: that one is named counts only as a class.
    topic = None if facts.topic is Topic.T01 and "lop" not in plain.split() else facts.topic
    return Named(when, topic, people, _ONE_WEEK.search(_THIS_WEEK.sub("", fold(text))) is not None)


def is_of(named: Named, matter: Matter) -> bool:
    """Return whether time and topic in the answer are those of the card, as far as the card names any."""
    if named.topic is not None and matter.topic is not None and named.topic is not matter.topic:
        return False
    return named.when is None or not matter.when or any(_is_then(named, moment) for moment in matter.when)


def is_of_a_part(named: Named, matter: Matter) -> bool:
    fitting = [_is_then(named, moment) for moment in matter.when]
    return named.when is not None and any(fitting) and not all(fitting)


def _is_then(named: Named, moment: datetime) -> bool:
    match named.when:
        case Spoken() as said:
            return _fits(said, moment, exactly=named.in_one_week)
        case Either(choices):
            return any(_fits(said, moment, exactly=named.in_one_week) for said in choices)
    return False  # a day that is past, or of the moon


def _fits(said: Spoken, moment: datetime, *, exactly: bool) -> bool:
    same_weekday = said.weekday == moment.weekday() and not exactly
    if said.day is not None and said.day != moment.date() and not same_weekday:
        return False
    if said.time is not None:
        ahead = (said.time.hour * 60 + said.time.minute) - (moment.hour * 60 + moment.minute)
        return ahead == 0 if said.part is not None else ahead % _HALF_DAY == 0
    return said.part is None or moment.hour in _CALLED[said.part]


def _is_spoken_to(one: NamedPerson, plain: str) -> bool:
    called = " ".join(spelled(one.name))
    before, found, after = plain.partition(called)
    if not found:
        return False
    before = before.rsplit(" ", 2)[0] if before.count(" ") else ""
    return after.startswith((" oi", " a ")) or _SPOKEN_TO.search(f"{before} ") is not None


def _dated(text: str, moments: Sequence[tuple[int, datetime]]) -> tuple[datetime, ...]:
    """Return the moments beside 📅, else the last that is no deadline and was not so before."""
    in_units = text.encode("utf-16-le")
    before = [(in_units[: at * 2].decode("utf-16-le", errors="ignore"), when) for at, when in moments]
    dated = [when for said, when in before if said.rsplit("\n", 1)[-1].startswith(_DATED)]
    others = [when for said, when in before if not _NOT_IT.search(said)]
    return tuple(dated) or tuple(others[-1:]) or tuple(when for _at, when in moments[:1])


def _read(text: str, put_at: datetime) -> Iterator[datetime]:
    """Return the moments in lines with 📅 whose places were lost on the way to whoever passes it on."""
    for line in text.splitlines():
        said = find_when(line[len(_DATED) :], put_at)[0] if line.startswith(_DATED) else None
        if isinstance(said, Spoken) and said.day is not None and said.time is not None:
            yield datetime.combine(said.day, said.time, put_at.tzinfo)


def _topic(text: str) -> Topic | None:
    found = find_topic("\n".join(line for line in text.splitlines() if not line.startswith(_PLACE)))
    return found.topic if found is not None else None
