"""«Gọi giúp»: a name goes to one caller, who says what became of it; every look at a number is on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.chat import labels
from bot.domain.calling import HOLD, PUT_OFF, Outcome, again_at
from bot.domain.people import RoleKind
from bot.domain.rights import Right
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text, _
from bot.services import acts, call_words, notices, outbox, people, roles
from bot.services.call_words import ToCall
from bot.services.roles import NotAllowed
from bot.storage import rosters
from bot.storage.courses import ClassSession, Course
from bot.storage.messaging import Act, Call, Outbox
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup
from bot.storage.volunteers import Assignment, Shift

# A volunteer is told names from this long before the class.
VOLUNTEERS_FROM = timedelta(hours=24)


@dataclass(frozen=True)
class Said:
    """An outcome that was written down: of whom, what can be undone, and how many are left to call."""

    person: Person
    act: Act
    left: int


async def waiting(db: AsyncSession, by: Person) -> int:
    """How many people somebody may call, those included who are to be tried again later."""
    reach = await _reach(db, by)
    if reach is None:
        return 0
    return await db.scalar(_open(func.count(Call.person_id.distinct())).where(reach, ~_held_by_another(by))) or 0


async def next_try(db: AsyncSession, by: Person) -> datetime | None:
    """When the first of those who did not pick up is to be tried again."""
    reach = await _reach(db, by)
    if reach is None:
        return None
    again: datetime | None = await db.scalar(_open(func.min(Call.again_at)).where(reach, Call.again_at > clock.now()))
    return again


async def take(db: AsyncSession, by: Person, *, paused: bool = False) -> ToCall | None:
    """The next name, which is the caller's alone for a while; `paused`: also who is to be tried again only later.

    Whoever still has a name gets the same again. None if nobody is left whom they may call.
    """
    reach = await _reach(db, by)
    if reach is None:
        return None
    for person_id in await _in_turn(db, by, reach, paused=paused):
        if await _claim(db, by, person_id, reach):
            return await _shown(db, by, person_id)
    return None


async def put_on_card(db: AsyncSession, found: ToCall, card: Outbox) -> None:
    """Note in which message the number stands, so that it can be taken out again."""
    await blot(db, found.calls, _("👇 {name}: see below.", name=labels.person(found.person)))
    await _change(db, Call.id.in_([call.id for call in found.calls]), card_id=card.id)


async def say_outcome(db: AsyncSession, by: Person, person_id: int, outcome: Outcome) -> Said | None:
    """What became of a call; None if the name is not with this caller any more. Raises NotAllowed."""
    calls = await _taken(db, by, person_id)
    values = _closed(outcome) if outcome is not Outcome.NO_REPLY else await _tried(db, calls)
    if not await _let_go(db, by, calls, **values):
        return None
    person = await db.get_one(Person, person_id)
    heard = [] if outcome is Outcome.NO_REPLY else await notices.heard(db, person_id, _sessions(calls))
    await blot(db, calls, call_words.receipt(person, outcome))
    ids = [call.id for call in calls]
    act = await acts.done(db, by, "call_outcome", calls=ids, person=person_id, outcome=outcome, notices=heard)
    return Said(person, act, await waiting(db, by))


async def put_off(db: AsyncSession, by: Person, person_id: int) -> Person | None:
    """«Để sau»: the name is everybody's again, and comes a little later. None if it was not with this caller."""
    calls = await _taken(db, by, person_id)
    if not await _let_go(db, by, calls, taken_by_id=None, again_at=clock.now() + PUT_OFF):
        return None
    person = await db.get_one(Person, person_id)
    await blot(db, calls, _("⏳ {name}: later.", name=labels.person(person)))
    return person


