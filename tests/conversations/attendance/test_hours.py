"""Hours are what happened: who came to help is marked like a learner, and a correction is made weeks later, too."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.attendance import Mark
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.courses import SessionStatus
from bot.domain.people.person import OrganisationKind, RoleKind
from bot.domain.topics import Topic
from bot.services.attendance import roll
from bot.services.reports import volunteer_hours
from bot.storage import session_queries
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import Attendance, ClassSession
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Volunteer
from tests import scene
from tests.conversations.attendance.test_roll_call import Class
from tests.conversations.courses.test_papers import printed, sent
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)
NOVEMBER = volunteer_hours.month_of(date(2026, 11, 30))


async def _class(town: Town, *expected: tuple[Talker, str], minutes: int = 150) -> Class:
    """Lan's class, longer than others, with these volunteers expected."""
    here = await Class(town).begin(2, at="2026-11-25 10:00")
    async with town.begin() as db:
        (await db.get_one(ClassSession, here.id)).minutes = minutes
        for talker, name in expected:
            await scene.accepted(db, await scene.volunteer(db, talker, here.three, name), here.id)
    await town.time_is("2026-11-25 19:05")
    return here


async def _hours(town: Town, talker: Talker) -> float:
    async with town.begin() as db:
        return volunteer_hours.hours(await volunteer_hours.of_person(db, await scene.person(db, talker), NOVEMBER))


async def test_who_was_there_has_hours_and_who_was_not_has_none(town: Town) -> None:
    huong, nam, thu = town.phone("Hương"), town.phone("Nam"), town.phone("Thu")
    here = await _class(town, (huong, "Phạm Thu Hương"), (nam, "Trần Văn Nam"))
    async with town.begin() as db:
        await scene.volunteer(db, thu, here.three, "Lê Anh Thư")
    await here.lan.says("đủ")
    await here.lan.taps("Chốt điểm danh")
    here.lan.sees("có tới giúp buổi này không", "Hương", "Nam")
    await here.lan.taps("Có người tới thay")
    await here.lan.taps("Hương")
    await here.lan.taps("Xong")
    await here.lan.taps("Lê Anh Thư")
    here.lan.sees("Đã chốt điểm danh", "Tới giúp: bạn Hương, bạn Thư", "Không tới: bạn Nam")
    assert [await _hours(town, who) for who in (huong, nam, thu)] == [2.5, 0, 2.5]

    await here.lan.taps("Ai đã tới giúp")
    await here.lan.taps("Có tới")
    assert await _hours(town, nam) == 2.5
    await here.lan.taps("Nhầm, trả lại")
    assert await _hours(town, nam) == 0


async def test_who_was_not_marked_has_no_hours_yet_and_one_who_checks_in_has(town: Town) -> None:
    huong, thu = town.phone("Hương"), town.phone("Thu")
    here = await _class(town, (huong, "Phạm Thu Hương"))
    async with town.begin() as db:
        await scene.volunteer(db, thu, here.three, "Lê Anh Thư")
    await here.lan.says("/sessions")
    await here.lan.taps("Chống lừa đảo")
    await here.lan.taps("Mã vào lớp")
    code = next(word for said in here.lan.new for word in said.split() if word.startswith("DEN-"))
    await thu.says(code)
    thu.sees("tới giúp lớp phải không")
    await thu.taps("tới giúp")
    thu.sees("Cảm ơn")
    assert [await _hours(town, who) for who in (huong, thu)] == [0, 2.5]
    await thu.taps("Nhầm, trả lại")
    assert await _hours(town, thu) == 0
    await huong.says(code)
    assert await _hours(town, huong) == 2.5
    await huong.taps("Nhầm, trả lại")
    assert await _hours(town, huong) == 0


