"""Pupils under 16: numbers that their school tells, month by month, without names, numbers and talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place, Right
from bot.domain.people.person import OrganisationKind
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.storage.database import changed
from bot.storage.tables.courses import Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.reports import PupilCount

TELL_PUPILS = acts.ActKind("tell_pupils")
MOST = 20_000
_MOST_CLASSES = 40


@dataclass(frozen=True)
class ToldPupils:
    """How many pupils under 16 learned in a month: in a class of the school, or at the school in none of them."""

    school: Organisation
    course_id: int | None
    month: date
    pupils: int


async def schools(db: AsyncSession, by: Person) -> list[Organisation]:
    spoken_for = await permissions.organisations_spoken_for(db, by)
    return [one for one in spoken_for if one.kind is OrganisationKind.SCHOOL]


async def classes(db: AsyncSession, school: Organisation) -> Sequence[Course]:
    own = select(Course).where(Course.organisation_id == school.id).order_by(Course.id.desc())
    return (await db.scalars(own.limit(_MOST_CLASSES))).all()


async def tell(db: AsyncSession, by: Person, of: ToldPupils) -> Act:
    """Write down how many learned. Raise NotAllowed."""
    school, course_id = of.school, of.course_id
    if not await permissions.may_at(db, by, Right.TELL_PUPILS, Place(organisation=school.id)):
        raise NotAllowed(Right.TELL_PUPILS)
    course = await db.get(Course, course_id) if course_id is not None else None
    runs_it = course_id is None or (course is not None and course.organisation_id == school.id)
    if school.kind is not OrganisationKind.SCHOOL or not runs_it:
        raise NotAllowed(Right.TELL_PUPILS)
    told = PupilCount(
        organisation_id=school.id,
        course_id=course_id,
        month=of.month.replace(day=1),
        pupils=of.pupils,
        by_id=by.id,
        at=clock.now(),
    )
    db.add(told)
    await db.flush()
    return await acts.record(db, by, TELL_PUPILS, organisation=school.id, count=told.id)


async def undo_tell(db: AsyncSession, act: Act) -> Text | None:
    gone = await changed(db, delete(PupilCount).where(PupilCount.id == act.facts["count"]))
    return _("Taken back. What the school told before, if anything, counts again.") if gone else None


async def told(
    db: AsyncSession,
    group_ids: Sequence[int],
    since: datetime | None,
    until: datetime,
    organisation_id: int | None = None,
) -> list[tuple[int, int | None, str | None, int]]:
    """Return school, group, ward and pupils: of each class, and of each school beside its classes, the largest month.

    What is told of a school without a class counts where all groups of its ward are counted.
    """
    newest = select(func.max(PupilCount.id)).group_by(
        PupilCount.organisation_id, PupilCount.course_id, PupilCount.month
    )
    ward = func.coalesce(ResidentialGroup.ward_code, Organisation.ward_code)
    query = (
        select(PupilCount.organisation_id, Course.group_id, ward, func.max(PupilCount.pupils))
        .join(Organisation, Organisation.id == PupilCount.organisation_id)
        .outerjoin(Course, Course.id == PupilCount.course_id)
        .outerjoin(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .where(PupilCount.id.in_(newest), _counts_in(group_ids, organisation_id), _in_months(since, until))
        .group_by(PupilCount.organisation_id, PupilCount.course_id, Course.group_id, ward)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await db.execute(query)]


def _counts_in(group_ids: Sequence[int], organisation_id: int | None) -> ColumnElement[bool]:
    if organisation_id is not None:
        return PupilCount.organisation_id == organisation_id
    counted = func.sum(case((ResidentialGroup.id.in_(group_ids), 1), else_=0))
    whole = (
        select(ResidentialGroup.ward_code)
        .where(ResidentialGroup.active)
        .group_by(ResidentialGroup.ward_code)
        .having(counted == func.count())
    )
    beside = PupilCount.course_id.is_(None) & Organisation.ward_code.in_(whole)
    return Course.group_id.in_(group_ids) | beside


def _in_months(since: datetime | None, until: datetime) -> ColumnElement[bool]:
    last = PupilCount.month <= clock.local(until - timedelta(seconds=1)).date()
    return last if since is None else last & (PupilCount.month >= clock.local(since).date().replace(day=1))
