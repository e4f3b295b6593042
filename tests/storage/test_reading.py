"""A transaction that only reads: it waits for nobody who writes, keeps nobody waiting, and changes nothing."""

import asyncio

import pytest
from sqlalchemy import select, update

from bot.storage import wards
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.tables.places import Ward


async def names(database: Database) -> set[str]:
    async with database.read() as db:
        return set(await db.scalars(select(Ward.name)))


@pytest.fixture
async def seeded(database: Database) -> Database:
    async with database.begin() as db:
        await wards.seed(db)
    return database


async def test_neither_waits_for_the_other(seeded: Database) -> None:
    before = await names(seeded)
    async with seeded.begin() as writing:
        await writing.execute(update(Ward).values(name="x"))
        # On one connection for both this would never come back.
        assert await asyncio.wait_for(names(seeded), 10) == before
    async with seeded.read() as reading:
        assert set(await reading.scalars(select(Ward.name))) == {"x"}
        async with asyncio.timeout(10), seeded.begin() as writing:
            await writing.execute(update(Ward).values(name="y"))
        assert set(await reading.scalars(select(Ward.name))) == {"x"}, "it sees one state until it ends"
    assert await names(seeded) == {"y"}


async def test_it_changes_nothing(seeded: Database) -> None:
    before = await names(seeded)
    with pytest.raises(Unavailable, match=r"(?i)read-?only"):
        async with seeded.read() as db:
            await db.execute(update(Ward).values(name="x"))
    async with seeded.begin() as db:
        await db.execute(update(Ward).where(Ward.code == "25750").values(name="z"))
    assert await names(seeded) - before == {"z"}, "who writes may write on, also where reading was refused before"
