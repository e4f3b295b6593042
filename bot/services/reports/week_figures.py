"""The figures of a summary: what the days of a group amounted to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import ON_THE_WAITING_LIST, EnrolmentStatus
from bot.domain.reports.date_range import Span
from bot.domain.reports.weekly import Figures
from bot.domain.tallies import Helped
from bot.services.reports.distinct_people import SOMEBODY, marks_each, missed
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Tally, is_over
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift


def run_in(group_ids: Sequence[int], organisation_id: int | None) -> ColumnElement[bool]:
    """Match the classes held in these groups, whoever runs them; of an organisation only its own."""
    held = Course.group_id.in_(group_ids)
    return held if organisation_id is None else held & (Course.organisation_id == organisation_id)


async def of(db: AsyncSession, group_ids: Sequence[int], span: Span, organisation_id: int | None = None) -> Figures:
    which = run_in(group_ids, organisation_id)
    first, end = clock.days(span.first, span.last)
    sessions = (
        await db.execute(
            select(ClassSession.id, ClassSession.status, is_over().label("over"))
            .join(Course, Course.id == ClassSession.course_id)
            .where(which, ClassSession.starts_at >= first, ClassSession.starts_at < end)
        )
    ).all()
    planned = [row for row in sessions if row.status is SessionStatus.PLANNED]
    came, no_show, people = await _marks(db, [row.id for row in sessions])
    return Figures(
        held=sum(row.status is SessionStatus.HELD for row in sessions),
        called_off=sum(row.status is SessionStatus.CALLED_OFF for row in sessions),
        unmarked=sum(row.over for row in planned),
        ahead=sum(not row.over for row in planned),
        people=people,
        came=came,
        no_show=no_show,
        enrolled=await _enrolled(db, which, first, end),
    )


async def _marks(db: AsyncSession, session_ids: list[int]) -> tuple[int, int, int]:
    """Return attendances, absences without notice, and the number of different people who came."""
    each = marks_each(Attendance.session_id).where(Attendance.session_id.in_(session_ids)).subquery()
    row = (
        await db.execute(
            select(
                func.coalesce(func.sum(each.c.came), 0),
                func.coalesce(func.sum(missed(each)), 0),
                func.count(func.distinct(case((each.c.came > 0, each.c.who)))),
            )
        )
    ).one()
    return row[0], row[1], row[2]


@dataclass(frozen=True)
class Support:
    """What people were helped with (times), and the volunteers who came with their hours."""

    helped: Mapping[Helped, int]
    volunteers: int
    hours: float


async def support(
    db: AsyncSession, group_ids: Sequence[int], span: Span, organisation_id: int | None = None
) -> Support:
    first, end = clock.days(span.first, span.last)
    these = (run_in(group_ids, organisation_id), ClassSession.starts_at >= first, ClassSession.starts_at < end)
    tallied = await db.execute(
        select(Tally.helped, func.sum(Tally.n))
        .join(ClassSession, ClassSession.id == Tally.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(*these)
        .group_by(Tally.helped)
    )
    counted = {row[0]: int(row[1]) for row in tallied}
    came = (
        await db.execute(
            select(func.count(func.distinct(Assignment.person_id)), func.sum(ClassSession.minutes))
            .join(Shift, Shift.id == Assignment.shift_id)
            .join(ClassSession, ClassSession.id == Shift.session_id)
            .join(Course, Course.id == ClassSession.course_id)
            .where(*these, ClassSession.status == SessionStatus.HELD, Assignment.mark.in_(CAME))
        )
    ).one()
    helped = {kind: counted[kind] for kind in Helped if counted.get(kind)}
    return Support(helped, came[0], round((came[1] or 0) / 60, 2))


async def waiting(db: AsyncSession, group_ids: Sequence[int], organisation_id: int | None = None) -> int:
    return await _count_people(db, run_in(group_ids, organisation_id), Enrolment.status.in_(ON_THE_WAITING_LIST))


async def _enrolled(db: AsyncSession, which: ColumnElement[bool], first: datetime, end: datetime) -> int:
    stays = (EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED)
    return await _count_people(db, which, Enrolment.status.in_(stays), Enrolment.since >= first, Enrolment.since < end)


async def _count_people(db: AsyncSession, which: ColumnElement[bool], *conditions: ColumnElement[bool]) -> int:
    query = select(func.count(func.distinct(SOMEBODY))).select_from(Enrolment)
    query = query.join(Person, Person.id == Enrolment.person_id).join(Course, Course.id == Enrolment.course_id)
    return await db.scalar(query.where(which, *conditions)) or 0
