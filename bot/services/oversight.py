"""What a leader or a coordinator oversees, and the people behind a number for those who may see names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.rights import Right
from bot.domain.shifts import AssignmentStatus
from bot.domain.span import Span
from bot.services import places, roles
from bot.storage import rosters
from bot.storage.courses import Attendance, ClassSession, Course
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup, Ward
from bot.storage.rosters import Meeting
from bot.storage.volunteers import Assignment, Shift

_MOST = 500


@dataclass(frozen=True)
class Overseen:
    """A ward, and those of its groups whose numbers somebody may see."""

    ward: Ward
    groups: Sequence[ResidentialGroup]


@dataclass(frozen=True)
class Helper:
    """A volunteer, and the sessions held at which they have helped."""

    person: Person
    sessions: int


async def of(db: AsyncSession, person: Person) -> list[Overseen]:
    """The wards and groups somebody oversees, by name."""
    rows = (
        await db.execute(
            select(Ward, ResidentialGroup)
            .join(ResidentialGroup, ResidentialGroup.ward_code == Ward.code)
            .where(ResidentialGroup.active)
            .order_by(Ward.short_name)
        )
    ).all()
    mine = {group.id for group in await roles.among(db, person, Right.SEE_NUMBERS, [group for _ward, group in rows])}
    by_ward: dict[str, tuple[Ward, list[ResidentialGroup]]] = {}
    for ward, group in rows:
        if group.id in mine:
            by_ward.setdefault(ward.code, (ward, []))[1].append(group)
    return [Overseen(ward, places.in_order(groups)) for ward, groups in by_ward.values()]


async def sessions(db: AsyncSession, groups: Sequence[ResidentialGroup], span: Span) -> list[Meeting]:
    """The sessions of these groups in these days."""
    query = rosters.meetings().where(Course.group_id.in_([group.id for group in groups]), _within(span))
    return await rosters.found(db, query.limit(_MOST))


async def people_who_came(db: AsyncSession, groups: Sequence[ResidentialGroup], span: Span) -> list[tuple[Person, int]]:
    """Who came in these days, and how often; the caller has asked who may see names."""
    rows = await db.execute(
        select(Person, func.count())
        .join(Attendance, Attendance.person_id == Person.id)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id.in_([group.id for group in groups]), _within(span), Attendance.mark.in_(CAME))
        .group_by(Person.id)
    )
    # Names are sealed: the database cannot put them in order.
    return sorted(((person, times) for person, times in rows), key=lambda row: _by_name(row[0]))[:_MOST]


async def helpers(db: AsyncSession, groups: Sequence[ResidentialGroup], span: Span) -> list[Helper]:
    """The volunteers of these days, who helped most first."""
    times = func.count()
    rows = await db.execute(
        select(Person, times)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id.in_([group.id for group in groups]), _within(span))
        .where(ClassSession.status == SessionStatus.HELD, Assignment.status == AssignmentStatus.ACCEPTED)
        .group_by(Person.id)
    )
    found = sorted(rows.all(), key=lambda row: (-row[1], _by_name(row[0])))
    return [Helper(person, sessions) for person, sessions in found[:_MOST]]


def _by_name(person: Person) -> tuple[str, int]:
    return person.folded or "", person.id


def _within(span: Span) -> ColumnElement[bool]:
    first, end = clock.at(span.first, time()), clock.at(span.last + timedelta(days=1), time())
    return (ClassSession.starts_at >= first) & (ClassSession.starts_at < end)