async def undo_outcome(db: AsyncSession, act: Act) -> Text | None:
    """The name is on the list again, unless the class has begun or somebody else is calling."""
    outcome, now = Outcome(act.facts["outcome"]), clock.now()
    ahead = select(ClassSession.id).where(ClassSession.starts_at > now)
    same = Call.closed_at.is_(None) if outcome is Outcome.NO_REPLY else Call.outcome == outcome
    tries = Call.tries - 1 if outcome is Outcome.NO_REPLY else Call.tries
    opened = await _change(
        db,
        Call.id.in_(act.facts["calls"]),
        same,
        Call.held_until.is_(None) | (Call.held_until <= now),
        Call.session_id.is_(None) | Call.session_id.in_(ahead),
        outcome=None,
        closed_at=None,
        taken_by_id=None,
        again_at=None,
        tries=tries,
    )
    if not opened:
        return None
    await notices.unhear(db, act.facts["person"], act.facts["notices"])
    person = await db.get_one(Person, act.facts["person"])
    return _("{name} is on the list of calls again.", name=labels.person(person))


async def done_today(db: AsyncSession, by: Person) -> dict[Outcome, int]:
    """How many people this caller has reached since midnight, by outcome."""
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = await db.execute(
        select(Call.outcome, func.count(Call.person_id.distinct()))
        .where(Call.taken_by_id == by.id, Call.closed_at >= midnight)
        .where(Call.outcome.in_((Outcome.TOLD, Outcome.TOLD_RELATIVE)))
        .group_by(Call.outcome)
    )
    return {outcome: n for outcome, n in rows if outcome is not None}


async def blot(db: AsyncSession, calls: Sequence[Call], words: Text) -> None:
    """The number goes from the message in which it was shown."""
    for card_id in {call.card_id for call in calls if call.card_id is not None}:
        await outbox.blot(db, card_id, words)
    await _change(db, Call.id.in_([call.id for call in calls]), card_id=None)


# Who may call whom.


async def _reach(db: AsyncSession, by: Person) -> ColumnElement[bool] | None:
    """Of the open calls those that somebody may make; None for whom there can be none."""
    led = [group.id for group in await roles.among(db, by, Right.CALL, await roles.groups_led(db, by))]
    mine: list[ColumnElement[bool]] = [func.coalesce(Course.group_id, Person.group_id).in_(led)] if led else []
    if await people.role_of(db, by, RoleKind.VOLUNTEER) is not None:
        shifts = (
            select(Shift.session_id)
            .join(Assignment, Assignment.shift_id == Shift.id)
            .where(Assignment.person_id == by.id, Assignment.status == AssignmentStatus.ACCEPTED)
        )
        soon = ClassSession.starts_at <= clock.now() + VOLUNTEERS_FROM
        mine.append(and_(Call.session_id.in_(shifts), soon))
    return and_(Call.person_id != by.id, or_(*mine)) if mine else None


def _open(what: Any) -> Select[Any]:  # noqa: ANN401 columns of any kind
    """What is asked of the calls that are still to be made."""
    return (
        select(what)
        .select_from(Call)
        .join(Person, Person.id == Call.person_id)
        .outerjoin(ClassSession, ClassSession.id == Call.session_id)
        .outerjoin(Course, Course.id == ClassSession.course_id)
        .where(Call.closed_at.is_(None), Person.erased_at.is_(None))
        .where((Call.session_id.is_(None)) | (ClassSession.starts_at > clock.now()))
    )


def _held_by_another(by: Person) -> ColumnElement[bool]:
    """Is somebody else calling this person now, about whatever?"""
    other = aliased(Call)
    return (
        select(other.id)
        .where(other.person_id == Call.person_id, other.closed_at.is_(None))
        .where(other.taken_by_id != by.id, other.held_until > clock.now())
        .exists()
    )


