"""A course ends: who came hears once what comes next, and who waits is offered the next of its topic."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.services.courses import endings
from bot.services.enrolment import capacity, enrolment, offers
from bot.services.reminders import reminders
from bot.storage.database import Database
from bot.storage.tables.courses import Attendance, Course, Enrolment
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address, Person
from tests import scene


async def _people(db: AsyncSession, *names: str) -> list[Person]:
    group = await scene.group(db)
    people = [await scene.without_phone(db, group, name, "bac") for name in names]
    for one in people:
        db.add(Address(person_id=one.id, channel="web", external_id=str(one.id), last_used_at=clock.now()))
    await scene.role(db, people[0], RoleKind.LEADER, group)
    return people


async def _said(db: AsyncSession, person: Person) -> list[str]:
    rows = await db.scalars(select(Outbox).where(Outbox.person_id == person.id).order_by(Outbox.id))
    return [row.message["text"] for row in rows]


async def _what_is_due(db: AsyncSession) -> int:
    return await reminders.follow_up_due(db) + await endings.offer_due(db)


async def _status(db: AsyncSession, person: Person) -> list[EnrolmentStatus]:
    found = select(Enrolment.status).where(Enrolment.person_id == person.id).order_by(Enrolment.course_id)
    return list(await db.scalars(found))


async def test_a_course_that_is_over_is_completed_and_who_waited_is_offered_the_next(database: Database) -> None:
    async with database.begin() as db:
        lan, an, binh = await _people(db, "Trần Thị Lan", "Lê An", "Lê Bình")
        made = await scene.course(db, lan, "2026-11-24 09:00", seats=1)
        await scene.seat(db, an, made)
        await scene.seat(db, binh, made)
        db.add(
            Attendance(
                session_id=made.sessions[0].id,
                person_id=an.id,
                mark=Mark.PRESENT,
                marked_by_id=lan.id,
                marked_at=clock.now(),
            )
        )
        clock.stop_at(scene.local("2026-11-24 20:00"))
        assert await _what_is_due(db) == 0, "not on the day itself"

        clock.stop_at(scene.local("2026-11-25 09:00"))
        await _what_is_due(db)
        assert await _what_is_due(db) == 0, "once"
        assert (await _status(db, an), await _status(db, binh)) == (
            [EnrolmentStatus.COMPLETED],
            [EnrolmentStatus.WAITLISTED],
        )
        assert "cảm ơn" in (await _said(db, an))[-1]
        assert "lớp kế tiếp" in (await _said(db, binh))[-1]

        following = await scene.course(db, lan, "2026-12-01 09:00", seats=1)
        await _what_is_due(db)
        assert await _status(db, binh) == [EnrolmentStatus.WAITLISTED, EnrolmentStatus.OFFERED]
        assert "đúng bài bác chờ" in (await _said(db, binh))[-1]
        assert await offers.accept_place(db, binh, following.course.id, binh) is not None
        assert await _status(db, binh) == [EnrolmentStatus.CANCELLED, EnrolmentStatus.ENROLLED]


async def test_who_came_hears_what_is_open_near_them(file_database: Database) -> None:
    async with file_database.begin() as db:
        lan, an = await _people(db, "Trần Thị Lan", "Lê An")
        made = await scene.course(db, lan, "2026-11-24 09:00")
        await scene.course(db, lan, "2026-12-01 09:00", topic=Topic.T03)
        await scene.seat(db, an, made)
        db.add(
            Attendance(
                session_id=made.sessions[0].id,
                person_id=an.id,
                mark=Mark.LATE,
                marked_by_id=lan.id,
                marked_at=clock.now(),
            )
        )
        clock.stop_at(scene.local("2026-11-25 09:00"))
        await _what_is_due(db)
        assert "Sắp tới có:\n• VNeID" in (await _said(db, an))[-1]


async def test_who_let_an_offer_lapse_is_asked_again_for_the_next_session(file_database: Database) -> None:
    async with file_database.begin() as db:
        lan, an, binh = await _people(db, "Trần Thị Lan", "Lê An", "Lê Bình")
        made = await scene.course(db, lan, "2026-11-28 09:00", seats=1, weeks=3)
        await scene.seat(db, an, made)
        await scene.seat(db, binh, made)
        await enrolment.leave(db, an, made.course, an)
        assert await _status(db, binh) == [EnrolmentStatus.OFFERED]
        clock.stop_at(scene.local("2026-11-24 20:00"))
        await offers.expire(db)
        assert await _status(db, binh) == [EnrolmentStatus.WAITLISTED]
        assert await offers.expire(db) == 0, "no sooner than for the next session"

        clock.stop_at(scene.local("2026-11-28 09:00"))
        await offers.expire(db)

        assert await _status(db, binh) == [EnrolmentStatus.OFFERED]
        mine = await capacity.standing(db, binh, made.course.id)
        assert mine is not None
        assert mine.offered_until is not None
        assert mine.offered_until > clock.now()
        assert (await db.get_one(Course, made.course.id)).enrolled == 1
