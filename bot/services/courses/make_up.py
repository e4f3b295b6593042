"""A new date for a session that was called off: offered to all who had a seat, and once more the evening before."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import TAKES_A_PLACE, EnrolmentStatus, SeatStatus
from bot.i18n import Text, n_
from bot.services.access import acts, permissions
from bot.services.courses import change_notices, change_texts, courses
from bot.services.courses.change_notices import PeopleToTell
from bot.services.enrolment import capacity
from bot.storage import session_queries
from bot.storage.database import changed, insert_new
from bot.storage.piecewise import legible
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Acknowledgement, ClassSession, Enrolment, Notice, Seat, length
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

MAKE_UP = acts.ActKind("make_up")
# So long a class without a new date stands among the sessions of whoever is in charge.
_AWAITED = timedelta(days=30)
_LATER = aliased(ClassSession)
_HAS_NO_DATE = (
    ClassSession.status == SessionStatus.CALLED_OFF,
    ~exists().where(_LATER.makes_up_for == ClassSession.id),
)


async def awaited(db: AsyncSession, by: Person) -> list[SessionDetails]:
    """Return what was called off lately, had people and has no new date."""
    had_people = exists().where(Seat.session_id == ClassSession.id, Seat.status == SeatStatus.HELD)
    query = session_queries.all_details().where(await permissions.classes_seen_to(db, by), *_HAS_NO_DATE, had_people)
    return await session_queries.found(db, query.where(ClassSession.starts_at > clock.now() - _AWAITED))


async def has_no_date(db: AsyncSession, session_id: int) -> bool:
    found = select(ClassSession.id).where(ClassSession.id == session_id, *_HAS_NO_DATE)
    return await db.scalar(found) is not None


async def add(db: AsyncSession, off: SessionDetails, starts: datetime) -> ClassSession:
    session = await courses.add_session(db, off.course, starts, off.session.venue_id, length(off.session))
    session.topic, session.makes_up_for = off.session.topic, off.session.id
    await db.flush()
    return session


async def set_date(db: AsyncSession, by: Person, session_id: int, starts: datetime) -> tuple[Act, Notice | None] | None:
    """Offer the date to all who had a seat; return None if there is one already, or it is past. Raise NotAllowed."""
    off = await session_queries.details(db, session_id)
    if off is None:
        return None
    await permissions.must_at_session(db, by, Right.CHANGE_SESSION, off)
    await capacity.lock(db, off.course.id)
    if starts <= clock.now() or not await has_no_date(db, session_id):
        return None
    made = await add(db, off, starts)
    await _enrol_again(db, off)
    details = await session_queries.details(db, made.id)
    assert details is not None, "it has just been made"  # noqa: S101
    notice = await _offer(db, by, off, details, await _unasked(db, made))
    return await acts.record(db, by, MAKE_UP, session=made.id, notice=notice and notice.id), notice


async def undo_set_date(db: AsyncSession, act: Act) -> Text | None:
    session = await db.get_one(ClassSession, act.facts["session"])
    planned = (ClassSession.id == session.id, ClassSession.status == SessionStatus.PLANNED)
    values = {
        "status": SessionStatus.CALLED_OFF,
        "next_reminder_at": None,
        "makes_up_for": None,
        "revision": ClassSession.revision + 1,
    }
    if session.starts_at <= clock.now() or not await changed(db, update(ClassSession).where(*planned).values(values)):
        return None
    await db.refresh(session)
    first = await db.get(Notice, act.facts["notice"] or 0)
    unheard = await change_notices.withhold(db, first) if first is not None else set()
    told = [one for one in await _told(db, act.facts["notice"]) if one.id not in unheard]
    details = await session_queries.details(db, session.id)
    if told and details is not None:
        by = await db.get_one(Person, act.by_id)
        await change_notices.give(db, by, details, PeopleToTell(told, ()), change_texts.no_make_up(details))
    return n_(
        "All is as it was. One person has been told again.",
        "All is as it was. {n} people have been told again.",
        len(told),
    )


async def offer_again(db: AsyncSession, made: SessionDetails) -> int:
    """Ask those once more who have a place in the class and have not said whether they come to this session."""
    off = await session_queries.details(db, made.session.makes_up_for or 0)
    people = await _unasked(db, made.session) if off is not None else []
    in_charge = await session_queries.in_charge_of_class(db, made.course)
    if off is None or not people or not in_charge:
        return 0
    await _offer(db, in_charge[0], off, made, people)
    return len(people)


async def take(db: AsyncSession, person: Person, notice_id: int, session_id: int) -> SessionDetails | None:
    """Hold a seat at the make-up session for an enrolled person who got this notice; else return None."""
    made, notice = await session_queries.details(db, session_id), await db.get(Notice, notice_id)
    if made is None or notice is None or await db.get(Acknowledgement, (notice_id, person.id)) is None:
        return None
    told = await db.get_one(ClassSession, notice.session_id)
    if told.course_id != made.course.id or not await _is_enrolled(db, made.course.id, person.id):
        return None
    await capacity.lock(db, made.course.id)
    if not await capacity.take_seat(db, session_id, person.id, SeatStatus.HELD):
        return None
    await capacity.take_for_an_answer(db, person.id, [made.session])
    return made


async def decline(db: AsyncSession, person_id: int, session_id: int) -> None:
    """Note it, so that nobody asks again, and no seat is kept for them."""
    await insert_new(db, Seat, session_id=session_id, person_id=person_id, status=SeatStatus.DECLINED)


async def seat_told(db: AsyncSession, person_id: int, session_ids: Collection[int]) -> None:
    """Hold the seats at make-up sessions of which somebody has heard on the telephone without saying «bận»."""
    made = (ClassSession.id.in_(session_ids), ClassSession.makes_up_for.is_not(None))
    sessions = (await db.scalars(select(ClassSession).where(*made).order_by(ClassSession.course_id))).all()
    for session in sessions:
        await capacity.lock(db, session.course_id)
        if any(one.id == person_id for one in await _unasked(db, session)):
            await capacity.take_seat(db, session.id, person_id, SeatStatus.HELD)


async def _offer(
    db: AsyncSession, by: Person, off: SessionDetails, made: SessionDetails, people: Sequence[Person]
) -> Notice | None:
    helpers = [one for one in await session_queries.helpers(db, off.session.id) if one not in people]
    to = PeopleToTell(people, helpers)
    if not to.everybody:
        return None
    return await change_notices.give(db, by, made, to, change_texts.make_up(off, made))


async def _unasked(db: AsyncSession, made: ClassSession) -> Sequence[Person]:
    """Return who had a seat at the session that was called off, is enrolled, and has not said whether they come."""
    had = (Seat.session_id == made.makes_up_for, Seat.status.in_(TAKES_A_PLACE))
    answered = exists().where(_ANSWER.session_id == made.id, _ANSWER.person_id == Person.id)
    enrolled = (Enrolment.course_id == made.course_id, Enrolment.status == EnrolmentStatus.ENROLLED)
    query = select(Person).join(Seat, Seat.person_id == Person.id).join(Enrolment, Enrolment.person_id == Person.id)
    return await legible(db, query.where(*had, *enrolled, ~answered, Person.erased_at.is_(None)).order_by(Person.id))


_ANSWER = aliased(Seat)


async def _enrol_again(db: AsyncSession, off: SessionDetails) -> None:
    """Take those back whose enrolment ended with the course before there was a new date."""
    had = select(Seat.person_id).where(Seat.session_id == off.session.id, Seat.status == SeatStatus.HELD)
    mine = (Enrolment.course_id == off.course.id, Enrolment.person_id.in_(had))
    completed = (*mine, Enrolment.status == EnrolmentStatus.COMPLETED)
    await db.execute(update(Enrolment).where(*completed).values(status=EnrolmentStatus.ENROLLED))
    waiting = (*mine, Enrolment.status == EnrolmentStatus.WAITLISTED)
    for enrolment in (await db.scalars(select(Enrolment).where(*waiting).order_by(Enrolment.id))).all():
        if await capacity.take_place(db, off.course.id):
            enrolment.status = EnrolmentStatus.ENROLLED
    await db.flush()


async def _told(db: AsyncSession, notice_id: int | None) -> Sequence[Person]:
    got = select(Person).join(Acknowledgement, Acknowledgement.person_id == Person.id)
    return await legible(db, got.where(Acknowledgement.notice_id == notice_id).order_by(Person.id))


async def _is_enrolled(db: AsyncSession, course_id: int, person_id: int) -> bool:
    mine = (Enrolment.course_id == course_id, Enrolment.person_id == person_id)
    return await db.scalar(select(Enrolment.status).where(*mine)) is EnrolmentStatus.ENROLLED
