"""Somebody is asked to move for another: until a deadline, and silence is a kind no."""

from bot.domain.coaching import AppointmentStatus
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, appointments, coach, settled, waiting
from tests.town import Talker, Town

SATURDAY_MORNING = 1 << 15


async def moving(town: Town) -> tuple[Talker, Talker, Talker, Talker, Talker]:
    """Hương, who teaches An on Thursday, drops out; only Nam is free then, and Tư, whom he teaches, could have Mai."""
    huong, nam, mai, lan = town.phone("Hương"), town.phone("Nam"), town.phone("Mai"), town.phone("Chị Lan")
    an, tu = town.phone("Bác An"), town.phone("Bác Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
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
    tu.sees("người kèm của một cô bác vừa báo bận", "bạn Mai", "thứ Bảy", "chưa trả lời thì sau")
    return huong, nam, mai, lan, tu


async def statuses(town: Town) -> list[AppointmentStatus]:
    return [one.status for one in await appointments(town)]


async def test_one_other_is_asked_to_move_and_keeps_what_they_have_until_both_agree(town: Town) -> None:
    _huong, nam, mai, _lan, tu = await moving(town)

    await tu.taps("Đổi được")
    tu.sees("Chưa đổi gì cả")
    mai.sees("Đổi một buổi là giúp được hai cô bác")
    await mai.taps("Nhận kèm")

    tu.sees("đã chốt rồi", "bạn Mai")
    nam.sees("không thành")
    nam.sees("xin người kèm riêng", "thứ Năm")
    assert (await statuses(town)).count(AppointmentStatus.CONFIRMED) == 1


async def test_nobody_is_moved_who_would_rather_stay(town: Town) -> None:
    _huong, _nam, mai, _lan, tu = await moving(town)

    await tu.taps("Giữ như cũ")

    tu.sees("giữ nguyên")
    mai.sees_nothing()
    assert (await statuses(town)).count(AppointmentStatus.CONFIRMED) == 1


async def test_without_an_answer_everything_stays_and_the_leader_hears_why(town: Town) -> None:
    huong, nam, mai, lan, tu = await moving(town)

    await town.time_is("2026-11-24 09:30")

    huong.sees_nothing()

    tu.sees("buổi kèm của bác vẫn như cũ", "thứ Năm 26/11", "không cần làm gì thêm")
    lan.sees("Người kèm của bác An vừa báo bận")
    nam.sees_nothing()
    assert all("kèm riêng" not in words for words in mai.new)
    assert (await statuses(town))[1:3] == [AppointmentStatus.CONFIRMED, AppointmentStatus.REFUSED]
    await tu.taps("Đổi được")
    tu.sees("giữ nguyên")


async def test_the_volunteers_silence_is_told_to_whoever_had_agreed(town: Town) -> None:
    _huong, _nam, mai, _lan, tu = await moving(town)
    await tu.taps("Đổi được")
    mai.sees("Đổi một buổi", "Mình giữ cho bạn tới")

    await town.time_is("2026-11-24 09:30")

    tu.sees("buổi kèm của bác vẫn như cũ", "thứ Năm 26/11")
    await mai.taps("Nhận kèm")
    mai.sees("giữ nguyên")
    assert (await statuses(town))[1:3] == [AppointmentStatus.CONFIRMED, AppointmentStatus.DECLINED]


async def test_a_volunteer_who_is_busy_leaves_everything_as_it_was(town: Town) -> None:
    _huong, nam, mai, lan, tu = await moving(town)
    await tu.taps("Đổi được")

    await mai.taps("Mình bận")

    tu.sees("buổi kèm của bác vẫn như cũ")
    lan.sees("Người kèm của bác An vừa báo bận")
    nam.sees_nothing()


async def test_the_volunteer_cannot_answer_before_the_resident(town: Town) -> None:
    _huong, _nam, mai, _lan, tu = await moving(town)
    async with town.begin() as db:
        await scene.card(db, mai, "answer_move", appointment=3, accept=True)
    await town.time_is("2026-11-23 09:02")

    await mai.taps("answer_move")

    mai.sees("giữ nguyên")
    assert (await statuses(town))[2] == AppointmentStatus.MOVE_ASKED
    tu.sees_nothing()


async def test_whoever_dropped_out_and_comes_back_ends_the_search(town: Town) -> None:
    huong, _nam, mai, _lan, tu = await moving(town)
    await tu.taps("Đổi được")
    mai.sees("Đổi một buổi")

    await huong.taps("Nhầm, trả lại")

    huong.sees("vẫn giữ như cũ", "thứ Năm, ngày 26/11")
    tu.sees("buổi kèm của bác vẫn như cũ")
    mai.sees("không thành", "Cảm ơn bạn")
    await mai.taps("Nhận kèm")
    mai.sees("giữ nguyên")
    assert (await statuses(town)).count(AppointmentStatus.CONFIRMED) == 2
