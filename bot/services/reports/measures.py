"""What the sessions of a period amount to: one query for each kind of number, whatever the number of groups."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, case, distinct, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import ON_THE_WAITING_LIST
from bot.domain.people.person import AgeBand, Audience
from bot.domain.reports.ladder import Step
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.services.reports import pupils, taught_at_home, week_figures
from bot.services.reports.columns import OF_SENDER, Column, Count, Measure, rate
from bot.services.reports.distinct_people import SOMEBODY, marks_each, missed
from bot.storage import session_queries
from bot.storage.tables.coaching import FamilyLesson
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Tally, is_over
from bot.storage.tables.ladder import StepSaid
from bot.storage.tables.people import Person, is_of, says_what_they_are
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

_MINUTES = 60.0  # of an hour
Key: TypeAlias = int | str
# The key of the one row for all places.
IN_ALL = 0

Counted: TypeAlias = list[tuple[Key, Column, Count]]


class Per(Enum):
    """What a row stands for: a group or an organisation by its id, a ward by its code, or all of them."""

    GROUP = auto()
    ORGANISATION = auto()
    WARD = auto()
    ALL = auto()


@dataclass(frozen=True)
class MeasuredSessions:
    """Which sessions are counted: their groups, their start (`since` None: ever), and what a row stands for.

    With an organisation only its own. `wards` are those whose groups these all are: who has told no group counts there.
    """

    group_ids: Sequence[int]
    since: datetime | None
    until: datetime
    per: Per
    organisation_id: int | None = None
    wards: Sequence[str] = ()

    @property
    def key(self) -> ColumnElement[Any]:
        """Return the row in which something of a course counts; the caller joins ResidentialGroup."""
        if self.per is Per.ORGANISATION:
            return Course.organisation_id.expression
        return self._one_of(Course.group_id.expression, ResidentialGroup.ward_code.expression)

    @property
    def home(self) -> ColumnElement[Any]:
        return self._one_of(Person.group_id.expression, Person.ward_code.expression)

    def _one_of(self, group: ColumnElement[Any], ward: ColumnElement[Any]) -> ColumnElement[Any]:
        if self.per is Per.ALL:
            return literal(IN_ALL)
        return group if self.per is Per.GROUP else ward

    @property
    def courses(self) -> ColumnElement[bool]:
        which = week_figures.run_in(self.group_ids, self.organisation_id)
        return which & Course.organisation_id.is_not(None) if self.per is Per.ORGANISATION else which

    @property
    def sessions(self) -> ColumnElement[bool]:
        """Return the condition for these sessions; the caller joins Course."""
        here = self.courses & (ClassSession.starts_at < self.until)
        return here if self.since is None else here & (ClassSession.starts_at >= self.since)


async def _sessions(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    over = (ClassSession.status == SessionStatus.PLANNED) & is_over()
    return await _each(
        db,
        scope,
        {
            Measure.SESSIONS_HELD: _sum(ClassSession.status == SessionStatus.HELD),
            Measure.SESSIONS_CALLED_OFF: _sum(ClassSession.status == SessionStatus.CALLED_OFF),
            Measure.SESSIONS_UNMARKED: _sum(over),
        },
    )


async def _opened(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    earlier = aliased(ClassSession)
    takes_place = ClassSession.status != SessionStatus.CALLED_OFF
    began_before = (
        select(earlier.id)
        .where(earlier.course_id == Course.id, earlier.status != SessionStatus.CALLED_OFF)
        .where(earlier.starts_at < ClassSession.starts_at)
        .exists()
    )
    is_first = takes_place & (ClassSession.starts_at <= clock.now()) & ~began_before
    return await _each(db, scope, {Measure.CLASSES_OPENED: _people_if(is_first, Course.id)})


async def _marks(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    each = (
        marks_each(scope.key.label("place"), session_queries.topic_taught().label("topic"))
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .where(scope.sessions)
        .subquery()
    )
    sums = select(each.c.place, each.c.topic, func.sum(each.c.came), func.sum(missed(each)))
    by_topic: dict[Key, dict[Topic, int]] = defaultdict(dict)
    absent: dict[Key, int] = defaultdict(int)
    for place, topic, came, no_show in await db.execute(sums.group_by(each.c.place, each.c.topic)):
        by_topic[place][topic] = came
        absent[place] += no_show
    return [row for place, topics in by_topic.items() for row in _attended(place, topics, absent[place])]


def _attended(place: Key, topics: dict[Topic, int], absent: int) -> Counted:
    came = sum(topics.values())
    return [
        (place, Measure.ATTENDANCES, came),
        (place, Measure.ATTENDANCE_RATE, rate(came, absent)),
        *((place, topic, topics.get(topic, 0)) for topic in Topic),
    ]


def parts_of_people(of: type[Person]) -> dict[Column, tuple[Any, Any]]:
    """Return, by column, what must be known of a person, and the condition that counts them."""
    said = says_what_they_are(of)
    return {
        Measure.PEOPLE_FEMALE: (of.gender, of.gender == "f"),
        Measure.PEOPLE_60PLUS: (of.age_band, is_of(Audience.ELDERLY, of)),
        Measure.PEOPLE_WORKERS: (said, is_of(Audience.WORKER, of)),
        Measure.PEOPLE_TRADERS: (said, is_of(Audience.TRADER, of)),
        Measure.PEOPLE_ENTERPRISE: (said, is_of(Audience.ENTERPRISE_WORKER, of)),
        Measure.PEOPLE_PUBLIC: (said, is_of(Audience.PUBLIC_EMPLOYEE, of)),
        Measure.PEOPLE_STUDENTS: (said, is_of(Audience.PUPIL, of) | is_of(Audience.STUDENT, of)),
        Measure.PEOPLE_FAMILIES: (said, is_of(Audience.VOLUNTEER_FAMILY, of)),
        Measure.PEOPLE_HARDSHIP: (said, is_of(Audience.HARDSHIP, of)),
        Measure.PEOPLE_UNDER_18: (of.age_band, of.age_band == AgeBand.UNDER_18),
    }


async def _people(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    """Count each person once; what nobody has said about themselves stays None."""
    parts = parts_of_people(Person)
    told = [case((func.count(known) > 0, _people_if(is_so, SOMEBODY)), else_=None) for known, is_so in parts.values()]
    rows = await db.execute(
        select(scope.key, func.count(distinct(SOMEBODY)), *told)
        .select_from(Attendance)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .join(Person, Person.id == Attendance.person_id)
        .where(scope.sessions, Attendance.mark.in_(CAME))
        .group_by(scope.key)
    )
    return _spread((Measure.PEOPLE, *parts), rows)


async def _helped(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    rows = await db.execute(
        select(scope.key, Tally.helped, func.sum(Tally.n))
        .join(ClassSession, ClassSession.id == Tally.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .where(scope.sessions)
        .group_by(scope.key, Tally.helped)
    )
    return [(place, Helped(helped), int(n)) for place, helped, n in rows]


def sent_by() -> ColumnElement[int | None]:
    return func.coalesce(Assignment.organisation_id, Volunteer.organisation_id)


async def _volunteers(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    """Count each person once, and their hours once a session, whoever sent them and however often they are entered."""
    sent = {kind: func.max(case((Organisation.kind == kind, 1), else_=0)).label(kind.value) for kind in OF_SENDER}
    each = (
        select(scope.key.label("place"), SOMEBODY.label("who"), ClassSession.minutes.label("minutes"), *sent.values())
        .select_from(Assignment)
        .join(Shift, Shift.id == Assignment.shift_id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Volunteer, Volunteer.person_id == Assignment.person_id)
        .outerjoin(Organisation, Organisation.id == sent_by())
        .where(scope.sessions, ClassSession.status == SessionStatus.HELD, Assignment.mark.in_(CAME))
        .group_by("place", ClassSession.id, ClassSession.minutes, "who")
        .subquery()
    )
    rows = await db.execute(
        select(
            each.c.place,
            func.count(distinct(each.c.who)),
            func.sum(each.c.minutes) / _MINUTES,
            *(_people_if(each.c[kind.value] == 1, each.c.who) for kind in OF_SENDER),
        ).group_by(each.c.place)
    )
    return _spread((Measure.VOLUNTEERS, Measure.VOLUNTEER_HOURS, *OF_SENDER.values()), rows)


async def _waiting(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    """Count those who wait now: who waited earlier is not recorded."""
    rows = await db.execute(
        select(scope.key, func.count(distinct(SOMEBODY)))
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .where(scope.courses, Enrolment.status.in_(ON_THE_WAITING_LIST))
        .group_by(scope.key)
    )
    return _spread((Measure.WAITING,), rows)


async def _confirmed(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    if scope.organisation_id is not None or scope.per is Per.ORGANISATION:
        return []  # it is told to the group where somebody lives
    said = (StepSaid.step == Step.CONFIRMED) & (StepSaid.at < scope.until)
    if scope.since is not None:
        said &= StepSaid.at >= scope.since
    rows = await db.execute(
        select(scope.home, func.count(distinct(SOMEBODY)))
        .select_from(StepSaid)
        .join(Person, Person.id == StepSaid.person_id)
        .where(said, Person.group_id.in_(scope.group_ids))
        .group_by(scope.home)
    )
    return _spread((Measure.VNEID_SELF_REPORTED,), rows)


async def _taught_at_home(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    if scope.organisation_id is not None or scope.per is Per.ORGANISATION:
        return []  # it is told to the group where somebody lives
    agreed = FamilyLesson.agreed_at < scope.until
    if scope.since is not None:
        agreed &= FamilyLesson.agreed_at >= scope.since
    wards = () if scope.per is Per.GROUP else scope.wards
    rows = await db.execute(
        select(scope.home, func.count(distinct(SOMEBODY)))
        .select_from(FamilyLesson)
        .join(Person, Person.id == FamilyLesson.learner_id)
        .where(agreed, taught_at_home.live_in(scope.group_ids, wards))
        .group_by(scope.home)
    )
    return _spread((Measure.PEOPLE_TAUGHT_AT_HOME,), rows)


async def _pupils(db: AsyncSession, scope: MeasuredSessions) -> Counted:
    rows = await pupils.told(db, scope.group_ids, scope.since, scope.until, scope.organisation_id)
    counted: dict[Key, int] = defaultdict(int)
    for school, group, ward, n in rows:
        places = {Per.ALL: IN_ALL, Per.GROUP: group, Per.WARD: ward, Per.ORGANISATION: school}
        if (place := places[scope.per]) is not None:
            counted[place] += n
    return [(place, Measure.PUPILS, n) for place, n in counted.items()]


KINDS: tuple[Callable[[AsyncSession, MeasuredSessions], Awaitable[Counted]], ...] = (
    _sessions,
    _opened,
    _marks,
    _people,
    _helped,
    _volunteers,
    _confirmed,
    _taught_at_home,
    _waiting,
    _pupils,
)


async def _each(db: AsyncSession, scope: MeasuredSessions, columns: dict[Measure, ColumnElement[Any]]) -> Counted:
    rows = await db.execute(
        select(scope.key, *columns.values())
        .select_from(ClassSession)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .where(scope.sessions)
        .group_by(scope.key)
    )
    return _spread(tuple(columns), rows)


def _spread(measures: Sequence[Column], rows: Iterable[Any]) -> Counted:
    return [(row[0], measure, value) for row in rows for measure, value in zip(measures, row[1:], strict=True)]


def _sum(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((holds, 1), else_=0))


def _people_if(holds: ColumnElement[bool], who: Any) -> ColumnElement[int]:  # noqa: ANN401 a column or an expression
    return func.count(distinct(case((holds, who), else_=None)))
