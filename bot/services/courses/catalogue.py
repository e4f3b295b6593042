"""The classes a learner can join, and those they have joined."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import GOES_ON, SeatStatus
from bot.services.people import identity, places
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.people import Person, audiences_of
from bot.storage.tables.places import ResidentialGroup, Venue

_SOON = timedelta(days=3)
_MOST = 300


async def open_near(
    db: AsyncSession, person: Person | None, home: Place | None = None, limit: int = _MOST
) -> list[SessionDetails]:
    """Return the next session of each course in the ward that the person has not joined.

    Those for their own kind of people come first, then those of the own group.

    Classes for the people of an organisation alone are among them only for these.

    `home` is where to look, if not where they live; nobody is somebody who is still to be entered there.
    """
    where = home or (Place() if person is None else Place(person.ward_code, person.group_id))
    ours = await identity.organisations_of(db, person) if person is not None else ()
    here = or_(ResidentialGroup.ward_code == where.ward, ResidentialGroup.id == where.group) & ~Course.members_only
    chosen = await _not_joined(db, person, here, ours)
    mine = audiences_of(person) if person is not None else ()
    for_them = [of.course.audience in mine for of in chosen]
    ranked = zip(for_them, chosen, strict=True)
    return [of for _first, of in sorted(ranked, key=lambda one: (not one[0], one[1].course.group_id != where.group))][
        :limit
    ]


async def open_next_door(db: AsyncSession, person: Person | None, home: Place | None = None) -> list[SessionDetails]:
    """Return the same of the wards near it, nearest ward first; nothing where the own ward has any class."""
    ward = home.ward if home is not None else None if person is None else person.ward_code
    if ward is None or await _not_joined(db, None, (ResidentialGroup.ward_code == ward) & ~Course.members_only):
        return []
    near = [one.code for one in await places.wards_near(db, ward)]
    found = await _not_joined(db, person, ResidentialGroup.ward_code.in_(near) & ~Course.members_only)
    return sorted(found, key=lambda of: near.index(of.group.ward_code))[:_MOST]


async def _not_joined(
    db: AsyncSession, person: Person | None, here: ColumnElement[bool], organisations: Collection[int] = ()
) -> list[SessionDetails]:
    joined = (Enrolment.person_id == (None if person is None else person.id), Enrolment.status.in_(GOES_ON))
    mine = select(Enrolment.course_id).where(*joined)
    there: Select[int] | CompoundSelect[int] = (
        select(Course.id).join(ResidentialGroup, ResidentialGroup.id == Course.group_id).where(here)
    )
    if organisations:
        # As one condition SQLite would go through all classes.
        there = union(there, select(Course.id).where(Course.organisation_id.in_(organisations)))
    # In no order: it would be looked for in all that is planned in the province, to have it in order.
    planned = _offered().where(ClassSession.course_id.in_(there), Course.id.not_in(mine)).order_by(None)
    found = sorted(await session_queries.found(db, planned), key=lambda of: (of.session.starts_at, of.session.id))
    return _first_of_each_course(found)


async def open_in(db: AsyncSession, group: ResidentialGroup) -> list[SessionDetails]:
    found = await session_queries.found(db, _offered().where(Course.group_id == group.id, ~Course.members_only))
    return _first_of_each_course(found)[:_MOST]


async def open_of(db: AsyncSession, organisation_id: int) -> list[SessionDetails]:
    found = await session_queries.found(db, _offered().where(Course.organisation_id == organisation_id))
    return _first_of_each_course(found)[:_MOST]


async def next_of_course(db: AsyncSession, course_id: int) -> SessionDetails | None:
    found = await session_queries.found(db, _to_come().where(Course.id == course_id).limit(1))
    return found[0] if found else None


async def seats_of(db: AsyncSession, person: Person) -> list[SessionDetails]:
    held = (Seat.session_id == ClassSession.id) & (Seat.person_id == person.id) & (Seat.status == SeatStatus.HELD)
    return await session_queries.found(db, _to_come().join(Seat, held))


async def soon(db: AsyncSession, person: Person) -> list[SessionDetails]:
    last = clock.now() + _SOON
    return [details for details in await seats_of(db, person) if details.session.starts_at <= last]


async def courses_of(db: AsyncSession, person: Person) -> list[tuple[SessionDetails, Enrolment]]:
    rows = await db.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person.id, Enrolment.status.in_(GOES_ON))
        .order_by(Enrolment.course_id)
    )
    standing = [(await next_of_course(db, mine.course_id), mine) for mine in rows.all()]
    return [(details, mine) for details, mine in standing if details is not None]


def _first_of_each_course(found: list[SessionDetails]) -> list[SessionDetails]:
    first = {details.course.id: details for details in reversed(found)}
    return sorted(first.values(), key=lambda of: of.session.starts_at)


def _offered() -> Select[ClassSession, Course, ResidentialGroup, Venue]:
    return _to_come().where(~session_queries.on_closed_day())


def _to_come() -> Select[ClassSession, Course, ResidentialGroup, Venue]:
    return session_queries.all_details().where(
        ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now()
    )
