"""Units of work that share a commit: none is told before it is on the disk, and none takes another with it."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from bot.app import App
from bot.chat.message import Incoming, IncomingKind
from bot.domain.messaging.pacing import Pacer
from bot.storage.database import Database, insert_new, may_take_long
from bot.storage.passing import Unavailable
from bot.storage.sqlite_driver import group_commit
from bot.storage.tables import Base
from bot.storage.tables.messaging import Outbox, SeenUpdate, Swept
from tests.channels.test_taking_turns import Phones, sending, until
from tests.disk import Disk

_LONG = """
    WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 200000) SELECT count(*) FROM n
"""
Work = Callable[[AsyncSession], Awaitable[object]]


@pytest.fixture(autouse=True)
def _as_long_as_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is."""
    monkeypatch.setattr(group_commit, "_LONGEST", 3600.0)


@asynccontextmanager
async def small(folder: Path) -> AsyncIterator[Database]:
    """With a single table."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    async with database.engine.begin() as connection:
        await connection.execute(CreateTable(Base.metadata.tables[Swept.__tablename__]))
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with small(tmp_path) as database:
        yield database


@pytest.fixture
def commits(database: Database) -> list[object]:
    seen: list[object] = []
    event.listen(database.engine.sync_engine, "commit", seen.append)
    return seen


async def unit(database: Database, name: str, then: Work | None = None, **kind: bool) -> str:
    async with database.begin(**kind) as db:
        await insert_new(db, Swept, name=name, upto=1)
        if then is not None:
            await then(db)
    return name


async def kept(database: Database) -> list[str]:
    async with database.read() as db:
        return list(await db.scalars(select(Swept.name).order_by(Swept.name)))


async def fails(_db: AsyncSession) -> None:
    raise KeyError("a defect")


async def all_of(*units: Awaitable[str]) -> list[object]:
    """What each returned, or the kind of error that it raised."""
    told = await asyncio.gather(*units, return_exceptions=True)
    return [one if isinstance(one, str) else type(one) for one in told]


async def test_whoever_waits_shares_the_commit_and_none_is_told_before(
    database: Database, commits: list[object]
) -> None:
    before: list[bool] = []
    units = [asyncio.create_task(unit(database, str(n))) for n in range(5)]
    event.listen(
        database.engine.sync_engine, "commit", lambda _connection: before.append(any(one.done() for one in units))
    )
    await asyncio.gather(*units)
    assert before == [False]
    assert len(commits) == 1
    assert await kept(database) == ["0", "1", "2", "3", "4"]


async def test_whoever_comes_alone_is_kept_without_a_savepoint(database: Database) -> None:
    asked: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    await unit(database, "1")
    assert [statement.split()[0] for statement in asked] == ["BEGIN", "INSERT"]


@pytest.mark.parametrize("failing", [0, 1, 2])
async def test_one_that_fails_takes_no_other_with_it(database: Database, failing: int) -> None:
    names = ["0", "1", "2"]
    told = await all_of(*(unit(database, name, fails if name == str(failing) else None) for name in names))
    others = [name for name in names if name != str(failing)]
    assert [one for one in told if one is not KeyError] == others
    assert await kept(database) == others


@pytest.mark.parametrize("cancelled", [0, 1, 2])
async def test_one_that_is_cancelled_at_work_takes_no_other_with_it(database: Database, cancelled: int) -> None:
    works = asyncio.Event()

    async def for_ever(_db: AsyncSession) -> None:
        works.set()
        await asyncio.Event().wait()

    names = ["0", "1", "2"]
    units = [asyncio.create_task(unit(database, n, for_ever if n == str(cancelled) else None)) for n in names]
    await works.wait()
    units[cancelled].cancel()
    others = [name for name in names if name != str(cancelled)]
    assert [one for one in await all_of(*units) if one is not asyncio.CancelledError] == others
    assert await kept(database) == others


async def test_one_that_is_cancelled_while_it_waits_takes_no_other_with_it(
    database: Database, commits: list[object]
) -> None:
    gate = asyncio.Event()
    units = [asyncio.create_task(unit(database, "0", lambda _db: gate.wait()))]
    units += [asyncio.create_task(unit(database, name)) for name in ("1", "2")]
    await until(lambda: len(database._group._turns) + len(database._group._others) == 2)  # type: ignore[union-attr]
    units[2].cancel()
    await asyncio.wait(units[2:])
    gate.set()
    assert await all_of(*units) == ["0", "1", asyncio.CancelledError]
    assert await kept(database) == ["0", "1"]
    assert len(commits) == 1


async def test_a_commit_does_not_end_with_whoever_waits_for_it(database: Database, commits: list[object]) -> None:
    units = [asyncio.create_task(unit(database, str(n))) for n in range(3)]
    await until(lambda: bool(commits))
    for one in units:
        one.cancel()
    assert await all_of(*units) == [asyncio.CancelledError] * 3
    await unit(database, "after")
    assert await kept(database) == ["0", "1", "2", "after"], "whether it was done was not known; it was"


async def test_a_long_statement_that_is_cancelled_leaves_the_others_to_try_again(database: Database) -> None:
    began = asyncio.Event()

    async def count(db: AsyncSession) -> None:
        await may_take_long(db)
        began.set()
        await db.execute(text(_LONG))

    units = [asyncio.create_task(unit(database, "0")), asyncio.create_task(unit(database, "1", count))]
    await began.wait()
    await asyncio.sleep(0)
    units[1].cancel()
    told = await all_of(*units)
    # Its connection is given up, and with it what «0» had written, which is told so.
    assert told == [Unavailable, asyncio.CancelledError]
    assert await kept(database) == []
    assert await unit(database, "0") == "0"


async def test_one_for_which_there_is_no_room_takes_no_other_with_it(database: Database) -> None:
    async def fill(db: AsyncSession) -> None:
        pages = await db.scalar(text("PRAGMA page_count"))
        await db.execute(text(f"PRAGMA max_page_count = {pages}"))
        await db.execute(text("CREATE TABLE much AS SELECT hex(zeroblob(1000000)) AS of_it"))

    told = await all_of(unit(database, "0"), unit(database, "1", fill), unit(database, "2"))
    assert told == ["0", Unavailable, "2"]
    assert await kept(database) == ["0", "2"]


async def test_one_that_rolls_back_itself_takes_no_other_with_it(database: Database) -> None:
    async def roll_back(db: AsyncSession) -> None:
        await db.rollback()

    names = ["0", "1", "2"]
    for nth, name in enumerate(names):
        units = [unit(database, f"{nth}{one}", roll_back if one == name else None) for one in names]
        assert await all_of(*units) == [f"{nth}{one}" for one in names]
    assert await kept(database) == ["01", "02", "10", "12", "20", "21"]


@pytest.mark.parametrize("is_told", [True, False])
async def test_what_sqlite_rolls_back_by_itself_is_acknowledged_to_nobody(database: Database, *, is_told: bool) -> None:
    """As on a full disk; also if whoever was told did not heed it."""

    async def roll_back(db: AsyncSession) -> None:
        await db.execute(text("ROLLBACK"))
        if is_told:
            raise Unavailable("database or disk is full")

    told = await all_of(unit(database, "0"), unit(database, "1", roll_back), unit(database, "2"))
    assert told == [Unavailable, Unavailable, "2"]
    assert await kept(database) == ["2"]
    assert await all_of(unit(database, "0"), unit(database, "1")) == ["0", "1"]


async def test_a_commit_that_fails_acknowledges_nobody(database: Database, tmp_path: Path) -> None:
    async def move(_db: AsyncSession) -> None:
        (tmp_path / "bot.db").rename(tmp_path / "aside.db")

    told = await all_of(unit(database, "0"), unit(database, "1", move), unit(database, "2"))
    assert told == [Unavailable] * 3
    (tmp_path / "aside.db").rename(tmp_path / "bot.db")
    assert await kept(database) == []
    assert await all_of(unit(database, "0"), unit(database, "1")) == ["0", "1"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a disk")
async def test_on_a_full_disk_nobody_is_acknowledged_falsely(tmp_path: Path) -> None:
    """What they write fits into memory: SQLite finds out when it commits."""
    async with Disk.of(tmp_path, megabytes=8) as disk, small(disk.root) as database:
        assert await all_of(*(unit(database, str(n)) for n in range(3))) == ["0", "1", "2"]
        async with disk.full():
            for n in range(100):  # what is free in the journal is used up first
                told = await all_of(*(unit(database, f"{n}:{one}", fills_pages) for one in range(3)))
                if Unavailable in told:
                    break
            assert told == [Unavailable] * 3
        assert not [name for name in await kept(database) if name.startswith(f"{n}:")]
        assert await all_of(*(unit(database, f"after {one}") for one in range(3))) == ["after 0", "after 1", "after 2"]
        assert len(await kept(database)) == 3 + 3 * n + 3


async def fills_pages(db: AsyncSession) -> None:
    await db.execute(text("CREATE TABLE IF NOT EXISTS much (of_it)"))
    await db.execute(text("INSERT INTO much VALUES (hex(zeroblob(2000)))"))


async def test_what_takes_long_shares_with_nobody(database: Database, commits: list[object]) -> None:
    await asyncio.gather(unit(database, "0"), unit(database, "1", is_long=True), unit(database, "2"))
    assert len(commits) == 3


async def test_turns_and_all_others_alternate(database: Database) -> None:
    order: list[str] = []

    async def noted(name: str, *, is_turn: bool) -> str:
        async def note(_db: AsyncSession) -> None:
            order.append(name)

        return await unit(database, name, note, is_turn=is_turn)

    turns = [noted(f"turn {n}", is_turn=True) for n in range(4)]
    await asyncio.gather(*turns, *(noted(f"mark {n}", is_turn=False) for n in range(2)))
    assert order == ["turn 0", "mark 0", "turn 1", "mark 1", "turn 2", "turn 3"]


async def test_a_burst_is_answered_with_hardly_more_commits_than_answers(
    file_database: Database,
) -> None:
    """Also of those that mark what was sent; and each is taken once, though a commit of many fails."""
    people, failed = 20, iter([False, False, True])
    phones, changes = Phones(), []
    app = App(file_database, {"phones": phones})
    app.sender.open(phones, Pacer(most=10_000))

    def commit(_connection: object) -> None:
        if next(failed, False):
            raise Unavailable("the disk was full at this moment")
        changes.append(1)

    async with sending(app):
        event.listen(file_database.engine.sync_engine, "commit", commit)
        await asyncio.gather(
            *(app.hear(Incoming("phones", str(n), str(n), IncomingKind.TEXT, "/help")) for n in range(people))
        )
        await phones.have(people)
        await until(lambda: not app.sender._flying)
        event.remove(file_database.engine.sync_engine, "commit", commit)
    assert len(phones.arrived) == people
    assert next(failed, None) is None, "the commit that failed was one of them"
    async with file_database.begin() as db:
        assert len(list(await db.scalars(select(SeenUpdate)))) == people
        assert len(list(await db.scalars(select(Outbox)))) == people
    assert len(changes) <= 1.3 * people
