"""Places and seats, counted by conditional updates of one row, so that two people cannot both get the last one."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import TAKES_A_PLACE, EnrolmentStatus, SeatStatus
from bot.domain.messaging.reminders import next_to_learners
from bot.storage.database import changed, insert_new
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.people import Person


async def lock(db: AsyncSession, course_id: int) -> None:
    """Lock the course row, so that changes of its places, seats and offers happen one after another.

    SQLite has one writer anyway; on PostgreSQL this order of locks prevents deadlocks.
    """
    await db.execute(select(Course.id).where(Course.id == course_id).with_for_update())


async def take_place(db: AsyncSession, course_id: int) -> bool:
    return await changed(
        db,
        update(Course)
        .where(Course.id == course_id, Course.enrolled < Course.seats)
        .values(enrolled=Course.enrolled + 1),
    )


async def free_place(db: AsyncSession, course_id: int) -> None:
    await db.execute(
        update(Course).where(Course.id == course_id).values(enrolled=Course.enrolled - 1, **_one_less(Course))
    )


def _one_less(table: type[Course | ClassSession]) -> dict[str, ColumnElement[int]]:
    """Return what to set when a person leaves: a surplus seat ends with them."""
    ends = case((table.surplus > 0, 1), else_=0)
    return {"seats": table.seats - ends, "surplus": table.surplus - ends}


async def take_seat(db: AsyncSession, session_id: int, person_id: int, status: SeatStatus) -> bool:
    """Hold or offer a seat; return False if the session is full. A seat taken before is kept."""
    mine = (Seat.session_id == session_id, Seat.person_id == person_id)
    was = await db.scalar(select(Seat.status).where(*mine))
    if was in TAKES_A_PLACE:
        if status is SeatStatus.HELD:
            await db.execute(update(Seat).where(*mine).values(status=status, offered_until=None))
        return True
    taken = await changed(
        db,
        update(ClassSession)
        .where(
            ClassSession.id == session_id,
            ClassSession.status == SessionStatus.PLANNED,
            ClassSession.seats_taken < ClassSession.seats,
        )
        .values(seats_taken=ClassSession.seats_taken + 1),
    )
    if not taken:
        return False
    await insert_new(db, Seat, session_id=session_id, person_id=person_id, status=status)
    await db.execute(
        update(Seat).where(*mine).values(status=status, offered_until=None, answered_at=None, told_at=None)
    )
    return True


async def hold_or_want(db: AsyncSession, session_id: int, person_id: int) -> bool:
    """Hold a seat; if the session is full, record that the person wants one and return False."""
    if await take_seat(db, session_id, person_id, SeatStatus.HELD):
        return True
    wanted = {"session_id": session_id, "person_id": person_id}
    if not await insert_new(db, Seat, **wanted, status=SeatStatus.RELEASED):
        mine = (Seat.session_id == session_id, Seat.person_id == person_id)
        await db.execute(update(Seat).where(*mine).values(status=SeatStatus.RELEASED, answered_at=None))
    return False


def too_late_to_remind(sessions: Iterable[ClassSession]) -> list[ClassSession]:
    now = clock.local(clock.now())
    return [session for session in sessions if next_to_learners(clock.local(session.starts_at), now) is None]


async def take_for_an_answer(db: AsyncSession, person_id: int, sessions: Iterable[ClassSession]) -> None:
    """Note that they come to the sessions of which nobody is reminded any more: they have just said so."""
    late = [session.id for session in too_late_to_remind(sessions)]
    mine = (Seat.session_id.in_(late), Seat.person_id == person_id, Seat.status == SeatStatus.HELD)
    if late:
        await db.execute(update(Seat).where(*mine, Seat.answered_at.is_(None)).values(answered_at=clock.now()))


async def free_seat(db: AsyncSession, session_id: int, person_id: int, to: SeatStatus, *was: SeatStatus) -> bool:
    """Free the seat if its status is one of `was`; return False if it is not."""
    freed = await changed(
        db,
        update(Seat)
        .where(Seat.session_id == session_id, Seat.person_id == person_id, Seat.status.in_(was))
        .values(status=to, offered_until=None),
    )
    if not freed:
        return False
    await db.execute(
        update(ClassSession)
        .where(ClassSession.id == session_id)
        .values(seats_taken=ClassSession.seats_taken - 1, **_one_less(ClassSession))
    )
    return True


async def standing(db: AsyncSession, person: Person, course_id: int) -> Enrolment | None:
    query = (
        select(Enrolment).where(Enrolment.course_id == course_id, Enrolment.person_id == person.id).with_for_update()
    )
    found: Enrolment | None = await db.scalar(query.execution_options(populate_existing=True))
    return found


async def seat_of(db: AsyncSession, person: Person, session_id: int) -> Seat | None:
    query = select(Seat).where(Seat.session_id == session_id, Seat.person_id == person.id)
    found: Seat | None = await db.scalar(query.execution_options(populate_existing=True))
    return found


async def place_in_line(db: AsyncSession, mine: Enrolment) -> int:
    """Return the position on the waiting list, counted from 1."""
    ahead = await db.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.course_id == mine.course_id, Enrolment.status == EnrolmentStatus.WAITLISTED)
        .where(or_(Enrolment.since < mine.since, (Enrolment.since == mine.since) & (Enrolment.id <= mine.id)))
    )
    return ahead or 1
