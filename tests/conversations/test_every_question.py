"""At every question of every flow: a human is reached, a secret is kept nowhere, and the question stays open."""

import logging

import pytest
from sqlalchemy import select, update

from bot import flows
from bot.domain.people.person import RoleKind, RoleStatus
from bot.storage import base
from bot.storage.tables.people import Role
from tests import scene, walk
from tests.town import Talker, Town

FOR_A_PERSON = ("0", "gặp người", "0. Gặp người")
TRACES = ("482913", "079185012345", "079 185", "hoasen771", "4111111111111111", "4111 1111")
# How many questions each of them meets at least.
FEWEST = {"stranger": 18, "resident": 25, "in_charge": 35}


# The strictest kind of channel: where numbers stand for buttons every typed word may mean something.
@pytest.mark.parametrize("town", ["none"], indirect=True)
@pytest.mark.parametrize("every", walk.EVERY)
@pytest.mark.parametrize("who", FEWEST)
@pytest.mark.slow
async def test_a_person_is_reached_no_secret_kept(
    town: Town, who: str, every: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    somebody = await _scene(town, who)
    stopped = 0
    async for at in walk.every_question(town, somebody, every):
        stopped += 1
        await _asks_for_a_person(town, somebody, FOR_A_PERSON[stopped % 3])
        assert await walk.open_question(town, somebody) == at
        await _tells_secrets(somebody, at[0], stopped % 2)
        assert await walk.open_question(town, somebody) == at
    assert stopped >= FEWEST[who] // every
    assert "turn failed" not in caplog.text
    held = await _all_that_is_kept(town)
    for trace in TRACES:
        assert trace not in held, trace
        assert trace not in caplog.text, trace
        assert not any(trace in line.message.text for line in town.web.lines[somebody.account]), trace


async def _asks_for_a_person(town: Town, somebody: Talker, words: str) -> None:
    await walk.forget_calls(town)
    async with town.begin() as db:
        # Whoever administers beside Quân ends his role on the way, too.
        await db.execute(update(Role).where(Role.kind == RoleKind.ADMINISTRATOR).values(status=RoleStatus.ACTIVE))
        await db.execute(update(Role).where(Role.kind == RoleKind.ADMINISTRATOR).values(ends_at=None))
    await somebody.says(words)
    named = ("Chị Lan sẽ gọi lại", "Anh Quân sẽ gọi lại")
    assert any(name in said for said in somebody.new for name in named), (words, somebody.new)


async def _tells_secrets(somebody: Talker, flow: str, which_half: int) -> None:
    """Half of them here, the other half at the next question."""
    for typed in walk.SECRETS[which_half::2]:
        # A number of people may have six digits.
        if not (typed == "482913" and flow in flows.ASK_FOR_LARGE_NUMBERS):
            await somebody.says(typed)
            somebody.sees("không lưu lại")


async def _scene(town: Town, who: str) -> Talker:
    """Somebody with a leader, Lan, or as a leader and more with an administrator, Quân, beside them."""
    somebody, bay = town.phone("Ai đó"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
        leads = somebody if who == "in_charge" else town.phone("Chị Lan")
        person = await scene.leader(db, leads, home)
        await scene.course(db, person, seats=8, weeks=2)
        if who == "in_charge":
            for kind in (RoleKind.VOLUNTEER, RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR):
                (await scene.role(db, person, kind, home)).group_id = None
        if who == "resident":
            await scene.resident(db, somebody, home)
        await scene.administrator(db, town.phone("Anh Quân"), home, "Lê Minh Quân")
    await somebody.says("chào")
    return somebody


async def _all_that_is_kept(town: Town) -> str:
    async with town.begin() as db:
        tables = base.Base.metadata.sorted_tables
        return "\n".join([str(row) for table in tables for row in await db.execute(select(table))])
