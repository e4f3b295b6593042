"""Reminders of sessions: when the next wave of a session is due, it is written once to everybody it is for."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import Reminded, ReminderKind, is_early, next_reminder, recipients, reminder_times
from bot.domain.people.person import ContactWish
from bot.i18n import Text
from bot.services.calls import call_list
from bot.services.messaging import proxy
from bot.services.messaging.outbox import About, Plan
from bot.services.reminders import texts
from bot.services.volunteers import seating
from bot.storage import session_queries
from bot.storage.base import NOW
from bot.storage.database import changed
from bot.storage.piecewise import each
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Enrolment, Seat
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Shift

# After an outage a reminder that is late by more than this is worse than none.
_STALE = timedelta(hours=3)
# Whoever enrolled within this time needs no early reminder.
_JUST_NOW = timedelta(hours=12)
# A tick is one transaction: the rest is left to the next, so that no turn waits long for the database.
_AT_ONCE = 25
_LISTED = 40


_HAS_COME = (ClassSession.next_reminder_at <= NOW, ClassSession.status == SessionStatus.PLANNED)
DUE = exists().where(*_HAS_COME)


async def send_due(db: AsyncSession) -> int:
    due = await db.scalars(
        select(ClassSession.id)
        .where(*_HAS_COME)
        .order_by(ClassSession.next_reminder_at, ClassSession.id)
        .limit(_AT_ONCE)
    )
    return await each(db, "class_session", due.all(), _send)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    now = clock.now()
    soon = session_queries.all_details().where(
        ClassSession.next_reminder_at > now, ClassSession.status == SessionStatus.PLANNED
    )
    all_details = await session_queries.found(
        db, soon.order_by(None).order_by(ClassSession.next_reminder_at).limit(_LISTED)
    )
    learners, helpers = await _counts(db, [details.session.id for details in all_details])
    told = []
    for details in all_details:
        start = clock.local(details.session.starts_at)
        wave = next_reminder(start, clock.local(now))
        if wave is None:
            continue
        people = helpers if recipients(wave[0], start)[0] is Reminded.HELPERS else learners
        if n := people.get(details.session.id):
            told.append((wave[1].astimezone(UTC), texts.announced(wave[0], details, n)))
    return told


async def _counts(db: AsyncSession, session_ids: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    learners = await db.execute(
        select(Seat.session_id, func.count())
        .where(Seat.session_id.in_(session_ids), Seat.status == SeatStatus.HELD)
        .group_by(Seat.session_id)
    )
    helpers = await db.execute(
        select(Shift.session_id, Shift.filled).where(Shift.session_id.in_(session_ids), Shift.filled > 0)
    )
    return {row[0]: row[1] for row in learners}, {row[0]: row[1] for row in helpers}


async def _send(db: AsyncSession, session_id: int) -> int:
    details = await session_queries.details(db, session_id)
    if details is None or details.session.next_reminder_at is None:
        return 0
    came, now = details.session.next_reminder_at, clock.now()
    if not await _move_on(db, details.session, came) or details.session.starts_at <= now:
        return 0
    times = reminder_times(clock.local(details.session.starts_at))
    fresh = [wave for wave, at in times.items() if max(came, now - _STALE) <= at <= now]
    return sum([await _remind(db, details, wave) for wave in fresh])


async def _move_on(db: AsyncSession, session: ClassSession, came: datetime) -> bool:
    """Set the next wave; return False if a rival has taken this one."""
    following = next_reminder(clock.local(session.starts_at), clock.local(clock.now()))
    return await changed(
        db,
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.next_reminder_at == came)
        .values(next_reminder_at=None if following is None else following[1].astimezone(UTC)),
    )


async def _remind(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> int:
    to = recipients(wave, clock.local(details.session.starts_at))
    return sum([await _REMIND[who](db, details, wave) for who in to])


async def _learners(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> int:
    early = is_early(wave, clock.local(details.session.starts_at))
    knowing = await _just_enrolled(db, details) if early else set()
    beside = {} if early else await _with_whom(db, details)
    seated = await session_queries.seated(db, details.session.id)
    # Whoever wishes only to be called stands on the list of calls instead.
    learners = [one for one in seated if one.id not in knowing and one.contact_wish is not ContactWish.CALL]
    words = texts.TO_LEARNERS[wave]
    return await _tell(db, details, wave, learners, lambda person: words(details, beside.get(person.id)))


async def _just_enrolled(db: AsyncSession, details: SessionDetails) -> set[int]:
    since = clock.now() - _JUST_NOW
    enrolled = select(Enrolment.person_id).where(Enrolment.course_id == details.course.id, Enrolment.since > since)
    return set(await db.scalars(enrolled))


async def _with_whom(db: AsyncSession, details: SessionDetails) -> dict[int, texts.Beside]:
    """Pair everybody who can be paired, and return the helpers by resident id."""
    await seating.pair_session(db, details.session.id, final=True, tell=False)
    pairs = await seating.pairings(db, details.session.id)
    return {
        resident_id: texts.Beside(await db.get_one(Person, pair.volunteer_id), pair.meeting_code)
        for resident_id, pair in pairs.items()
    }


async def _helpers(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> int:
    early = is_early(wave, clock.local(details.session.starts_at))
    theirs = {} if early else await _their_learners(db, details)
    seated = len(await session_queries.seated(db, details.session.id))
    helpers = await session_queries.helpers(db, details.session.id)
    words = texts.TO_HELPERS[wave]
    return await _tell(
        db, details, wave, helpers, lambda person: words(details, texts.Learners(seated, theirs.get(person.id, [])))
    )


async def _their_learners(db: AsyncSession, details: SessionDetails) -> dict[int, list[texts.Beside]]:
    theirs: dict[int, list[texts.Beside]] = {}
    for resident_id, pair in (await seating.pairings(db, details.session.id)).items():
        learner = texts.Beside(await db.get_one(Person, resident_id), pair.meeting_code)
        theirs.setdefault(pair.volunteer_id, []).append(learner)
    return theirs


async def _leaders(db: AsyncSession, details: SessionDetails, _wave: ReminderKind) -> int:
    return await call_list.list_silent(db, details, ReminderKind.DAY_BEFORE)


_REMIND: dict[Reminded, Callable[[AsyncSession, SessionDetails, ReminderKind], Awaitable[int]]] = {
    Reminded.LEARNERS: _learners,
    Reminded.HELPERS: _helpers,
    Reminded.LEADERS: _leaders,
}


async def _tell(
    db: AsyncSession,
    details: SessionDetails,
    wave: ReminderKind,
    people: Sequence[Person],
    words: Callable[[Person], Say],
) -> int:
    session, written = details.session, 0
    about = About(MessageKind.REMINDER, wave, session_id=session.id, session_starts_at=session.starts_at)
    for person in people:
        key = f"reminder:{details.occasion}:{wave}:{person.id}"
        plan = Plan(key=key, expires=_until(details, wave), unasked=True, about=about)
        written += await proxy.tell(db, person, words(person), plan) is not None
    return written


def _until(details: SessionDetails, wave: ReminderKind) -> datetime:
    start = clock.local(details.session.starts_at)
    return (
        reminder_times(start)[ReminderKind.DAY_BEFORE].astimezone(UTC)
        if is_early(wave, start)
        else details.session.starts_at
    )
