"""Enrolling, leaving and being excused.

A place that becomes free is offered to the first in line in the same transaction; newcomers get only places that nobody
in line has wanted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.enrolment import ENDED, GOES_ON, ON_THE_ROSTER, TAKES_A_PLACE, EnrolmentStatus, SeatStatus
from bot.domain.people.person import Audience
from bot.errors import NotFound
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.enrolment import capacity, waiting_list
from bot.services.people import identity
from bot.storage import session_queries
from bot.storage.database import changed, insert_new
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, audiences_of

ENROL = acts.ActKind("enrol")
LEAVE = acts.ActKind("leave")
EXCUSE = acts.ActKind("excuse")
COME = acts.ActKind("come")
PASS_ON = acts.ActKind("pass_on")


@dataclass(frozen=True)
class Enrolled:
    """The result: `line` is the position on the waiting list (from 1), `full` the sessions without a free seat."""

    status: EnrolmentStatus
    already: bool = False
    line: int | None = None
    full: Sequence[ClassSession] = field(default_factory=list)
    act: Act | None = None


async def is_open_to(db: AsyncSession, person: Person, course: Course) -> bool:
    return not course.members_only or course.organisation_id in await identity.organisations_of(db, person)


async def enrol(db: AsyncSession, person: Person, course: Course, by: Person) -> Enrolled:
    """Hold a seat in every coming session, or join the waiting list.

    Asking twice changes nothing, except that a person in line gets a place that everybody in line has declined.
    Raise NotFound where the class is not for them: it is only for people of its organisation.
    """
    if not await is_open_to(db, person, course):
        raise NotFound(course.id)
    await capacity.lock(db, course.id)
    is_new = await _join_waiting_list(db, person, course, by)
    standing = await _as_it_stands(db, person, course)
    if standing.status is not EnrolmentStatus.WAITLISTED:
        return standing
    if await capacity.take_place(db, course.id):
        return await _take_seats(db, person, course, by)
    if not is_new:
        return standing
    act = await _note(db, person, course, by)
    await waiting_list.fill(db, course.id)
    return Enrolled(standing.status, line=standing.line, act=act)


async def leave(db: AsyncSession, person: Person, course: Course, by: Person) -> Act | None:
    await capacity.lock(db, course.id)
    before = await capacity.standing(db, person, course.id)
    # Read before the update below, which changes this object too.
    waited = before is None or before.status is EnrolmentStatus.WAITLISTED
    ended = await changed(
        db,
        update(Enrolment)
        .where(Enrolment.course_id == course.id, Enrolment.person_id == person.id, Enrolment.status.not_in(ENDED))
        .values(status=EnrolmentStatus.CANCELLED),
    )
    if not ended:
        return None
    if not waited:
        await capacity.free_place(db, course.id)
    for session in await session_queries.upcoming_sessions(db, course.id):
        await capacity.free_seat(db, session.id, person.id, SeatStatus.RELEASED, *TAKES_A_PLACE)
    await waiting_list.fill(db, course.id)
    return await acts.record(db, by, LEAVE, course=course.id, person=person.id)


async def joined(db: AsyncSession, person: Person) -> Sequence[Course]:
    rows = await db.scalars(
        select(Course)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(Enrolment.person_id == person.id, Enrolment.status.in_(GOES_ON))
        .order_by(Course.id)
    )
    return rows.all()


async def excuse(db: AsyncSession, person: Person, session: ClassSession, by: Person) -> Act | None:
    await capacity.lock(db, session.course_id)
    if not await capacity.free_seat(db, session.id, person.id, SeatStatus.EXCUSED, SeatStatus.HELD):
        return None
    await waiting_list.fill(db, session.course_id)
    return await acts.record(db, by, EXCUSE, session=session.id, person=person.id, until=session.starts_at.isoformat())


async def come(db: AsyncSession, person: Person, session: ClassSession, by: Person) -> Act | None:
    """Hold the seat for «Đi được», also after «Bận» while it is free; return None if somebody else has it."""
    await capacity.lock(db, session.course_id)
    before = await capacity.seat_of(db, person, session.id)
    if before is None or before.status not in ON_THE_ROSTER:
        return None
    facts = {"session": session.id, "person": person.id, "was": before.status.value}
    if not await capacity.take_seat(db, session.id, person.id, SeatStatus.HELD):
        return None
    mine = (Seat.session_id == session.id, Seat.person_id == person.id)
    await db.execute(update(Seat).where(*mine).values(answered_at=clock.now()))
    return await acts.record(db, by, COME, **facts, until=session.starts_at.isoformat())


async def pass_on(db: AsyncSession, person: Person, session: ClassSession, by: Person) -> None:
    mine = (Seat.session_id == session.id, Seat.person_id == person.id, Seat.status == SeatStatus.HELD)
    if await changed(db, update(Seat).where(*mine).values(told_at=clock.now())):
        await acts.record(db, by, PASS_ON, session=session.id, person=person.id)


async def undo_enrol(db: AsyncSession, act: Act) -> Text | None:
    person, course = await db.get_one(Person, act.facts["person"]), await db.get_one(Course, act.facts["course"])
    left = await leave(db, person, course, await db.get_one(Person, act.by_id))
    if left is not None and (said := act.facts.get("audience")) is not None:
        person.audiences -= {Audience(said)}
    return None if left is None else _("Your place is given back, as if you had never asked for it.")


async def undo_leave(db: AsyncSession, act: Act) -> Text | None:
    person, course = await db.get_one(Person, act.facts["person"]), await db.get_one(Course, act.facts["course"])
    again = await enrol(db, person, course, await db.get_one(Person, act.by_id))
    if act.by_id not in (person.id, person.told_via_person_id):
        back = again.status is EnrolmentStatus.ENROLLED
        name = labels.person(person)
        return _("{name} has the seat again.", name=name) if back else _("{name} is on the waiting list.", name=name)
    if again.status is EnrolmentStatus.ENROLLED:
        return _("You have your place again.")
    return _("Your place has meanwhile gone to somebody who was waiting. You are on the waiting list now.")


async def undo_excuse(db: AsyncSession, act: Act) -> Text | None:
    session, person = await _facts(db, act)
    if await come(db, person, session, await db.get_one(Person, act.by_id)):
        if act.by_id not in (person.id, person.told_via_person_id):
            return _("{name} has the seat again.", name=labels.person(person))
        return _("You have your seat again, {when}.", when=session.starts_at)
    return _("The seat has meanwhile gone to somebody who was waiting. You may still come and sit in.")


async def undo_come(db: AsyncSession, act: Act) -> Text | None:
    session, person = await _facts(db, act)
    if act.facts["was"] == SeatStatus.EXCUSED:
        if await excuse(db, person, session, await db.get_one(Person, act.by_id)) is None:
            return None
        return _("All right, I have noted again that you cannot come.")
    await capacity.lock(db, session.course_id)
    mine = (Seat.session_id == session.id, Seat.person_id == person.id, Seat.status == SeatStatus.HELD)
    taken_back = await changed(db, update(Seat).where(*mine).values(answered_at=None))
    if not taken_back:
        return None
    return _("All right, I take it that you have not said yet. Your seat stays.")


async def _facts(db: AsyncSession, act: Act) -> tuple[ClassSession, Person]:
    return await db.get_one(ClassSession, act.facts["session"]), await db.get_one(Person, act.facts["person"])


async def _join_waiting_list(db: AsyncSession, person: Person, course: Course, by: Person) -> bool:
    asked = {"status": EnrolmentStatus.WAITLISTED, "since": clock.now(), "enrolled_by_id": by.id}
    if await insert_new(db, Enrolment, course_id=course.id, person_id=person.id, **asked):
        return True
    return await changed(
        db,
        update(Enrolment)
        .where(Enrolment.course_id == course.id, Enrolment.person_id == person.id, Enrolment.status.in_(ENDED))
        .values(**asked, offered_until=None, instead_of_id=None),
    )


async def _take_seats(db: AsyncSession, person: Person, course: Course, by: Person) -> Enrolled:
    mine = (Enrolment.course_id == course.id, Enrolment.person_id == person.id)
    await db.execute(update(Enrolment).where(*mine).values(status=EnrolmentStatus.ENROLLED))
    ahead = await session_queries.upcoming_sessions(db, course.id)
    full = [session for session in ahead if not await capacity.hold_or_want(db, session.id, person.id)]
    if by.id in (person.id, person.told_via_person_id):
        await capacity.take_for_an_answer(db, person.id, ahead)
    return Enrolled(EnrolmentStatus.ENROLLED, full=full, act=await _note(db, person, course, by))


async def _note(db: AsyncSession, person: Person, course: Course, by: Person) -> Act:
    facts = {"course": course.id, "person": person.id, "until": await _undo_deadline(db, course)}
    if course.audience is not None and course.audience not in audiences_of(person):
        # Whoever joins a class for workers says that they are one.
        person.audiences |= {course.audience}
        facts["audience"] = course.audience.value
    return await acts.record(db, by, ENROL, **facts)


async def _as_it_stands(db: AsyncSession, person: Person, course: Course) -> Enrolled:
    mine = await capacity.standing(db, person, course.id)
    if mine is None:
        raise NotFound(course.id)
    line = await capacity.place_in_line(db, mine) if mine.status is EnrolmentStatus.WAITLISTED else None
    return Enrolled(mine.status, already=True, line=line)


async def _undo_deadline(db: AsyncSession, course: Course) -> str | None:
    """Return the start of the first session (ISO 8601): until then residents may change their mind."""
    upcoming = await session_queries.upcoming_sessions(db, course.id)
    return upcoming[0].starts_at.isoformat() if upcoming else None
