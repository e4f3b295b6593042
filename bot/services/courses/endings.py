"""A course ends: who came hears what comes next, and who still waits keeps waiting for the next of its topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import WALK_IN_ONLY, EnrolmentStatus
from bot.domain.messaging.reminders import is_quiet
from bot.i18n import Text, _
from bot.services.enrolment import capacity, waiting_list
from bot.storage.base import from_now, moment, whether
from bot.storage.database import count_changed
from bot.storage.piecewise import each, legible
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

# The morning after the last session, when its roll call is closed.
_AT = time(9)
_LISTED = 20
_AT_ONCE = 20


def _is_time() -> bool:
    now = clock.local(clock.now())
    return now.time() >= _AT and not is_quiet(now)


def _this_morning() -> datetime:
    return clock.midnight(clock.today())


_HAS_SESSIONS = select(ClassSession.id).where(ClassSession.course_id == Course.id)
_OVER = (
    Course.ended_at.is_(None),
    _HAS_SESSIONS.exists(),
    ~_HAS_SESSIONS.where(ClassSession.starts_at >= moment(_this_morning)).exists(),
)
_NEXT_COURSE, _NEXT_GROUP, _HERE = aliased(Course), aliased(ResidentialGroup), aliased(Enrolment)
# Who still waits since a course has ended, and a course about the same, in the same ward, in which there is room.
_ROOM = (
    select(Enrolment.id, _NEXT_COURSE.id)
    .join(Course, Course.id == Enrolment.course_id)
    .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
    .join(_NEXT_COURSE, (_NEXT_COURSE.topic == Course.topic) & (_NEXT_COURSE.enrolled < _NEXT_COURSE.seats))
    .join(_NEXT_GROUP, _NEXT_GROUP.id == _NEXT_COURSE.group_id)
    .where(Enrolment.status == EnrolmentStatus.WAITLISTED, Course.ended_at.is_not(None))
    .where(_NEXT_GROUP.ward_code == ResidentialGroup.ward_code)
    .where(
        exists().where(
            ClassSession.course_id == _NEXT_COURSE.id,
            ClassSession.status == SessionStatus.PLANNED,
            ClassSession.starts_at > from_now(WALK_IN_ONLY),
        )
    )
    .where(~exists().where(_HERE.course_id == _NEXT_COURSE.id, _HERE.person_id == Enrolment.person_id))
    .order_by(Enrolment.since, Enrolment.id, _NEXT_COURSE.id)
)
_SERVED_BY, _OTHER = aliased(Enrolment), aliased(Course)
# Who waits since a course has ended, and meanwhile learns the same elsewhere.
_SERVED = (
    Enrolment.status == EnrolmentStatus.WAITLISTED,
    Enrolment.course_id == Course.id,
    Course.ended_at.is_not(None),
    select(_SERVED_BY.id)
    .join(_OTHER, _OTHER.id == _SERVED_BY.course_id)
    .where(_SERVED_BY.person_id == Enrolment.person_id, _SERVED_BY.status == EnrolmentStatus.ENROLLED)
    .where(_OTHER.topic == Course.topic)
    .exists(),
)
DUE = whether(_is_time) & exists().where(*_OVER)
OFFER_DUE = whether(_is_time) & (_ROOM.exists() | exists().where(*_SERVED))


@dataclass(frozen=True)
class Ended:
    """A course that is over: who came to it, who still waits for a seat, and who had one if it was never held."""

    course: Course
    came: Sequence[Person]
    wait: Sequence[Person]
    off: Sequence[Person] = ()


async def end_due(db: AsyncSession) -> list[Ended]:
    ended: list[Ended] = []
    if not _is_time():
        return ended

    async def end(db: AsyncSession, course_id: int) -> int:
        ended.append(await _end(db, course_id))
        return 1

    over = (await db.scalars(select(Course.id).where(*_OVER).order_by(Course.id).limit(_AT_ONCE))).all()
    await each(db, "course", over, end)
    return ended


async def offer_due(db: AsyncSession) -> int:
    """Offer the next course of the topic to people waiting since one ended, unless they learn it elsewhere."""
    if not _is_time():
        return 0
    served = select(Enrolment.id).where(*_SERVED).scalar_subquery()
    done = await count_changed(
        db, update(Enrolment).where(Enrolment.id.in_(served)).values(status=EnrolmentStatus.CANCELLED)
    )
    found = {row[0]: row[1] for row in reversed((await db.execute(_ROOM.limit(_AT_ONCE))).all())}
    return done + await each(db, "enrolment", found, lambda db, waiting_id: _offer(db, waiting_id, found[waiting_id]))


PLANNED = exists().where(Course.ended_at.is_(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    last = select(ClassSession.starts_at).join(Course, Course.id == ClassSession.course_id)
    running = last.where(Course.ended_at.is_(None), ClassSession.starts_at >= _this_morning() - timedelta(days=1))
    days = {clock.local(at).date() for at in await db.scalars(running.order_by(ClassSession.starts_at).limit(_LISTED))}
    mornings = [clock.at(day + timedelta(days=1), _AT) for day in sorted(days)]
    return [(at.astimezone(UTC), _("courses that are over end")) for at in mornings]


async def _end(db: AsyncSession, course_id: int) -> Ended:
    await capacity.lock(db, course_id)
    course = await db.get_one(Course, course_id)
    course.ended_at = clock.now()
    of_it = Enrolment.course_id == course_id
    off = await _wait_again(db, course_id)
    await db.execute(
        update(Enrolment)
        .where(of_it, Enrolment.status == EnrolmentStatus.ENROLLED)
        .values(status=EnrolmentStatus.COMPLETED)
    )
    await db.execute(
        update(Enrolment)
        .where(of_it, Enrolment.status == EnrolmentStatus.OFFERED, Enrolment.instead_of_id.is_(None))
        .values(status=EnrolmentStatus.WAITLISTED)
    )
    await db.flush()
    waits = select(Person).join(Enrolment, Enrolment.person_id == Person.id).where(of_it)
    waits = waits.where(Enrolment.status == EnrolmentStatus.WAITLISTED, Person.id.not_in([one.id for one in off]))
    return Ended(course, await _who_came(db, course_id), await legible(db, waits.order_by(Enrolment.id)), off)


async def _wait_again(db: AsyncSession, course_id: int) -> Sequence[Person]:
    """Let those who had a place wait for the next of the topic, where every session was called off; return them."""
    of_it = select(ClassSession.id).where(ClassSession.course_id == course_id).limit(1)
    if await db.scalar(of_it.where(ClassSession.status != SessionStatus.CALLED_OFF)) is not None:
        return []
    had = (Enrolment.course_id == course_id, Enrolment.status == EnrolmentStatus.ENROLLED)
    query = select(Person).join(Enrolment, Enrolment.person_id == Person.id).where(*had)
    people = await legible(db, query.order_by(Enrolment.id))
    for _person in people:
        await capacity.free_place(db, course_id)
    ids = [person.id for person in people]
    waits = {"status": EnrolmentStatus.WAITLISTED, "offered_until": None}
    await db.execute(update(Enrolment).where(*had, Enrolment.person_id.in_(ids)).values(waits))
    return people


_SESSIONS_OF = select(ClassSession.id)


async def _who_came(db: AsyncSession, course_id: int) -> list[Person]:
    came = (
        select(Attendance.person_id)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .where(ClassSession.course_id == course_id, Attendance.mark.in_(CAME))
    )
    return await legible(db, select(Person).where(Person.id.in_(came)).order_by(Person.id))


async def _offer(db: AsyncSession, waiting_id: int, course_id: int) -> bool:
    return await waiting_list.offer_next(db, await db.get_one(Enrolment, waiting_id), course_id)
