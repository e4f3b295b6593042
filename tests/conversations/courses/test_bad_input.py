"""A card about something that is gone, or of an older version: a kind answer, and nothing changed."""

from itertools import chain

from sqlalchemy import func, select

from bot.flows import attendance, calls, courses, delivery, group_chats, matching, register, reports, roles
from bot.services.access import codes
from bot.storage.tables.courses import Attendance, ClassSession, Course, Notice
from bot.storage.tables.people import Code, Role
from tests import scene
from tests.town import Town

IN_CHARGE = (attendance, calls, courses, delivery, group_chats, matching, register, reports, roles)
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

    for flow in chain.from_iterable(room.FLOWS for room in IN_CHARGE):
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
