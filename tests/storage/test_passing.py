"""What is passing, and what is our own fault; and that each way in which a database goes away is known for it."""

import asyncio
import errno
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import event, exc, make_url, select, text
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_dbapi as Adapted
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from bot import clock
from bot.storage import database as storage
from bot.storage.database import Database, insert_new
from bot.storage.passing import Unavailable, is_passing
from bot.storage.tables import Base
from bot.storage.tables.messaging import SeenUpdate
from tests.wire import Wire


def postgresql(state: str) -> exc.DBAPIError:
    """As SQLAlchemy passes it on."""
    said = asyncpg.PostgresError.new({"C": state, "M": "…", "S": "ERROR"})
    return exc.DBAPIError("SELECT 1", None, Adapted.Error("…", said))  # type: ignore[no-untyped-call]


def driver(error: Exception, *, lost: bool = False) -> exc.DBAPIError:
    """asyncpg's own word, without a state."""
    orig = Adapted.InterfaceError("…", error)  # type: ignore[no-untyped-call]
    orig.__cause__ = error
    return exc.InterfaceError("SELECT 1", None, orig, connection_invalidated=lost)


def sqlite(code: int) -> exc.DBAPIError:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    return exc.OperationalError("SELECT 1", None, error)


PASSING = {
    "the turn of others takes too long": exc.TimeoutError("QueuePool limit reached"),
    "what nobody heard of": Unavailable("…"),
    "lost earlier in this transaction": exc.PendingRollbackError("…", code="8s2b"),
    "connection is closed": driver(asyncpg.InterfaceError("connection is closed"), lost=True),
    "another operation is in progress": driver(asyncpg.InterfaceError("another operation is in progress")),
    **{
        f"PostgreSQL {state}": postgresql(state)
        for state in (
            "08000", "08001", "08003", "08006", "25006", "28P01", "28000", "3D000", "40001", "40P01", "42501", "53000",
            "53100", "53200", "53300", "53400", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "58030", "XX000",
            "XX001", "72000", "99999",
        )
    },
    **{
        f"SQLite {code}": sqlite(code)
        for code in (
            sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_READONLY_DBMOVED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_WRITE,
            sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB,
            sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_SCHEMA,
        )
    },
    "no more files": OSError(errno.EMFILE, "Too many open files"),
    "no more space": OSError(errno.ENOSPC, "No space left on device"),
}  # fmt: skip
OURS = {
    **{
        f"PostgreSQL {state}": postgresql(state)
        for state in ("21000", "22001", "22003", "22021", "23502", "23503", "23505", "23514", "25P02", "42601", "42703",
                      "42P01", "54000")
    },
    **{
        f"SQLite {code}": sqlite(code)
        for code in (
            sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_CHECK,
            sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG,
        )
    },
    "a value that asyncpg cannot send": driver(asyncpg.DataError("value out of int32 range")),
    "a value that SQLite has no type for": exc.InterfaceError("SELECT 1", None, sqlite3.ProgrammingError("…")),
    "a flush that failed was not heeded": exc.PendingRollbackError("…", code="7s2a"),
    "two rows instead of one": exc.MultipleResultsFound("…"),
    "a file of ours is missing": FileNotFoundError(errno.ENOENT, "No such file"),
    "somebody else's time-out": TimeoutError(),
    "a defect": KeyError("…"),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSING)
def test_the_state_of_the_database_is_passing(name: str) -> None:
    assert is_passing(PASSING[name])


@pytest.mark.parametrize("name", OURS)
def test_what_we_asked_is_our_own_fault(name: str) -> None:
    assert not is_passing(OURS[name])


def test_what_came_of_it_is_passing_too() -> None:
    no_such_savepoint = sqlite(sqlite3.SQLITE_ERROR)
    no_such_savepoint.__context__ = sqlite(sqlite3.SQLITE_FULL)
    assert is_passing(no_such_savepoint)
    no_such_savepoint.__suppress_context__ = True
    assert not is_passing(no_such_savepoint)


