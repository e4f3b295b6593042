"""The engine and its transactions, the same statements on SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote

import structlog
from sqlalchemy import URL, CursorResult, Delete, Dialect, Insert, Update, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage import inline, private_files
from bot.storage.base import Base

T = TypeVar("T")
log = structlog.get_logger()

_AGAIN_IN = 1.0  # seconds
_READERS = 4  # of SQLite at once; on PostgreSQL they share the pool with those who write
# PostgreSQL: serialization failure, deadlock, and the server going away or coming up.
_PASSING_STATES = ("40001", "40P01", "57P01", "57P03", "08")


class Database:
    """`begin()` is the only way to a transaction, and `read()` to one that changes nothing."""

    def __init__(self, url: str, *, small: bool = False) -> None:
        """`url` as SQLAlchemy writes it, such as sqlite+aiosqlite:///data/bot.db.

        `small`: a SQLite file in which no statement takes long; none is handed to a thread.
        """
        self.embedded = url.startswith("sqlite")
        # SQLite has one writer at a time: one connection makes everybody wait for it in fair order, never «locked».
        options = {"pool_size": 1, "max_overflow": 0} if self.embedded else {"pool_size": 8, "pool_pre_ping": True}
        driver: dict[str, Any] = {"async_creator_fn": inline.connect} if small else {}
        # Parameters are what people wrote: they do not belong into logs.
        self.engine = create_async_engine(url, hide_parameters=True, connect_args=driver, **options)
        if self.embedded:
            event.listen(self.engine.sync_engine, "do_connect", _make_private)
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_immediately)
        self._session = async_sessionmaker(self.engine, expire_on_commit=False)
        self._readers = (
            _readers_of_sqlite(self.engine.url, driver)
            if self.embedded
            else self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )
        self._reading = async_sessionmaker(self._readers, expire_on_commit=False)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction: committed at the end, rolled back by an exception."""
        async with self._session.begin() as db:
            yield db

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """One state of everything, as it was committed: neither waits for who writes nor keeps them waiting."""
        async with self._reading.begin() as db:
            yield db

    async def patiently(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Do it in a transaction, as often as it takes: whoever calls has nobody to give it back to."""
        while True:
            try:
                async with self.begin() as db:
                    return await work(db)
            except DBAPIError as error:
                if not is_passing(error):
                    raise
                log.warning("the database cannot take it now", why=type(error.orig).__name__)
            await asyncio.sleep(_AGAIN_IN)

    async def create_tables(self) -> None:
        """All tables at once, for tests; an installation migrates."""
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def empty_journal(self) -> int:
        """Let nothing that was deleted outlive it in SQLite's journal; elsewhere the server sees to it. Counts as 0."""
        if self.embedded:
            async with self.engine.connect() as connection:
                # Past SQLAlchemy, which would begin a transaction first.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return 0

    async def close(self) -> None:
        """Give the connections back."""
        await self._readers.dispose()
        await self.engine.dispose()


def _make_private(_dialect: Dialect, _record: ConnectionPoolEntry, place: list[str], _options: dict[str, Any]) -> None:
    """SQLite lets everybody read a file it makes, and gives the journals beside it the rights of the file."""
    file = Path(place[0])
    # Where no file can be made SQLite says so itself. One that is there is not opened: closing it would end the locks.
    with suppress(OSError):
        if not file.exists():
            private_files.create(file).close()
        private_files.restrict(file)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # Without this the driver begins only at the first write: 300 of 400 concurrent updates were lost, silently.
    connection.isolation_level = None
    cursor = connection.cursor()
    # What is deleted is overwritten: nobody finds it in the free pages of the file.
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _readers_of_sqlite(url: URL, driver: dict[str, Any]) -> AsyncEngine:
    file = url.set(database=f"file:{quote(url.database or '')}", query={"mode": "ro", "uri": "true"})
    engine = create_async_engine(file, hide_parameters=True, connect_args=driver, pool_size=_READERS, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_to_read_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_when_needed)
    return engine


def _prepare_to_read_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in ("query_only=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_when_needed(connection: Any) -> None:  # noqa: ANN401 the dialect's own connection type
    connection.exec_driver_sql("BEGIN")


def _begin_immediately(connection: Any) -> None:  # noqa: ANN401 the dialect's own connection type
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def changed(db: AsyncSession, statement: Update | Delete) -> bool:
    """Did a conditional statement find its row? Of two at once, one does."""
    return await count_changed(db, statement) > 0


async def count_changed(db: AsyncSession, statement: Update | Delete) -> int:
    """How many rows it found."""
    result = cast("CursorResult[Any]", await db.execute(statement))
    return result.rowcount


async def insert_new(db: AsyncSession, table: type[Base], **values: Any) -> bool:  # noqa: ANN401 any column's value
    """Insert a row unless one with the same key is there, also against a rival transaction; was it new?"""
    result = await db.execute(_insert_or_ignore(db.get_bind().dialect.name, table), values)
    return cast("CursorResult[Any]", result).rowcount > 0


@cache
def _insert_or_ignore(dialect: str, table: type[Base]) -> Insert:
    # The table and not its class: the ORM would want the rows back.
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table.metadata.tables[table.__tablename__]).on_conflict_do_nothing()


def is_passing(error: DBAPIError) -> bool:
    """Is it the database's state and not our statement: locked, full, restarted, a lost race? Then try again."""
    state = getattr(error.orig, "sqlstate", None) or ""
    words = str(error.orig).lower()
    return (
        error.connection_invalidated
        or state.startswith(_PASSING_STATES)
        or any(word in words for word in ("locked", "busy", "disk is full", "disk i/o", "connection"))
    )
