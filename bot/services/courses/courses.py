"""Courses: registered with their sessions, repeated, listed for their leader, undone."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.access.rights import Place, Right
from bot.domain.courses import LESSON, SessionStatus
from bot.domain.messaging import reminders
from bot.domain.people.person import OPENLY_NAMED, Audience
from bot.domain.shifts import helpers_wanted
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.domain.weeks import first_weekday
from bot.errors import NotFound
from bot.i18n import Text, _
from bot.services.access import acts, codes, permissions
from bot.services.access.permissions import Host
from bot.services.group_chats import posts
from bot.storage import session_queries
from bot.storage.database import changed, insert_new
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Notice, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person
from bot.storage.tables.places import Organisation, ResidentialGroup, Venue
from bot.storage.tables.reports import PupilCount
from bot.storage.tables.volunteers import Assignment, Shift

REGISTER = acts.ActKind("register")
MOST_SEATS, MOST_WEEKS = 200, 52
_MOST_VENUES = 4
_MOST_LISTED = 300
_MOST_TO_CHOOSE_FROM = 40
_UNCLOSED, _CORRECTABLE = timedelta(days=14), timedelta(days=2)
# Evenings for those who work, weekend mornings for the elderly: (weekday from Monday 0, hour).
_USUAL = ((2, time(19)), (4, time(19)), (5, time(8)), (6, time(8)))


@dataclass(frozen=True)
class NewCourse:
    """A course to register: `place` is a venue's id or a new name; `starts` are its sessions, earliest first.

    Each of them lasts `length`. With an organisation it is that one's class, in the group where it meets.
    """

    group: ResidentialGroup
    topic: Topic
    place: int | str
    starts: tuple[datetime, ...]
    seats: int
    length: timedelta = LESSON
    organisation: Organisation | None = None
    members_only: bool = False
    audience: Audience | None = None

    @property
    def host(self) -> Host:
        return self.organisation or self.group

    @property
    def at(self) -> Place:
        of = self.organisation.id if self.organisation is not None else None
        return Place(self.group.ward_code, self.group.id, of)


@dataclass(frozen=True)
class Registered:
    """A registered course; `posted_at` is when the group's chat is told of it, None if it is not."""

    course: Course
    sessions: list[ClassSession]
    venue: Venue
    act: Act
    posted_at: datetime | None = None


async def register(db: AsyncSession, by: Person, wanted: NewCourse) -> Registered:
    if not await permissions.may_at(db, by, Right.REGISTER_COURSE, wanted.at):
        await permissions.must(db, by, Right.REGISTER_COURSE, wanted.group)
    venue = await venue_of(db, wanted.group, wanted.place)
    # Where an organisation meets is a group of the ward from now on: the class counts there.
    wanted.group.active = True
    course = Course(
        # The code is made from the id, known only after the insert: until then a unique placeholder.
        code=secrets.token_hex(8),
        topic=wanted.topic,
        group_id=wanted.group.id,
        organisation_id=wanted.at.organisation,
        members_only=wanted.members_only,
        audience=wanted.audience if wanted.audience in OPENLY_NAMED else None,
        venue_id=venue.id,
        seats=wanted.seats,
        enrolled=0,
        created_by_id=by.id,
        created_at=clock.now(),
    )
    db.add(course)
    await db.flush()
    course.code = (await codes.of_course(db, course)).text
    sessions = [await add_session(db, course, start, venue.id, wanted.length) for start in wanted.starts]
    act = await acts.record(db, by, REGISTER, course=course.id)
    posted = None if course.members_only else await posts.open_course(db, course)
    return Registered(course, sessions, venue, act, posted)


async def add_session(
    db: AsyncSession, course: Course, start: datetime, venue_id: int, length: timedelta = LESSON
) -> ClassSession:
    session = ClassSession(
        course_id=course.id,
        starts_at=start,
        minutes=length // timedelta(minutes=1),
        venue_id=venue_id,
        seats=course.seats,
        seats_taken=0,
        status=SessionStatus.PLANNED,
        next_reminder_at=next_reminder_at(start),
    )
    db.add(session)
    course.ended_at = None
    await db.flush()
    # Enough without beginners; if beginners come, the leader is told that more are needed.
    db.add(Shift(session_id=session.id, needed=helpers_wanted(0, course.seats), filled=0))
    await db.flush()
    return session


def next_reminder_at(start: datetime) -> datetime | None:
    wave = reminders.next_reminder(clock.local(start), clock.local(clock.now()))
    return None if wave is None else wave[1].astimezone(UTC)


async def venue_of(db: AsyncSession, group: ResidentialGroup, place: int | str) -> Venue:
    """Return the group's venue by id or name; create it for a new name. Raise NotFound."""
    if isinstance(place, str):
        await insert_new(db, Venue, group_id=group.id, name=place, search_name=fold(place))
    found = await known_venue(db, group, place)
    if found is None:
        raise NotFound(place)
    return found


async def known_venue(db: AsyncSession, group: ResidentialGroup, place: int | str) -> Venue | None:
    named = Venue.id == place if isinstance(place, int) else Venue.search_name == fold(place)
    found: Venue | None = await db.scalar(select(Venue).where(Venue.group_id == group.id, named))
    return found


async def venue_meant(db: AsyncSession, group: ResidentialGroup, said: str) -> Venue | None:
    words = fold(said)
    known = (await db.scalars(select(Venue).where(Venue.group_id == group.id))).all()
    meant = [venue for venue in known if words in venue.search_name or venue.search_name in words]
    return meant[0] if len(meant) == 1 else None


