"""Reminders: one look at the sessions whose next wave has come; each is written to whom it is for, once."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.reminders import ReminderKind, next_reminder, reminder_times
from bot.i18n import Text
from bot.services.calls import call_list
from bot.services.messaging import proxy
from bot.services.messaging.outbox import Plan
from bot.services.reminders import texts
from bot.services.volunteers import seating
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Enrolment, Seat
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Shift

# After an outage a reminder that is late by more than this is worse than none.
_STALE = timedelta(hours=3)
# Who has enrolled just now does not need to be told what they have enrolled in.
_JUST_NOW = timedelta(hours=12)
# A tick is one transaction: what is left over is for the next, so that nobody's turn waits long for the database.
_AT_ONCE = 25
_LISTED = 40


async def send_due(db: AsyncSession) -> int:
    """Send every wave that has come; how many messages were written."""
    due = await db.scalars(
        select(ClassSession.id)
        .where(ClassSession.next_reminder_at <= clock.now(), ClassSession.status == SessionStatus.PLANNED)
        .order_by(ClassSession.next_reminder_at, ClassSession.id)
        .limit(_AT_ONCE)
    )
    return sum([await _send(db, session_id) for session_id in due.all()])


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    """The next waves and whom they reach."""
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
        wave = next_reminder(clock.local(details.session.starts_at), clock.local(now))
        people = helpers if wave is not None and wave[0] is ReminderKind.VOLUNTEERS_TWO_DAYS else learners
        if wave is not None and people.get(details.session.id):
            words = texts.announced(wave[0], details, people[details.session.id])
            told.append((wave[1].astimezone(UTC), words))
    return told


async def _counts(db: AsyncSession, session_ids: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """How many learners and how many helpers each session has."""
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
    return sum([await _WAVES[wave](db, details) for wave in fresh])


async def _move_on(db: AsyncSession, session: ClassSession, came: datetime) -> bool:
    """Wait for the next wave; False if somebody else has taken this one."""
    following = next_reminder(clock.local(session.starts_at), clock.local(clock.now()))
    moved = await db.execute(
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.next_reminder_at == came)
        .values(next_reminder_at=None if following is None else following[1].astimezone(UTC))
    )
    return bool(moved.rowcount)  # type: ignore[attr-defined]


async def _three_days(db: AsyncSession, details: SessionDetails) -> int:
    just_now = await db.scalars(
        select(Enrolment.person_id).where(
            Enrolment.course_id == details.course.id, Enrolment.since > clock.now() - _JUST_NOW
        )
    )
    knowing = set(just_now)
    learners = [person for person in await session_queries.seated(db, details.session.id) if person.id not in knowing]
    return await _tell(db, details, ReminderKind.THREE_DAYS, learners, lambda _person: texts.in_three_days(details))


async def _two_days(db: AsyncSession, details: SessionDetails) -> int:
    helpers = await session_queries.helpers(db, details.session.id)
    held = len(await session_queries.seated(db, details.session.id))
    return await _tell(
        db, details, ReminderKind.VOLUNTEERS_TWO_DAYS, helpers, lambda _person: texts.helping_in_two_days(details, held)
    )


async def _day_before(db: AsyncSession, details: SessionDetails) -> int:
    with_whom = await _with_whom(db, details)
    learners = await session_queries.seated(db, details.session.id)
    told = await _tell(
        db,
        details,
        ReminderKind.DAY_BEFORE,
        learners,
        lambda person: texts.tomorrow(details, with_whom.get(person.id)),
    )
    if ReminderKind.TWO_HOURS not in reminder_times(clock.local(details.session.starts_at)):
        told += await _tell_helpers(db, details, ReminderKind.DAY_BEFORE)
    return told


async def _two_hours(db: AsyncSession, details: SessionDetails) -> int:
    with_whom = await _with_whom(db, details)
    learners = await session_queries.seated(db, details.session.id)
    told = await _tell(
        db, details, ReminderKind.TWO_HOURS, learners, lambda person: texts.soon(details, with_whom.get(person.id))
    )
    return told + await _tell_helpers(db, details, ReminderKind.TWO_HOURS)


async def _with_whom(db: AsyncSession, details: SessionDetails) -> dict[int, texts.Beside]:
    """Who sits with whom, by resident: by now everybody has a helper who can have one."""
    await seating.pair_session(db, details.session.id, final=True, tell=False)
    pairs = await seating.pairings(db, details.session.id)
    return {
        resident_id: texts.Beside(await db.get_one(Person, pair.volunteer_id), pair.meeting_code)
        for resident_id, pair in pairs.items()
    }


async def _tell_helpers(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> int:
    """Each volunteer hears the names of their own learners, now that it is less than a day."""
    mine: dict[int, list[texts.Beside]] = {}
    for resident_id, pair in (await seating.pairings(db, details.session.id)).items():
        learner = texts.Beside(await db.get_one(Person, resident_id), pair.meeting_code)
        mine.setdefault(pair.volunteer_id, []).append(learner)
    helpers = await session_queries.helpers(db, details.session.id)
    return await _tell(db, details, wave, helpers, lambda person: texts.your_learners(details, mine.get(person.id, [])))


async def _silence(db: AsyncSession, details: SessionDetails) -> int:
    """Who was asked and has not answered, or cannot be asked at all, is to be called."""
    return await call_list.list_silent(db, details, _key(details, ReminderKind.DAY_BEFORE))


_WAVES: dict[ReminderKind, Callable[[AsyncSession, SessionDetails], Awaitable[int]]] = {
    ReminderKind.THREE_DAYS: _three_days,
    ReminderKind.VOLUNTEERS_TWO_DAYS: _two_days,
    ReminderKind.DAY_BEFORE: _day_before,
    ReminderKind.SILENCE: _silence,
    ReminderKind.TWO_HOURS: _two_hours,
}


async def _tell(
    db: AsyncSession,
    details: SessionDetails,
    wave: ReminderKind,
    people: Sequence[Person],
    words: Callable[[Person], Say],
) -> int:
    written = 0
    for person in people:
        plan = Plan(key=f"{_key(details, wave)}:{person.id}", expires=_until(details, wave), unasked=True)
        written += await proxy.tell(db, person, words(person), plan) is not None
    return written


def _key(details: SessionDetails, wave: ReminderKind) -> str:
    return f"reminder:{details.session.id}:{details.session.starts_at:%Y%m%d%H%M}:{wave}"


def _until(details: SessionDetails, wave: ReminderKind) -> datetime:
    """A reminder is of use until the next one comes, at the latest until the class begins."""
    if wave in (ReminderKind.THREE_DAYS, ReminderKind.VOLUNTEERS_TWO_DAYS):
        return reminder_times(clock.local(details.session.starts_at))[ReminderKind.DAY_BEFORE].astimezone(UTC)
    return details.session.starts_at
