"""Who may call whom, and in which order."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.services.access import permissions
from bot.services.people import identity
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift

# Volunteers learn names from this long before the class.
VOLUNTEERS_FROM = timedelta(hours=24)


async def reach(db: AsyncSession, by: Person) -> ColumnElement[bool] | None:
    """Return the condition for open calls the person may make; None if there can be none."""
    mine: list[ColumnElement[bool]] = []
    if await permissions.holds(db, by, Right.CALL):
        led = [group.id for group in await permissions.groups_run(db, by)]
        at_home = Course.id.is_(None) & Person.group_id.in_(led)
        mine.append(at_home | await permissions.classes_seen_to(db, by))
    if await identity.role_of(db, by, RoleKind.VOLUNTEER) is not None:
        shifts = (
            select(Shift.session_id)
            .join(Assignment, Assignment.shift_id == Shift.id)
            .where(Assignment.person_id == by.id, Assignment.status == AssignmentStatus.ACCEPTED)
        )
        soon = ClassSession.starts_at <= clock.now() + VOLUNTEERS_FROM
        mine.append(and_(Call.session_id.in_(shifts), soon))
    return and_(Call.person_id != by.id, or_(*mine)) if mine else None


def open_calls(what: Any) -> Select[Any]:  # noqa: ANN401 columns of any kind
    return (
        select(what)
        .select_from(Call)
        .join(Person, Person.id == Call.person_id)
        .outerjoin(ClassSession, ClassSession.id == Call.session_id)
        .outerjoin(Course, Course.id == ClassSession.course_id)
        .where(Call.closed_at.is_(None), Person.erased_at.is_(None))
        .where((Call.session_id.is_(None)) | (ClassSession.starts_at > clock.now()))
    )


def held_by_another(by: Person) -> ColumnElement[bool]:
    other = aliased(Call)
    return (
        select(other.id)
        .where(other.person_id == Call.person_id, other.closed_at.is_(None))
        .where(other.taken_by_id != by.id, other.held_until > clock.now())
        .exists()
    )


async def give_back_all(db: AsyncSession, by: Person) -> None:
    held = (Call.taken_by_id == by.id, Call.closed_at.is_(None), Call.held_until > clock.now())
    await db.execute(update(Call).where(*held).values(held_until=clock.now()))


async def in_turn(db: AsyncSession, by: Person, within: ColumnElement[bool], *, paused: bool) -> list[int]:
    """Return person ids in calling order: the caller's own name, then the nearest class, then the fewest tries."""
    now = clock.now()
    own = and_(Call.taken_by_id == by.id, Call.held_until > now)
    query = open_calls(Call.person_id).where(within, ~held_by_another(by))
    if not paused:
        query = query.where(own | Call.again_at.is_(None) | (Call.again_at <= now))
    begins = func.coalesce(ClassSession.starts_at, now + timedelta(days=365))
    query = query.order_by(case((own, 0), else_=1), begins, Call.tries, func.coalesce(Call.again_at, now), Call.id)
    return list(dict.fromkeys(await db.scalars(query)))