async def test_a_month_is_a_sheet_to_be_signed(town: Town) -> None:
    huong, binh = town.phone("Hương"), town.phone("Anh Bình")
    here = await _class(town, (huong, "Phạm Thu Hương"))
    async with town.begin() as db:
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường Phú Lợi", ward_code=scene.PHU_LOI)
        db.add(union)
        await db.flush()
        person = await scene.person(db, huong)
        (await db.get_one(Volunteer, person.id)).organisation_id = union.id
        organiser = await scene.somebody(db, binh, "Ngô Thanh Bình", "anh", here.three)
        (await scene.role(db, organiser, RoleKind.ORGANISER, here.three)).organisation_id = union.id
        (resident,) = await scene.named(db, "Lê Văn An")
        db.add(
            Appointment(
                resident_id=resident.id,
                volunteer_id=person.id,
                starts_at=scene.local("2026-11-20 08:00"),
                place=LessonPlace.HALL,
                topic=Topic.T03,
                status=AppointmentStatus.DONE,
                meeting_code="TRE-27",
                reason={},
            )
        )
    await here.lan.says("đủ")
    await here.lan.taps("Chốt điểm danh")
    await here.lan.taps("Có tới")

    await huong.says("/gio")
    await huong.taps("Bảng giờ một tháng")
    await huong.taps("11/2026")
    huong.sees("Phạm Thu Hương: 3,5 giờ")
    (words,) = printed((await sent(town))["gio-tinh-nguyen-thang.pdf"])
    for said in ("THÁNG 11/2026", "Chống lừa đảo", "thứ Tư, ngày 25/11/2026", "2,5", "buổi kèm riêng", "3,5 giờ"):
        assert said in words, words
    await binh.says("/giothanhvien")
    await binh.taps("11/2026")
    binh.sees("Đoàn phường Phú Lợi: 3,5 giờ")


async def _coordinator(town: Town, here: Class) -> Talker:
    mai = town.phone("Mai")
    async with town.begin() as db:
        person = await scene.somebody(db, mai, "Đỗ Thị Mai", "chi", here.three)
        (await scene.role(db, person, RoleKind.COORDINATOR, here.three)).group_id = None
    return mai


async def test_a_coordinator_corrects_weeks_later_and_it_is_said_who_did(town: Town) -> None:
    here = await Class(town).begin()
    mai = await _coordinator(town, here)
    await here.lan.says(f"{here.made.course.code} đủ")
    await here.lan.taps("Chốt điểm danh")
    await town.time_is("2026-12-20 09:00")
    await here.lan.says(f"{here.made.course.code} vắng 2")
    here.lan.sees("đã khóa sổ")
    await mai.says(f"{here.made.course.code} vắng 2")
    mai.sees("3 có mặt, 1 vắng (bác Ánh)")
    await mai.says("chốt")
    mai.sees("✏️ bác Ánh: vắng không báo, chị Mai sửa lúc")


async def test_a_session_that_was_never_marked_stays_within_reach(town: Town) -> None:
    here = await Class(town).begin()
    mai = await _coordinator(town, here)
    async with town.begin() as db:
        never = await scene.course(db, await scene.person(db, here.lan), "2026-11-26 08:00", seats=5)
        (an,) = await scene.named(db, "Lê Văn An")
        await scene.seat(db, an, never)
    await here.lan.says("đủ")
    await here.lan.taps("Chốt điểm danh")
    await town.time_is("2026-12-20 09:00")
    await here.lan.says("/sessions")
    await here.lan.taps("26/11")
    await here.lan.says("/diemdanh")
    here.lan.sees("chưa điểm danh", "vẫn điểm danh được")
    await here.lan.taps("26/11")
    here.lan.sees("Điểm danh Chống lừa đảo", "26/11")
    await mai.says("/diemdanhtre")
    await mai.taps("26/11/2026")
    await mai.says("đủ")
    await mai.taps("Chốt điểm danh")
    mai.sees("Đã chốt điểm danh", "1 có mặt")
    async with town.begin() as db:
        session = await db.get_one(ClassSession, never.sessions[0].id)
        assert session.status is SessionStatus.HELD
        assert session.roll_closed_by_id == (await scene.person(db, mai)).id


async def test_the_numbers_of_a_printed_sheet_stay(town: Town) -> None:
    here = await Class(town).begin(3, at="2026-11-24 10:00")
    await here.lan.says("/sessions")
    await here.lan.taps("Chống lừa đảo")
    await here.lan.taps("Danh sách")
    async with town.begin() as db:
        details = await session_queries.details(db, here.id)
        assert details is not None
        await roll.print_numbers(db, await roll.roster(db, details))
    # Somebody whose name comes first enrols after it was printed, and the second on it stays away for good.
    async with town.begin() as db:
        first = await scene.without_phone(db, here.three, "Bùi Văn An", "ong")
        await scene.seat(db, first, here.made)
    await town.time_is("2026-11-25 19:05")
    await here.lan.says("vắng 2")
    here.lan.sees("1 vắng (bác Ánh)")
    async with town.begin() as db:
        rows = await db.scalars(select(Attendance).where(Attendance.mark == Mark.PRESENT))
        assert first.id in {row.person_id for row in rows}
        details = await session_queries.details(db, here.id)
        assert details is not None
        assert [line.n for line in (await roll.roster(db, details)).lines if line.person.id == first.id] == [4]
