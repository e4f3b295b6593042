"""Chooses volunteers for shifts, with reasons; the same input always gives the same offers."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.domain.courses import LESSON, Hours, clash
from bot.domain.messaging.reminders import after_quiet_hours
from bot.domain.people.person import PhoneType
from bot.domain.shifts import DayPart, part_of
from bot.domain.topics import Topic

TOO_LATE_TO_ASK = timedelta(minutes=30)
# Closer to the session the leader looks for a substitute without us.
TOO_LATE_FOR_A_SUBSTITUTE = timedelta(hours=3)
SUBSTITUTES_AT_ONCE = 3

_TO_ANSWER = timedelta(hours=24)
_QUARTER = timedelta(minutes=15)
# Words without diacritics: the same when spoken, heard and typed.
CODE_WORDS = ("TRE", "SEN", "MAI", "LAN", "CAM", "CAU", "NAI", "SAO", "MAY", "CHIM", "HOA", "VUI", "VOI", "ONG")
CODE_DIGITS = "23456789"


@dataclass(frozen=True)
class Learner:
    """A resident with a seat. `last_helper` sat with them last time; a `beginner` has never been to a class."""

    id: int
    phone: PhoneType | None = None
    last_helper: int | None = None
    beginner: bool = False
    elderly: bool = False


@dataclass(frozen=True)
class AvailableHelper:
    """An active volunteer. `free` are half-days as (weekday, part), `standing` those of them promised for every week.

    `until` is the last day of a half-day that ends.

    `promised` are the local hours of what they have accepted or are offered, which also count as load; `last_asked` is
    the time of the last offer; `on_call` volunteers are asked first this week.
    """

    id: int
    topics: frozenset[Topic]
    phones: frozenset[PhoneType]
    free: frozenset[tuple[int, DayPart]] = frozenset()
    wards: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    promised: tuple[Hours, ...] = ()
    last_asked: datetime | None = None
    on_call: bool = False
    standing: frozenset[tuple[int, DayPart]] = frozenset()
    until: Mapping[tuple[int, DayPart], date] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenPlaces:
    """A session (local start) with `places` for which nobody is asked yet.

    `asked` are helpers who had an offer already, whatever they answered. For a `substitute` several helpers are
    asked per place.
    """

    session: int
    starts: datetime
    topic: Topic
    ward: str
    group: int
    places: int
    learners: tuple[Learner, ...] = ()
    asked: frozenset[int] = frozenset()
    substitute: bool = False
    length: timedelta = LESSON

    @property
    def hours(self) -> Hours:
        return Hours(self.starts, self.length)


@dataclass(frozen=True)
class Reasons:
    """Why a helper was chosen: told to the volunteer, and stored to be checked again."""

    helped_before: bool
    same_group: bool
    phone: bool
    free: bool
    least_asked: bool
    promised: bool = False

    def as_facts(self) -> dict[str, bool]:
        return asdict(self)


@dataclass(frozen=True)
class Offer:
    session: int
    helper: int
    reasons: Reasons


def choose(needs: Iterable[OpenPlaces], helpers: Iterable[AvailableHelper]) -> list[Offer]:
    """Return offers, the earliest session first.

    Suitable helpers teach the topic, are free then and have no other session at that time. Order: promised to
    come then every week, helped these learners before, same residential group, knows their phones, fewest promises.
    """
    wards: dict[str, dict[int, AvailableHelper]] = defaultdict(dict)
    for helper in helpers:
        for ward in helper.wards:
            wards[ward][helper.id] = helper
    offers = []
    for need in sorted(needs, key=lambda need: (need.starts, need.session)):
        suited = sorted((h for h in wards[need.ward].values() if _is_suitable(need, h)), key=lambda h: _rank(need, h))
        quietest = min((_burden(h) for h in suited), default=None)
        for helper in suited[: _how_many(need, suited)]:
            offers.append(Offer(need.session, helper.id, _reasons(need, helper, quietest)))
            asked = replace(helper, promised=(*helper.promised, need.hours))
            for ward in helper.wards:
                wards[ward][helper.id] = asked
    return offers


def _how_many(need: OpenPlaces, suited: Sequence[AvailableHelper]) -> int:
    sure = sum(_has_promised(need, helper) for helper in suited)
    return need.places * (SUBSTITUTES_AT_ONCE if need.substitute and sure < need.places else 1)


def substitutes_answer_by(local_now: datetime) -> datetime:
    return local_now + _QUARTER


def answer_by(local_now: datetime, starts: datetime) -> datetime:
    """Return the deadline of an offer: 24 hours, at most half of the time left.

    Move it up to the next quarter of an hour and out of quiet hours, unless the session is too near.
    """
    deadline = min(local_now + _TO_ANSWER, local_now + (starts - local_now) / 2)
    kind = after_quiet_hours(deadline + (datetime.min.replace(tzinfo=deadline.tzinfo) - deadline) % _QUARTER)
    return kind if kind <= starts - TOO_LATE_TO_ASK else deadline


def meeting_code(pick: Callable[[Sequence[str]], str], taken: Collection[str] = ()) -> str:
    while True:
        code = f"{pick(CODE_WORDS)}-{pick(CODE_DIGITS)}{pick(CODE_DIGITS)}"
        if code not in taken:
            return code


def _is_suitable(need: OpenPlaces, helper: AvailableHelper) -> bool:
    return (
        helper.id not in need.asked
        and need.topic in helper.topics
        and _is_free(need, helper)
        and not any(clash(need.hours, other) for other in helper.promised)
    )


def _rank(need: OpenPlaces, helper: AvailableHelper) -> tuple[bool, bool, float, int, bool, int, int, float, int]:
    return (
        not _has_promised(need, helper),
        need.substitute and not helper.on_call,
        _burden(helper)[1] if need.substitute else 0,
        -_helped(need, helper),
        need.group not in helper.groups,
        -sum(knows_phone(helper, learner) for learner in need.learners),
        *_burden(helper),
        helper.id,
    )


def _reasons(need: OpenPlaces, helper: AvailableHelper, quietest: tuple[int, float] | None) -> Reasons:
    return Reasons(
        helped_before=_helped(need, helper) > 0,
        same_group=need.group in helper.groups,
        phone=bool(need.learners) and all(knows_phone(helper, learner) for learner in need.learners),
        free=_is_free(need, helper),
        least_asked=_burden(helper) == quietest,
        promised=_has_promised(need, helper),
    )


def _helped(need: OpenPlaces, helper: AvailableHelper) -> int:
    return sum(learner.last_helper == helper.id for learner in need.learners)


def _is_free(need: OpenPlaces, helper: AvailableHelper) -> bool:
    then = _half_day(need)
    return then in helper.free and need.starts.date() <= helper.until.get(then, date.max)


def _has_promised(need: OpenPlaces, helper: AvailableHelper) -> bool:
    return _half_day(need) in helper.standing and _is_free(need, helper)


def _half_day(need: OpenPlaces) -> tuple[int, DayPart]:
    return need.starts.weekday(), part_of(need.starts.hour)


def _burden(helper: AvailableHelper) -> tuple[int, float]:
    return len(helper.promised), helper.last_asked.timestamp() if helper.last_asked is not None else 0.0


def knows_phone(helper: AvailableHelper, learner: Learner) -> bool:
    return learner.phone in (None, PhoneType.NONE) or learner.phone in helper.phones
