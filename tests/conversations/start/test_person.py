"""«0» reaches a human who is named, from every screen of every flow; the question that was open stays open."""

import pytest
from sqlalchemy import delete

from bot.domain.people.person import RoleKind
from bot.flows import FLOWS
from bot.storage.tables.messaging import Call
from tests import scene, walk
from tests.town import Talker, Town


async def _scene(town: Town, who: str) -> Talker:
    """Somebody with a leader, Lan, or as a leader with an administrator, Quân, above."""
    somebody = town.phone("Ai đó")
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.course(db, lan, seats=8, weeks=2)
        if who != "stranger":
            await getattr(scene, who)(db, somebody, home)
        await scene.administrator(db, town.phone("Anh Quân"), home, "Lê Minh Quân")
    await somebody.says("chào")
    return somebody


async def _asks_for_a_person(town: Town, somebody: Talker, words: str) -> None:
    async with town.begin() as db:
        await db.execute(delete(Call))
    await somebody.says(words)
    named = ("Chị Lan sẽ gọi lại", "Anh Quân sẽ gọi lại")
    assert any(name in said for said in somebody.new for name in named), (words, somebody.new)


@pytest.mark.parametrize("town", ["none"], indirect=True)
@pytest.mark.parametrize("who", ["stranger", "resident", "leader"])
async def test_a_person_from_every_question(town: Town, who: str) -> None:
    somebody = await _scene(town, who)
    stopped = 0
    async for at in walk.every_question(town, somebody):
        stopped += 1
        await _asks_for_a_person(town, somebody, ("0", "gặp người", "0. Gặp người")[stopped % 3])
        assert await walk.open_question(town, somebody) == at
    assert stopped >= 15


@pytest.mark.parametrize("town", ["none"], indirect=True)
async def test_a_person_from_every_first_screen(town: Town) -> None:
    somebody = await _scene(town, "volunteer")
    for flow in FLOWS:
        await walk.begin(town, somebody, flow)
        await _asks_for_a_person(town, somebody, "0")
        await somebody.says("/cancel")


async def test_a_coordinator_is_called_where_there_is_no_leader(town: Town) -> None:
    mai, tu = town.phone("Chị Mai"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.somebody(db, mai, "Lê Thị Mai", "chi", await scene.group(db, "9"))
        (await scene.role(db, person, RoleKind.COORDINATOR, home)).group_id = None
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("0")
    tu.sees("chị Mai")
    mai.sees("bà Tư")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_where_nobody_is_above_whoever_is_in_charge_calls(town: Town) -> None:
    lan, quan = town.phone("Chị Lan"), town.phone("Anh Quân")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
        await scene.administrator(db, quan, await scene.group(db, "5", ward="25966"), "Lê Minh Quân")
    await quan.says("0")
    quan.sees("Chị Lan sẽ gọi lại")
    lan.sees("anh Quân")
