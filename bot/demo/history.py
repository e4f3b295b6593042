"""What has happened in the demo's neighbourhood: classes of eight weeks, who came, who helped, what was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.demo import cast
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import EnrolmentStatus, SeatStatus
from bot.domain.reports.ladder import Step
from bot.domain.shifts import AssignmentStatus
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.domain.weeks import A_WEEK, monday_of
from bot.services.access import codes
from bot.services.courses import courses
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Seat, Tally
from bot.storage.tables.ladder import StepSaid
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup, Venue
from bot.storage.tables.volunteers import Assignment, Shift

_WEEKS, _SEATS, _HELPERS = 8, 15, 3
# Of ten people at a class.
_MARKS = (*[Mark.PRESENT] * 7, Mark.LATE, Mark.EXCUSED, Mark.NO_SHOW)
_COURSES = {"1": (Topic.T05, 1, 19), "3": (Topic.T01, 2, 19), "5": (Topic.T03, 3, 19), "7": (Topic.T06, 5, 8)}
_ROLL_OPEN_IN = "7"


@dataclass
class Neighbourhood:
    """What is made of it on the way: people by account, groups and their residents by number."""

    db: AsyncSession
    channel: str
    people: dict[str, Person]
    groups: dict[str, ResidentialGroup]
    residents: dict[str, list[Person]]
    students: list[Person]


def hall_of(group: str) -> str:
    return f"Nhà văn hóa khu phố {group}{', cạnh chợ' if group == '3' else ''}"


async def write(here: Neighbourhood) -> None:
    leaders = {one.group: here.people[one.account] for one in cast.LEADERS}
    for group, (topic, weekday, hour) in _COURSES.items():
        first = clock.at(monday_of(clock.today()) + timedelta(days=weekday), time(hour)) - _WEEKS * A_WEEK
        starts = [first + n * A_WEEK for n in range(_WEEKS)]
        await _course(here, leaders[group], here.groups[group], topic, starts)
    await _roll_to_be_called(here, leaders[_ROLL_OPEN_IN])


async def _course(
    here: Neighbourhood, leader: Person, group: ResidentialGroup, topic: Topic, starts: Sequence[datetime]
) -> None:
    venue = await courses.venue_of(here.db, group, hall_of(group.name))
    learners = here.residents[group.name][:_SEATS]
    course = await _made(here, leader, group, venue, topic, starts[0])
    course.enrolled, course.ended_at = 0, starts[-1] + timedelta(hours=1)
    since = starts[0] - timedelta(days=3)
    here.db.add_all(
        Enrolment(
            course_id=course.id,
            person_id=person.id,
            status=EnrolmentStatus.COMPLETED,
            since=since,
            enrolled_by_id=leader.id,
        )
        for person in learners
    )
    for week, start in enumerate(starts):
        session = await _session(here, course, venue, start, SessionStatus.HELD)
        session.roll_closed_at, session.roll_closed_by_id = start + timedelta(hours=1), leader.id
        for n, person in enumerate(learners[: 6 + week]):
            await _was_there(here, session, person, leader, _MARKS[(3 * n + week) % len(_MARKS)])
        await _helped(here, session, here.students[week % 8 :: 8][:_HELPERS], leader)
        here.db.add(Tally(session_id=session.id, helped=Helped.VNEID, n=3 + week, by_id=leader.id, at=start))
    here.db.add_all(
        StepSaid(person_id=person.id, step=Step.PRACTISED, by_id=leader.id, at=starts[-1]) for person in learners[::2]
    )
    await here.db.flush()


async def _made(  # noqa: PLR0913, PLR0917 what a course is
    here: Neighbourhood, leader: Person, group: ResidentialGroup, venue: Venue, topic: Topic, at: datetime
) -> Course:
    course = Course(
        code=f"{group.name}-{topic}-{at:%m%d}",  # until its own is drawn from the id
        topic=topic,
        group_id=group.id,
        venue_id=venue.id,
        seats=_SEATS,
        enrolled=0,
        created_by_id=leader.id,
        created_at=at - timedelta(days=7),
    )
    here.db.add(course)
    await here.db.flush()
    course.code = (await codes.of_course(here.db, course)).text
    return course


async def _session(
    here: Neighbourhood, course: Course, venue: Venue, start: datetime, status: SessionStatus
) -> ClassSession:
    session = ClassSession(
        course_id=course.id, starts_at=start, venue_id=venue.id, status=status, seats=_SEATS, seats_taken=0
    )
    here.db.add(session)
    await here.db.flush()
    return session


async def _was_there(here: Neighbourhood, session: ClassSession, person: Person, leader: Person, mark: Mark) -> None:
    seat = SeatStatus.EXCUSED if mark is Mark.EXCUSED else SeatStatus.HELD
    here.db.add(Seat(session_id=session.id, person_id=person.id, status=seat))
    session.seats_taken += seat is SeatStatus.HELD
    here.db.add(
        Attendance(
            session_id=session.id,
            person_id=person.id,
            mark=mark,
            marked_by_id=leader.id,
            marked_at=session.starts_at + timedelta(hours=1),
        )
    )


async def _helped(here: Neighbourhood, session: ClassSession, helpers: Sequence[Person], leader: Person) -> None:
    shift = Shift(session_id=session.id, needed=len(helpers), filled=0)
    here.db.add(shift)
    await here.db.flush()
    for one in have_accepted(here, shift, helpers, session.starts_at - timedelta(days=2)):
        one.mark, one.marked_by_id, one.marked_at = Mark.PRESENT, leader.id, session.starts_at + timedelta(hours=1)


def have_accepted(here: Neighbourhood, shift: Shift, helpers: Sequence[Person], at: datetime) -> list[Assignment]:
    shift.filled += len(helpers)
    each = [
        Assignment(
            shift_id=shift.id,
            person_id=helper.id,
            status=AssignmentStatus.ACCEPTED,
            offered_at=at,
            answered_at=at,
            reason={},
        )
        for helper in helpers
    ]
    here.db.add_all(each)
    return each


async def _roll_to_be_called(here: Neighbourhood, leader: Person) -> None:
    """Write yesterday's class, of which nobody has said yet who came."""
    group = here.groups[_ROLL_OPEN_IN]
    venue = await courses.venue_of(here.db, group, hall_of(group.name))
    start = clock.at(clock.today() - timedelta(days=1), time(8))
    course = await _made(here, leader, group, venue, Topic.T02, start)
    session = await _session(here, course, venue, start, SessionStatus.PLANNED)
    learners = here.residents[group.name][:9]
    for person in learners:
        here.db.add(
            Enrolment(
                course_id=course.id, person_id=person.id, status=EnrolmentStatus.ENROLLED, since=course.created_at
            )
        )
        here.db.add(Seat(session_id=session.id, person_id=person.id, status=SeatStatus.HELD))
    course.enrolled = session.seats_taken = len(learners)
    here.db.add(Shift(session_id=session.id, needed=2, filled=0))
    await here.db.flush()
