"""Reminders: one look at the sessions whose next wave has come; each is written to whom it is for, once."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.reminders import Wave, next_wave, waves
from bot.i18n import Text
from bot.services.calls import call_list
from bot.services.messaging import proxy
from bot.services.messaging.outbox import Plan
from bot.services.reminders import texts
from bot.services.volunteers import seating
from bot.storage import session_queries
from bot.storage.session_queries import Meeting
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
        .where(ClassSession.next_wave_at <= clock.now(), ClassSession.status == SessionStatus.PLANNED)
        .order_by(ClassSession.next_wave_at, ClassSession.id)
        .limit(_AT_ONCE)
    )
    return sum([await _send(db, session_id) for session_id in due.all()])


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    """The next waves and whom they reach."""
    now = clock.now()
    soon = session_queries.meetings().where(
        ClassSession.next_wave_at > now, ClassSession.status == SessionStatus.PLANNED
    )
    meetings = await session_queries.found(db, soon.order_by(None).order_by(ClassSession.next_wave_at).limit(_LISTED))
    learners, helpers = await _counts(db, [meeting.session.id for meeting in meetings])
    told = []
    for meeting in meetings:
        wave = next_wave(clock.local(meeting.session.starts_at), clock.local(now))
        people = helpers if wave is not None and wave[0] is Wave.VOLUNTEERS_TWO_DAYS else learners
        if wave is not None and people.get(meeting.session.id):
            words = texts.announced(wave[0], meeting, people[meeting.session.id])
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
    meeting = await session_queries.meeting(db, session_id)
    if meeting is None or meeting.session.next_wave_at is None:
        return 0
    came, now = meeting.session.next_wave_at, clock.now()
    if not await _move_on(db, meeting.session, came) or meeting.session.starts_at <= now:
        return 0
    times = waves(clock.local(meeting.session.starts_at))
    fresh = [wave for wave, at in times.items() if max(came, now - _STALE) <= at <= now]
    return sum([await _WAVES[wave](db, meeting) for wave in fresh])


async def _move_on(db: AsyncSession, session: ClassSession, came: datetime) -> bool:
    """Wait for the next wave; False if somebody else has taken this one."""
    following = next_wave(clock.local(session.starts_at), clock.local(clock.now()))
    moved = await db.execute(
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.next_wave_at == came)
        .values(next_wave_at=None if following is None else following[1].astimezone(UTC))
    )
    return bool(moved.rowcount)  # type: ignore[attr-defined]


async def _three_days(db: AsyncSession, meeting: Meeting) -> int:
    just_now = await db.scalars(
        select(Enrolment.person_id).where(
            Enrolment.course_id == meeting.course.id, Enrolment.since > clock.now() - _JUST_NOW
        )
    )
    knowing = set(just_now)
    learners = [person for person in await session_queries.seated(db, meeting.session.id) if person.id not in knowing]
    return await _tell(db, meeting, Wave.THREE_DAYS, learners, lambda _person: texts.in_three_days(meeting))


async def _two_days(db: AsyncSession, meeting: Meeting) -> int:
    helpers = await session_queries.helpers(db, meeting.session.id)
    held = len(await session_queries.seated(db, meeting.session.id))
    return await _tell(
        db, meeting, Wave.VOLUNTEERS_TWO_DAYS, helpers, lambda _person: texts.helping_in_two_days(meeting, held)
    )


async def _day_before(db: AsyncSession, meeting: Meeting) -> int:
    with_whom = await _with_whom(db, meeting)
    learners = await session_queries.seated(db, meeting.session.id)
    told = await _tell(
        db,
        meeting,
        Wave.DAY_BEFORE,
        learners,
        lambda person: texts.tomorrow(meeting, with_whom.get(person.id)),
    )
    if Wave.TWO_HOURS not in waves(clock.local(meeting.session.starts_at)):
        told += await _tell_helpers(db, meeting, Wave.DAY_BEFORE)
    return told


async def _two_hours(db: AsyncSession, meeting: Meeting) -> int:
    with_whom = await _with_whom(db, meeting)
    learners = await session_queries.seated(db, meeting.session.id)
    told = await _tell(
        db, meeting, Wave.TWO_HOURS, learners, lambda person: texts.soon(meeting, with_whom.get(person.id))
    )
    return told + await _tell_helpers(db, meeting, Wave.TWO_HOURS)


async def _with_whom(db: AsyncSession, meeting: Meeting) -> dict[int, texts.Beside]:
    """Who sits with whom, by resident: by now everybody has a helper who can have one."""
    await seating.pair_session(db, meeting.session.id, final=True, tell=False)
    pairs = await seating.pairings(db, meeting.session.id)
    return {
        resident_id: texts.Beside(await db.get_one(Person, pair.volunteer_id), pair.meeting_code)
        for resident_id, pair in pairs.items()
    }


async def _tell_helpers(db: AsyncSession, meeting: Meeting, wave: Wave) -> int:
    """Each volunteer hears the names of their own learners, now that it is less than a day."""
    mine: dict[int, list[texts.Beside]] = {}
    for resident_id, pair in (await seating.pairings(db, meeting.session.id)).items():
        learner = texts.Beside(await db.get_one(Person, resident_id), pair.meeting_code)
        mine.setdefault(pair.volunteer_id, []).append(learner)
    helpers = await session_queries.helpers(db, meeting.session.id)
    return await _tell(db, meeting, wave, helpers, lambda person: texts.your_learners(meeting, mine.get(person.id, [])))


async def _silence(db: AsyncSession, meeting: Meeting) -> int:
    """Who was asked and has not answered, or cannot be asked at all, is to be called."""
    return await call_list.list_silent(db, meeting, _key(meeting, Wave.DAY_BEFORE))


_WAVES: dict[Wave, Callable[[AsyncSession, Meeting], Awaitable[int]]] = {
    Wave.THREE_DAYS: _three_days,
    Wave.VOLUNTEERS_TWO_DAYS: _two_days,
    Wave.DAY_BEFORE: _day_before,
    Wave.SILENCE: _silence,
    Wave.TWO_HOURS: _two_hours,
}


async def _tell(
    db: AsyncSession, meeting: Meeting, wave: Wave, people: Sequence[Person], words: Callable[[Person], Say]
) -> int:
    written = 0
    for person in people:
        plan = Plan(key=f"{_key(meeting, wave)}:{person.id}", expires=_until(meeting, wave), unasked=True)
        written += await proxy.tell(db, person, words(person), plan) is not None
    return written


def _key(meeting: Meeting, wave: Wave) -> str:
    return f"reminder:{meeting.session.id}:{meeting.session.starts_at:%Y%m%d%H%M}:{wave}"


def _until(meeting: Meeting, wave: Wave) -> datetime:
    """A reminder is of use until the next one comes, at the latest until the class begins."""
    if wave in (Wave.THREE_DAYS, Wave.VOLUNTEERS_TWO_DAYS):
        return waves(clock.local(meeting.session.starts_at))[Wave.DAY_BEFORE].astimezone(UTC)
    return meeting.session.starts_at
