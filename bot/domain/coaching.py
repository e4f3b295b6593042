"""One-to-one coaching: what is asked for, where, how urgent it is, and when half-days begin."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from bot.domain.people.person import AgeBand, Audience, PhoneType
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic


class LessonPlace(StrEnum):
    """Where the two meet. Only at home are two visitors needed, or somebody of the family."""

    HOME = "home"
    HALL = "hall"
    NEARBY = "nearby"


class RequestStatus(StrEnum):
    """Waiting is to be matched; served once somebody has agreed to come."""

    WAITING = "waiting"
    SERVED = "served"
    WITHDRAWN = "withdrawn"


class AppointmentStatus(StrEnum):
    """The volunteer is asked, then the resident, then a second visitor where one is needed; only then it is sure.

    Who is asked to move has agreed to nothing yet.
    """

    MOVE_ASKED = "move_asked"
    OFFERED = "offered"
    PROPOSED = "proposed"
    SECOND_SOUGHT = "second_sought"
    CONFIRMED = "confirmed"
    DONE = "done"
    DECLINED = "declined"
    REFUSED = "refused"
    EXPIRED = "expired"
    RELEASED = "released"
    MOVED = "moved"


class Language(StrEnum):
    """What a lesson may be held in."""

    VIETNAMESE = "vi"
    KHMER = "km"
    CHINESE = "zh"
    ENGLISH = "en"


class Reach(StrEnum):
    """How far a volunteer goes: within the own residential group, the own ward, or to the wards beside it."""

    GROUP = "group"
    WARD = "ward"
    NEIGHBOURS = "neighbours"


class LessonKind(NamedTuple):
    """What both sides must share: a topic, a telephone and a place; or, where it is a class, a topic alone."""

    topic: Topic
    phone: PhoneType | None = None
    place: LessonPlace | None = None


OPEN = (
    AppointmentStatus.OFFERED,
    AppointmentStatus.PROPOSED,
    AppointmentStatus.SECOND_SOUGHT,
    AppointmentStatus.CONFIRMED,
)
# Nobody has measured the ways: a step further each, in the kilometres of the matching.
IN_GROUP, IN_WARD, IN_FORMER_WARD, IN_FORMER_DISTRICT = 1, 2, 5, 8
KM = {Reach.GROUP: IN_GROUP, Reach.WARD: IN_WARD, Reach.NEIGHBOURS: IN_FORMER_DISTRICT}
# The first day that is matched leaves two evenings and a morning for both answers.
LEAD = timedelta(days=2)
MATCHED_AT = time(2)

_STARTS = {DayPart.MORNING: time(8, 30), DayPart.AFTERNOON: time(14, 30), DayPart.EVENING: time(18, 30)}
_PARTS = tuple(DayPart)
_TELEPHONES = (PhoneType.ANDROID, PhoneType.IPHONE)
_WEEK = timedelta(days=7)
_MOST_URGENT = 8


def last_day(first: date) -> date:
    """Of the seven days that are matched at once."""
    return first + timedelta(days=6)


def slot_of(weekday: int, part: DayPart) -> int:
    """The number of a half-day of the week: 0 is Monday morning, 20 Sunday evening."""
    return weekday * len(_PARTS) + _PARTS.index(part)


def mask(half_days: Iterable[tuple[int, DayPart]]) -> int:
    """Half-days as bits."""
    return sum(1 << slot for slot in {slot_of(day, part) for day, part in half_days})


def starts_at(slot: int, first: date, zone: tzinfo) -> datetime:
    """When the half-day of this number begins, within the seven days from `first` on."""
    weekday, part = divmod(slot, len(_PARTS))
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return datetime.combine(day, _STARTS[_PARTS[part]], zone)


def kinds() -> list[LessonKind]:
    """All there are, in the same order each time: lessons for one, then classes."""
    return [*lessons(Topic, _TELEPHONES, LessonPlace), *map(LessonKind, Topic)]


def lessons(topics: Iterable[Topic], phones: Iterable[PhoneType], places: Iterable[LessonPlace]) -> list[LessonKind]:
    """The kinds of lessons for one that somebody wants or gives."""
    return [LessonKind(*one) for one in product(topics, sorted(set(phones).intersection(_TELEPHONES)), places)]


def telephones(known: PhoneType | None) -> tuple[PhoneType, ...]:
    """What a helper may know: who has no telephone yet, or has not said which, learns on either."""
    return (known,) if known in _TELEPHONES else _TELEPHONES


def urgency(age: AgeBand | None, audience: Audience | None, place: LessonPlace, waited: timedelta) -> int:
    """1 to 8, the most urgent: age, hardship, being bound to the house, and a step for each week of waiting."""
    years = {AgeBand.FROM_60: 1, AgeBand.FROM_75: 2}.get(age, 0) if age is not None else 0
    hardship = 2 if audience in (Audience.HARDSHIP, Audience.VOLUNTEER_FAMILY) else 0
    return min(_MOST_URGENT, 1 + years + hardship + (place is LessonPlace.HOME) + waited // _WEEK)
