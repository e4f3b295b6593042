"""«Một người hay hai?»: asked with reasons, merged with both histories, undone for 30 days, counted once."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.topics import Topic
from bot.services.coaching import requests
from bot.services.coaching.requests import LessonWish
from bot.services.courses import catalogue
from bot.services.reports.distinct_people import SOMEBODY
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.courses import Attendance, ClassSession, Seat
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Talker, Town


async def _twice(db: AsyncSession, lan: Talker, an: Talker) -> tuple[Person, Person]:
    """Bà Tư has signed up from her phone; the leader has entered her by hand, and put her into another class."""
    home = await scene.group(db)
    leader = await scene.leader(db, lan, home)
    tu = await scene.resident(db, an, home, "Nguyễn Thị Tư", "ba")
    entered = await scene.without_phone(db, home, "Tư", "ba")
    first, second = await scene.course(db, leader), await scene.course(db, leader, "2026-11-27 19:00", weeks=2)
    await scene.seat(db, tu, first)
    await scene.seat(db, entered, first)
    await scene.seat(db, entered, second)
    for person, made in ((tu, first), (entered, second)):
        session = (await db.scalars(select(ClassSession).where(ClassSession.course_id == made.course.id))).first()
        assert session is not None
        mark = Attendance(session_id=session.id, person_id=person.id, mark=Mark.PRESENT, marked_by_id=leader.id)
        mark.marked_at = clock.now()
        db.add(mark)
    # The entry by hand has asked for somebody to teach her alone, and there is a visit to come.
    wish = LessonWish(Topic.T01, LessonPlace.HALL, 1)
    await requests.ask(db, leader, entered, wish)
    visit = Appointment(resident_id=entered.id, volunteer_id=leader.id, topic=wish.topic, place=wish.place, reason={})
    visit.starts_at, visit.status = clock.now() + timedelta(days=3), AppointmentStatus.PROPOSED
    visit.meeting_code = "AB-12"
    db.add(visit)
    return tu, entered


async def _taught_alone(db: AsyncSession) -> tuple[int | None, int | None]:
    """Whose request it is, and whose visit."""
    return await db.scalar(select(CoachingRequest.resident_id)), await db.scalar(select(Appointment.resident_id))


async def test_one_person_entered_twice_becomes_one(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        known, entered = await _twice(db, lan, tu)

    await lan.says("sổ tổ")
    await lan.taps("Một người hay hai? (1)")
    lan.sees("1) bà Nguyễn Thị Tư", "2) bà Tư", "đã học 1 buổi", "tự nhắn tin được", "• cùng tên gọi")
    await lan.taps("Một người")
    lan.sees("là một người: bà Nguyễn Thị Tư", "báo cáo chỉ đếm một", "30 ngày")

    async with town.begin() as db:
        assert len(await catalogue.seats_of(db, known)) == 3
        assert await catalogue.seats_of(db, entered) == []
        # Both histories are kept, and count as one person.
        assert await _marked(db) == (2, 1)
        assert await _taken(db) == [1, 1, 1]
        assert await _taught_alone(db) == (known.id, known.id)
    await lan.says("sổ tổ")
    lan.sees("2 người")
    await lan.says("bà tư")
    lan.sees("Đã gộp với tên bà Tư")


async def test_within_thirty_days_they_are_two_again(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        known, entered = await _twice(db, lan, tu)
    await lan.says("sổ tổ")
    await lan.taps("Một người hay hai? (1)")
    await lan.taps("Một người")
    clock.stop_at(clock.now() + timedelta(days=1))
    await lan.says("sổ tổ")
    await lan.says("bà tư")
    await lan.taps("Tách thành hai người")
    lan.sees("tách ra như cũ")
    async with town.begin() as db:
        assert len(await catalogue.seats_of(db, known)) == 1
        assert len(await catalogue.seats_of(db, entered)) == 3
        assert await _marked(db) == (2, 2)
        assert await _taught_alone(db) == (entered.id, entered.id)
        assert await _taken(db) == [2, 1, 1]


async def test_after_thirty_days_it_stays(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        await _twice(db, lan, tu)
    await lan.says("sổ tổ")
    await lan.taps("Một người hay hai? (1)")
    await lan.taps("Một người")
    undo = await lan.data_of("Nhầm, trả lại")
    clock.stop_at(clock.now() + timedelta(days=30, minutes=1))
    await lan.taps_again(undo)
    lan.sees("không tự trả lại như cũ được")
    async with town.begin() as db:
        assert await _marked(db) == (2, 1)


async def test_two_people_are_not_asked_about_again(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        await _twice(db, lan, tu)
    await lan.says("sổ tổ")
    await lan.taps("Một người hay hai? (1)")
    await lan.taps("Hai người")
    lan.sees("không hỏi lại nữa")
    await lan.taps("Cặp tiếp theo")
    lan.sees("không thấy ai bị ghi hai lần")


async def test_two_who_both_write_themselves_are_not_made_one(town: Town) -> None:
    lan, one, other = town.phone("Chị Lan"), town.phone("Bà Tư"), town.phone("Bà Tư (máy khác)")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, one, home, "Nguyễn Thị Tư", "ba")
        await scene.resident(db, other, home, "Nguyễn Thị Tư", "ba")
    await lan.says("sổ tổ")
    await lan.taps("Một người hay hai? (1)")
    await lan.taps("Một người")
    lan.sees("không tự gộp được")


async def _marked(db: AsyncSession) -> tuple[int, int]:
    """Attendances, and people."""
    row = (
        await db.execute(
            select(func.count(), func.count(func.distinct(SOMEBODY)))
            .select_from(Attendance)
            .join(Person, Person.id == Attendance.person_id)
        )
    ).one()
    return row[0], row[1]


async def _taken(db: AsyncSession) -> list[int]:
    """Seats taken at each session, as counted and as they are."""
    counted = list(await db.scalars(select(ClassSession.seats_taken).order_by(ClassSession.id)))
    held = await db.execute(
        select(Seat.session_id, func.count()).where(Seat.status == "held").group_by(Seat.session_id)
    )
    assert counted == [row[1] for row in sorted(held.all())]
    return counted
