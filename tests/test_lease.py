"""Who is alive is read off leases that change, never off wall clocks: those of two machines differ, and they jump."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot import clock, lease
from bot.lease import AnotherIsRunning, beside_others, is_alone, leased
from bot.services.delivery import leases
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.revision import is_newest
from bot.storage.tables.messaging import Lease

# By how much the clock of another machine is ahead of ours.
_CLOCKS = [timedelta(0), timedelta(hours=1), timedelta(hours=-1)]
Begins = Callable[[Database], Awaitable[None]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "DEAD_AFTER", 0.4)
    for pause, seconds in {"_LOOK_EVERY": 0.05, "_STAND_BY_EVERY": 0.05, "_LOOK_FOR": 1.5}.items():
        monkeypatch.setattr(lease, pause, seconds)


async def _left_by(database: Database, ahead: timedelta) -> None:
    async with database.begin() as db:
        db.add(Lease(name="process:other", holder="other", until=clock.now() + ahead + leases.LEASE))


@asynccontextmanager
async def _alive(database: Database, ahead: timedelta) -> AsyncIterator[None]:
    """Another process, which renews its lease by its own clock."""
    await _left_by(database, ahead)

    async def renew() -> None:
        for n in range(1000):
            await asyncio.sleep(0.05)
            until = clock.now() + ahead + leases.LEASE + timedelta(milliseconds=n)
            async with database.begin() as db:
                await db.execute(update(Lease).where(Lease.holder == "other").values(until=until))

    renewing = asyncio.create_task(renew())
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.wait([renewing])


@pytest.mark.parametrize("ahead", _CLOCKS)
async def test_the_dead_are_nobody_and_the_living_somebody(database: Database, ahead: timedelta) -> None:
    assert await is_alone(database)
    async with _alive(database, ahead):
        assert not await is_alone(database)
        assert await is_alone(database, ["process:other"])
    assert await is_alone(database)


async def _begins(database: Database) -> None:
    if database.embedded:
        async with leased(database, "telegram:1"):
            assert await is_alone(database, ["telegram:1"])
        await migrate(database)
    else:
        async with beside_others(database, ["telegram:1"]):
            pass


@pytest.mark.parametrize("ahead", _CLOCKS)
async def test_tables_change_behind_the_dead_and_not_under_the_living(database_url: str, ahead: timedelta) -> None:
    database = Database(database_url)
    await migrate(database, "0067")
    if not database.embedded:
        async with _alive(database, ahead):
            with pytest.raises(AnotherIsRunning):
                await _begins(database)
        assert not await is_newest(database)
    async with database.begin() as db:
        await db.execute(text("DELETE FROM lease"))
    await _left_by(database, ahead)

    await _begins(database)

    assert await is_newest(database)
    await database.close()
