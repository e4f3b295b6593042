"""Nothing goes out that nobody asked for, people still reach a human, and what waits is looked at."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.chat.say import say
from bot.domain.messaging.kinds import MessageKind
from bot.i18n import verbatim
from bot.services.delivery import emergency_stop
from bot.services.messaging import outbox
from bot.services.messaging.outbox import About, Plan
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Talker, Town


async def stage(town: Town) -> tuple[Talker, Talker, Talker]:
    """Quân and Mai run the assistant, bà Tư learns, with Quân to call her."""
    quan, mai, tu = town.phone("Anh Quân"), town.phone("Chị Mai"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.administrator(db, mai, home, "Phạm Thị Mai")
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    return quan, mai, tu


async def wait(town: Town, to: Talker, kind: MessageKind | None, *words: str) -> None:
    async with town.begin() as db:
        for one in words:
            plan = Plan(about=About(kind), priority=Priority.BROADCAST, expires=clock.now() + timedelta(days=1))
            await outbox.tell(db, await scene.person(db, to), say(verbatim(one)), plan)


async def stop(quan: Talker) -> None:
    await quan.says("/dungkhan")
    quan.sees("Vì sao")
    await quan.says("nhắn sai giờ học sáng nay")
    quan.sees("Dừng ngay mọi tin")
    await quan.taps("Dừng ngay")


async def decide(quan: Talker, kind: str, way: str, words: str = "") -> None:
    await quan.says("/dungkhan")
    await quan.taps(kind)
    await quan.taps(way)
    if words:
        await quan.says(words)
    await quan.taps(way)


async def test_everything_stops_and_people_still_reach_a_human(town: Town) -> None:
    quan, mai, tu = await stage(town)
    await stop(quan)
    quan.sees("Đã dừng hết")
    await wait(town, tu, MessageKind.REMINDER, "Lớp lúc 3 giờ sáng")
    await town.app.sender.drain()
    tu.sees_nothing()
    mai.sees("Quân", "nhắn sai giờ học sáng nay")

    await tu.says("lịch học")
    tu.sees("người phụ trách đang cho con tạm nghỉ", "«0»")
    tu.sees_nothing()
    await tu.says("0")
    tu.sees("gọi lại")
    assert any("muốn được gặp" in words for words in (*quan.new, *mai.new)), "whoever calls hears it at once"

    await quan.says("/dungkhan")
    quan.sees("nhắn sai giờ học sáng nay", "tin nhắc lịch học: 1")
    await quan.taps("Cho chạy tiếp")
    quan.sees("1 tin")
    await quan.taps("Chạy tiếp")
    quan.sees("Mọi việc chạy tiếp")
    tu.sees("Lớp lúc 3 giờ sáng")
    mai.sees("chạy tiếp")
    await tu.says("lịch học")
    assert not any("tạm nghỉ" in words for words in tu.new)
    await quan.says("/nhatky")
    quan.sees("dừng khẩn cấp", "nhắn sai giờ học sáng nay", "chạy tiếp")


async def test_what_waits_is_sent_dropped_or_written_anew_one_kind_at_a_time(town: Town) -> None:
    quan, _mai, tu = await stage(town)
    await stop(quan)
    await wait(town, tu, MessageKind.REMINDER, "Nhắc một", "Nhắc hai")
    await wait(town, tu, MessageKind.NOTICE, "Đổi lịch")
    await wait(town, tu, MessageKind.ANNOUNCEMENT, "Mời dự lễ")

    await decide(quan, "tin nhắc lịch học", "Viết lại", "Giờ học nhắn hồi sáng bị sai, mong bà con thông cảm")
    quan.sees("Đã viết lại 1 tin")
    tu.sees_nothing()
    await decide(quan, "thông báo", "Bỏ đi")
    quan.sees("Đã bỏ 1 tin")
    await decide(quan, "tin nhắc lịch học", "Gửi đi")
    quan.sees("1 tin đang gửi đi")
    tu.sees("Giờ học nhắn hồi sáng bị sai")
    tu.sees_nothing()

    async with town.begin() as db:
        assert await emergency_stop.resume(db, await scene.person(db, quan)) == 1
    await town.app.sender.drain()
    tu.sees("Đổi lịch")
    tu.sees_nothing()


async def test_a_stop_in_the_middle_of_a_broadcast_holds_the_rest_and_loses_nothing(town: Town) -> None:
    quan, _mai, tu = await stage(town)
    await wait(town, tu, MessageKind.ANNOUNCEMENT, *(f"Thông báo {n}" for n in range(6)))
    sender = town.app.sender
    for _each in range(2):
        found = await sender._claim(sender._lanes, set())
        assert found.delivery is not None
        await sender._deliver(found.delivery, _at_once)
    async with town.begin() as db:
        await emergency_stop.stop(db, await scene.person(db, quan), "sai nội dung")
    await sender.drain()
    assert [words for words in tu.new if "Thông báo" in words] == ["Thông báo 0", "Thông báo 1"]
    async with town.begin() as db:
        await emergency_stop.resume(db, await scene.person(db, quan))
    await sender.drain()
    assert [words for words in tu.new if "Thông báo" in words] == [f"Thông báo {n}" for n in range(6)]


async def _at_once(*_any: object) -> bool:
    return True


@pytest.mark.parametrize("who", ["resident", "command"])
async def test_only_an_administrator_or_the_machine_stops(town: Town, who: str) -> None:
    quan, mai, tu = await stage(town)
    if who == "resident":
        await tu.says("/dungkhan")
        assert not any("Vì sao" in words for words in tu.new)
        return
    async with town.begin() as db:
        await emergency_stop.stop(db, None, "thử từ máy chủ")
        _found, act = await emergency_stop.stop(db, await scene.person(db, quan), "lần nữa")
        assert act is None, "what is stopped is not stopped twice"
    await town.app.sender.drain()
    mai.sees("Người ngồi ở máy chủ", "thử từ máy chủ")
    await town.time_is("2026-11-23 09:05")
    async with town.begin() as db:
        await emergency_stop.resume(db, None)
    await mai.says("/nhatky")
    said = mai.sees("người ngồi ở máy chủ dừng khẩn cấp", "lý do: «thử từ máy chủ»")
    assert said.index("9 giờ 05") < said.index("9 giờ sáng"), "newest first"


async def test_of_two_who_stop_and_let_go_on_at_once_one_does(database: Database) -> None:
    async with database.begin() as db:
        by = Person(created_at=clock.now())
        db.add(by)
        await db.flush()
        await emergency_stop.stop(db, None, "một")
        assert await emergency_stop.is_on(db)
        row = await emergency_stop.in_force(db)
        assert row is not None
        assert await emergency_stop.resume(db, None) == 0
        assert await emergency_stop.resume(db, None) is None
        assert not list(await db.scalars(select(Outbox).where(Outbox.status == OutboxStatus.DROPPED)))
