"""Taking, leaving and being excused from a seat; an ordered waiting list with offers that expire.

A place that falls free goes to the first waiting in the same transaction; newcomers find only places that nobody who
waits has wanted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.enrolment import TAKES_A_PLACE, EnrolmentStatus, SeatStatus
from bot.i18n import Text, _
from bot.services import acts, offers, seats
from bot.storage import rosters
from bot.storage.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.database import insert_new
from bot.storage.messaging import Act
from bot.storage.people import Person

_GONE = (EnrolmentStatus.CANCELLED, EnrolmentStatus.COMPLETED)


@dataclass(frozen=True)
class Enrolled:
    """How it came out: `line` is the place on the waiting list (from 1), `full` are sessions without a seat left."""

    status: EnrolmentStatus
    already: bool = False
    line: int | None = None
    full: Sequence[ClassSession] = field(default_factory=list)
    act: Act | None = None


async def enrol(db: AsyncSession, person: Person, course: Course, by: Person) -> Enrolled:
    """A seat in every session to come, or a place on the waiting list; asking twice changes nothing."""
    await seats.lock(db, course.id)
    if not await _ask_for_a_place(db, person, course, by):
        return await _as_it_stands(db, person, course)
    act = await acts.done(db, by, "enrol", course=course.id, person=person.id, until=await _last_word(db, course))
    if not await seats.take_place(db, course.id):
        result = await _as_it_stands(db, person, course)
        await offers.fill(db, course.id)
        return Enrolled(result.status, line=result.line, act=act)
    await _set_status(db, person, course.id, EnrolmentStatus.ENROLLED)
    full = [
        session
        for session in await rosters.upcoming_sessions(db, course.id)
        if not await seats.take_seat(db, session.id, person.id, SeatStatus.HELD)
    ]
    return Enrolled(EnrolmentStatus.ENROLLED, full=full, act=act)


async def leave(db: AsyncSession, person: Person, course: Course, by: Person) -> Act | None:
    """End the enrolment, free its seats, and ask the first waiting; None if there was none to end."""
    await seats.lock(db, course.id)
    before = await seats.standing(db, person, course.id)
    # Taken down now: the update below changes the object too.
    waited = before is None or before.status is EnrolmentStatus.WAITLISTED
    ended = await db.execute(
        update(Enrolment)
        .where(Enrolment.course_id == course.id, Enrolment.person_id == person.id, Enrolment.status.not_in(_GONE))
        .values(status=EnrolmentStatus.CANCELLED)
    )
    if not ended.rowcount:  # type: ignore[attr-defined]
        return None
    if not waited:
        await seats.free_place(db, course.id)
    for session in await rosters.upcoming_sessions(db, course.id):
        await seats.free_seat(db, session.id, person.id, SeatStatus.RELEASED, *TAKES_A_PLACE)
    await offers.fill(db, course.id)
    return await acts.done(db, by, "leave", course=course.id, person=person.id)


async def excuse(db: AsyncSession, person: Person, session: ClassSession, by: Person) -> Act | None:
    """«Bận»: frees this session's seat only, for the first waiting; None if there was no seat to free."""
    await seats.lock(db, session.course_id)
    if not await seats.free_seat(db, session.id, person.id, SeatStatus.EXCUSED, SeatStatus.HELD):
        return None
    await offers.fill(db, session.course_id)
    return await acts.done(db, by, "excuse", session=session.id, person=person.id, until=session.starts_at.isoformat())


async def come(db: AsyncSession, person: Person, session: ClassSession) -> bool:
    """«Đi được», also after a «Bận» if the seat is still free; False if it has gone to somebody else."""
    await seats.lock(db, session.course_id)
    answered = await db.execute(
        update(Seat)
        .where(Seat.session_id == session.id, Seat.person_id == person.id, Seat.status == SeatStatus.HELD)
        .values(answered_at=clock.now())
    )
    if answered.rowcount:  # type: ignore[attr-defined]
        return True
    was = await seats.seat_of(db, person, session.id)
    if was is None or was.status is not SeatStatus.EXCUSED:
        return False
    return await seats.take_seat(db, session.id, person.id, SeatStatus.HELD)


async def undo_enrol(db: AsyncSession, act: Act) -> Text | None:
    """Give the seat back."""
    person, course = await db.get_one(Person, act.facts["person"]), await db.get_one(Course, act.facts["course"])
    left = await leave(db, person, course, await db.get_one(Person, act.by_id))
    return None if left is None else _("Your place is given back, as if you had never asked for it.")


async def undo_leave(db: AsyncSession, act: Act) -> Text | None:
    """Enrol again, if there is still a place."""
    person, course = await db.get_one(Person, act.facts["person"]), await db.get_one(Course, act.facts["course"])
    again = await enrol(db, person, course, await db.get_one(Person, act.by_id))
    if again.status is EnrolmentStatus.ENROLLED:
        return _("You have your place again.")
    return _("Your place has meanwhile gone to somebody who was waiting. You are on the waiting list now.")


async def undo_excuse(db: AsyncSession, act: Act) -> Text | None:
    """Take the seat back, if it is still free."""
    session = await db.get_one(ClassSession, act.facts["session"])
    if await come(db, await db.get_one(Person, act.facts["person"]), session):
        return _("You have your seat again, {when}.", when=session.starts_at)
    return _("The seat has meanwhile gone to somebody who was waiting. You may still come and sit in.")


async def _ask_for_a_place(db: AsyncSession, person: Person, course: Course, by: Person) -> bool:
    """Stand on the waiting list, as a newcomer or again; False for whoever already stands somewhere."""
    asked = {"status": EnrolmentStatus.WAITLISTED, "since": clock.now(), "enrolled_by_id": by.id}
    if await insert_new(db, Enrolment, course_id=course.id, person_id=person.id, **asked):
        return True
    again = await db.execute(
        update(Enrolment)
        .where(Enrolment.course_id == course.id, Enrolment.person_id == person.id, Enrolment.status.in_(_GONE))
        .values(**asked, offered_until=None)
    )
    return bool(again.rowcount)  # type: ignore[attr-defined]


async def _set_status(db: AsyncSession, person: Person, course_id: int, status: EnrolmentStatus) -> None:
    mine = (Enrolment.course_id == course_id, Enrolment.person_id == person.id)
    await db.execute(update(Enrolment).where(*mine).values(status=status))


async def _as_it_stands(db: AsyncSession, person: Person, course: Course) -> Enrolled:
    mine = await seats.standing(db, person, course.id)
    if mine is None:
        raise LookupError(course.id)
    line = await seats.place_in_line(db, mine) if mine.status is EnrolmentStatus.WAITLISTED else None
    return Enrolled(mine.status, already=True, line=line)


async def _last_word(db: AsyncSession, course: Course) -> str | None:
    """Residents may change their mind until the first session begins."""
    upcoming = await rosters.upcoming_sessions(db, course.id)
    return upcoming[0].starts_at.isoformat() if upcoming else None