async def make_table(url: str) -> None:
    database = Database(url)
    async with database.connect() as connection, connection.begin():
        await connection.execute(CreateTable(Base.metadata.tables["seen_update"]))
    await database.close()


async def takes(database: Database, update: str) -> bool:
    """One small transaction."""
    async with database.begin() as db:
        return await take(db, update)


async def take(db: AsyncSession, update: str) -> bool:
    return await insert_new(db, SeenUpdate, channel="web", event_id=update, at=clock.now())


async def seen(db: AsyncSession) -> set[str]:
    return set(await db.scalars(select(SeenUpdate.event_id)))


def lose_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, whoever makes a database waits for nothing that does not come."""
    for limit in ("_CONNECT_WITHIN", "_ANSWER_WITHIN", "_FREE_WITHIN", "_BUSY_WITHIN"):
        monkeypatch.setattr(storage, limit, 0.3)


@pytest.fixture
async def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    await make_table(url)
    lose_patience(monkeypatch)
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def wire(database_url: str) -> AsyncIterator[Wire]:
    """To the PostgreSQL of the tests."""
    await make_table(database_url)
    there = make_url(database_url)
    async with Wire.to(there.host or "", there.port or 5432) as wire:
        yield wire


def at_the_end_of(wire: Wire, database_url: str) -> Database:
    return Database(make_url(database_url).set(host="127.0.0.1", port=wire.port).render_as_string())


@pytest.fixture
async def far(wire: Wire, database_url: str) -> AsyncIterator[Database]:
    """The database at the other end of it."""
    database = at_the_end_of(wire, database_url)
    yield database
    await database.close()


on_a_server = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def test_locked_by_another_program(file: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="locked"):
            await takes(file, "1")
        other.execute("ROLLBACK")
    assert await takes(file, "1")


async def test_who_is_cancelled_twice_leaves_nobody_waiting(file: Database, tmp_path: Path) -> None:
    begun, given_up = asyncio.Event(), asyncio.Event()
    event.listen(file.engine.sync_engine, "before_cursor_execute", lambda *_statement: begun.set())
    event.listen(file.engine.sync_engine, "invalidate", lambda *_connection: given_up.set())
    before = asyncio.all_tasks()
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        async def begin() -> None:
            async with file.connect() as connection, connection.begin():
                pass

        taking = asyncio.create_task(begin())
        await begun.wait()
        taking.cancel()
        await given_up.wait()
        taking.cancel()
        _done, waiting = await asyncio.wait(asyncio.all_tasks() - before, timeout=10)
        assert waiting == set()
        other.execute("ROLLBACK")
    assert await takes(file, "1")


async def test_the_only_connection_is_not_free(file: Database) -> None:
    async with file.begin() as db:
        await seen(db)
        with pytest.raises(Unavailable, match="limit"):
            await takes(file, "1")


async def test_only_to_be_read(tmp_path: Path) -> None:
    await make_table(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    shut = Database(f"sqlite+aiosqlite:///file:{tmp_path}/bot.db?mode=ro&uri=true")
    with pytest.raises(Unavailable, match="readonly"):
        await takes(shut, "1")
    await shut.close()


async def test_no_room_left_in_the_middle_of_a_savepoint(file: Database) -> None:
    async def fill() -> None:
        async with file.begin() as db:
            pages = await db.scalar(text("PRAGMA page_count"))
            await db.execute(text(f"PRAGMA max_page_count = {pages}"))
            async with db.begin_nested():
                await db.execute(text("CREATE TABLE much AS SELECT hex(zeroblob(1000000)) AS of_it"))

    with pytest.raises(Unavailable):
        await fill()


@pytest.mark.parametrize("how", ["moved", "replaced"])
async def test_a_file_that_is_not_there_any_more_is_not_written_to(file: Database, tmp_path: Path, how: str) -> None:
    ours, aside, other = tmp_path / "bot.db", tmp_path / "aside.db", tmp_path / "other.db"
    assert await takes(file, "1")
    await file.empty_journal()
    other.write_bytes(ours.read_bytes())

    async def in_the_middle() -> None:
        async with file.begin() as db:
            await take(db, "2")
            ours.rename(aside)
            if how == "replaced":
                other.rename(ours)

    with pytest.raises(Unavailable, match="moved, deleted or replaced"):
        await in_the_middle()
    with pytest.raises(Unavailable, match="moved, deleted or replaced"):
        await takes(file, "3")
    # Nor does it open what stands there now, when its own connection is lost.
    await file.engine.dispose()
    with pytest.raises(Unavailable, match="moved, deleted or replaced"):
        await takes(file, "3")
    assert ours.exists() == (how == "replaced")
    aside.replace(ours)
    assert await takes(file, "4")
    async with file.begin() as db:
        assert await seen(db) == {"1", "4"}


async def test_what_was_read_elsewhere_meanwhile_is_not_read_for_ever(file: Database, tmp_path: Path) -> None:
    ours, aside, other = tmp_path / "bot.db", tmp_path / "aside.db", tmp_path / "other.db"
    assert await takes(file, "1")
    await file.empty_journal()
    other.write_bytes(ours.read_bytes())
    assert await takes(file, "2")
    await file.empty_journal()
    ours.rename(aside)
    other.rename(ours)
    with pytest.raises(Unavailable, match="moved, deleted or replaced"):
        async with file.read() as db:
            await seen(db)
    aside.replace(ours)
    async with file.read() as db:
        assert await seen(db) == {"1", "2"}


async def test_a_statement_that_is_wrong_is_not_passing(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(exc.DBAPIError):
        await takes(database, "1")  # there are no tables
    await database.close()


@on_a_server
async def test_a_frozen_server_is_noticed(wire: Wire, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_patience(monkeypatch)
    far = at_the_end_of(wire, database_url)

    async def in_the_middle() -> None:
        async with far.begin() as db:
            await take(db, "1")
            wire.hold()
            await seen(db)

    with pytest.raises(Unavailable, match="no answer"):
        await in_the_middle()
    with pytest.raises(Unavailable, match="no answer"):
        await takes(far, "1")
    wire.go_on()
    assert await far.patiently(lambda db: take(db, "1"), seen)
    await far.close()


@on_a_server
async def test_what_was_committed_unheard_is_not_done_again(
    wire: Wire, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_patience(monkeypatch)
    far = at_the_end_of(wire, database_url)
    await far.patiently(seen)
    event.listen(far.engine.sync_engine, "commit", lambda _connection: wire.hold(), once=True)
    event.listen(far.engine.sync_engine, "handle_error", lambda _context: wire.go_on())

    async def once(db: AsyncSession) -> set[str]:
        await take(db, "1")
        return set()

    assert await far.patiently(once, seen) == {"1"}
    await far.close()


@on_a_server
async def test_a_server_that_was_started_again(far: Database, wire: Wire) -> None:
    async with far.connect() as connection:
        idle = (await connection.get_raw_connection()).driver_connection
    assert idle is not None
    gone = asyncio.Event()
    idle.add_termination_listener(lambda _connection: gone.set())
    wire.cut()
    await gone.wait()
    # The pool notices by itself, before anybody is told.
    assert await takes(far, "2")


@on_a_server
async def test_a_server_that_goes_in_the_middle(far: Database, wire: Wire) -> None:
    async def in_the_middle() -> None:
        async with far.begin() as db, db.begin_nested():
            await take(db, "1")
            wire.cut()
            await seen(db)

    with pytest.raises(Unavailable):
        await in_the_middle()
    assert await takes(far, "1")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://u:secret@127.0.0.1:1/none",
        "postgresql+asyncpg://u:secret@nowhere.invalid/none",
        "postgresql+asyncpg://u:secret@/none?host=/nowhere",
        "postgresql+asyncpg://u:secret@127.0.0.1:1/none?nonsense=1",
        "sqlite+aiosqlite:////nowhere/bot.db",
    ],
)
async def test_where_nobody_answers(url: str) -> None:
    nowhere = Database(url)
    with pytest.raises(Unavailable) as reason:
        await takes(nowhere, "1")
    assert "secret" not in str(reason.value)
    await nowhere.close()