async def _in_turn(db: AsyncSession, by: Person, reach: ColumnElement[bool], *, paused: bool) -> list[int]:
    """Whom to call, the caller's own name first, then the nearest class, then who was tried least."""
    now = clock.now()
    own = and_(Call.taken_by_id == by.id, Call.held_until > now)
    query = _open(Call.person_id).where(reach, ~_held_by_another(by))
    if not paused:
        query = query.where(own | Call.again_at.is_(None) | (Call.again_at <= now))
    begins = func.coalesce(ClassSession.starts_at, now + timedelta(days=365))
    query = query.order_by(case((own, 0), else_=1), begins, Call.tries, func.coalesce(Call.again_at, now), Call.id)
    return list(dict.fromkeys(await db.scalars(query)))


async def _claim(db: AsyncSession, by: Person, person_id: int, reach: ColumnElement[bool]) -> bool:
    """Take all calls of one person at once: nobody is called by two, about whatever."""
    # Two callers may reach different calls of the same person: the row of the person is where they meet.
    await db.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    within = _open(Call.id).where(reach, Call.person_id == person_id)
    until = clock.now() + HOLD
    return await _change(db, Call.id.in_(within), ~_held_by_another(by), taken_by_id=by.id, held_until=until)


async def _taken(db: AsyncSession, by: Person, person_id: int) -> list[Call]:
    """The calls of a person that this caller took, also a while ago, if nobody else has taken them since."""
    calls = await db.scalars(
        _open(Call)
        .where(Call.person_id == person_id, Call.taken_by_id == by.id)
        .order_by(ClassSession.starts_at, Call.id)
        .execution_options(populate_existing=True)
    )
    found = list(calls)
    for call in found:
        await roles.must(db, by, Right.CALL, await _group(db, call), call.session_id)
    return found


async def _group(db: AsyncSession, call: Call) -> ResidentialGroup:
    meeting = await rosters.meeting(db, call.session_id) if call.session_id is not None else None
    if meeting is not None:
        return meeting.group
    person = await db.get_one(Person, call.person_id)
    if person.group_id is None:
        raise NotAllowed(Right.CALL)
    return await db.get_one(ResidentialGroup, person.group_id)


async def _shown(db: AsyncSession, by: Person, person_id: int) -> ToCall:
    """All that the caller has to know; that they have seen it is on record."""
    calls = await _taken(db, by, person_id)
    person = await db.get_one(Person, person_id)
    relative = await db.get(Person, person.told_via_person_id) if person.told_via_person_id is not None else None
    found = [await rosters.meeting(db, session_id) for session_id in _sessions(calls)]
    meetings = {meeting.session.id: meeting for meeting in found if meeting is not None}
    await acts.done(db, by, acts.LOOKED, calls=[call.id for call in calls], person=person_id)
    return ToCall(person, await _group(db, calls[0]), tuple(calls), meetings, relative)


# What becomes of a call.


def _closed(outcome: Outcome) -> dict[str, Any]:
    return {"outcome": outcome, "closed_at": clock.now()}


async def _tried(db: AsyncSession, calls: Sequence[Call]) -> dict[str, Any]:
    starts = await db.scalar(select(func.min(ClassSession.starts_at)).where(ClassSession.id.in_(_sessions(calls))))
    again = again_at(clock.local(clock.now()), None if starts is None else clock.local(starts)).astimezone(UTC)
    return {"taken_by_id": None, "tries": Call.tries + 1, "again_at": again}


async def _let_go(db: AsyncSession, by: Person, calls: Sequence[Call], **values: Any) -> bool:  # noqa: ANN401 any column's value
    """Only the first tap counts, and only that of whoever has the name."""
    mine = (Call.id.in_([call.id for call in calls]), Call.taken_by_id == by.id, Call.closed_at.is_(None))
    return await _change(db, *mine, held_until=None, **values)


async def _change(db: AsyncSession, *where: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 any column's value
    changed = await db.execute(update(Call).where(*where).values(**values).execution_options(synchronize_session=False))
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _sessions(calls: Sequence[Call]) -> list[int]:
    return list(dict.fromkeys(call.session_id for call in calls if call.session_id is not None))
