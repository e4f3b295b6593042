"""What was helped with, tallied in the minute of the roll call."""

from sqlalchemy import select

from bot.domain.tallies import Helped
from bot.storage.tables.courses import Tally
from tests import scene
from tests.conversations.attendance.test_roll_call import Class
from tests.town import Town


async def counts(town: Town) -> dict[Helped, int]:
    async with town.begin() as db:
        return {row.helped: row.n for row in await db.scalars(select(Tally))}


async def closed(town: Town) -> Class:
    here = await Class(town).begin(people=1)
    await here.open()
    await here.lan.says("đủ")
    await here.lan.taps("Chốt")
    return here


async def test_what_was_helped_with_is_tallied_after_the_roll_call(town: Town) -> None:
    here = await closed(town)

    await here.lan.taps("Đã hướng dẫn")
    here.lan.sees("hướng dẫn những gì")
    await here.lan.taps("VNeID")
    here.lan.sees("Mấy lượt")
    await here.lan.says("12")
    here.lan.sees("ghi rồi", "VNeID: 12")
    await here.lan.taps("Ghi thêm")
    await here.lan.says("dịch vụ công 2, tài khoản 1")
    here.lan.sees("VNeID: 12", "dịch vụ công", ": 2", ": 1")
    assert await counts(town) == {Helped.VNEID: 12, Helped.SERVICES: 2, Helped.PAYMENTS: 1}

    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("như trước")
    assert await counts(town) == {Helped.VNEID: 12}


async def test_a_line_that_is_not_understood_writes_nothing(town: Town) -> None:
    here = await closed(town)

    await here.lan.taps("Đã hướng dẫn")
    await here.lan.says("nhiều lắm")
    await here.lan.says("VNeID 9999")
    here.lan.sees("ví dụ")
    assert await counts(town) == {}


async def test_who_may_not_call_the_roll_may_not_tally(town: Town) -> None:
    here = await closed(town)
    other = town.phone("Anh Tám")
    async with town.begin() as db:
        await scene.leader(db, other, await scene.group(db, "5"), "Trần Văn Tám", "anh")
        await scene.card(db, other, "helped", session=here.id)
    await town.time_is("2026-11-25 20:10")

    await other.taps("helped")
    await other.says("VNeID 3")
    assert await counts(town) == {}


async def test_it_is_corrected_until_the_roll_call_is_settled(town: Town) -> None:
    here = await closed(town)
    await town.time_is("2026-11-26 21:30")

    await here.lan.taps("Đã hướng dẫn")
    here.lan.sees("khóa sổ")
    assert await counts(town) == {}
