"""Which volunteers are asked for which session, and why: plain, explained, the same every time."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.domain.courses import clash
from bot.domain.messaging.reminders import after_quiet_hours
from bot.domain.people.person import PhoneType
from bot.domain.shifts import DayPart, part_of
from bot.domain.topics import Topic

TOO_LATE_TO_ASK = timedelta(minutes=30)
# Nearer than this to a class a substitute is the leader's to find.
TOO_LATE_FOR_A_SUBSTITUTE = timedelta(hours=3)
SUBSTITUTES_AT_ONCE = 3

_TO_ANSWER = timedelta(hours=24)
_QUARTER = timedelta(minutes=15)
# Words that bear no marks: said at a door or over a telephone they are what is written.
CODE_WORDS = ("TRE", "SEN", "MAI", "LAN", "CAM", "CAU", "NAI", "SAO", "MAY", "CHIM", "HOA", "VUI", "VOI", "ONG")
CODE_DIGITS = "23456789"


@dataclass(frozen=True)
class Learner:
    """A resident who holds a seat; `last_helper` sat with them last time. A `beginner` has never been to a class."""

    id: int
    phone: PhoneType | None = None
    last_helper: int | None = None
    beginner: bool = False
    elderly: bool = False


@dataclass(frozen=True)
class AvailableHelper:
    """A volunteer in force. `free` are half-days of the week; `starts` the sessions (local) promised or on offer.

    These are also the load; `last_asked` is when an offer was last made; who is `on_call` stands by this week.
    """

    id: int
    topics: frozenset[Topic]
    phones: frozenset[PhoneType]
    free: frozenset[tuple[int, DayPart]] = frozenset()
    wards: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    starts: tuple[datetime, ...] = ()
    last_asked: datetime | None = None
    on_call: bool = False


@dataclass(frozen=True)
class OpenPlaces:
    """A session (local start) with `places` nobody is asked for; `asked` are those who were, whatever they said.

    A `substitute` is wanted where somebody has stepped back: then several are asked for a place, for a short time.
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


@dataclass(frozen=True)
class Reasons:
    """The facts an offer was made for: told to the volunteer, and kept to be checked again."""

    helped_before: bool
    same_group: bool
    phone: bool
    free: bool
    least_asked: bool

    def as_facts(self) -> dict[str, bool]:
        """For the database."""
        return asdict(self)


@dataclass(frozen=True)
class Offer:
    """Ask this helper for this session."""

    session: int
    helper: int
    reasons: Reasons


def choose(needs: Iterable[OpenPlaces], helpers: Iterable[AvailableHelper]) -> list[Offer]:
    """Whom to ask for what, the earliest session first.

    Asked are only those who teach the topic, said that they are free then, and have promised nothing at that hour;
    among them who helped these learners before, then neighbours, then who knows their phones, then the least burdened.
    """
    wards: dict[str, dict[int, AvailableHelper]] = defaultdict(dict)
    for helper in helpers:
        for ward in helper.wards:
            wards[ward][helper.id] = helper
    offers = []
    for need in sorted(needs, key=lambda need: (need.starts, need.session)):
        suited = sorted((h for h in wards[need.ward].values() if _suits(need, h)), key=lambda h: _rank(need, h))
        quietest = min((_burden(h) for h in suited), default=None)
        for helper in suited[: need.places * (SUBSTITUTES_AT_ONCE if need.substitute else 1)]:
            offers.append(Offer(need.session, helper.id, _reasons(need, helper, quietest)))
            asked = replace(helper, starts=(*helper.starts, need.starts))
            for ward in helper.wards:
                wards[ward][helper.id] = asked
    return offers


def substitutes_answer_by(local_now: datetime) -> datetime:
    """A quarter of an hour, and then the next three are asked."""
    return local_now + _QUARTER


def answer_by(local_now: datetime, starts: datetime) -> datetime:
    """Until when an offer stands: a day, or half of what is left; a deadline at night is put off until the morning.

    It is a quarter of an hour on the clock, since that is how people say it, unless time is too short for that.
    """
    deadline = min(local_now + _TO_ANSWER, local_now + (starts - local_now) / 2)
    kind = after_quiet_hours(deadline + (datetime.min.replace(tzinfo=deadline.tzinfo) - deadline) % _QUARTER)
    return kind if kind <= starts - TOO_LATE_TO_ASK else deadline


def meeting_code(pick: Callable[[Sequence[str]], str], taken: Collection[str] = ()) -> str:
    """A code such as «TRE-27», by which a resident knows the right visitor; `pick` takes one at random."""
    while True:
        code = f"{pick(CODE_WORDS)}-{pick(CODE_DIGITS)}{pick(CODE_DIGITS)}"
        if code not in taken:
            return code


def _suits(need: OpenPlaces, helper: AvailableHelper) -> bool:
    return (
        helper.id not in need.asked
        and need.topic in helper.topics
        and _is_free(need, helper)
        and not any(clash(need.starts, other) for other in helper.starts)
    )


def _rank(need: OpenPlaces, helper: AvailableHelper) -> tuple[bool, float, int, bool, int, int, float, int]:
    """For a substitute who stands by, then the least recently asked first: several are disturbed for one place."""
    return (
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
    )


def _helped(need: OpenPlaces, helper: AvailableHelper) -> int:
    return sum(learner.last_helper == helper.id for learner in need.learners)


def _is_free(need: OpenPlaces, helper: AvailableHelper) -> bool:
    return (need.starts.weekday(), part_of(need.starts.hour)) in helper.free


def _burden(helper: AvailableHelper) -> tuple[int, float]:
    """The fewest promises first, then who has been left in peace the longest."""
    return len(helper.starts), helper.last_asked.timestamp() if helper.last_asked is not None else 0.0


def knows_phone(helper: AvailableHelper, learner: Learner) -> bool:
    """Who has no telephone yet, or has not said which, learns on any."""
    return learner.phone in (None, PhoneType.NONE) or learner.phone in helper.phones
