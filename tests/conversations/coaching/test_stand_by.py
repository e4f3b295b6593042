"""A few volunteers stand by: told so once, asked first when somebody drops out, never twice in one week."""

from sqlalchemy import select

from bot import clock
from bot.domain.coaching import LessonPlace
from bot.storage.tables.coaching import StandBy
from tests import scene
from tests.conversations.coaching.stage import appointments, coach, settled, waiting
from tests.town import Talker, Town


async def told(town: Town, *names: str) -> list[Talker]:
    """Bác An is taught by Hương on Thursday; the others are told in the morning that they stand by."""
    huong, an, others = town.phone("Hương"), town.phone("Bác An"), [town.phone(name) for name in names]
    async with town.begin() as db:
        home = await scene.group(db)
        await settled(db, await waiting(db, an, home), await coach(db, huong, home, weekly_limit=1))
        await scene.card(db, huong, "leave_appointment", appointment=1)
        tu = await waiting(db, town.phone("Bác Tư"), home, LessonPlace.HALL, slots=1 << 20)
        for other in others:
            person = await coach(db, other, home)
            await scene.free_only(db, person, 3)
        assert tu.id
    await town.time_is("2026-11-24 07:05")
    return [huong, an, *others]


async def standing(town: Town) -> int:
    async with town.begin() as db:
        return len(
            (await db.scalars(select(StandBy).where(StandBy.ended_at.is_(None), StandBy.last > clock.today()))).all()
        )


async def test_who_stands_by_is_told_once_and_asked_first(town: Town) -> None:
    huong, an, nam, mai, khoa = await told(town, "Nam", "Mai", "Khoa")
    nam.sees("từ ngày mốt đến thứ Tư, ngày 2/12", "làm người dự bị", "hỏi bạn trước")
    mai.sees("làm người dự bị")
    khoa.sees_nothing()
    await nam.taps("Tuần này không được")
    nam.sees("cảm ơn bạn đã báo")
    await mai.taps("Được")
    mai.sees("Khi nào có người không đi được")
    await town.time_is("2026-11-25 07:05")
    for one in (nam, mai):
        one.sees_nothing()
    khoa.sees("làm người dự bị")

    await huong.taps("leave_appointment")
    await huong.taps("báo nghỉ giúp")

    an.sees("đang tìm người khác")
    mai.sees("xin người kèm riêng", "thứ Năm")
    await mai.taps("Nhận kèm")
    an.sees("bạn Mai")
    made = (await appointments(town))[-1]
    assert made.volunteer_id == (await town.knows(mai)).id


async def test_who_has_stepped_in_stands_by_no_longer(town: Town) -> None:
    huong, an, nam = await told(town, "Nam")
    assert await standing(town) == 1
    await huong.taps("leave_appointment")
    await huong.taps("báo nghỉ giúp")
    await town.time_is("2026-11-24 07:10")

    await nam.taps("Nhận kèm")

    an.sees("bạn Nam")
    assert await standing(town) == 0


async def test_after_their_days_they_are_free_of_it(town: Town) -> None:
    _huong, _an, nam = await told(town, "Nam")
    nam.sees("từ ngày mốt đến thứ Tư, ngày 2/12")

    await town.time_is("2026-12-01 07:05")
    nam.sees("ngày 9/12", "làm người dự bị")
    await town.time_is("2026-12-02 07:05")

    assert await standing(town) == 1
