"""Offered places and seats: accepted, declined, or passed on when nobody answers in time."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import say
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import ON_THE_WAITING_LIST, WALK_IN_ONLY, EnrolmentStatus, SeatStatus
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.enrolment import capacity, waiting_list
from bot.services.messaging import proxy
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.base import NOW, from_now
from bot.storage.database import changed
from bot.storage.piecewise import each
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

TAKE_OFFER = acts.ActKind("take_offer")
PASS_OFFER_ON = acts.ActKind("pass_offer_on")
_LISTED = 20


async def accept_place(db: AsyncSession, person: Person, course_id: int, by: Person) -> Act | None:
    await capacity.lock(db, course_id)
    taken = await changed(
        db,
        update(Enrolment)
        .where(Enrolment.course_id == course_id, Enrolment.person_id == person.id)
        .where(Enrolment.status == EnrolmentStatus.OFFERED, Enrolment.offered_until > clock.now())
        .values(status=EnrolmentStatus.ENROLLED),
    )
    if not taken:
        return None
    mine = await capacity.standing(db, person, course_id)
    instead = mine.instead_of_id if mine else None
    await _wait_elsewhere(db, person.id, instead, EnrolmentStatus.WAITLISTED, EnrolmentStatus.CANCELLED)
    held = select(Seat.session_id).where(Seat.person_id == person.id, Seat.status == SeatStatus.HELD)
    had = sorted(await db.scalars(held.join(ClassSession).where(ClassSession.course_id == course_id)))
    ahead = await session_queries.upcoming_sessions(db, course_id)
    for session in ahead:
        await capacity.hold_or_want(db, session.id, person.id)
    await capacity.take_for_an_answer(db, person.id, ahead)
    return await acts.record(db, by, TAKE_OFFER, course=course_id, person=person.id, had=had)


async def decline_place(db: AsyncSession, person: Person, course_id: int, by: Person) -> Act | None:
    await capacity.lock(db, course_id)
    mine = await capacity.standing(db, person, course_id)
    if mine is None or not await _take_back(db, mine):
        return None
    await waiting_list.fill(db, course_id, after=mine)
    return await acts.record(db, by, PASS_OFFER_ON, course=course_id, person=person.id, instead_of=mine.instead_of_id)


async def accept_seat(db: AsyncSession, person: Person, session_id: int, by: Person) -> Act | None:
    planned = select(ClassSession.id).where(ClassSession.status == SessionStatus.PLANNED)
    taken = await changed(
        db,
        update(Seat)
        .where(Seat.session_id == session_id, Seat.person_id == person.id, Seat.session_id.in_(planned))
        .where(Seat.status == SeatStatus.OFFERED, Seat.offered_until > clock.now())
        .values(status=SeatStatus.HELD, offered_until=None, answered_at=clock.now()),
    )
    if not taken:
        return None
    return await acts.record(db, by, TAKE_OFFER, session=session_id, person=person.id)


async def decline_seat(db: AsyncSession, person: Person, session_id: int, by: Person) -> Act | None:
    session = await db.get_one(ClassSession, session_id)
    await capacity.lock(db, session.course_id)
    if not await capacity.free_seat(db, session_id, person.id, SeatStatus.DECLINED, SeatStatus.OFFERED):
        return None
    await waiting_list.fill(db, session.course_id)
    return await acts.record(db, by, PASS_OFFER_ON, session=session_id, person=person.id)


async def undo_take_offer(db: AsyncSession, act: Act) -> Text | None:
    person = await db.get_one(Person, act.facts["person"])
    if "session" in act.facts:
        session = await db.get_one(ClassSession, act.facts["session"])
        await capacity.lock(db, session.course_id)
        if not await capacity.free_seat(db, session.id, person.id, SeatStatus.DECLINED, SeatStatus.HELD):
            return None
        await waiting_list.fill(db, session.course_id)
        return _("The seat is given back, and I am asking the next in line.")
    await capacity.lock(db, act.facts["course"])
    mine = await capacity.standing(db, person, act.facts["course"])
    if mine is None or not await _take_back(db, mine, EnrolmentStatus.ENROLLED, SeatStatus.HELD, act.facts["had"]):
        return None
    await _wait_elsewhere(db, person.id, mine.instead_of_id, EnrolmentStatus.CANCELLED, EnrolmentStatus.WAITLISTED)
    await waiting_list.fill(db, mine.course_id, after=mine)
    return _("The place is given back, and I am asking the next in line. You keep your place on the waiting list.")


async def undo_pass_offer_on(db: AsyncSession, act: Act) -> Text | None:
    person = await db.get_one(Person, act.facts["person"])
    again = _seat_after_all if "session" in act.facts else _place_after_all
    if await again(db, person, act):
        return _("You have your place again.")
    return _("It has meanwhile been offered to the next in line. You keep your place on the waiting list.")


_PAST_PLACE = (Enrolment.status == EnrolmentStatus.OFFERED, Enrolment.offered_until <= NOW)
_PAST_SEAT = (Seat.status == SeatStatus.OFFERED, Seat.offered_until <= NOW)
_LAST_BEGUN = (
    select(func.max(ClassSession.starts_at))
    .where(ClassSession.course_id == Course.id, ClassSession.starts_at <= NOW)
    .correlate(Course)
    .scalar_subquery()
)
# A place nobody in line wanted is offered to them again for the next session.
_LEFT_FREE = (
    select(Course.id)
    .join(Enrolment, Enrolment.course_id == Course.id)
    .join(ClassSession, ClassSession.course_id == Course.id)
    .where(Course.enrolled < Course.seats, Enrolment.status == EnrolmentStatus.WAITLISTED)
    .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > from_now(WALK_IN_ONLY))
)
_AGAIN = _LEFT_FREE.where(Enrolment.offered_until <= _LAST_BEGUN)
DUE = exists().where(*_PAST_PLACE) | exists().where(*_PAST_SEAT) | _AGAIN.exists()


async def expire(db: AsyncSession) -> int:
    # Courses in ascending order, in which an erasure locks them too: no deadlock.
    expired = await each(db, "course", await _courses_with_past_offers(db), _expire_in)
    free = (await db.scalars(_AGAIN.distinct().order_by(Course.id))).all()
    return expired + await each(db, "course", free, _offer_again)


async def _offer_again(db: AsyncSession, course_id: int) -> int:
    await capacity.lock(db, course_id)
    await waiting_list.fill(db, course_id)
    return 1


PLANNED = exists().where(Enrolment.status.in_(ON_THE_WAITING_LIST)) | exists().where(Seat.status == SeatStatus.OFFERED)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    places = select(Enrolment.offered_until).where(
        Enrolment.status == EnrolmentStatus.OFFERED, Enrolment.offered_until.is_not(None)
    )
    single = select(Seat.offered_until).where(Seat.status == SeatStatus.OFFERED, Seat.offered_until.is_not(None))
    ends = {at for query in (places, single) for at in await db.scalars(query.distinct()) if at is not None}
    told = [(at, _("An offered seat is passed on if nobody answers")) for at in sorted(ends)]
    begins = _LEFT_FREE.where(Enrolment.offered_until.is_not(None)).with_only_columns(ClassSession.starts_at)
    nexts = await db.scalars(begins.distinct().order_by(ClassSession.starts_at).limit(_LISTED))
    return told + [(at, _("A seat that is still free is offered again")) for at in nexts]


async def _courses_with_past_offers(db: AsyncSession) -> Sequence[int]:
    places = select(Enrolment.course_id).where(*_PAST_PLACE)
    single = select(ClassSession.course_id).join(Seat, Seat.session_id == ClassSession.id).where(*_PAST_SEAT)
    return sorted({*await db.scalars(places), *await db.scalars(single)})


async def _expire_in(db: AsyncSession, course_id: int) -> int:
    await capacity.lock(db, course_id)
    places = await _past_places(db, course_id)
    for mine in places:
        # Read before the next line clears it.
        key = f"offer-past:{mine.id}:{mine.offered_until}"
        if await _take_back(db, mine):
            await _regret(db, mine.person_id, key)
            await waiting_list.fill(db, course_id, after=mine)
    single = await _past_single_seats(db, course_id)
    for seat in single:
        key = f"seat-past:{seat.id}:{seat.offered_until}"
        if await capacity.free_seat(db, seat.session_id, seat.person_id, SeatStatus.EXPIRED, SeatStatus.OFFERED):
            await _regret(db, seat.person_id, key)
            await waiting_list.fill(db, course_id)
    return len(places) + len(single)


async def _past_places(db: AsyncSession, course_id: int) -> Sequence[Enrolment]:
    found = await db.scalars(
        select(Enrolment)
        .where(Enrolment.course_id == course_id, *_PAST_PLACE)
        .order_by(Enrolment.since, Enrolment.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def _past_single_seats(db: AsyncSession, course_id: int) -> Sequence[Seat]:
    found = await db.scalars(
        select(Seat)
        .join(ClassSession, ClassSession.id == Seat.session_id)
        .where(ClassSession.course_id == course_id, *_PAST_SEAT)
        .order_by(Seat.session_id, Seat.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def _place_after_all(db: AsyncSession, person: Person, act: Act) -> bool:
    course_id, instead = act.facts["course"], act.facts["instead_of"]
    await capacity.lock(db, course_id)
    waits = EnrolmentStatus.WAITLISTED if instead is None else EnrolmentStatus.CANCELLED
    mine = await capacity.standing(db, person, course_id)
    if mine is None or mine.status is not waits or not await capacity.take_place(db, course_id):
        return False
    mine.status = EnrolmentStatus.ENROLLED
    await db.flush()
    await _wait_elsewhere(db, person.id, instead, EnrolmentStatus.WAITLISTED, EnrolmentStatus.CANCELLED)
    for session in await session_queries.upcoming_sessions(db, course_id):
        await capacity.hold_or_want(db, session.id, person.id)
    return True


async def _seat_after_all(db: AsyncSession, person: Person, act: Act) -> bool:
    session = await db.get_one(ClassSession, act.facts["session"])
    await capacity.lock(db, session.course_id)
    mine = await capacity.seat_of(db, person, session.id)
    if mine is None or mine.status is not SeatStatus.DECLINED or not await waiting_list.is_spare(db, session.id):
        return False
    return await capacity.take_seat(db, session.id, person.id, SeatStatus.HELD)


async def _wait_elsewhere(
    db: AsyncSession, person_id: int, course_id: int | None, was: EnrolmentStatus, now: EnrolmentStatus
) -> None:
    """Leave the waiting list of the other course on taking a place here, and return to it on giving the place up."""
    waits = Enrolment.course_id == course_id, Enrolment.person_id == person_id, Enrolment.status == was
    await db.execute(update(Enrolment).where(*waits).values(status=now))


async def _take_back(
    db: AsyncSession,
    mine: Enrolment,
    was: EnrolmentStatus = EnrolmentStatus.OFFERED,
    seat_was: SeatStatus = SeatStatus.OFFERED,
    but: Collection[int] = (),
) -> bool:
    """End the offer of a place and delete the seats that came with it, except those of the sessions in `but`."""
    back_to = EnrolmentStatus.WAITLISTED if mine.instead_of_id is None else EnrolmentStatus.CANCELLED
    ended = await changed(
        db, update(Enrolment).where(Enrolment.id == mine.id, Enrolment.status == was).values(status=back_to)
    )
    if not ended:
        return False
    await capacity.free_place(db, mine.course_id)
    for session in await session_queries.upcoming_sessions(db, mine.course_id):
        if session.id in but:
            continue
        if await capacity.free_seat(db, session.id, mine.person_id, SeatStatus.RELEASED, seat_was):
            await db.execute(delete(Seat).where(Seat.session_id == session.id, Seat.person_id == mine.person_id))
    return True


async def _regret(db: AsyncSession, person_id: int, key: str) -> None:
    text = _("The free seat has gone to the next in line. You keep your place on the waiting list; I will tell you.")
    await proxy.tell(db, await db.get_one(Person, person_id), say(text), Plan(key=key[:80]))
