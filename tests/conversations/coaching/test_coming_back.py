"""↩️ after «Không đi được nữa»: as it was, if nobody has taken the place or the time meanwhile."""

from bot.domain.coaching import AppointmentStatus, RequestStatus
from bot.storage.tables.coaching import CoachingRequest
from tests import scene
from tests.conversations.coaching.stage import appointments, coach, waiting
from tests.town import Talker, Town


async def agreed(town: Town) -> tuple[Talker, Talker, Talker]:
    """Hương teaches bác An; Nam could, too."""
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
    return huong, nam, an


async def leaves(talker: Talker, button: str = "Không đi được nữa") -> None:
    await talker.taps(button)
    await talker.taps("báo nghỉ giúp")


async def status_of(town: Town, an: Talker) -> RequestStatus:
    async with town.begin() as db:
        return (await db.get_one(CoachingRequest, (await scene.person(db, an)).id)).status


async def test_a_volunteer_pressed_the_wrong_button(town: Town) -> None:
    huong, nam, an = await agreed(town)
    await leaves(huong)
    an.sees("xin lỗi bác")
    nam.sees("xin người kèm riêng")

    await town.time_is("2026-11-24 07:10")
    await huong.taps("Nhầm, trả lại")

    huong.sees("vẫn giữ như cũ")
    an.sees("đã chốt rồi", "bạn Hương")
    nam.sees("không thành", "Cảm ơn bạn")
    await nam.taps("Nhận kèm")
    nam.sees("đã hết hạn")
    assert [one.status for one in await appointments(town)] == [AppointmentStatus.CONFIRMED, AppointmentStatus.MOVED]
    assert await status_of(town, an) is RequestStatus.SERVED


async def test_it_is_too_late_when_another_has_agreed(town: Town) -> None:
    huong, nam, an = await agreed(town)
    await leaves(huong)
    await nam.taps("Nhận kèm")
    an.sees("bạn Nam")

    await town.time_is("2026-11-24 07:10")
    await huong.taps("Nhầm, trả lại")

    huong.sees("đã sắp xếp cách khác")
    assert [one.status for one in await appointments(town)] == [AppointmentStatus.RELEASED, AppointmentStatus.PROPOSED]
    an.sees_nothing()


async def test_it_is_too_late_after_ten_minutes(town: Town) -> None:
    huong, _nam, an = await agreed(town)
    await leaves(huong)

    await town.time_is("2026-11-24 07:20")
    await huong.taps("Nhầm, trả lại")

    huong.sees("qua lâu rồi")
    assert await status_of(town, an) is RequestStatus.WAITING


async def test_a_resident_pressed_the_wrong_button(town: Town) -> None:
    huong, _nam, an = await agreed(town)
    await leaves(an, "Bận mất rồi")
    huong.sees("không thành")
    assert await status_of(town, an) is RequestStatus.WITHDRAWN

    await town.time_is("2026-11-24 07:10")
    await an.taps("Nhầm, trả lại")

    an.sees("vẫn giữ như cũ")
    huong.sees("Buổi kèm đã chốt")
    assert await status_of(town, an) is RequestStatus.SERVED
