"""The week goes up by the leader's own tap; what changes afterwards is told as a correction."""

from sqlalchemy import select

from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Role
from tests import scene
from tests.conversations.reports.test_weekly_summary import HELD, mark, people, session_on, stage, two_weeks
from tests.town import Talker, Town


async def coordinator(town: Town, name: str = "Chị Thủy") -> Talker:
    thuy = town.phone(name)
    async with town.begin() as db:
        home = await scene.group(db, "7")
        person = await scene.somebody(db, thuy, "Lê Thị Thủy", "chi", home)
        role = await scene.role(db, person, RoleKind.COORDINATOR, home)
        role.group_id = None
    return thuy


async def test_a_week_is_sent_to_the_ward_and_taken_back(town: Town) -> None:
    lan, made = await stage(town)
    thuy = await coordinator(town)
    await two_weeks(town, made)

    await town.time_is("2026-11-29 19:30")
    await lan.taps("Gửi phường")
    lan.sees("khó khăn hay kiến nghị")
    await lan.says("tối thứ Tư còn thiếu 2 người kèm")
    lan.sees("Đã gửi phường", "23/11–29/11")
    await thuy.says("báo cáo")
    thuy.sees("Đã gửi phường: 1/1 khu phố, ấp")

    await lan.taps("Nhầm, trả lại")
    lan.sees("Đã rút lại")
    await town.time_is("2026-11-30 08:00")
    thuy.sees("Phường Phú Lợi, từ 23/11 đến 29/11/2026", "2 người, 4 lượt", "0/1 khu phố, ấp", "Chưa gửi: Khu phố 3")


async def test_the_class_of_sunday_evening_is_next_weeks_correction(town: Town) -> None:
    lan, made = await stage(town)
    await two_weeks(town, made)
    async with town.begin() as db:
        sunday = await session_on(db, made, "2026-11-29 19:00", HELD)
    await town.time_is("2026-11-29 19:30")
    lan.sees("3 buổi đã tổ chức", "2 người, 4 lượt")
    async with town.begin() as db:
        (late,) = await people(db, "Phan Văn Dần")
        await mark(db, await db.get_one(ClassSession, sunday.id), {late: Mark.PRESENT})

    await town.time_is("2026-12-06 19:30")

    lan.sees("Đính chính tuần 23/11–29/11: nay là 3 buổi, 3 người, 5 lượt (đã báo 3, 2, 4)")


async def test_nobody_sends_for_another_group(town: Town) -> None:
    lan, made = await stage(town)
    await two_weeks(town, made)
    stranger = town.phone("Anh Tám")
    async with town.begin() as db:
        await scene.leader(db, stranger, await scene.group(db, "5"), "Trần Văn Tám", "anh")
        await scene.card(db, stranger, "send_week", group=made.course.group_id, monday="2026-11-23")
    await town.time_is("2026-11-28 09:00")

    await stranger.taps("send_week")
    await stranger.taps("gửi luôn")

    assert not any("Đã gửi" in words for words in stranger.new)
    await lan.says("báo cáo")
    await lan.taps("Gửi phường")


async def test_the_coordinator_of_the_area_sees_all_wards(town: Town) -> None:
    _lan, made = await stage(town)
    boss = await coordinator(town, "Anh Tín")
    async with town.begin() as db:
        for role in await db.scalars(select(Role).where(Role.kind == RoleKind.COORDINATOR)):
            role.ward_code = None
    await two_weeks(town, made)

    await town.time_is("2026-11-30 08:00")

    boss.sees("toàn khu vực", "2 người, 4 lượt", "Chưa gửi: Khu phố 3")
