"""SQLite without a thread: what runs where it is asked for, what does not, and the private names that this needs."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import select, text
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import database as storage
from bot.storage.database import Database, insert_new, may_take_long
from bot.storage.passing import Unavailable
from bot.storage.sqlite_driver.inline import Inline
from bot.storage.sqlite_driver.stopping import Stopping
from bot.storage.tables.messaging import Swept
from tests.blank import make_tables

_HERE = "SELECT thread_of_this()"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    async with database.engine.begin() as connection:
        await connection.run_sync(make_tables)
    yield database
    await database.close()


async def driver_of(db: AsyncSession) -> Inline:
    driver = (await (await db.connection()).get_raw_connection()).driver_connection
    assert isinstance(driver, Inline)
    return driver


async def thread_of(db: AsyncSession) -> int:
    """The thread in which a statement of this transaction runs now."""
    raw = (await driver_of(db))._conn
    raw.create_function("thread_of_this", 0, threading.get_ident)
    return await db.scalar(text(_HERE)) or 0


async def test_statements_run_where_the_turn_runs_but_for_what_may_take_long(database: Database) -> None:
    here = threading.get_ident()
    async with database.begin() as db:
        assert await thread_of(db) == here
        await may_take_long(db)
        assert await thread_of(db) != here
    async with database.begin() as db:
        assert await thread_of(db) == here, "only until that transaction had ended"
    async with database.begin_long() as db:
        assert await thread_of(db) != here


async def test_a_commit_waits_for_the_disk_in_the_thread_if_there_is_anything_to_wait_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[object] = []
    in_thread = Inline.in_thread

    async def noted(self: Inline, fn: Callable[[], Any], **how: bool) -> object:
        handed_over.append(fn)
        return await in_thread(self, fn, **how)

    monkeypatch.setattr(Inline, "in_thread", noted)
    async with database.begin() as db:
        await db.scalars(select(Swept))
    assert handed_over == []
    async with database.begin() as db:
        db.add(Swept(name="1", upto=1))
    assert len(handed_over) == 1


async def test_who_else_writes_is_waited_for_without_holding_up_anybody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.close()
    monkeypatch.setattr(storage, "_BUSY_WITHIN", 60.0)
    file = database.engine.url.database or ""
    # It has begun before: whoever finds nobody else at the file begins without patience.
    async with database.begin() as db:
        await db.connection()
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        # Were the loop held up, only this could free it.
        at_last = threading.Timer(5, other.execute, ["COMMIT"])
        at_last.start()
        began = asyncio.Event()

        async def begin() -> None:
            async with database.begin() as db:
                await db.connection()
                began.set()

        waits = asyncio.create_task(begin())
        for _turn in range(50):
            await asyncio.sleep(0)
        assert other.in_transaction, "it was held up"
        assert not waits.done()
        at_last.cancel()
        other.execute("COMMIT")
        await waits
        assert began.is_set()


async def test_who_else_writes_is_not_waited_for_for_ever(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_BUSY_WITHIN", 0.05)
    with closing(sqlite3.connect(database.engine.url.database or "", isolation_level=None)) as other:
        await database.close()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="locked"):
            async with database.begin() as db:
                await db.connection()


async def test_rows_are_fetched_with_their_statement(database: Database) -> None:
    async with database.begin() as db:
        for n in range(5):
            assert await insert_new(db, Swept, name=str(n), upto=1)
    async with database.begin() as db:
        some = await db.execute(select(Swept.name).order_by(Swept.name))
        assert some.first() == ("0",), "the others are never looked at"
        half_read = await db.stream_scalars(select(Swept.name).order_by(Swept.name))
        assert await half_read.first() == "0"
        db.add(Swept(name="9", upto=1))
    async with database.begin() as db:
        assert len((await db.scalars(select(Swept))).all()) == 6


async def test_what_was_left_at_work_in_the_thread_is_not_overtaken(database: Database) -> None:
    async with database.begin() as db:
        driver, gate, done = await driver_of(db), threading.Event(), []

        def long() -> None:
            gate.wait(10)
            done.append("long")

        given_up = asyncio.create_task(driver.in_thread(long))
        await asyncio.sleep(0)
        given_up.cancel()
        after = asyncio.create_task(driver._execute(done.append, "after"))
        await asyncio.sleep(0)
        assert done == []
        gate.set()
        await after
        assert done == ["long", "after"]


def test_the_private_names_this_needs_are_still_there() -> None:
    plain = aiosqlite.Connection(lambda: sqlite3.connect(":memory:"), 1)
    assert {"_running", "_connection", "_thread", "_tx"} <= vars(plain).keys()
    for name in ("_execute", "_conn", "commit", "stop"):
        assert name in vars(aiosqlite.Connection), name
    for name in ("_rows", "_cursor", "_connection", "_adapt_connection", "_soft_closed_memoized"):
        assert name in vars(AsyncAdapt_dbapi_cursor), name
    for name in ("_awaitable_cursor_close", "_async_soft_close", "execute", "executemany"):
        assert name in vars(AsyncAdapt_dbapi_cursor), name
    assert "_cursor_cls" in vars(AsyncAdapt_aiosqlite_connection)
    assert issubclass(Inline, Stopping), "and with them what ends a cancelled statement"


async def test_a_connection_without_a_session_runs_statements_too(database: Database) -> None:
    async with database.engine.begin() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
