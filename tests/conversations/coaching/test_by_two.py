"""Home visits by two: both are asked with the plan, each until a deadline; never confirmed with fewer."""

import pytest

from bot.domain.coaching import AppointmentStatus, LessonPlace
from bot.domain.topics import Topic
from bot.services.coaching import requests
from bot.services.coaching.requests import LessonWish
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, appointments, coach, waiting
from tests.town import Talker, Town

MORNING = "2026-11-24 07:05"


async def asked(town: Town) -> tuple[Talker, Talker, Talker]:
    """Bác An asks to be taught at home; the first is asked to teach, the second to go along."""
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await coach(db, nam, home)
        await waiting(db, an, home, LessonPlace.HOME)
    await town.time_is(MORNING)
    first, second = (huong, nam) if "kèm riêng" in huong.new[0] else (nam, huong)
    first.sees("xin người kèm riêng", "Tại nhà", "giữ")
    second.sees("cần thêm một người đi cùng", "thứ Năm 26/11", "giữ cho bạn tới")
    an.sees_nothing()
    return first, second, an


async def statuses(town: Town) -> list[AppointmentStatus]:
    return [one.status for one in await appointments(town)]


async def test_both_agree_and_the_resident_need_not_have_family_at_home(town: Town) -> None:
    first, second, an = await asked(town)

    await second.taps("Đi cùng")
    second.sees("Cảm ơn", "Chưa chốt đâu")
    an.sees_nothing()
    await first.taps("Nhận kèm")
    proposal = an.sees("8 giờ 30 sáng", "Bác thấy được không ạ?")
    assert "đã chốt rồi" not in proposal
    await an.taps("Được")

    an.sees("đã chốt rồi", "mã")
    first.sees("Buổi kèm đã chốt")
    second.sees("Buổi kèm đã chốt")
    (made,) = await appointments(town)
    assert (made.status, made.companion_id is not None) == (AppointmentStatus.CONFIRMED, True)


async def test_it_is_not_settled_before_the_second_has_agreed(town: Town) -> None:
    first, second, an = await asked(town)

    await first.taps("Nhận kèm")
    await an.taps("Được")
    await an.taps("một mình")
    an.sees("luôn có hai người", "Chưa chốt đâu")
    assert await statuses(town) == [AppointmentStatus.SECOND_SOUGHT]
    await town.time_is("2026-11-24 07:20")
    second.sees_nothing()

    await second.taps("Đi cùng")
    an.sees("đã chốt rồi")
    first.sees("Buổi kèm đã chốt")
    second.sees("Buổi kèm đã chốt")
    assert await statuses(town) == [AppointmentStatus.CONFIRMED]


async def test_family_at_home_is_enough_and_whoever_was_asked_along_is_thanked(town: Town) -> None:
    first, second, an = await asked(town)

    await first.taps("Nhận kèm")
    await an.taps("Được")
    await an.taps("Có người nhà")

    an.sees("đã chốt rồi")
    second.sees("đã đủ người đi cùng", "Cảm ơn bạn")
    await second.taps("Đi cùng")
    second.sees("Đã đủ người đi cùng")
    (made,) = await appointments(town)
    assert made.companion_id is None


async def test_the_second_is_busy_and_others_are_asked_and_then_the_leader(town: Town) -> None:
    lan = town.phone("Chị Lan")
    first, second, an = await asked(town)
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.home(db, await scene.person(db, an)))

    await second.taps("Mình bận")
    second.sees("Cảm ơn bạn đã báo")
    await first.taps("Nhận kèm")
    await an.taps("Được")
    await an.taps("một mình")
    await town.time_is("2026-11-24 07:20")

    second.sees_nothing()
    lan.sees("còn thiếu người thứ hai", "bác An")
    assert await statuses(town) == [AppointmentStatus.SECOND_SOUGHT]


@pytest.mark.outlook
async def test_silence_of_the_second_ends_their_offer(town: Town) -> None:
    """Nobody else is left, so the leader is asked; a late yes still counts as long as nobody has been found."""
    lan = town.phone("Chị Lan")
    first, second, an = await asked(town)
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.home(db, await scene.person(db, an)))
    await first.taps("Nhận kèm")
    await an.taps("Được")
    await an.taps("một mình")
    lan.sees_nothing()

    await town.time_is("2026-11-25 08:00")
    lan.sees("còn thiếu người thứ hai")
    await second.taps("Đi cùng")

    an.sees("đã chốt rồi")
    second.sees("Buổi kèm đã chốt")


async def test_if_the_first_is_busy_the_second_is_thanked(town: Town) -> None:
    first, second, an = await asked(town)
    await second.taps("Đi cùng")

    await first.taps("Mình bận")

    second.sees("không thành", "Cảm ơn bạn")
    an.sees_nothing()
    assert await statuses(town) == [AppointmentStatus.DECLINED]


async def test_a_companion_who_steps_back_makes_it_unsure_again_and_may_come_back(town: Town) -> None:
    first, second, an = await asked(town)
    await second.taps("Đi cùng")
    await first.taps("Nhận kèm")
    await an.taps("Được")

    await second.taps("Không đi được nữa")
    await second.taps("báo nghỉ giúp")
    an.sees("phải chờ chốt lại")
    first.sees("phải chờ chốt lại")
    assert await statuses(town) == [AppointmentStatus.SECOND_SOUGHT]

    await town.time_is("2026-11-24 07:10")
    await second.taps("Nhầm, trả lại")
    second.sees("vẫn giữ như cũ")
    an.sees("đã chốt rồi")
    first.sees("Buổi kèm đã chốt")
    assert await statuses(town) == [AppointmentStatus.CONFIRMED]


async def test_where_the_family_usually_is_one_is_planned_and_the_day_itself_is_asked_about(town: Town) -> None:
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await coach(db, nam, home)
        person = await waiting(db, an, home, LessonPlace.HOME)
        await requests.ask(
            db, person, person, LessonWish(Topic.T03, LessonPlace.HOME, THURSDAY_MORNING, somebody_home=True)
        )
    await town.time_is(MORNING)
    first, second = (huong, nam) if "kèm riêng" in huong.new[0] else (nam, huong)
    second.sees("làm người dự bị")
    second.sees_nothing()
    await first.taps("Nhận kèm")

    await an.taps("Được")
    an.sees("hôm đó có người nhà ở nhà không ạ?")
    await an.taps("một mình")
    an.sees("luôn có hai người", "Chưa chốt đâu")
    await town.time_is("2026-11-24 07:20")

    second.sees("cần thêm một người đi cùng", "Ai trả lời trước")
    await second.taps("Đi cùng")
    an.sees("đã chốt rồi")
