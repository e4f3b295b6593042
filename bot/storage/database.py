"""The engine and its transactions, the same statements on SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote

from sqlalchemy import URL, CursorResult, Delete, Insert, NullPool, Update, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage import private_files
from bot.storage.base import Base
from bot.storage.outage import Outage
from bot.storage.passing import Unavailable, is_passing, why
from bot.storage.sqlite_driver import inline, stopping
from bot.storage.sqlite_driver.inline import Inline
from bot.storage.sqlite_driver.opened_file import OpenedFile

T = TypeVar("T")

_AGAIN_IN = 1.0  # seconds
# Of the connections that write turns take so many, one of them waiting: what was sent has to be written down, too.
_TURNS_OF_SQLITE, _TURNS_ON_SERVER, _ON_SERVER = 2, 6, 8
_READERS = 4  # of SQLite at once; on PostgreSQL they share the pool with those who write
# A server that is frozen (its process stopped, its machine or disk hanging) keeps its connections and says nothing:
# only a limit notices it. One at work connects within milliseconds and is done with its longest statement, a tick for
# a whole ward, within a few seconds. All three in a row, and 2 s to give the connection up, stay below the minute in
# which Telegram wants a webhook's answer.
_CONNECT_WITHIN, _ANSWER_WITHIN, _FREE_WITHIN = 5.0, 20.0, 15.0
_BUSY_WITHIN = 2.0  # for SQLite's writer in another process; meanwhile nobody can be asked to stop
_CLOSE_WITHIN = 1.0
_STATEMENTS = 1500  # kept compiled: with SQLAlchemy's 500 the rarer ones would be compiled each time
_IN_THREAD = {"async_creator_fn": stopping.connect}


class Database:
    """`begin()` is the only way to a transaction, and `read()` to one that changes nothing.

    What is passing is raised as Unavailable.
    """

    def __init__(self, url: str, *, small: bool = False) -> None:
        """`url` as SQLAlchemy writes it, such as sqlite+aiosqlite:///data/bot.db.

        `small`: a SQLite file in which no statement takes long; none is handed to a thread, whoever asks for it.
        """
        self.embedded = url.startswith("sqlite")
        self.turns_at_once = _TURNS_OF_SQLITE if self.embedded else _TURNS_ON_SERVER
        self._file: OpenedFile | None = None
        if self.embedded:
            # One writer at a time: one connection makes everybody wait for it in fair order, never «locked».
            driver = {"async_creator_fn": partial(inline.connect, small=small)}
            self.engine = _engine(url, pool_size=1, max_overflow=0, pool_timeout=_FREE_WITHIN, connect_args=driver)
            self._file = _prepare_sqlite(self.engine)
            self._readers = _readers_of_sqlite(self.engine.url, driver if small else _IN_THREAD)
        else:
            limits = {"timeout": _CONNECT_WITHIN, "command_timeout": _ANSWER_WITHIN}
            self.engine = _engine(url, pool_size=_ON_SERVER, pool_timeout=_FREE_WITHIN, connect_args=limits)
            event.listen(self.engine.sync_engine, "checkout", _must_be_connected)
            self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        _translate(self.engine)
        self._session = async_sessionmaker(self.engine, expire_on_commit=False)
        self._reading = async_sessionmaker(self._readers, expire_on_commit=False)
        self._outage = Outage()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction: committed at the end, rolled back by an exception."""
        try:
            async with self._judged(), self._session.begin() as db:
                yield db
        except Unavailable as reason:
            self._outage.goes_on(str(reason))
            raise
        self._outage.may_be_over()

    @asynccontextmanager
    async def begin_long(self) -> AsyncIterator[AsyncSession]:
        """The same for what goes through many rows: on SQLite it runs in a thread, and others go on meanwhile."""
        async with self.begin() as db:
            await may_take_long(db)
            yield db

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """One state of everything, as it was committed: neither waits for who writes nor keeps them waiting."""
        async with self._judged(), self._reading.begin() as db:
            yield db

    async def patiently(
        self, work: Callable[[AsyncSession], Awaitable[T]], again: Callable[[AsyncSession], Awaitable[T]] | None = None
    ) -> T:
        """Do it in a transaction, as often as it takes: whoever calls has nobody to give it back to.

        `again` instead, from the second time on: what was committed, and we never heard of it, is done already.
        """
        while True:
            with suppress(Unavailable):
                async with self.begin() as db:
                    return await work(db)
            work = again or work
            await asyncio.sleep(_AGAIN_IN)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """For what is done below the tables' classes, and may take long."""
        async with self._judged(), self.engine.connect() as connection:
            await _leave_to_thread(connection)
            yield connection

    @asynccontextmanager
    async def unhurried(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose statements take as long as they need, such as building a table anew."""
        if self.embedded:
            async with self.connect() as connection:
                yield connection
            return
        engine = _engine(self.engine.url, poolclass=NullPool, connect_args={"timeout": _CONNECT_WITHIN})
        _translate(engine)
        async with self._judged(), engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def _judged(self) -> AsyncIterator[None]:
        try:
            yield
        except Exception as error:
            if not is_passing(error):
                raise
            raise Unavailable(f"{self.engine.url.render_as_string()}: {why(error)}") from error

    async def create_tables(self) -> None:
        """All tables at once, for tests; an installation migrates."""
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def empty_journal(self) -> int:
        """Let nothing that was deleted outlive it in SQLite's journal; elsewhere the server sees to it. Counts as 0."""
        if self.embedded:
            async with self.connect() as connection:
                # Past SQLAlchemy, which would begin a transaction first.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return 0

    async def close(self) -> None:
        """Give the connections back; no goodbye is waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_WITHIN):
                await self._readers.dispose()
                await self.engine.dispose()
        if self._file is not None:
            self._file.is_closed()


def _engine(url: str | URL, **options: Any) -> AsyncEngine:  # noqa: ANN401 SQLAlchemy's own
    # Parameters are what people wrote: they do not belong into logs.
    return create_async_engine(url, hide_parameters=True, query_cache_size=_STATEMENTS, **options)


def _translate(engine: AsyncEngine) -> None:
    """What the drivers say in their own classes is said in SQLAlchemy's; after all others who want to know first."""
    event.listen(engine.sync_engine, "do_connect", _connected)
    event.listen(engine.sync_engine, "handle_error", _unanswered)


def _connected(dialect: Dialect, _record: ConnectionPoolEntry, args: Any, options: Any) -> DBAPIConnection:  # noqa: ANN401 the driver's own
    """Whatever keeps us from connecting is a state of the database's, in whichever class the driver says so."""
    try:
        return cast("DBAPIConnection", inline.adapted(dialect.connect(*args, **options)))
    except Exception as error:
        raise _lost(error) from error


def _unanswered(context: ExceptionContext) -> OperationalError | None:
    """The driver's time-out is no database error to SQLAlchemy. What may still be answered is not used again."""
    error = context.original_exception
    if not isinstance(error, (OSError, MemoryError)):
        return None
    context.is_disconnect = True
    return _lost(error)


def _lost(error: BaseException) -> OperationalError:
    return OperationalError(None, None, error, connection_invalidated=True)


def _must_be_connected(connection: Any, _record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 asyncpg's
    """The server was restarted while nobody used it: the pool connects anew. A question to it would cost each turn."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _prepare_sqlite(engine: AsyncEngine) -> OpenedFile:
    of, file = engine.sync_engine, OpenedFile(engine.url.database or "")
    event.listen(of, "do_connect", file.may_be_opened)
    event.listen(of, "do_connect", _make_private)
    event.listen(of, "connect", _set_up_sqlite)
    event.listen(of, "connect", file.is_open)
    event.listen(of, "checkout", _takes_not_long)
    event.listen(of, "begin", file.must_be_there)
    event.listen(of, "begin", _begin_immediately)
    event.listen(of, "commit", file.must_be_there)
    return file


def _make_private(_dialect: Dialect, _record: ConnectionPoolEntry, place: list[str], _options: dict[str, Any]) -> None:
    """SQLite lets everybody read a file it makes, and gives the journals beside it the rights of the file."""
    file = Path(place[0])
    # Where no file can be made SQLite says so itself. One that is there is not opened: closing it would end the locks.
    with suppress(OSError):
        if not file.exists():
            private_files.create(file).close()
        private_files.restrict(file)


def _set_up_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # Without this the driver begins only at the first write: 300 of 400 concurrent updates were lost, silently.
    connection.isolation_level = None
    cursor = connection.cursor()
    # What is deleted is overwritten: nobody finds it in the free pages of the file.
    busy = f"busy_timeout={_BUSY_WITHIN * 1000:.0f}"
    for setting in (busy, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _readers_of_sqlite(url: URL, driver: dict[str, Any]) -> AsyncEngine:
    file = url.set(database=f"file:{quote(url.database or '')}", query={"mode": "ro", "uri": "true"})
    engine = create_async_engine(file, hide_parameters=True, connect_args=driver, pool_size=_READERS, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_to_read_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_when_needed)
    _translate(engine)
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
    connection.exec_driver_sql(inline.BEGIN)


def _takes_not_long(connection: Any, _record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 the driver's
    connection.driver_connection.takes_long = False


async def _leave_to_thread(connection: AsyncConnection) -> None:
    driver = (await connection.get_raw_connection()).driver_connection
    if isinstance(driver, Inline):
        driver.takes_long = True


async def may_take_long(db: AsyncSession) -> None:
    """From here on nobody else waits for a statement of this transaction, but for its end."""
    await _leave_to_thread(await db.connection())


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


async def insert_or_change(db: AsyncSession, table: type[Base], key: tuple[str, ...], **values: Any) -> None:  # noqa: ANN401 any column's value
    """Insert a row, or give these values to the one that has the same `key`."""
    await db.execute(_insert_or_update(db.get_bind().dialect.name, table, key, tuple(values)), values)


@cache
def _insert_or_ignore(dialect: str, table: type[Base]) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _insert_or_update(dialect: str, table: type[Base], key: tuple[str, ...], columns: tuple[str, ...]) -> Insert:
    insert = _insert(dialect, table)
    changes = {column: insert.excluded[column] for column in columns if column not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=changes)


def _insert(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    # The table and not its class: the ORM would want the rows back.
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table.metadata.tables[table.__tablename__])
