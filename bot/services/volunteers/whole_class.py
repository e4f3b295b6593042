"""A volunteer for all sessions of a class: asked once, and kept on it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus, clash
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text
from bot.services.access import acts, permissions
from bot.services.volunteers import organisation_answers, rota, shifts
from bot.services.volunteers.shifts import ShiftAnswer
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, hours
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift

ACCEPT_COURSE = acts.ActKind("accept_course")


async def rest_of_course(db: AsyncSession, person: Person, details: SessionDetails) -> list[SessionDetails]:
    """Return the later sessions of the class that still need somebody, and at which the person is not yet."""
    mine = await rota.of_volunteer(db, person)
    return [
        one
        for one in await _later(db, details, Shift.filled < Shift.needed)
        if not any(clash(hours(one.session), hours(other.session)) for other in mine)
    ]


async def not_needed(db: AsyncSession, person: Person, details: SessionDetails) -> list[SessionDetails]:
    """Return the later sessions of the class at which there are enough without this person."""
    mine = {one.session.id for one in await rota.of_volunteer(db, person)}
    return [one for one in await _later(db, details, Shift.filled >= Shift.needed) if one.session.id not in mine]


async def _later(db: AsyncSession, details: SessionDetails, condition: ColumnElement[bool]) -> list[SessionDetails]:
    query = (
        session_queries.all_details()
        .join(Shift, Shift.session_id == ClassSession.id)
        .where(Course.id == details.course.id, ClassSession.status == SessionStatus.PLANNED)
        .where(ClassSession.starts_at > details.session.starts_at, condition)
    )
    return await session_queries.found(db, query)


async def take_rest(db: AsyncSession, person: Person, first: ShiftAnswer) -> tuple[int, Act | None]:
    """Take the later sessions of the class as well; return how many, and one act for all that was taken."""
    acts_of = [first.act.id] if first.act is not None else []
    sent_by, taken = await _sent_by(db, person, first.details), []
    for one in await rest_of_course(db, person, first.details):
        answer = await shifts.accept_untold(db, person, await shifts.own_choice(db, person, one.session.id, sent_by))
        if answer.act is not None:
            acts_of.append(answer.act.id)
            taken.append(answer.details)
    if not acts_of:
        return 0, None
    act = await acts.record(db, person, ACCEPT_COURSE, course=first.details.course.id, acts=acts_of)
    await organisation_answers.tell_if_rest_has_enough(db, taken, act.id)
    return len(acts_of), act


async def keep_on(db: AsyncSession, course_id: int, added: Collection[int]) -> list[Person]:
    """Put who has taken the whole class on the sessions added to it, as far as there is room; return who is on them."""
    took = await db.execute(select(Act.by_id, Act.facts).where(Act.kind == ACCEPT_COURSE, Act.undone_at.is_(None)))
    whole = {by for by, facts in took if facts["course"] == course_id} & await _helping(db, course_id)
    people = await db.scalars(select(Person).where(Person.id.in_(whole)).order_by(Person.id))
    return [person for person in people if any([await _put_on(db, person, one) for one in added])]


async def _helping(db: AsyncSession, course_id: int) -> set[int]:
    ahead = (ClassSession.course_id == course_id, ClassSession.starts_at > clock.now())
    promised = (
        select(Assignment.person_id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .where(*ahead, Assignment.status == AssignmentStatus.ACCEPTED)
    )
    return set(await db.scalars(promised))


async def _put_on(db: AsyncSession, person: Person, session_id: int) -> bool:
    details = await session_queries.details(db, session_id)
    mine = await rota.of_volunteer(db, person)
    if details is None or not await permissions.keeps(db, person, Right.TAKE_SHIFTS):
        return False
    if any(clash(hours(details.session), hours(other.session)) for other in mine):
        return False
    return await shifts.put_on(db, person, session_id)


async def undo_accept_course(db: AsyncSession, act: Act) -> Text | None:
    done = [
        await shifts.undo_accept_shift(db, one)
        for one in (await db.scalars(select(Act).where(Act.id.in_(act.facts["acts"])).order_by(Act.id))).all()
        if await acts.mark_undone(db, one)
    ]
    return next((said for said in done if said is not None), None)


async def _sent_by(db: AsyncSession, person: Person, details: SessionDetails) -> int | None:
    found: int | None = await db.scalar(
        select(Assignment.organisation_id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .where(Shift.session_id == details.session.id, Assignment.person_id == person.id)
    )
    return found
