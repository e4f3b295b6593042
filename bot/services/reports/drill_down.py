"""The people behind a number, for those who may see names: exactly as many as the number says."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, distinct, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import ON_THE_WAITING_LIST
from bot.domain.reports.date_range import Span
from bot.domain.reports.ladder import Step
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.services.reports import measures
from bot.services.reports.columns import NEVER_FEW, OF_AUDIENCE, OF_SENDER, Column, Measure
from bot.services.reports.distinct_people import one_person
from bot.storage import session_queries
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment
from bot.storage.tables.ladder import StepSaid
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

# A person, and how often, if the number is one of times.
Behind: TypeAlias = list[tuple[Person, int | None]]
_MOST = 500
# A merged entry is shown as the person it was merged into.
_ENTRY = aliased(Person)
_ONE = Person.id == one_person(_ENTRY)


async def names(
    db: AsyncSession, groups: Sequence[ResidentialGroup], span: Span, measure: Column, called: str = ""
) -> Behind:
    """Return them by name, helpers by how often; with `called` those in whose name it stands, with marks or without.

    The caller has asked for the right to see names.
    """
    found = await _HOW[measure](db, [group.id for group in groups], span, measure)
    # Names are encrypted: the database can neither sort nor search them.
    meant = [row for row in found if fold(called) in fold(row[0].name or "")]
    return sorted(
        meant, key=lambda row: (-(row[1] or 0) if measure in _HELPERS else 0, row[0].search_name or "", row[0].id)
    )


async def _came(db: AsyncSession, group_ids: Sequence[int], span: Span, measure: Column) -> Behind:
    rows = await db.execute(
        select(Person, func.count(distinct(Attendance.session_id)))
        .select_from(Attendance)
        .join(_ENTRY, _ENTRY.id == Attendance.person_id)
        .join(Person, _ONE)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id.in_(group_ids), _within(ClassSession.starts_at, span), Attendance.mark.in_(CAME))
        .where(_which(measure))
        .group_by(Person.id)
        .limit(_MOST)
    )
    return [(person, times) for person, times in rows]


def _which(measure: Column) -> ColumnElement[bool]:
    parts = {part: is_so for part, (_known, is_so) in measures.parts_of_people(_ENTRY).items()}
    which: dict[Column, ColumnElement[bool]] = {
        **parts,
        **{topic: session_queries.topic_taught() == topic for topic in Topic},
    }
    return which.get(measure, true())


async def _helped(db: AsyncSession, group_ids: Sequence[int], span: Span, measure: Column) -> Behind:
    kinds: dict[Column, ColumnElement[bool]] = {of: Organisation.kind == kind for kind, of in OF_SENDER.items()}
    rows = await db.execute(
        select(Person, func.count(distinct(ClassSession.id)))
        .select_from(Assignment)
        .join(_ENTRY, _ENTRY.id == Assignment.person_id)
        .join(Person, _ONE)
        .join(Shift, Shift.id == Assignment.shift_id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .outerjoin(Volunteer, Volunteer.person_id == _ENTRY.id)
        .outerjoin(Organisation, Organisation.id == measures.sent_by())
        .where(Course.group_id.in_(group_ids), _within(ClassSession.starts_at, span))
        .where(ClassSession.status == SessionStatus.HELD, Assignment.mark.in_(CAME))
        .where(kinds.get(measure, true()))
        .group_by(Person.id)
        .limit(_MOST)
    )
    return [(person, times) for person, times in rows]


async def _waits(db: AsyncSession, group_ids: Sequence[int], _span: Span, _measure: Column) -> Behind:
    waiting = select(Person).select_from(Enrolment).join(_ENTRY, _ENTRY.id == Enrolment.person_id).join(Person, _ONE)
    waiting = waiting.join(Course, Course.id == Enrolment.course_id)
    return await _once(db, waiting.where(Course.group_id.in_(group_ids), Enrolment.status.in_(ON_THE_WAITING_LIST)))


async def _confirmed(db: AsyncSession, group_ids: Sequence[int], span: Span, _measure: Column) -> Behind:
    said = select(Person).select_from(StepSaid).join(_ENTRY, _ENTRY.id == StepSaid.person_id).join(Person, _ONE)
    said = said.where(StepSaid.step == Step.CONFIRMED, _within(StepSaid.at, span), _ENTRY.group_id.in_(group_ids))
    return await _once(db, said)


async def _once(db: AsyncSession, query: Select[Any]) -> Behind:
    return [(person, None) for person in await db.scalars(query.distinct().limit(_MOST))]


def _within(moment: Any, span: Span) -> ColumnElement[bool]:  # noqa: ANN401 a column
    first, end = clock.days(span.first, span.last)
    within: ColumnElement[bool] = (moment >= first) & (moment < end)
    return within


_HELPERS = (Measure.VOLUNTEERS, Measure.VOLUNTEER_HOURS, *OF_SENDER.values())
_Search: TypeAlias = Callable[[AsyncSession, Sequence[int], Span, Column], Awaitable[Behind]]
_HOW: Mapping[Column, _Search] = {
    **dict.fromkeys((Measure.PEOPLE, Measure.ATTENDANCES, *measures.parts_of_people(Person), *Topic), _came),
    **dict.fromkeys(_HELPERS, _helped),
    Measure.WAITING: _waits,
    Measure.VNEID_SELF_REPORTED: _confirmed,
}
# The columns with people behind them; of what was helped with only the number of times is recorded, and nobody is
# named behind what they said of themselves, or behind a number that is told from five on.
COLUMNS = frozenset(_HOW) - NEVER_FEW - OF_AUDIENCE
