"""«Gọi giúp»: how people get on the list of calls, and how they leave it without having been called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.calls import NOT_REACHED, OBSTACLES, CallOutcome, CallReason
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.kinds import MessageKind, Obstacle
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.people.person import ContactWish
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text, _
from bot.services.calls import call_queue, calls, texts
from bot.services.messaging import outbox, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.base import NOW
from bot.storage.piecewise import each, legible, legible_rows
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Acknowledgement, ClassSession, Notice, Seat
from bot.storage.tables.messaging import Call, Outbox, Priority, Reminder
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift

# A tick is one transaction: the rest is left to the next.
_AT_ONCE = 25
_LISTED = 20
# A seat of somebody who has not said whether they come, and of whom nobody said that they know.
_SILENT = (Seat.status == SeatStatus.HELD) & Seat.answered_at.is_(None) & Seat.told_at.is_(None)


async def list_silent(db: AsyncSession, details: SessionDetails, reminder: ReminderKind) -> int:
    """Put learners who have not answered on the list and send it to the leaders; return how many were told.

    `reminder` is the one that should have asked whether they come; where it was put to nobody, all are called. Those
    who want no reminders are left alone.
    """
    silent = [person for person in await _unanswered(db, details) if person.reminders_stopped_at is None]
    asked = await _reminded(db, details, reminder)
    to_call = [person for person in silent if await wants_a_call(db, person, was_asked=not asked or person.id in asked)]
    if not to_call:
        return 0
    await _write_down(db, details.session.id, to_call, CallReason.NO_ANSWER)
    words = texts.silent(details, to_call)
    plans = [
        (leader, f"calls:{details.occasion}:{leader.id}")
        for leader in await session_queries.in_charge_of_class(db, details.course)
    ]
    told = [
        await outbox.tell(db, leader, words, Plan(key=key, expires=details.session.starts_at)) for leader, key in plans
    ]
    return len([row for row in told if row is not None])


async def wants_a_call(db: AsyncSession, person: Person, *, was_asked: bool) -> bool:
    """Return whether to call: somebody who cannot be written to, and nobody who wishes only to be written to,
    where possible.
    """
    if person.contact_wish is ContactWish.CALL or await outbox.address_of(db, person) is None:
        return True
    return was_asked and person.contact_wish is not ContactWish.WRITE


async def list_unheard(db: AsyncSession) -> int:
    due = await db.scalars(select(Notice.id).where(_UNHEARD).order_by(Notice.call_at, Notice.id).limit(_AT_ONCE))
    return await each(db, "notice", due.all(), _list_notice)


async def _list_notice(db: AsyncSession, notice_id: int) -> int:
    notice = await db.get_one(Notice, notice_id)
    notice.call_at = None
    details = await session_queries.details(db, notice.session_id)
    newer = await db.scalar(select(Notice.id).where(Notice.session_id == notice.session_id, Notice.id > notice.id))
    if details is None or newer is not None or details.session.starts_at <= clock.now():
        return 0
    told = await legible_rows(
        db,
        select(Person, Acknowledgement.at)
        .join(Acknowledgement, Acknowledgement.person_id == Person.id)
        .where(Acknowledgement.notice_id == notice.id, Person.erased_at.is_(None))
        .order_by(Person.id),
    )
    known = {person: at is not None for person, at in told}
    silent = [person for person, knows in known.items() if not knows]
    unheard = [person for person in silent if await wants_a_call(db, person, was_asked=True)]
    if not unheard:
        return 0
    await _write_down(db, details.session.id, unheard, CallReason(notice.kind))
    callers = [*await session_queries.in_charge_of_class(db, details.course)]
    if details.session.starts_at <= clock.now() + call_queue.VOLUNTEERS_FROM:
        helpers = await session_queries.helpers(db, details.session.id)
        callers += [helper for helper in helpers if known.get(helper) and helper not in callers]
    words = texts.unheard(notice, details, len(unheard))
    plans = [(caller, _loudly(details, f"unheard:{notice.id}:{caller.id}")) for caller in callers]
    return sum([await outbox.tell(db, caller, words, plan) is not None for caller, plan in plans])


def _loudly(details: SessionDetails, key: str) -> Plan:
    starts = details.session.starts_at
    return Plan(key=key, expires=starts, through_quiet=quiet_hours.cannot_wait(clock.local(clock.now()), starts))


async def list_untold(db: AsyncSession, details: SessionDetails, person: Person) -> None:
    """Put somebody on the list whom no reminder reaches, unless they have been on it, or have answered."""
    of_it = (Call.session_id == details.session.id, Call.person_id == person.id)
    answered = select(Seat.id).where(Seat.session_id == details.session.id, Seat.person_id == person.id, ~_SILENT)
    helps = person.id in {one.id for one in await session_queries.helpers(db, details.session.id)}
    known = await db.scalar(select(Call.id).where(*of_it).limit(1)) or (
        not helps and await db.scalar(answered.limit(1)) is not None
    )
    if not known:
        await _write_down(db, details.session.id, [person], CallReason.UNREACHABLE)


async def list_not_told(db: AsyncSession, session_id: int, people: Sequence[Person]) -> None:
    await _write_down(db, session_id, people, CallReason.NO_ANSWER)


async def list_unreachable(db: AsyncSession, message: Outbox) -> None:
    # The reminder of a lesson alone is about no session.
    await _list_told_by(db, message, CallReason.UNREACHABLE, without_session=message.kind is MessageKind.REMINDER)


async def list_not_taken(db: AsyncSession, message: Outbox, why: Obstacle) -> None:
    await _list_told_by(db, message, CallReason(why), without_session=True)


async def _list_told_by(db: AsyncSession, message: Outbox, why: CallReason, *, without_session: bool) -> None:
    told = await legible_rows(
        db,
        select(Person, Reminder.session_id)
        .join(Reminder, Reminder.person_id == Person.id)
        .where(Reminder.outbox_id == message.id)
        .order_by(Person.id),
    )
    for person, session_id in told:
        await _write_down(db, session_id, [person], why)
    if told:
        return
    about = None if message.priority is Priority.REPLY else await _session_of(db, message)
    if about is not None or without_session:
        await _write_down(db, about, [await db.get_one(Person, message.person_id)], why)


async def _session_of(db: AsyncSession, message: Outbox) -> int | None:
    if message.notice_id is not None:
        return await db.scalar(select(Notice.session_id).where(Notice.id == message.notice_id))
    found: int | None = await db.scalar(
        select(ClassSession.id)
        .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
        .where(expected(message.person_id, ClassSession.id))
        .order_by(ClassSession.starts_at)
        .limit(1)
    )
    return found


async def reached(db: AsyncSession, person_id: int) -> None:
    """Close the calls of a person, and of those told through them, because messages arrive again."""
    through = select(Person.id).where((Person.id == person_id) | (Person.told_via_person_id == person_id))
    await close(db, Call.reason.in_(NOT_REACHED) & Call.person_id.in_(through), CallOutcome.SETTLED)


async def forget(db: AsyncSession, person: Person) -> None:
    mine = (await db.scalars(select(Call).where(Call.person_id == person.id, Call.closed_at.is_(None)))).all()
    await calls.redact(db, mine, _("This name is no longer on the list."))
    for call in mine:
        call.outcome, call.closed_at = CallOutcome.SETTLED, clock.now()


def expected(person_id: Any, session_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 a value or a column
    seat = select(Seat.id).where(
        Seat.session_id == session_id, Seat.person_id == person_id, Seat.status == SeatStatus.HELD
    )
    helps = (
        select(Assignment.id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .where(Shift.session_id == session_id, Assignment.person_id == person_id)
        .where(Assignment.status == AssignmentStatus.ACCEPTED)
    )
    return seat.exists() | helps.exists()


def _is(status: SessionStatus) -> ColumnElement[bool]:
    return select(ClassSession.id).where(ClassSession.id == Call.session_id, ClassSession.status == status).exists()


def _settled() -> ColumnElement[bool]:
    silent = select(Seat.id).where(Seat.session_id == Call.session_id, Seat.person_id == Call.person_id, _SILENT)
    newest = select(func.max(Notice.id)).where(Notice.session_id == Call.session_id).correlate(Call).scalar_subquery()
    unheard = select(Acknowledgement.notice_id).where(
        Acknowledgement.notice_id == newest,
        Acknowledgement.person_id == Call.person_id,
        Acknowledgement.at.is_(None),
    )
    planned, off = _is(SessionStatus.PLANNED), _is(SessionStatus.CALLED_OFF)
    concerned = (planned & expected(Call.person_id, Call.session_id)) | unheard.exists()
    still = {
        CallReason.NO_ANSWER: planned & silent.exists(),
        CallReason.MOVED: planned & unheard.exists(),
        CallReason.CALLED_OFF: off & unheard.exists(),
        CallReason.UNREACHABLE: concerned,
        **dict.fromkeys(OBSTACLES, Call.session_id.is_(None) | concerned),
    }
    return or_(*((Call.reason == why) & ~needed for why, needed in still.items()))


_ABOUT = select(ClassSession.starts_at).where(ClassSession.id == Call.session_id).correlate(Call).scalar_subquery()
_EXPIRED, _SETTLED = _ABOUT <= NOW, _settled()
_HELD_TOO_LONG = Call.held_until <= NOW
_UNHEARD = Notice.call_at <= NOW
DUE = exists().where(Call.closed_at.is_(None), _EXPIRED | _HELD_TOO_LONG | _SETTLED) | exists().where(_UNHEARD)


async def run_due(db: AsyncSession) -> int:
    expired = await close(db, _EXPIRED, CallOutcome.EXPIRED)
    settled = await close(db, _SETTLED, CallOutcome.SETTLED)
    held_too_long = await db.scalars(
        update(Call).where(Call.closed_at.is_(None), _HELD_TOO_LONG).values(held_until=None).returning(Call)
    )
    freed = {call.id: call for call in held_too_long.all()}

    async def say_free(db: AsyncSession, call_id: int) -> int:
        name = labels.person(await db.get_one(Person, freed[call_id].person_id))
        await calls.redact(db, [freed[call_id]], _("⏳ {name}: the name is free for others again.", name=name))
        return 1

    return expired + settled + await each(db, "call", freed, say_free) + await list_unheard(db)


PLANNED = exists().where(Call.closed_at.is_(None)) | exists().where(Notice.call_at.is_not(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    soon = select(Notice.call_at).where(Notice.call_at > clock.now()).order_by(Notice.call_at).limit(_LISTED)
    told = [(at, _("whoever does not know of the change is to be called")) for at in await db.scalars(soon) if at]
    begins = select(ClassSession.starts_at).where(ClassSession.id == Call.session_id).scalar_subquery()
    for end in (Call.held_until, begins):
        ends = select(end).where(Call.closed_at.is_(None), end > clock.now()).distinct().limit(_LISTED)
        told += [(at, _("a name on the list of calls is let go")) for at in await db.scalars(ends) if at is not None]
    return told


async def close(db: AsyncSession, which: ColumnElement[bool], outcome: CallOutcome) -> int:
    """Close open calls that nobody has to make, and hide their numbers; return how many."""
    closed = await db.scalars(
        update(Call)
        .where(Call.closed_at.is_(None), which)
        .values(outcome=outcome, closed_at=clock.now(), held_until=None)
        .returning(Call)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    gone = {call.id: call for call in closed.all()}

    async def say_closed(db: AsyncSession, call_id: int) -> int:
        person = await db.get_one(Person, gone[call_id].person_id)
        await calls.redact(db, [gone[call_id]], texts.receipt(person, outcome))
        return 1

    await each(db, "call", gone, say_closed)
    return len(gone)


async def _unanswered(db: AsyncSession, details: SessionDetails) -> Sequence[Person]:
    return await legible(
        db,
        select(Person)
        .join(Seat, Seat.person_id == Person.id)
        .where(Seat.session_id == details.session.id, _SILENT)
        .order_by(Seat.id),
    )


async def _reminded(db: AsyncSession, details: SessionDetails, reminder: ReminderKind) -> set[int]:
    then = (Reminder.session_id == details.session.id, Reminder.starts_at == details.session.starts_at)
    return set(await db.scalars(select(Reminder.person_id).where(*then, Reminder.kind == reminder)))


async def _write_down(db: AsyncSession, session_id: int | None, people: Sequence[Person], why: CallReason) -> None:
    same = (Call.session_id == session_id, Call.reason == why, Call.closed_at.is_(None))
    there = set(await db.scalars(select(Call.person_id).where(*same)))
    now = clock.now()
    db.add_all(
        Call(person_id=person.id, session_id=session_id, reason=why, since=now)
        for person in people
        if person.id not in there
    )
    await db.flush()