async def venues(db: AsyncSession, group: ResidentialGroup) -> Sequence[Venue]:
    last = select(func.max(Course.id)).where(Course.venue_id == Venue.id).correlate(Venue).scalar_subquery()
    found = await db.scalars(
        select(Venue).where(Venue.group_id == group.id).order_by(last.desc().nulls_last(), Venue.id).limit(_MOST_VENUES)
    )
    return found.all()


async def venues_of(db: AsyncSession, organisation: Organisation) -> list[tuple[Venue, ResidentialGroup]]:
    last = func.max(Course.id)
    rows = await db.execute(
        select(Venue, ResidentialGroup)
        .join(ResidentialGroup, ResidentialGroup.id == Venue.group_id)
        .join(Course, Course.venue_id == Venue.id)
        .where(Course.organisation_id == organisation.id)
        .group_by(Venue.id, ResidentialGroup.id)
        .order_by(last.desc())
        .limit(_MOST_VENUES)
    )
    return [(venue, group) for venue, group in rows]


async def last_registered(db: AsyncSession, host: Host) -> tuple[Course, list[ClassSession]] | None:
    own = run_by(host)
    course = await db.scalar(select(Course).where(own).order_by(Course.id.desc()).limit(1))
    if course is None:
        return None
    sessions = await db.scalars(
        select(ClassSession).where(ClassSession.course_id == course.id).order_by(ClassSession.starts_at)
    )
    return course, list(sessions)


def run_by(host: Host) -> ColumnElement[bool]:
    if isinstance(host, Organisation):
        return session_queries.run_by([], [host.id])
    return session_queries.run_by([host.id], [])


def from_iso(starts: Iterable[str]) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(start) for start in starts)


def usual_starts(last: datetime | None) -> list[datetime]:
    slots = list(_USUAL)
    if last is not None:
        local = clock.local(last)
        slots.insert(0, (local.weekday(), local.time()))
    tomorrow = clock.today() + timedelta(days=1)
    days = ((first_weekday(weekday, tomorrow), hour) for weekday, hour in slots)
    return sorted({clock.at(day, hour) for day, hour in days})


async def of_leader(db: AsyncSession, person: Person) -> list[SessionDetails]:
    mine = await permissions.classes_seen_to(db, person)
    planned = ClassSession.status == SessionStatus.PLANNED
    held = (ClassSession.status == SessionStatus.HELD) & (ClassSession.starts_at > clock.now() - _CORRECTABLE)
    # What was never marked stays within reach, below all else once it is old.
    is_old = ClassSession.starts_at <= clock.now() - _UNCLOSED
    query = session_queries.all_details().where(mine, planned | held)
    query = query.order_by(None).order_by(is_old, ClassSession.starts_at, ClassSession.id)
    return await session_queries.found(db, query.limit(_MOST_LISTED))


async def changeable_by(db: AsyncSession, person: Person) -> list[SessionDetails]:
    places = await permissions.reach(db, person, Right.CHANGE_SESSION)
    if not places:
        return []
    query = session_queries.all_details().where(
        ClassSession.status == SessionStatus.PLANNED,
        ClassSession.starts_at > clock.now(),
        or_(*map(session_queries.within, places)),
    )
    return await session_queries.found(db, query.limit(_MOST_TO_CHOOSE_FROM))


async def undo_register(db: AsyncSession, act: Act) -> Text | None:
    """Delete the course if nobody has to do with it yet; else return None: it has to be called off."""
    course = await db.get(Course, act.facts["course"])
    if course is None or not await _close_if_empty(db, course):
        return None
    await posts.take_back(db, course)
    sessions = select(ClassSession.id).where(ClassSession.course_id == course.id).scalar_subquery()
    await codes.withdraw(db, (Code.course_id == course.id) | Code.session_id.in_(sessions))
    for gone in (
        delete(Shift).where(Shift.session_id.in_(sessions)),
        delete(ClassSession).where(ClassSession.course_id == course.id),
        delete(Course).where(Course.id == course.id),
    ):
        await db.execute(gone, execution_options={"synchronize_session": False})
    db.expunge(course)
    return _("The class «{topic}» ({code}) is taken back.", topic=labels.topic(course.topic), code=course.code)


async def _close_if_empty(db: AsyncSession, course: Course) -> bool:
    """Set the seats to 0 if nobody is enrolled, so that a rival finds the course full or is found here."""
    closed = await changed(db, update(Course).where(Course.id == course.id, Course.enrolled == 0).values(seats=0))
    sessions = select(ClassSession.id).where(ClassSession.course_id == course.id)
    anybody = (
        select(Enrolment.id).where(Enrolment.course_id == course.id),
        select(Seat.id).where(Seat.session_id.in_(sessions)),
        select(Assignment.id).join(Shift).where(Shift.session_id.in_(sessions)),
        select(Notice.id).where(Notice.session_id.in_(sessions)),
        select(Attendance.id).where(Attendance.session_id.in_(sessions)),
        select(PupilCount.id).where(PupilCount.course_id == course.id),
    )
    if closed and not any([await db.scalar(somebody.limit(1)) for somebody in anybody]):
        return True
    await db.execute(update(Course).where(Course.id == course.id).values(seats=course.seats))
    return False
