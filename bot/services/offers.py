"""Freed places and seats: offered to the first waiting until a deadline, then to the next."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import EnrolmentStatus, SeatStatus, offer_deadline
from bot.i18n import Text, _, lines, n_
from bot.services import outbox, seats
from bot.services.outbox import Plan
from bot.storage import rosters
from bot.storage.courses import ClassSession, Enrolment, Seat
from bot.storage.people import Person
from bot.storage.rosters import Meeting


async def fill(db: AsyncSession, course_id: int, after: Enrolment | None = None) -> None:
    """Offer what is free to those who wait: a place in the whole course first, then single seats.

    `after` has just passed a place on: those ahead of it are not asked again for the same place.
    """
    await _offer_places(db, course_id, after)
    for session in await rosters.upcoming_sessions(db, course_id):
        await _offer_seats(db, session)


async def accept_place(db: AsyncSession, person: Person, course_id: int) -> bool:
    """Take the offered place in a course; False if the offer is past."""
    await seats.lock(db, course_id)
    taken = await db.execute(
        update(Enrolment)
        .where(Enrolment.course_id == course_id, Enrolment.person_id == person.id)
        .where(Enrolment.status == EnrolmentStatus.OFFERED, Enrolment.offered_until > clock.now())
        .values(status=EnrolmentStatus.ENROLLED)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return False
    for session in await rosters.upcoming_sessions(db, course_id):
        await seats.take_seat(db, session.id, person.id, SeatStatus.HELD)
    return True


async def decline_place(db: AsyncSession, person: Person, course_id: int) -> bool:
    """Pass an offered place on to the next; who declines stays where they are on the waiting list."""
    await seats.lock(db, course_id)
    mine = await seats.standing(db, person, course_id)
    if mine is None or not await _take_back(db, mine):
        return False
    await fill(db, course_id, after=mine)
    return True


async def accept_seat(db: AsyncSession, person: Person, session_id: int) -> bool:
    """Take the offered seat at one session; False if the offer is past."""
    taken = await db.execute(
        update(Seat)
        .where(Seat.session_id == session_id, Seat.person_id == person.id)
        .where(Seat.status == SeatStatus.OFFERED, Seat.offered_until > clock.now())
        .values(status=SeatStatus.HELD, offered_until=None, answered_at=clock.now())
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


async def decline_seat(db: AsyncSession, person: Person, session_id: int) -> bool:
    """Pass an offered seat on to the next."""
    session = await db.get_one(ClassSession, session_id)
    await seats.lock(db, session.course_id)
    if not await seats.free_seat(db, session_id, person.id, SeatStatus.DECLINED, SeatStatus.OFFERED):
        return False
    await fill(db, session.course_id)
    return True


async def expire(db: AsyncSession) -> int:
    """Pass on what nobody answered in time; how many offers there were."""
    places = (
        await db.scalars(
            select(Enrolment)
            .where(Enrolment.status == EnrolmentStatus.OFFERED, Enrolment.offered_until <= clock.now())
            .order_by(Enrolment.course_id, Enrolment.id)
        )
    ).all()
    for mine in places:
        await seats.lock(db, mine.course_id)
        if await _take_back(db, mine):
            await _regret(db, mine.person_id, f"offer-past:{mine.id}:{mine.offered_until}")
            await fill(db, mine.course_id, after=mine)
    offered = (
        await db.scalars(
            select(Seat)
            .where(Seat.status == SeatStatus.OFFERED, Seat.offered_until <= clock.now())
            .order_by(Seat.session_id, Seat.id)
            .execution_options(populate_existing=True)
        )
    ).all()
    for seat in offered:
        key = f"seat-past:{seat.id}:{seat.offered_until}"
        if await seats.free_seat(db, seat.session_id, seat.person_id, SeatStatus.EXPIRED, SeatStatus.OFFERED):
            await _regret(db, seat.person_id, key)
            await fill(db, (await db.get_one(ClassSession, seat.session_id)).course_id)
    return len(places) + len(offered)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    """When open offers end."""
    places = select(Enrolment.offered_until).where(Enrolment.status == EnrolmentStatus.OFFERED)
    single = select(Seat.offered_until).where(Seat.status == SeatStatus.OFFERED)
    ends = {at for query in (places, single) for at in await db.scalars(query.distinct()) if at is not None}
    return [(at, _("An offered seat is passed on if nobody answers")) for at in sorted(ends)]


async def _offer_places(db: AsyncSession, course_id: int, after: Enrolment | None) -> None:
    sessions = await rosters.upcoming_sessions(db, course_id)
    until = next((end for end in map(_deadline, sessions) if end is not None), None)
    while until is not None:
        waiting = await _first_waiting(db, course_id, after)
        if waiting is None or not await seats.take_place(db, course_id):
            return
        waiting.status, waiting.offered_until = EnrolmentStatus.OFFERED, until
        await db.flush()
        for session in sessions:
            if await seats.take_seat(db, session.id, waiting.person_id, SeatStatus.OFFERED):
                mine = (Seat.session_id == session.id, Seat.person_id == waiting.person_id)
                offered = update(Seat).where(*mine, Seat.status == SeatStatus.OFFERED)
                await db.execute(offered.values(offered_until=until))
        await _tell_place(db, waiting, sessions, until)
        after = waiting


async def _offer_seats(db: AsyncSession, session: ClassSession) -> None:
    until = _deadline(session)
    while until is not None:
        waiting = await _first_waiting_for(db, session)
        if waiting is None or not await seats.take_seat(db, session.id, waiting.person_id, SeatStatus.OFFERED):
            return
        mine = (Seat.session_id == session.id, Seat.person_id == waiting.person_id)
        await db.execute(update(Seat).where(*mine).values(offered_until=until))
        await _tell_seat(db, waiting, session, until)


def _deadline(session: ClassSession) -> datetime | None:
    end = offer_deadline(clock.local(clock.now()), clock.local(session.starts_at))
    return None if end is None else end.astimezone(UTC)


async def _first_waiting(db: AsyncSession, course_id: int, after: Enrolment | None) -> Enrolment | None:
    query = select(Enrolment).where(Enrolment.course_id == course_id, Enrolment.status == EnrolmentStatus.WAITLISTED)
    if after is not None:
        later = (Enrolment.since == after.since) & (Enrolment.id > after.id)
        query = query.where(or_(Enrolment.since > after.since, later))
    query = query.order_by(Enrolment.since, Enrolment.id).limit(1).with_for_update()
    first: Enrolment | None = await db.scalar(query.execution_options(populate_existing=True))
    return first


async def _first_waiting_for(db: AsyncSession, session: ClassSession) -> Enrolment | None:
    """The first who waits for the course and was not yet asked about this session."""
    asked = select(Seat.id).where(
        Seat.session_id == session.id, Seat.person_id == Enrolment.person_id, Seat.status != SeatStatus.RELEASED
    )
    first: Enrolment | None = await db.scalar(
        select(Enrolment)
        .where(Enrolment.course_id == session.course_id, Enrolment.status == EnrolmentStatus.WAITLISTED)
        .where(~asked.exists())
        .order_by(Enrolment.since, Enrolment.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return first


async def _take_back(db: AsyncSession, mine: Enrolment) -> bool:
    """End the offer of a place; the seats that were kept with it are as if never offered."""
    ended = await db.execute(
        update(Enrolment)
        .where(Enrolment.id == mine.id, Enrolment.status == EnrolmentStatus.OFFERED)
        .values(status=EnrolmentStatus.WAITLISTED)
    )
    if not ended.rowcount:  # type: ignore[attr-defined]
        return False
    await seats.free_place(db, mine.course_id)
    for session in await rosters.upcoming_sessions(db, mine.course_id):
        if await seats.free_seat(db, session.id, mine.person_id, SeatStatus.RELEASED, SeatStatus.OFFERED):
            await db.execute(delete(Seat).where(Seat.session_id == session.id, Seat.person_id == mine.person_id))
    return True


async def _tell_place(db: AsyncSession, to: Enrolment, sessions: Sequence[ClassSession], until: datetime) -> None:
    meeting = await _meeting(db, sessions[0].id)
    many = n_("It is for one session.", "It is for all {n} sessions to come.", len(sessions))
    offer = _offer(meeting, many, until, course=to.course_id)
    await outbox.tell(db, await db.get_one(Person, to.person_id), offer, _plan(f"offer:{to.id}:{until}", until))


async def _tell_seat(db: AsyncSession, to: Enrolment, session: ClassSession, until: datetime) -> None:
    offer = _offer(await _meeting(db, session.id), _("It is for this session only."), until, session=session.id)
    person = await db.get_one(Person, to.person_id)
    await outbox.tell(db, person, offer, _plan(f"seat-offer:{session.id}:{to.id}:{until}", until))


def _offer(meeting: Meeting, scope: Text, until: datetime, **what: int) -> Say:
    return say(
        lines(
            _("Good news: a seat is free!"),
            labels.session(meeting),
            scope,
            _("I keep it for you until {until}. Can you come?", until=until),
        ),
        option(_("✅ I can come"), "answer_offer", yes=True, **what),
        option(_("❌ I am busy"), "answer_offer", yes=False, **what),
    )


def _plan(key: str, until: datetime) -> Plan:
    return Plan(key=key[:80], expires=until)


async def _regret(db: AsyncSession, person_id: int, key: str) -> None:
    text = _("The free seat has gone to the next in line. You keep your place on the waiting list; I will tell you.")
    await outbox.tell(db, await db.get_one(Person, person_id), say(text), Plan(key=key[:80]))


async def _meeting(db: AsyncSession, session_id: int) -> Meeting:
    meeting = await rosters.meeting(db, session_id)
    if meeting is None or meeting.session.status is not SessionStatus.PLANNED:
        raise LookupError(session_id)
    return meeting
