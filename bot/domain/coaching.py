"""One-to-one coaching: places, statuses, kinds of lessons, urgency, and the start of half-days."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from bot.domain.people.person import SMARTPHONES, AgeBand, Audience, PhoneType
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.domain.weeks import A_WEEK, first_weekday


class LessonPlace(StrEnum):
    """Where the lesson is held. Only at home a second visitor or a relative must be present."""

    HOME = "home"
    HALL = "hall"
    NEARBY = "nearby"


class RequestStatus(StrEnum):
    """WAITING is still to be matched; SERVED once a volunteer has agreed to come."""

    WAITING = "waiting"
    SERVED = "served"
    WITHDRAWN = "withdrawn"


class AppointmentStatus(StrEnum):
    """OFFERED to the volunteer, PROPOSED to the resident, then a second visitor where one is needed, then
    CONFIRMED.

    MOVE_ASKED: people are asked to move an appointment and have not agreed yet.
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


UNANSWERED = (AppointmentStatus.OFFERED, AppointmentStatus.PROPOSED)
# The volunteer and the resident have said yes.
AGREED = (AppointmentStatus.SECOND_SOUGHT, AppointmentStatus.CONFIRMED)


class Language(StrEnum):
    """Languages of lessons."""

    VIETNAMESE = "vi"
    KHMER = "km"
    CHINESE = "zh"
    ENGLISH = "en"


class Reach(StrEnum):
    """How far a volunteer travels: own residential group, own ward, or neighbouring wards too."""

    GROUP = "group"
    WARD = "ward"
    NEIGHBOURS = "neighbours"


class LessonKind(NamedTuple):
    """What resident and volunteer must have in common; a class has a topic only."""

    topic: Topic
    phone: PhoneType | None = None
    place: LessonPlace | None = None


OPEN = (
    AppointmentStatus.OFFERED,
    AppointmentStatus.PROPOSED,
    AppointmentStatus.SECOND_SOUGHT,
    AppointmentStatus.CONFIRMED,
)
# Distances between places are not measured; these are assumed, in kilometres, for the matching.
IN_GROUP, IN_WARD, IN_FORMER_WARD, IN_FORMER_DISTRICT = 1, 2, 5, 8
KM = {Reach.GROUP: IN_GROUP, Reach.WARD: IN_WARD, Reach.NEIGHBOURS: IN_FORMER_DISTRICT}
# The first day matched is two days ahead: two evenings and a morning are left for both answers.
LEAD = timedelta(days=2)
MATCHED_AT = time(2)

_STARTS = {DayPart.MORNING: time(8, 30), DayPart.AFTERNOON: time(14, 30), DayPart.EVENING: time(18, 30)}
_PARTS = tuple(DayPart)
_MOST_URGENT = 8


def last_day(first: date) -> date:
    """Return the last of the seven days that are matched together."""
    return first + timedelta(days=6)


def slot_of(weekday: int, part: DayPart) -> int:
    """Number the half-days of the week: 0 is Monday morning, 20 Sunday evening."""
    return weekday * len(_PARTS) + _PARTS.index(part)


def mask(half_days: Iterable[tuple[int, DayPart]]) -> int:
    return sum(1 << slot for slot in {slot_of(day, part) for day, part in half_days})


def starts_at(slot: int, first: date, zone: tzinfo) -> datetime:
    """Return when the half-day of this number begins within the seven days from `first`."""
    weekday, part = divmod(slot, len(_PARTS))
    return datetime.combine(first_weekday(weekday, first), _STARTS[_PARTS[part]], zone)


def kinds() -> list[LessonKind]:
    return [*lessons(Topic, SMARTPHONES, LessonPlace), *map(LessonKind, Topic)]


def lessons(topics: Iterable[Topic], phones: Iterable[PhoneType], places: Iterable[LessonPlace]) -> list[LessonKind]:
    return [LessonKind(*one) for one in product(topics, sorted(set(phones).intersection(SMARTPHONES)), places)]


def telephones(known: PhoneType | None) -> tuple[PhoneType, ...]:
    return (known,) if known in SMARTPHONES else SMARTPHONES


def urgency(age: AgeBand | None, audiences: Collection[Audience], place: LessonPlace, waited: timedelta) -> int:
    """Rate from 1 to 8 (most urgent) by age, hardship, being housebound, and one more for each week of waiting."""
    years = {AgeBand.FROM_60: 1, AgeBand.FROM_75: 2}.get(age, 0) if age is not None else 0
    hardship = 2 if {Audience.HARDSHIP, Audience.VOLUNTEER_FAMILY}.intersection(audiences) else 0
    return min(_MOST_URGENT, 1 + years + hardship + (place is LessonPlace.HOME) + waited // A_WEEK)
