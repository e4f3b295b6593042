"""Who died or moved away is taken out of the book kindly: no seat, no call, no message; what was is still counted."""

import pytest
from sqlalchemy import select

from bot.domain.enrolment import EnrolmentStatus
from bot.services.calls import calls
from bot.storage.tables.courses import ClassSession, Enrolment
from tests import scene
from tests.town import Town

pytestmark = pytest.mark.parametrize("town", ["buttons"], indirect=True)


async def test_who_has_died_is_called_by_nobody(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=8)
        tu = await scene.without_phone(db, home, "Nguyễn Thị Tư", "ba")
        await scene.seat(db, tu, made)
    await town.time_is("2026-11-24 20:00")
    async with town.begin() as db:
        assert await calls.waiting(db, await scene.person(db, lan)) == 1

    await lan.says("sổ tổ")
    await lan.taps("Nguyễn Thị Tư")
    await lan.taps("Không còn ở đây")
    await lan.taps("Đã qua đời")
    lan.sees("xin chia buồn", "Nguyễn Thị Tư không còn trong sổ")
    async with town.begin() as db:
        assert await calls.waiting(db, await scene.person(db, lan)) == 0
        assert (await db.get_one(ClassSession, made.sessions[0].id)).seats_taken == 0
        assert await db.scalar(select(Enrolment.status)) is EnrolmentStatus.CANCELLED
    await lan.says("sổ tổ")
    assert not any("Nguyễn Thị Tư" in button.label for button in town.web.lines[lan.account][-1].message.buttons)


async def test_a_slip_is_taken_back(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=8)
        tu = await scene.without_phone(db, home, "Nguyễn Thị Tư", "ba")
        await scene.seat(db, tu, made)
    await lan.says("sổ tổ")
    await lan.taps("Nguyễn Thị Tư")
    await lan.taps("Không còn ở đây")
    await lan.taps("chuyển đi")
    await lan.taps("Nhầm, trả lại")
    lan.sees("Đã ghi lại vào sổ")
    async with town.begin() as db:
        assert (await db.get_one(ClassSession, made.sessions[0].id)).seats_taken == 1
        assert (await scene.named(db, "Nguyễn Thị Tư"))[0].group_id == home.id
