"""Somebody offers to help: asked what they can teach, waits for a human's yes, is never shown as confirmed before."""

from sqlalchemy import select

from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.shifts import DayPart
from bot.services.access import codes
from bot.storage import session_queries
from bot.storage.tables.people import Role
from bot.storage.tables.volunteers import Availability, Volunteer
from tests import scene
from tests.town import Talker, Town


async def fill_in(huong: Talker) -> None:
    """The form, from the first question to the pledge."""
    huong.sees("chủ đề nào")
    await huong.says("1")
    await huong.taps("Xong")
    huong.sees("loại điện thoại")
    await huong.taps("Cả hai")
    huong.sees("rảnh lúc nào")
    await huong.says("1 4")
    for about in ("Máy của người học", "Tiền bạc"):
        huong.sees("4/6", about)
        await huong.taps("Đã hiểu")
    huong.sees("gõ hộ mã")
    await huong.taps("Quay đi")
    huong.sees("mình cam kết", "Không cầm máy")
    await huong.taps("cam kết")


async def test_a_volunteer_waits_for_the_leader_and_then_chooses(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.resident(db, huong, home, "Phạm Thu Hương", "ban")
        await scene.course(db, leader)

    await huong.says("/volunteer")
    huong.sees("Khu phố 3")
    await huong.taps("Đúng rồi")
    await fill_in(huong)
    waiting = huong.sees("Chờ duyệt", "Hương")
    assert "đã nhận" not in waiting

    lan.sees("Phạm Thu Hương", "tình nguyện viên", "Khu phố 3")
    await lan.taps("Duyệt")
    huong.sees("được duyệt", "Các lớp này đang cần người", "7 giờ tối ngày mốt, thứ Tư 25/11")

    await huong.taps("Lớp đang cần người")
    await huong.taps("Chống lừa đảo")
    huong.sees("Cảm ơn bạn Hương", "đã nhận lớp", "Nhà văn hóa khu phố 3")


async def test_an_approval_is_taken_back_and_a_class_that_was_promised_meanwhile_with_it(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.resident(db, huong, home, "Phạm Thu Hương", "ban")
    await huong.says("/volunteer")
    await huong.taps("Đúng rồi")
    await fill_in(huong)
    await lan.taps("Duyệt")
    await huong.taps("Lớp đang cần người")
    await huong.taps("Chống lừa đảo")
    huong.sees("đã nhận lớp")

    await lan.says("hoàn tác")
    lan.sees("lại chờ duyệt")
    huong.sees("đang được xem lại")
    async with town.begin() as db:
        assert await session_queries.helpers(db, made.sessions[0].id) == []
    await huong.says("/ca")
    assert "Chống lừa đảo" not in " ".join(huong.new)


async def test_before_the_approval_nothing_is_offered_and_nothing_is_open(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.resident(db, huong, home, "Phạm Thu Hương", "ban")
        await scene.course(db, leader)
    await huong.says("/volunteer")
    await huong.taps("Đúng rồi")
    await fill_in(huong)

    await town.time_is("2026-11-23 12:00")
    huong.sees_nothing()
    await huong.says("/volunteer")
    huong.sees("Chờ duyệt")
    await huong.says("/shifts")
    huong.sees("dành cho tình nguyện viên")


async def test_what_was_said_is_kept_as_half_days(town: Town) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        await scene.resident(db, huong, await scene.group(db), "Phạm Thu Hương", "ban")

    await huong.says("/volunteer")
    await huong.taps("Đúng rồi")
    await fill_in(huong)

    async with town.begin() as db:
        role = (await db.scalars(select(Role).where(Role.kind == RoleKind.VOLUNTEER))).one()
        free = {(row.weekday, row.part) for row in await db.scalars(select(Availability))}
        profile = (await db.scalars(select(Volunteer))).one()
    assert role.status is RoleStatus.REQUESTED
    assert free == {(5, DayPart.MORNING), (0, DayPart.EVENING), (2, DayPart.EVENING), (4, DayPart.EVENING)}
    assert len(profile.topics) == 10
    assert profile.phones == ["android", "iphone"]


async def test_a_stranger_becomes_a_volunteer_after_consent(town: Town) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        await scene.group(db)

    await huong.says("/volunteer")
    await huong.taps("Bạn")
    await huong.taps("Tôi đồng ý")
    await huong.says("Phạm Thu Hương")
    huong.sees("Bạn muốn giúp ở đâu")
    await huong.taps("Phú Lợi")
    await huong.taps("Khu phố 3")
    await fill_in(huong)

    huong.sees("Chờ duyệt")


async def test_who_does_not_promise_is_not_written_down(town: Town) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        await scene.resident(db, huong, await scene.group(db), "Phạm Thu Hương", "ban")

    await huong.says("/volunteer")
    await huong.taps("Đúng rồi")
    await huong.says("1 2")
    await huong.taps("Android")
    await huong.says("2")
    await huong.taps("Xong")
    for _screen in range(2):
        await huong.taps("Đã hiểu")
    await huong.taps("Quay đi")
    await huong.taps("Để sau")

    huong.sees("chưa ghi gì")
    async with town.begin() as db:
        assert (await db.scalars(select(Role))).all() == []
        assert (await db.scalars(select(Volunteer))).all() == []


async def test_an_offer_to_help_is_taken_back(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, huong, home, "Phạm Thu Hương", "ban")

    await huong.says("/volunteer")
    await huong.taps("Đúng rồi")
    await fill_in(huong)
    await huong.taps("Nhầm, trả lại")

    huong.sees("đã bỏ đăng ký")
    await lan.says("/requests")
    lan.sees("Chưa có đề nghị nào")


async def test_an_invitation_is_an_approval_in_advance(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.resident(db, huong, home, "Phạm Thu Hương", "ban")
        code = await codes.invite(db, leader, RoleKind.VOLUNTEER, group_id=home.id, ward_code=home.ward_code)

    await huong.says(f"/start {code.text}")
    await fill_in(huong)

    huong.sees("là tình nguyện viên của Khu phố 3")
    async with town.begin() as db:
        role = (await db.scalars(select(Role).where(Role.kind == RoleKind.VOLUNTEER))).one()
    assert (role.status, role.group_id) == (RoleStatus.ACTIVE, home.id)
