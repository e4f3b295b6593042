"""«Bảng»: a link to the page, where this installation has one."""

import pytest

from bot.services.access import page_sessions
from bot.storage.installation import Installation
from tests import scene
from tests.town import Town

# A link is another one each time: no transcript is kept.
pytestmark = pytest.mark.parametrize("town", ["none"], indirect=True)


async def test_a_leader_gets_a_link_that_opens_the_page_where_there_is_one(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
    await lan.says("/bang")
    lan.sees("chưa mở trang web")
    town.belongs_to(Installation(page="https://bot.example.org"))
    await lan.says("/bang")
    address, token = lan.sees("https://").split("https://")[1].split()[0].split("/bang/vao/")
    assert address == "bot.example.org"
    async with town.begin() as db:
        assert (await page_sessions.meant_for(db, token)) == await db.get_one(type(leader), leader.id)
