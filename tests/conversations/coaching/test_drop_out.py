"""Somebody drops out: another is asked at once, the fewest others move and only if they say so, else the reason."""

from bot.domain.coaching import AppointmentStatus
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, appointments, coach, settled, waiting
from tests.town import Talker, Town

SATURDAY_MORNING = 1 << 15


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

    lan.sees("bác An vừa mất người kèm", "gần đây chưa có ai hợp")


async def moving(town: Town) -> tuple[Talker, Talker, Talker, Talker]:
    """Hương, who teaches An on Thursday, drops out; only Nam is free then, and Tư, whom he teaches, could have Mai."""
    huong, nam, mai = town.phone("Hương"), town.phone("Nam"), town.phone("Mai")
    an, tu = town.phone("Bác An"), town.phone("Bác Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        first = await waiting(db, an, home)
        second = await waiting(db, tu, home, slots=THURSDAY_MORNING | SATURDAY_MORNING)
        for talker, resident in ((huong, first), (nam, second)):
            person = await coach(db, talker, home, weekly_limit=1)
            await settled(db, resident, person)
            await scene.free_only(db, person, 3)
        await scene.free_only(db, await coach(db, mai, home), 5)
        await scene.card(db, huong, "leave_appointment", appointment=1)
    await town.time_is("2026-11-23 09:01")
    await huong.taps("leave_appointment")
    await huong.taps("báo nghỉ giúp")
    return nam, mai, an, tu


async def test_one_other_is_asked_to_move_and_keeps_what_they_have_until_both_agree(town: Town) -> None:
    nam, mai, an, tu = await moving(town)

    tu.sees("có cô bác vừa mất người kèm", "bạn Mai", "thứ Bảy")
    an.sees("xin lỗi bác")
    await tu.taps("Đổi được")
    tu.sees("Chưa đổi gì cả")
    mai.sees("Đổi một buổi là giúp được hai cô bác")
    await mai.taps("Nhận kèm")

    tu.sees("chắc rồi", "bạn Mai")
    nam.sees("không thành")
    nam.sees("xin người kèm riêng", "thứ Năm")
    statuses = [one.status for one in await appointments(town)]
    assert statuses.count(AppointmentStatus.CONFIRMED) == 1


async def test_nobody_is_moved_who_would_rather_stay(town: Town) -> None:
    _nam, mai, _an, tu = await moving(town)

    await tu.taps("Giữ như cũ")

    tu.sees("giữ nguyên")
    mai.sees_nothing()
    statuses = [one.status for one in await appointments(town)]
    assert statuses.count(AppointmentStatus.CONFIRMED) == 1


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
