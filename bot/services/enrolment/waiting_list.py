"""Free places and seats are offered to the first in line until a deadline, so that nobody has to be quick."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, no, say, yes
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import EnrolmentStatus, SeatStatus, offer_deadline
from bot.domain.messaging.reminders import after_quiet_hours
from bot.errors import NotFound
from bot.i18n import Text, _, lines, n_
from bot.services.enrolment import capacity
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.database import insert_new
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.people import Person


async def fill(db: AsyncSession, course_id: int, after: Enrolment | None = None) -> None:
    """Offer free places in the course to those in line, then free seats at single sessions.

    `after` has just passed a place on: those ahead of it are not asked again for the same place. The caller holds the
    lock on the course.
    """
    await _offer_places(db, course_id, after)
    for session in await session_queries.upcoming_sessions(db, course_id):
        await _offer_seats(db, session)


async def offer_next(db: AsyncSession, waiting: Enrolment, course_id: int) -> bool:
    """Offer a place in a course about what somebody waits for since the last one ended; as `offer_elsewhere`."""
    sessions = await _heard_of_in_time(db, course_id)
    until = _deadline(sessions[0]) if sessions else None
    return until is not None and await offer_elsewhere(db, waiting, course_id, until, ended=True)


async def offer_elsewhere(
    db: AsyncSession, waiting: Enrolment, course_id: int, until: datetime, *, ended: bool = False
) -> bool:
    """Offer a place in another course to a person in line; return False if it is full or no message reaches them."""
    await capacity.lock(db, course_id)
    sessions = await _heard_of_in_time(db, course_id)
    person = await db.get_one(Person, waiting.person_id)
    if not sessions or await outbox.address_of(db, person) is None or not await capacity.take_place(db, course_id):
        return False
    offered = {"status": EnrolmentStatus.OFFERED, "since": clock.now(), "offered_until": until}
    by = {"enrolled_by_id": waiting.enrolled_by_id, "instead_of_id": waiting.course_id}
    if not await insert_new(db, Enrolment, course_id=course_id, person_id=person.id, **offered, **by):
        await capacity.free_place(db, course_id)
        return False
    kept = [session for session in sessions if await _reserve_seat(db, session, person.id, until)] or sessions
    card = _instead(await _meeting(db, kept[0].id), len(kept), until, ended=ended)
    await proxy.tell(db, person, card, _plan(f"instead:{course_id}:{waiting.id}:{until}", until))
    return True


async def _heard_of_in_time(db: AsyncSession, course_id: int) -> list[ClassSession]:
    return [
        session for session in await session_queries.upcoming_sessions(db, course_id) if _deadline(session) is not None
    ]


async def _offer_places(db: AsyncSession, course_id: int, after: Enrolment | None) -> None:
    sessions = await _heard_of_in_time(db, course_id)
    until = _deadline(sessions[0]) if sessions else None
    while until is not None:
        waiting = await _first_waiting(db, course_id, after)
        if waiting is None or not await capacity.take_place(db, course_id):
            return
        waiting.status, waiting.offered_until = EnrolmentStatus.OFFERED, until
        await db.flush()
        kept = [session for session in sessions if await _reserve_seat(db, session, waiting.person_id, until)]
        await _tell_place(db, waiting, kept or sessions, until)
        after = waiting


async def _offer_seats(db: AsyncSession, session: ClassSession) -> None:
    until = _deadline(session)
    while until is not None and await is_spare(db, session.id):
        first = await _first_in_line(db, session)
        if first is None or not await _reserve_seat(db, session, first.person_id, until):
            return
        await _tell_seat(db, first, session, until)


async def _reserve_seat(db: AsyncSession, session: ClassSession, person_id: int, until: datetime) -> bool:
    if not await capacity.take_seat(db, session.id, person_id, SeatStatus.OFFERED):
        return False
    mine = (Seat.session_id == session.id, Seat.person_id == person_id, Seat.status == SeatStatus.OFFERED)
    await db.execute(update(Seat).where(*mine).values(offered_until=until))
    return True


async def is_spare(db: AsyncSession, session_id: int) -> bool:
    """Return whether the session has a seat beyond those for free places in the course and for enrolled people.

    An enrolled person without a seat row here (a make-up session) has not been asked yet and still needs one.
    """
    heard = select(Seat.id).where(Seat.session_id == ClassSession.id, Seat.person_id == Enrolment.person_id)
    unheard = (
        select(func.count(Enrolment.id))
        .where(Enrolment.course_id == Course.id, Enrolment.status == EnrolmentStatus.ENROLLED, ~heard.exists())
        .correlate(Course, ClassSession)
        .scalar_subquery()
    )
    spare = ClassSession.seats - ClassSession.seats_taken - (Course.seats - Course.enrolled) - unheard
    found = await db.scalar(
        select(ClassSession.id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(ClassSession.id == session_id, spare > 0)
    )
    return found is not None


def _deadline(session: ClassSession) -> datetime | None:
    """Return the end of an offer made now (UTC), None if too late; an offer made at night counts from the morning."""
    now, starts = clock.local(clock.now()), clock.local(session.starts_at)
    heard = after_quiet_hours(now)
    end, near = offer_deadline(now, starts), offer_deadline(heard, starts)
    if end is None or near is None:
        return None
    return (min(end, near) if end > heard else near).astimezone(UTC)


async def _first_waiting(db: AsyncSession, course_id: int, after: Enrolment | None) -> Enrolment | None:
    query = select(Enrolment).where(Enrolment.course_id == course_id, Enrolment.status == EnrolmentStatus.WAITLISTED)
    if after is not None:
        later = (Enrolment.since == after.since) & (Enrolment.id > after.id)
        query = query.where(or_(Enrolment.since > after.since, later))
    query = query.order_by(Enrolment.since, Enrolment.id).limit(1).with_for_update()
    first: Enrolment | None = await db.scalar(query.execution_options(populate_existing=True))
    return first


async def _first_in_line(db: AsyncSession, session: ClassSession) -> Enrolment | None:
    """Return the first not yet asked: in line for the course, or enrolled when this session was full."""
    mine = select(Seat.id).where(Seat.session_id == session.id, Seat.person_id == Enrolment.person_id)
    asked = mine.where(Seat.status != SeatStatus.RELEASED)
    wants = mine.where(Seat.status == SeatStatus.RELEASED)
    waits = (Enrolment.status == EnrolmentStatus.WAITLISTED) & ~asked.exists()
    found_full = (Enrolment.status == EnrolmentStatus.ENROLLED) & wants.exists()
    first: Enrolment | None = await db.scalar(
        select(Enrolment)
        .where(Enrolment.course_id == session.course_id, or_(waits, found_full))
        .order_by(Enrolment.since, Enrolment.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return first


async def _tell_place(db: AsyncSession, to: Enrolment, sessions: Sequence[ClassSession], until: datetime) -> None:
    details = await _meeting(db, sessions[0].id)
    offer = _offer(details, _scope(len(sessions)), until, course=to.course_id)
    await proxy.tell(db, await db.get_one(Person, to.person_id), offer, _plan(f"offer:{to.id}:{until}", until))


async def _tell_seat(db: AsyncSession, to: Enrolment, session: ClassSession, until: datetime) -> None:
    offer = _offer(await _meeting(db, session.id), _("It is for this session only."), until, session=session.id)
    person = await db.get_one(Person, to.person_id)
    await proxy.tell(db, person, offer, _plan(f"seat-offer:{session.id}:{to.id}:{until}", until))


def _scope(sessions: int) -> Text:
    return n_("It is for one session.", "It is for all {n} sessions to come.", sessions)


def _instead(details: SessionDetails, sessions: int, until: datetime, *, ended: bool) -> Say:
    full = _("The class you wait for is still full. Another one about the same, at a half-day you wanted, has room:")
    return say(
        lines(
            _("Good news: there is a class about what you have waited for:") if ended else full,
            labels.session(details),
            _scope(sessions),
            _(
                "I will keep it for you until {until}; if you take it, you no longer wait for the other class. "
                "Can you come?",
                until=until,
            ),
        ),
        yes(_("✅ I can come"), "answer_offer", yes=True, course=details.course.id),
        no(_("❌ I am busy"), "answer_offer", yes=False, course=details.course.id),
    )


def _offer(details: SessionDetails, scope: Text, until: datetime, **what: int) -> Say:
    return say(
        lines(
            _("Good news: a seat is free!"),
            labels.session(details),
            scope,
            _("I will keep it for you until {until}. Can you come?", until=until),
        ),
        yes(_("✅ I can come"), "answer_offer", yes=True, **what),
        no(_("❌ I am busy"), "answer_offer", yes=False, **what),
    )


def _plan(key: str, until: datetime) -> Plan:
    return Plan(key=key[:80], expires=until)


async def _meeting(db: AsyncSession, session_id: int) -> SessionDetails:
    details = await session_queries.details(db, session_id)
    if details is None or details.session.status is not SessionStatus.PLANNED:
        raise NotFound(session_id)
    return details
