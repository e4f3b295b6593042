"""A card about something that is gone, or of an older version: a kind answer, and nothing changed."""

from sqlalchemy import func, select

from bot.flows import administrator, leader
from bot.services.access import codes
from bot.storage.courses import Attendance, ClassSession, Course, Notice
from bot.storage.people import Code, Role
from tests import scene
from tests.town import Town

COUNTED = (Course, ClassSession, Notice, Attendance, Role, Code)


async def test_a_card_about_something_gone(town: Town) -> None:
    lan = town.phone("Lan")
    async with town.begin() as db:
        three = await scene.group(db)
        leading = await scene.leader(db, lan, three)
        await scene.course(db, leading)
        await codes.of_group(db, leading, three)  # else the first poster makes it
        await scene.administrator(db, lan, three, "Trần Thị Lan")
    before = await _counts(town)

    for flow in (*leader.FLOWS, *administrator.FLOWS):
        for given in ({}, {"session": 999, "notice": 999, "role": 999, "group": 999}):
            async with town.begin() as db:
                await scene.card(db, lan, flow.name, **given)
            await town.app.sender.drain()
            await lan.taps(flow.name)
            assert lan.new, flow.name
            assert not any("trục trặc" in message for message in lan.new), flow.name
    assert await _counts(town) == before


async def _counts(town: Town) -> list[int | None]:
    async with town.begin() as db:
        return [await db.scalar(select(func.count()).select_from(table)) for table in COUNTED]
