"""Seats for the weekly matching: who waits for a full class, and which other classes have room."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain import coaching
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.topics import Topic
from bot.services.enrolment import waiting_list
from bot.services.messaging import quiet_hours
from bot.services.planning import busy_times
from bot.services.planning.coaches import Where
from bot.storage import session_queries
from bot.storage.base import NOW
from bot.storage.piecewise import legible_rows
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, Enrolment
from bot.storage.tables.people import Person

_STANDS = (EnrolmentStatus.ENROLLED, EnrolmentStatus.OFFERED)


@dataclass(frozen=True)
class Wait:
    """A person on waiting lists: the first enrolment for each topic, and the half-days of those classes as a mask.

    `slots` leaves out half-days of classes with room that the person has left or refused.
    """

    person: Person
    lists: dict[Topic, Enrolment]
    slots: int

    @property
    def since(self) -> datetime:
        return min(one.since for one in self.lists.values())


@dataclass(frozen=True)
class FreeSeats:
    """A class with places for newcomers, and its first session in the matched week."""

    details: SessionDetails
    places: int

    @property
    def where(self) -> Where:
        return self.details.group.ward_code, self.details.group.id

    @property
    def slot(self) -> int:
        return busy_times.half_day(self.details.session.starts_at).bit_length() - 1


async def rooms(db: AsyncSession, first: date) -> list[FreeSeats]:
    begin, end = clock.days(first, coaching.last_day(first))
    planned = session_queries.all_details().where(ClassSession.status == SessionStatus.PLANNED)
    in_time = ClassSession.starts_at >= begin, ClassSession.starts_at < end
    found = await session_queries.found(
        db, planned.where(*in_time, Course.enrolled < Course.seats, ~Course.members_only)
    )
    soonest = {details.course.id: details for details in reversed(found)}
    return [room for details in soonest.values() if (room := _room(details)).places > 0]


def _room(details: SessionDetails) -> FreeSeats:
    course, session = details.course, details.session
    return FreeSeats(details, min(course.seats - course.enrolled, session.seats - session.seats_taken))


async def waits(db: AsyncSession, among: Collection[FreeSeats]) -> list[Wait]:
    """Leave out who has an offer to answer, and lists for a topic the person already learns in a class."""
    found = await _on_lists(db)
    slots = await _slots_by_course(db, {course.id for _mine, course, _person in found})
    stands, knows = await _sit_in(db), await _known(db, among)
    by_person: dict[int, list[tuple[Enrolment, Course, Person]]] = defaultdict(list)
    for mine, course, person in found:
        if course.topic not in stands[person.id] and None not in stands[person.id]:
            by_person[person.id].append((mine, course, person))
    told = [_wait(rows, slots, knows[person_id]) for person_id, rows in by_person.items()]
    return [wait for wait in told if wait.slots]


def _wait(rows: list[tuple[Enrolment, Course, Person]], slots: dict[int, int], known: int) -> Wait:
    lists = {course.topic: mine for mine, course, _person in reversed(rows)}
    wanted = 0
    for mine in lists.values():
        wanted |= slots[mine.course_id]
    return Wait(rows[0][2], lists, wanted & ~known)


_GOES_ON = exists().where(
    ClassSession.course_id == Course.id, ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > NOW
)
ANYBODY_WAITS = (
    select(Enrolment.id)
    .join(Course, Course.id == Enrolment.course_id)
    .where(Enrolment.status == EnrolmentStatus.WAITLISTED, _GOES_ON)
    .exists()
)


async def offer(db: AsyncSession, wait: Wait, room: FreeSeats) -> bool:
    course, session = room.details.course, room.details.session
    until = quiet_hours.answer_by(session.starts_at)
    return await waiting_list.offer_elsewhere(db, wait.lists[course.topic], course.id, until)


async def _on_lists(db: AsyncSession) -> list[tuple[Enrolment, Course, Person]]:
    rows = await legible_rows(
        db,
        select(Enrolment, Course, Person)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.status == EnrolmentStatus.WAITLISTED, _GOES_ON)
        .where(Person.erased_at.is_(None), Person.ward_code.is_not(None), Person.left_book_at.is_(None))
        .order_by(Enrolment.since, Enrolment.id),
    )
    return [(mine, course, person) for mine, course, person in rows]


async def _slots_by_course(db: AsyncSession, course_ids: Collection[int]) -> dict[int, int]:
    rows = await db.execute(
        select(ClassSession.course_id, ClassSession.starts_at)
        .where(ClassSession.course_id.in_(course_ids), ClassSession.status == SessionStatus.PLANNED)
        .where(ClassSession.starts_at > clock.now())
    )
    return _gathered((course_id, busy_times.half_day(starts)) for course_id, starts in rows)


async def _sit_in(db: AsyncSession) -> defaultdict[int, set[Topic | None]]:
    """Return the topics each person learns already in a class; None among them means an offer to answer first."""
    rows = await db.execute(
        select(Enrolment.person_id, Enrolment.status, Course.topic)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.status.in_(_STANDS), _GOES_ON)
    )
    found: defaultdict[int, set[Topic | None]] = defaultdict(set)
    for person_id, status, topic in rows:
        found[person_id].add(topic if status is EnrolmentStatus.ENROLLED else None)
    return found


async def _known(db: AsyncSession, among: Collection[FreeSeats]) -> defaultdict[int, int]:
    """Return, by person id, the half-days of classes with room they have ever enrolled in: they are not asked again."""
    at = {room.details.course.id: 1 << room.slot for room in among}
    rows = await db.execute(select(Enrolment.person_id, Enrolment.course_id).where(Enrolment.course_id.in_(at)))
    return _gathered((person_id, at[course_id]) for person_id, course_id in rows)


def _gathered(bits: Iterable[tuple[int, int]]) -> defaultdict[int, int]:
    found: defaultdict[int, int] = defaultdict(int)
    for key, bit in bits:
        found[key] |= bit
    return found
