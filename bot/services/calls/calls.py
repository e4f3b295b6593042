"""«Gọi giúp»: a name goes to one caller, who says what became of it; every look at a number is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.access.rights import Right
from bot.domain.calls import HOLD, PUT_OFF, CallOutcome, again_at
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.calls import call_queue, texts
from bot.services.calls.texts import ToCall
from bot.services.courses import change_notices, make_up
from bot.services.enrolment import enrolment
from bot.services.messaging import outbox
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.courses import ClassSession, Seat
from bot.storage.tables.messaging import Act, Call, Outbox
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

CALL_OUTCOME = acts.ActKind("call_outcome")
PUT_OFF_CALL = acts.ActKind("put_off")
LOOK = acts.ActKind("look")


@dataclass(frozen=True)
class RecordedCall:
    """A recorded outcome; `left` is how many people are left to call.

    `expected`: they were told of a class that takes place, and may have answered that they cannot come.
    """

    person: Person
    act: Act
    left: int
    expected: bool


async def waiting(db: AsyncSession, by: Person) -> int:
    within = await call_queue.reach(db, by)
    if within is None:
        return 0
    people = call_queue.open_calls(func.count(Call.person_id.distinct()))
    return await db.scalar(people.where(within, ~call_queue.held_by_another(by))) or 0


async def next_try(db: AsyncSession, by: Person) -> datetime | None:
    within = await call_queue.reach(db, by)
    if within is None:
        return None
    soonest = call_queue.open_calls(func.min(Call.again_at)).where(within, Call.again_at > clock.now())
    again: datetime | None = await db.scalar(soonest)
    return again


async def take(db: AsyncSession, by: Person, *, paused: bool = False, who: int | None = None) -> ToCall | None:
    """Hold the next name, or that of `who`, for this caller alone; return None if nobody is left.

    `paused` includes people who are to be tried again only later. A caller who still holds a name gets the same one.
    """
    within = await call_queue.reach(db, by)
    if within is None:
        return None
    names = await call_queue.in_turn(db, by, within, paused=paused or who is not None)
    for person_id in names if who is None else [name for name in names if name == who]:
        if await _claim(db, by, person_id, within):
            return await _shown(db, by, person_id)
    return None


async def put_on_card(db: AsyncSession, found: ToCall, card: Outbox) -> None:
    await redact(db, found.calls, _("👇 {name}: see below.", name=labels.person(found.person)))
    await _change(db, Call.id.in_([call.id for call in found.calls]), card_id=card.id)


async def say_outcome(db: AsyncSession, by: Person, person_id: int, outcome: CallOutcome) -> RecordedCall | None:
    """Return None if the name is not with this caller any more. Raise NotAllowed."""
    calls = await _taken(db, by, person_id)
    values = _closed(outcome) if outcome is not CallOutcome.NO_REPLY else await _tried(db, calls)
    if not await _let_go(db, by, calls, **values):
        return None
    person = await db.get_one(Person, person_id)
    heard = [] if outcome is CallOutcome.NO_REPLY else await change_notices.heard(db, person_id, _sessions(calls))
    if outcome is CallOutcome.TOLD:
        await make_up.seat_told(db, person_id, _sessions(calls))
    await redact(db, calls, texts.receipt(person, outcome))
    ids = [call.id for call in calls]
    act = await acts.record(db, by, CALL_OUTCOME, calls=ids, person=person_id, outcome=outcome, notices=heard)
    asked = outcome is CallOutcome.TOLD and await _is_expected(db, person_id, _sessions(calls))
    return RecordedCall(person, act, await waiting(db, by), asked)


async def cannot_come(db: AsyncSession, by: Person, act_id: int) -> Act | None:
    """Free the seat of a person who said «bận» on the phone; return None if it is too late."""
    said = await acts.of(db, by, act_id)
    if said is None or said.facts.get("outcome") != CallOutcome.TOLD or not acts.can_be_undone(said):
        return None
    ahead = (ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
    mine = select(Call.session_id).where(Call.id.in_(said.facts["calls"]), Call.taken_by_id == by.id)
    found = await db.scalars(select(ClassSession).where(ClassSession.id.in_(mine), *ahead))
    person = await db.get_one(Person, said.facts["person"])
    excused = [await enrolment.excuse(db, person, session, by) for session in found.all()]
    return next((act for act in excused if act is not None), None)


async def put_off(db: AsyncSession, by: Person, person_id: int) -> Person | None:
    calls = await _taken(db, by, person_id)
    if not await _let_go(db, by, calls, taken_by_id=None, again_at=clock.now() + PUT_OFF):
        return None
    person = await db.get_one(Person, person_id)
    await acts.record(db, by, PUT_OFF_CALL, calls=[call.id for call in calls], person=person_id)
    await redact(db, calls, _("⏳ {name}: later.", name=labels.person(person)))
    return person


async def undo_outcome(db: AsyncSession, act: Act) -> Text | None:
    outcome, now = CallOutcome(act.facts["outcome"]), clock.now()
    ahead = select(ClassSession.id).where(ClassSession.starts_at > now)
    same = Call.closed_at.is_(None) if outcome is CallOutcome.NO_REPLY else Call.outcome == outcome
    tries = Call.tries - 1 if outcome is CallOutcome.NO_REPLY else Call.tries
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
    await change_notices.unhear(db, act.facts["person"], act.facts["notices"])
    person = await db.get_one(Person, act.facts["person"])
    return _("{name} is on the list of calls again.", name=labels.person(person))


async def done_today(db: AsyncSession, by: Person) -> dict[CallOutcome, int]:
    rows = await db.execute(
        select(Call.outcome, func.count(Call.person_id.distinct()))
        .where(Call.taken_by_id == by.id, Call.closed_at >= clock.midnight(clock.today()))
        .where(Call.outcome.in_((CallOutcome.TOLD, CallOutcome.TOLD_RELATIVE)))
        .group_by(Call.outcome)
    )
    return {outcome: n for outcome, n in rows if outcome is not None}


async def redact(db: AsyncSession, calls: Sequence[Call], words: Text) -> None:
    for card_id in {call.card_id for call in calls if call.card_id is not None}:
        await outbox.redact(db, card_id, words)
    await _change(db, Call.id.in_([call.id for call in calls]), card_id=None)


async def _claim(db: AsyncSession, by: Person, person_id: int, within: ColumnElement[bool]) -> bool:
    # Lock the person's row: two callers may reach different calls of the same person.
    await db.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    theirs = call_queue.open_calls(Call.id).where(within, Call.person_id == person_id)
    until = clock.now() + HOLD
    return await _change(db, Call.id.in_(theirs), ~call_queue.held_by_another(by), taken_by_id=by.id, held_until=until)


async def _taken(db: AsyncSession, by: Person, person_id: int) -> list[Call]:
    """Return the calls this caller took, even if the hold is over, unless somebody else has taken them since."""
    calls = await db.scalars(
        call_queue.open_calls(Call)
        .where(Call.person_id == person_id, Call.taken_by_id == by.id)
        .order_by(ClassSession.starts_at, Call.id)
        .execution_options(populate_existing=True)
    )
    found = list(calls)
    for call in found:
        await _must_call(db, by, call)
    return found


async def _must_call(db: AsyncSession, by: Person, call: Call) -> None:
    details = await session_queries.details(db, call.session_id) if call.session_id is not None else None
    if details is not None:
        return await permissions.must_at_session(db, by, Right.CALL, details)
    await permissions.must(db, by, Right.CALL, await _group(db, call))


async def _group(db: AsyncSession, call: Call) -> ResidentialGroup:
    details = await session_queries.details(db, call.session_id) if call.session_id is not None else None
    if details is not None:
        return details.group
    person = await db.get_one(Person, call.person_id)
    if person.group_id is None:
        raise NotAllowed(Right.CALL)
    return await db.get_one(ResidentialGroup, person.group_id)


async def _shown(db: AsyncSession, by: Person, person_id: int) -> ToCall:
    calls = await _taken(db, by, person_id)
    person = await db.get_one(Person, person_id)
    relative = await db.get(Person, person.told_via_person_id) if person.told_via_person_id is not None else None
    found = [await session_queries.details(db, session_id) for session_id in _sessions(calls)]
    all_details = {details.session.id: details for details in found if details is not None}
    await acts.record(db, by, LOOK, calls=[call.id for call in calls], person=person_id)
    return ToCall(person, await _group(db, calls[0]), tuple(calls), all_details, relative, await _announced(db, calls))


async def _announced(db: AsyncSession, calls: Sequence[Call]) -> dict[int, str]:
    ids = [call.announcement_id for call in calls if call.announcement_id is not None]
    rows = await db.execute(select(Announcement.id, Announcement.words).where(Announcement.id.in_(ids)))
    return {of: words for of, words in rows if words is not None}


def _closed(outcome: CallOutcome) -> dict[str, Any]:
    return {"outcome": outcome, "closed_at": clock.now()}


async def _is_expected(db: AsyncSession, person_id: int, session_ids: Sequence[int]) -> bool:
    held = select(Seat.id).join(ClassSession, ClassSession.id == Seat.session_id)
    held = held.where(Seat.person_id == person_id, Seat.status == SeatStatus.HELD, Seat.session_id.in_(session_ids))
    return await db.scalar(held.where(ClassSession.status == SessionStatus.PLANNED).limit(1)) is not None


async def _tried(db: AsyncSession, calls: Sequence[Call]) -> dict[str, Any]:
    starts = await db.scalar(select(func.min(ClassSession.starts_at)).where(ClassSession.id.in_(_sessions(calls))))
    again = again_at(clock.local(clock.now()), None if starts is None else clock.local(starts)).astimezone(UTC)
    return {"taken_by_id": None, "tries": Call.tries + 1, "again_at": again}


async def _let_go(db: AsyncSession, by: Person, calls: Sequence[Call], **values: Any) -> bool:  # noqa: ANN401 any column's value
    mine = (Call.id.in_([call.id for call in calls]), Call.taken_by_id == by.id, Call.closed_at.is_(None))
    return await _change(db, *mine, held_until=None, **values)


async def _change(db: AsyncSession, *where: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 any column's value
    return await changed(db, update(Call).where(*where).values(**values).execution_options(synchronize_session=False))


def _sessions(calls: Sequence[Call]) -> list[int]:
    return list(dict.fromkeys(call.session_id for call in calls if call.session_id is not None))
