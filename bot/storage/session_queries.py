"""Queries shared by several services: sessions with their course, group and venue, and the people at them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Place
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.domain.topics import Topic
from bot.storage.base import NOW, Id
from bot.storage.piecewise import legible, legible_rows
from bot.storage.tables.courses import ClassSession, Course, Seat
from bot.storage.tables.people import Address, Person, Role, in_force, leads
from bot.storage.tables.places import ClosedDay, ResidentialGroup, Venue
from bot.storage.tables.volunteers import Assignment, Shift


@dataclass(frozen=True)
class SessionDetails:
    """A session with its course, group and venue."""

    session: ClassSession
    course: Course
    group: ResidentialGroup
    venue: Venue

    @property
    def topic(self) -> Topic:
        return self.session.topic or self.course.topic

    @property
    def place(self) -> Place:
        return Place(self.group.ward_code, self.group.id, self.course.organisation_id)

    @property
    def occasion(self) -> str:
        """Identify the session at its time: after a move, messages may be sent again."""
        return f"{self.session.id}:{self.session.starts_at:%Y%m%d%H%M}"


def on_closed_day() -> ColumnElement[bool]:
    there = (
        select(ClosedDay.id)
        .join(ResidentialGroup, ResidentialGroup.ward_code == ClosedDay.ward_code)
        .join(Course, Course.group_id == ResidentialGroup.id)
        .where(Course.id == ClassSession.course_id, ClosedDay.reopened_at.is_(None))
        .where(ClosedDay.begins_at <= ClassSession.starts_at, ClosedDay.ends_at > ClassSession.starts_at)
    )
    return there.correlate(ClassSession).exists()


async def is_on_closed_day(db: AsyncSession, session: ClassSession) -> bool:
    found = select(ClassSession.id).where(ClassSession.id == session.id, on_closed_day())
    return await db.scalar(found) is not None


def topic_taught() -> ColumnElement[Topic]:
    """Return the topic of a session joined to its course: its own, or else that of the course."""
    return func.coalesce(ClassSession.topic, Course.topic)


@cache
def all_details() -> Select[ClassSession, Course, ResidentialGroup, Venue]:
    return (
        select(ClassSession, Course, ResidentialGroup, Venue)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .join(Venue, Venue.id == ClassSession.venue_id)
        .order_by(ClassSession.starts_at, ClassSession.id)
    )


async def found(
    db: AsyncSession,
    query: Select[ClassSession, Course, ResidentialGroup, Venue],
    which: Mapping[str, object] | None = None,
) -> list[SessionDetails]:
    rows = await legible_rows(db, query, which)
    return [SessionDetails(session, course, group, venue) for session, course, group, venue in rows]


async def details(db: AsyncSession, session_id: int) -> SessionDetails | None:
    rows = await all_of(db, [session_id])
    return rows[0] if rows else None


async def all_of(db: AsyncSession, session_ids: Collection[int]) -> list[SessionDetails]:
    return await found(db, _THESE, {"ids": [*session_ids]})


_THESE = all_details().where(ClassSession.id.in_(bindparam("ids", expanding=True)))


async def upcoming_sessions(db: AsyncSession, course_id: int) -> Sequence[ClassSession]:
    return (await db.scalars(_UPCOMING, {"course": course_id})).all()


_UPCOMING = (
    select(ClassSession)
    .where(ClassSession.course_id == bindparam("course"), ClassSession.status == SessionStatus.PLANNED)
    .where(ClassSession.starts_at > NOW)
    .order_by(ClassSession.starts_at)
)


async def seated(db: AsyncSession, session_id: int, *statuses: SeatStatus) -> Sequence[Person]:
    """Return people with a seat of these statuses (HELD by default), in the order they got it."""
    return await legible(db, _SEATED, {"session": session_id, "statuses": [*(statuses or (SeatStatus.HELD,))]})


_SEATED = (
    select(Person)
    .join(Seat, Seat.person_id == Person.id)
    .where(Seat.session_id == bindparam("session"), Seat.status.in_(bindparam("statuses", expanding=True)))
    .order_by(Seat.id)
)


async def helpers(db: AsyncSession, session_id: int) -> Sequence[Person]:
    return await legible(db, _HELPERS, {"session": session_id})


_HELPERS = (
    select(Person)
    .join(Assignment, Assignment.person_id == Person.id)
    .join(Shift, Shift.id == Assignment.shift_id)
    .where(Shift.session_id == bindparam("session"), Assignment.status == AssignmentStatus.ACCEPTED)
    .order_by(Assignment.id)
)


async def in_charge(db: AsyncSession, group_id: int) -> Sequence[Person]:
    """Return who sees to a group: its leaders, else the coordinators of its ward, else the administrators.

    Whoever has no account that takes messages is passed over; if all are, it is the leaders.
    """
    return await _first_reached(db, _IN_CHARGE, {"group": group_id}) or await leaders(db, group_id)


async def in_charge_of_class(db: AsyncSession, course: Course) -> Sequence[Person]:
    """Return who sees to a class: those of its group, or the organisers of the organisation that runs it, else those
    above its group.
    """
    if course.organisation_id is None:
        return await in_charge(db, course.group_id)
    which = {"group": course.group_id, "organisation": course.organisation_id}
    return await _first_reached(db, (_ORGANISERS, *_IN_CHARGE[1:]), which)


def run_by(groups: Collection[int], organisations: Collection[int]) -> ColumnElement[bool]:
    """Match the classes that these groups and organisations run."""
    of_groups = Course.organisation_id.is_(None) & Course.group_id.in_(groups)
    return of_groups | Course.organisation_id.in_(organisations)


def within(place: Place) -> ColumnElement[bool]:
    """Match the classes of a place; the caller joins ResidentialGroup."""
    if place.organisation is not None:
        return Course.organisation_id == place.organisation
    if place.group is not None:
        return run_by([place.group], [])
    return ResidentialGroup.ward_code == place.ward if place.ward is not None else true()


async def in_charge_of_ward(db: AsyncSession, ward_code: str) -> Sequence[Person]:
    """Return who sees to those whose residential group is not known: the ward's coordinators, else the administrators.

    Whoever has no account that takes messages is passed over.
    """
    return await _first_reached(db, _IN_CHARGE_OF_WARD, {"ward": ward_code})


async def _first_reached(db: AsyncSession, ways: Sequence[Select[Person]], which: Mapping[str, object]) -> list[Person]:
    for those in ways:
        found = await legible(db, those, which)
        reached = set(await db.scalars(_REACHED_AMONG, {"people": [person.id for person in found]})) if found else ()
        if reached:
            return list(dict.fromkeys(person for person in found if person.id in reached))
    return []


_REACHED = select(Address.person_id).where(Address.unreachable_at.is_(None), Address.cut_off_at.is_(None))
_ADMINISTERS = (Role.kind == RoleKind.ADMINISTRATOR) & Role.organisation_id.is_(None) & in_force()

_COORDINATES_A_WARD = (
    (Role.kind == RoleKind.COORDINATOR) & Role.group_id.is_(None) & Role.organisation_id.is_(None) & in_force()
)


def _coordinate(group_id: BindParameter[int]) -> ColumnElement[bool]:
    ward = select(ResidentialGroup.ward_code).where(ResidentialGroup.id == group_id).scalar_subquery()
    here = Role.ward_code.is_(None) | (Role.ward_code == ward)
    of_group = (Role.kind == RoleKind.COORDINATOR) & (Role.group_id == group_id) & in_force()
    return (_COORDINATES_A_WARD & here) | of_group


def _whose_role(fits: ColumnElement[bool]) -> Select[Person]:
    return select(Person).join(Role, Role.person_id == Person.id).where(fits).order_by(Role.id)


_GROUP, _OF_WARD = bindparam("group", type_=Id), Role.ward_code.is_(None) | (Role.ward_code == bindparam("ward"))
_LEAD = leads() & (Role.group_id == _GROUP)
_IN_CHARGE = tuple(_whose_role(those) for those in (_LEAD, _coordinate(_GROUP), _ADMINISTERS))
_ORGANISES = (Role.kind == RoleKind.ORGANISER) & (Role.organisation_id == bindparam("organisation")) & in_force()
_ORGANISERS = _whose_role(_ORGANISES)
_IN_CHARGE_OF_WARD = tuple(_whose_role(those) for those in (_COORDINATES_A_WARD & _OF_WARD, _ADMINISTERS))
_REACHED_AMONG = _REACHED.where(Address.person_id.in_(bindparam("people", expanding=True)))


async def groups_without_leader(db: AsyncSession) -> Sequence[ResidentialGroup]:
    """Return the groups in use that have no leader to whom a message can be written."""
    led = select(Role.id).where(leads(), Role.group_id == ResidentialGroup.id, Role.person_id.in_(_REACHED))
    used = select(Course.id).where(Course.group_id == ResidentialGroup.id)
    rows = await db.scalars(
        select(ResidentialGroup)
        .where(~led.exists(), used.exists() | ResidentialGroup.active)
        .order_by(ResidentialGroup.id)
    )
    return rows.all()


async def organisers(db: AsyncSession, organisation_id: int) -> Sequence[Person]:
    return await legible(db, _ORGANISERS, {"organisation": organisation_id})


async def leaders(db: AsyncSession, group_id: int) -> Sequence[Person]:
    return await legible(db, _LEADERS, {"group": group_id})


_LEADERS = _whose_role(_LEAD)
