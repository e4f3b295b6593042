"""Asked once for a whole class, and kept on it: also on what is added, and told when nobody is needed any more."""

from sqlalchemy import select

from bot.services.courses import class_changes, reschedule
from bot.services.courses.courses import Registered
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Shift
from tests import scene
from tests.town import Talker, Town


async def two_weeks(town: Town, helper: Talker) -> tuple[Talker, Registered]:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), weeks=2, seats=4)
        await scene.volunteer(db, helper, home)
    return lan, made


async def add_weeks(town: Town, made: Registered, n: int) -> Act:
    async with town.begin() as db:
        leader = await db.get_one(Person, made.course.created_by_id)
        done = await class_changes.change_weeks(db, leader, made.sessions[0].id, n, "hết bài")
        assert done is not None
        return done.act


async def places(town: Town) -> list[int]:
    async with town.begin() as db:
        rows = await db.scalars(
            select(Shift.filled)
            .join(ClassSession, ClassSession.id == Shift.session_id)
            .order_by(ClassSession.starts_at)
        )
        return list(rows)


async def test_who_took_the_whole_class_is_kept_on_what_is_added(town: Town) -> None:
    huong = town.phone("Hương")
    _lan, made = await two_weeks(town, huong)
    await huong.says("lớp nào cần người")
    await huong.taps("thứ Tư")
    await huong.taps("Cả khóa")
    huong.sees("đã nhận 2 buổi")
    act = await add_weeks(town, made, 4)
    await town.time_is("2026-11-23 09:01")
    huong.sees("nhận cả khóa có thêm 2 buổi", "đã giữ chỗ cho bạn", "9/12", "16/12")
    assert await places(town) == [1, 1, 1, 1]
    async with town.begin() as db:
        assert await class_changes.undo_weeks(db, await db.get_one(Act, act.id)) is not None
    assert await places(town) == [1, 1]


async def test_who_took_one_session_is_not_put_down_for_others(town: Town) -> None:
    huong = town.phone("Hương")
    _lan, made = await two_weeks(town, huong)
    await huong.says("lớp nào cần người")
    await huong.taps("thứ Tư")
    await huong.taps("Chỉ buổi này")
    await add_weeks(town, made, 3)
    assert await places(town) == [1, 0, 0]


async def test_whoever_left_the_class_since_is_not_put_down_again(town: Town) -> None:
    huong = town.phone("Hương")
    _lan, made = await two_weeks(town, huong)
    await huong.says("lớp nào cần người")
    await huong.taps("thứ Tư")
    await huong.taps("Cả khóa")
    for _session in made.sessions:
        await huong.says("/ca")
        await huong.taps("Mình bận một buổi")
        if any("Buổi nào" in words or "buổi nào" in words for words in huong.new):
            await huong.taps("thứ Tư")
        await huong.taps("Tìm giúp mình")
    await add_weeks(town, made, 3)
    assert await places(town) == [0, 0, 0]


async def test_who_is_being_asked_hears_that_the_session_is_called_off(town: Town) -> None:
    huong = town.phone("Hương")
    _lan, made = await two_weeks(town, huong)
    await town.time_is("2026-11-23 09:05")
    huong.sees("cần thêm 1 người")
    async with town.begin() as db:
        leader = await db.get_one(Person, made.course.created_by_id)
        await reschedule.call_off(db, leader, made.sessions[0].id, "mưa lớn")
    await town.time_is("2026-11-23 09:06")
    huong.sees("Buổi này nghỉ rồi nên không cần bạn nữa")
