"""Who an announcement is for, and how they will read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, false, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.domain.access.rights import Place, Right
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.announcements import Segment
from bot.domain.people.person import Audience
from bot.errors import NotAllowed
from bot.i18n import Reader
from bot.services.access import permissions
from bot.storage.tables.courses import Attendance, ClassSession, Course, Seat
from bot.storage.tables.people import Address, Person, Role, in_force, is_of

_ONESELF, _THROUGH, _NOWHERE = range(3)


@dataclass(frozen=True)
class To:
    """Who in a place it is for; with `course_id`, only those of that class, with `audience` only those of it."""

    place: Place
    segment: Segment
    course_id: int | None = None
    audience: Audience | None = None


@dataclass(frozen=True)
class Readers:
    """`n` people who read it in the same words; `through` if they are to pass it on to somebody else."""

    reader: Reader
    through: bool
    n: int


@dataclass(frozen=True)
class Recipients:
    """The people an announcement is for, by how they read it; the `unreached` go on the call list."""

    kinds: Sequence[Readers]
    unreached: int

    @property
    def total(self) -> int:
        return sum(kind.n for kind in self.kinds) + self.unreached


async def audience(db: AsyncSession, by: Person, to: To) -> Recipients:
    await must(db, by, to)
    via = aliased(Person)
    own, through = _is_reached(Person.id), _is_reached(Person.told_via_person_id)
    language = case((own, Person.language), (through, via.language))
    form = case((own, Person.address_form), (through, via.address_form))
    how = case((own, _ONESELF), (through, _THROUGH), else_=_NOWHERE)
    rows = await db.execute(
        people(by.id, to)
        .outerjoin(via, via.id == Person.told_via_person_id)
        .with_only_columns(language, form, how, func.count())
        .group_by(language, form, how)
    )
    counted = sorted(rows, key=lambda row: (-row[3], row[2], str(row[1])))
    kinds = [Readers(Reader(row[0], row[1]), row[2] == _THROUGH, row[3]) for row in counted if row[2] != _NOWHERE]
    return Recipients(kinds, sum(row[3] for row in counted if row[2] == _NOWHERE))


def people(by_id: int, to: To) -> Select[Any]:
    known = (Person.name.is_not(None), Person.erased_at.is_(None), Person.merged_into_id.is_(None))
    query = select(Person).where(*known, Person.id != by_id, Person.reminders_stopped_at.is_(None))
    # Learners of a class are told wherever they live.
    if to.course_id is None and to.place.organisation is not None:
        query = query.where(Person.id.in_(_belong(to.place.organisation)))
    elif to.course_id is None and to.place.group is not None:
        query = query.where(Person.group_id == to.place.group)
    elif to.course_id is None and to.place.ward is not None:
        query = query.where(Person.ward_code == to.place.ward)
    return query.where(_within(to))


def _belong(organisation_id: int) -> CompoundSelect[int]:
    """Select who belongs to it or helps in it, and who has a seat in a class of its."""
    seated = (
        select(Seat.person_id)
        .join(ClassSession, ClassSession.id == Seat.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.organisation_id == organisation_id, Seat.status == SeatStatus.HELD)
    )
    belong = select(Role.person_id).where(Role.organisation_id == organisation_id, in_force())
    return belong.union(seated)


def _within(to: To) -> ColumnElement[bool]:
    came = select(Attendance.id).where(Attendance.person_id == Person.id, Attendance.mark.in_(CAME)).exists()
    ahead = (
        select(Seat.session_id)
        .join(ClassSession, ClassSession.id == Seat.session_id)
        .where(Seat.person_id == Person.id, Seat.status == SeatStatus.HELD)
        .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
        .where(ClassSession.course_id == to.course_id if to.course_id is not None else true())
        .exists()
    )
    return {
        Segment.EVERYBODY: Person.id.is_not(None),
        Segment.WARNED: Person.id.is_not(None),
        Segment.LEARNERS: ahead,
        Segment.NEVER_BEEN: ~came,
        Segment.ELDERLY: is_of(Audience.ELDERLY),
        Segment.OF_AUDIENCE: false() if to.audience is None else is_of(to.audience),
    }[to.segment]


async def must(db: AsyncSession, by: Person, to: To) -> None:
    course = await db.get(Course, to.course_id) if to.course_id is not None else None
    own = None if course is None else (course.organisation_id or course.group_id)
    theirs = course is None or own == (to.place.organisation or to.place.group)
    if not theirs or not await permissions.may_at(db, by, Right.ANNOUNCE, to.place):
        raise NotAllowed(Right.ANNOUNCE)
    if to.audience is Audience.HARDSHIP and not await permissions.may_at(db, by, Right.LEAD_GROUP, to.place):
        raise NotAllowed(Right.LEAD_GROUP)


def _is_reached(person_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 a column
    works = (Address.unreachable_at.is_(None), Address.cut_off_at.is_(None))
    return select(Address.id).where(Address.person_id == person_id, *works).exists()
