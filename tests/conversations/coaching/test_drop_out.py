"""Somebody drops out: another is asked at once, the fewest others move and only if they say so, else the reason."""

from sqlalchemy import select

from bot import clock
from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.storage.tables.coaching import Appointment
from tests import scene
from tests.conversations.coaching.stage import appointments, coach, settled, waiting
from tests.town import Talker, Town


async def drop_out(talker: Talker) -> None:
    await talker.taps("Không đi được nữa")
    await talker.taps("báo nghỉ giúp")
    talker.sees("Không sao đâu")


async def test_another_volunteer_is_asked_at_once(town: Town) -> None:
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)
    await town.time_is("2026-11-24 07:05")
    await huong.taps("Nhận kèm")
    await an.taps("Được")
    async with town.begin() as db:
        await coach(db, nam, home)

    await drop_out(huong)

    an.sees("xin lỗi bác", "đang tìm người khác")
    nam.sees("xin người kèm riêng", "thứ Năm 26/11")
    await nam.taps("Nhận kèm")
    an.sees("bạn Nam", "Bác thấy được không ạ?")


async def test_at_a_home_the_second_person_is_asked_in_the_same_minute_and_both_are_named(town: Town) -> None:
    huong, nam, mai, an = town.phone("Hương"), town.phone("Nam"), town.phone("Mai"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        resident = await waiting(db, an, home, LessonPlace.HOME)
        await settled(db, resident, await coach(db, huong, home))
        await coach(db, nam, home)
        await coach(db, mai, home)
        made = (await db.scalars(select(Appointment))).one()
        made.companion_id, made.companion_agreed_at = (await scene.person(db, mai)).id, clock.now()
    await town.time_is("2026-11-24 09:00")

    await huong.says("XÓA")
    await huong.taps("Xóa hết")

    an.sees("đang tìm người khác")
    first, second = (nam, mai) if "kèm riêng" in nam.new[-1] else (mai, nam)
    first.sees("xin người kèm riêng", "Tại nhà")
    second.sees("cần thêm một người đi cùng", "giữ cho bạn tới")
    await first.taps("Nhận kèm")
    await second.taps("Đi cùng")
    await an.taps("Được")
    an.sees(f"đã chốt rồi: bạn {first.name}", f"Bạn {second.name} đi cùng")
    await town.time_is("2026-11-25 17:35")
    an.sees(f"mai bạn {first.name} kèm riêng", f"Bạn {second.name} đi cùng")
    first.sees(f"Bạn đi cùng bạn {second.name}")
    second.sees(f"Bạn đi cùng bạn {first.name}")


async def test_without_a_way_the_leader_is_told_why(town: Town) -> None:
    huong, lan, an = town.phone("Hương"), town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await coach(db, huong, home)
        await waiting(db, an, home)
    await town.time_is("2026-11-24 07:05")
    await huong.taps("Nhận kèm")
    await an.taps("Được")

    await drop_out(huong)

    lan.sees("Người kèm của bác An vừa báo bận", "gần đây chưa có ai hợp")


async def test_a_volunteer_who_is_erased_keeps_nobody_waiting(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        resident = await waiting(db, an, home)
        await settled(db, resident, await coach(db, huong, home))

    await huong.says("XÓA")
    await huong.taps("Xóa hết")

    an.sees("xin lỗi bác", "đang tìm người khác")
    assert [one.status for one in await appointments(town)] == [AppointmentStatus.RELEASED]
