"""Connections and transactions, with the same statements on SQLite and PostgreSQL."""

import asyncio
import copy
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import quote

from sqlalchemy import URL, CursorResult, Delete, NullPool, Update, event, func, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage import private_files
from bot.storage.base import Base
from bot.storage.installation import INFO, Installation
from bot.storage.passing import Outage, Unavailable, is_passing, why
from bot.storage.sqlite_driver import inline, stopping
from bot.storage.sqlite_driver.group_commit import GroupCommit
from bot.storage.sqlite_driver.inline import Inline
from bot.storage.sqlite_driver.opened_file import OpenedFile
from bot.storage.statements.prepared import PreparedInsert
from bot.storage.statements.session import QuickSession

T = TypeVar("T")
Guard = Callable[[AsyncSession], Awaitable[None]]

_AGAIN_IN = 1.0  # seconds
# Turns that may hold or wait for a connection at once: the sender, which writes down what was sent, has the rest. On
# SQLite it goes between two turns, and they share commits: the more wait, the better.
_TURNS_OF_SQLITE, _TURNS_ON_SERVER, _ON_SERVER = 100, 6, 8
_READERS = 4  # at once on SQLite; on PostgreSQL they share the pool with writers
# A frozen server (its process, machine or disk hangs) keeps connections and never answers: only a limit notices it.
# A healthy one connects within milliseconds and finishes its longest statement, a tick for a whole ward, within
# seconds. All three limits together, and 2 s to drop the connection, stay below the minute in which Telegram expects
# a webhook's answer.
_CONNECT_WITHIN, _ANSWER_WITHIN, _FREE_WITHIN = 5.0, 20.0, 15.0
_BUSY_WITHIN = 2.0  # for a writer in another process; the statement cannot be cancelled meanwhile
_CLOSE_WITHIN = 1.0
_STATEMENTS = 1500  # kept compiled: with SQLAlchemy's 500 the rarer ones would be compiled each time
_IN_THREAD = {"async_creator_fn": stopping.connect}


class Database:
    """`begin()` is the only way to a writing transaction, `read()` to a reading one.

    Passing failures are raised as Unavailable.
    """

    guard: Guard | None = None  # what long transactions begin with

    def __init__(self, url: str, *, small: bool = False, checkpoints: bool = True, process: str | None = None) -> None:
        """`url` as SQLAlchemy writes it, such as sqlite+aiosqlite:///data/bot.db.

        `small`: a SQLite file whose statements are all quick; nothing runs in a thread, and no two share a commit.
        Without `checkpoints` SQLite's journal is left to whoever has the file open with them: two that move it into the
        file at once may lose data (sqlite.org/wal.html, «The WAL-Reset Bug»). A server ends what a `process` has open
        that hangs: others would wait for its locks.
        """
        self.process = process or secrets.token_hex(8)
        self.embedded = url.startswith("sqlite")
        self.turns_at_once = _TURNS_OF_SQLITE if self.embedded else _TURNS_ON_SERVER
        self._file: OpenedFile | None = None
        self._writer: Inline | None = None
        if self.embedded:
            # One connection for the one writer: others queue fairly instead of failing with «locked».
            driver = {"async_creator_fn": partial(inline.connect, small=small)}
            self.engine = _engine(url, pool_size=1, max_overflow=0, pool_timeout=_FREE_WITHIN, connect_args=driver)
            self._file = _prepare_sqlite(self.engine)
            event.listen(self.engine.sync_engine, "connect", self._writes)
            if not checkpoints:
                event.listen(self.engine.sync_engine, "connect", _leave_journal)
            self._readers = _readers_of_sqlite(self.engine.url, self._file, driver if small else _IN_THREAD)
        else:
            limits = {
                "timeout": _CONNECT_WITHIN,
                "command_timeout": _ANSWER_WITHIN,
                "server_settings": {"application_name": sessions_of(self.process)},
            }
            self.engine = _engine(url, pool_size=_ON_SERVER, pool_timeout=_FREE_WITHIN, connect_args=limits)
            event.listen(self.engine.sync_engine, "checkout", _must_be_connected)
            self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        _translate(self.engine)
        self._session = async_sessionmaker(self.engine, class_=QuickSession, expire_on_commit=False)
        self._reading = async_sessionmaker(self._readers, class_=QuickSession, expire_on_commit=False)
        self._group = GroupCommit(self.engine, self._session, _FREE_WITHIN) if self.embedded and not small else None
        self._outage = Outage()
        self.belongs_to(Installation())

    @property
    def is_there(self) -> bool:
        """Return whether there is a file to be read; a server is only asked."""
        return not self.embedded or Path(self.engine.url.database or "").is_file()

    def belongs_to(self, installation: Installation) -> None:
        """Let all transactions from now on carry it."""
        for sessions in (self._session, self._reading):
            sessions.configure(info={INFO: installation})

    @asynccontextmanager
    async def begin(self, *, is_turn: bool = False, is_long: bool = False) -> AsyncIterator[AsyncSession]:
        """Commit at the end, roll back on an exception. Raises Unavailable."""
        begun = self._session.begin() if self._group is None else self._group.begin(is_turn=is_turn, is_long=is_long)
        try:
            async with self._judged(), begun as db:
                yield db
        except Unavailable as reason:
            self._outage.goes_on(str(reason))
            raise
        self._outage.may_be_over()

    @asynccontextmanager
    async def begin_long(self) -> AsyncIterator[AsyncSession]:
        """Return the same for what goes through many rows: on SQLite it runs in a thread, and others go on
        meanwhile.
        """
        async with self.begin(is_long=True) as db:
            await may_take_long(db)
            if self.guard is not None:
                await self.guard(db)
            yield db

    def guarded(self, guard: Guard) -> "Database":
        """Return the same database; `guard` raises Unavailable where a long transaction may not begin."""
        same = copy.copy(self)
        same.guard = guard
        return same

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a snapshot; it waits for no writer and delays none. Raises Unavailable."""
        async with self._judged(), self._reading.begin() as db:
            yield db

    async def patiently(
        self, work: Callable[[AsyncSession], Awaitable[T]], again: Callable[[AsyncSession], Awaitable[T]] | None = None
    ) -> T:
        """Run `work` in a transaction, repeated while the database is unavailable.

        From the second time on run `again` instead: the first may have been committed without our knowing.
        """
        while True:
            with suppress(Unavailable):
                async with self.begin() as db:
                    return await work(db)
            work = again or work
            await asyncio.sleep(_AGAIN_IN)

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection without the tables' classes; it may take long."""
        async with self._judged(), self.engine.connect() as connection:
            await _leave_to_thread(connection)
            yield connection

    @asynccontextmanager
    async def unhurried(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection without limits on statements, such as for rebuilding a table."""
        if self.embedded:
            async with self.connect() as connection:
                yield connection
            return
        options = {"timeout": _CONNECT_WITHIN, "server_settings": {"application_name": sessions_of(self.process)}}
        engine = _engine(self.engine.url, poolclass=NullPool, connect_args=options)
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

    def changes(self) -> object:
        """Return a token that equals an earlier one only if nothing has been written through here since."""
        return object() if self._writer is None else (self._writer, self._writer.total_changes)

    def _writes(self, connection: Any, _record: ConnectionPoolEntry) -> None:  # noqa: ANN401 the dialect's own connection type
        self._writer = connection.driver_connection

    async def empty_journal(self) -> int:
        """Remove deleted data from SQLite's journal; a server does so itself. Return 0: nothing to count."""
        if self.embedded:
            async with self.connect() as connection:
                # Directly on the driver: SQLAlchemy would begin a transaction first.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return 0

    async def close(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_WITHIN):
                if self._group is not None:
                    await self._group.ended()
                await self._readers.dispose()
                await self.engine.dispose()
        if self._file is not None:
            self._file.is_closed()


def sessions_of(process: str) -> str:
    return f"hoc-vu-so {process}"


def _engine(url: str | URL, **options: Any) -> AsyncEngine:  # noqa: ANN401 SQLAlchemy's own
    # Parameters are what people wrote: keep them out of logs.
    return create_async_engine(url, hide_parameters=True, query_cache_size=_STATEMENTS, **options)


def _translate(engine: AsyncEngine) -> None:
    event.listen(engine.sync_engine, "do_connect", _connect)
    event.listen(engine.sync_engine, "handle_error", _unanswered)


def _connect(dialect: Dialect, _record: ConnectionPoolEntry, args: Any, options: Any) -> DBAPIConnection:  # noqa: ANN401 the driver's own
    """Turn every failure to connect, whatever the driver raises, into a state of the database."""
    try:
        return cast("DBAPIConnection", inline.adapted(dialect.connect(*args, **options)))
    except Exception as error:
        raise _lost(error) from error


def _unanswered(context: ExceptionContext) -> OperationalError | None:
    """Convert a driver's time-out, unknown to SQLAlchemy; the connection is not used again, an answer may still
    come.
    """
    error = context.original_exception
    if not isinstance(error, (OSError, MemoryError)):
        return None
    context.is_disconnect = True
    return _lost(error)


def _lost(error: BaseException) -> OperationalError:
    return OperationalError(None, None, error, connection_invalidated=True)


def _must_be_connected(connection: Any, _record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 asyncpg's
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _prepare_sqlite(engine: AsyncEngine) -> OpenedFile:
    of, file = engine.sync_engine, OpenedFile(engine.url.database or "")
    dialect: Any = of.dialect
    dialect.do_savepoint = _says("SAVEPOINT")
    dialect.do_release_savepoint = _says("RELEASE SAVEPOINT")
    dialect.do_rollback_to_savepoint = _says("ROLLBACK TO SAVEPOINT")
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
    """Create the file readable for its owner only; SQLite gives journals the rights of the file."""
    file = Path(place[0])
    # If no file can be created, SQLite says so. Do not open an existing one: closing it would release the locks.
    with suppress(OSError):
        if not file.exists():
            private_files.create(file).close()
        private_files.restrict(file)


def _set_up_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # Otherwise the driver begins only at the first write: 300 of 400 concurrent updates were lost, silently.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Overwrite what is deleted, so that it is not left in free pages of the file.
    busy = f"busy_timeout={_BUSY_WITHIN * 1000:.0f}"
    for setting in (busy, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _leave_journal(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA wal_autocheckpoint=0")
    cursor.close()


def _readers_of_sqlite(url: URL, file: OpenedFile, driver: dict[str, Any]) -> AsyncEngine:
    of = url.set(database=f"file:{quote(url.database or '')}", query={"mode": "ro", "uri": "true"})
    engine = create_async_engine(of, hide_parameters=True, connect_args=driver, pool_size=_READERS, max_overflow=0)
    # Another file, opened once, would be read for ever.
    event.listen(engine.sync_engine, "do_connect", file.must_be_there)
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
    driver = connection.connection.driver_connection
    if _is_heard(connection) or not driver.begins():
        connection.exec_driver_sql(inline.BEGIN)


def _says(words: str) -> Callable[[Any, str], None]:
    """Return what names a savepoint; SQLAlchemy would compile it anew each time."""

    def say(connection: Any, name: str) -> None:  # noqa: ANN401 the dialect's own connection type
        if _is_heard(connection) or not connection.connection.driver_connection.says(f"{words} {name}"):
            connection.exec_driver_sql(f"{words} {name}")

    return say


def _is_heard(connection: Any) -> bool:  # noqa: ANN401 the same
    return bool(connection.dispatch.before_cursor_execute)


def _takes_not_long(connection: Any, _record: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 the driver's
    connection.driver_connection.takes_long = False


async def _leave_to_thread(connection: AsyncConnection) -> None:
    driver = (await connection.get_raw_connection()).driver_connection
    if isinstance(driver, Inline):
        driver.takes_long = True


async def may_take_long(db: AsyncSession) -> None:
    """Let others go on while a statement of this transaction runs; they wait for its end only."""
    await _leave_to_thread(await db.connection())


async def commits_as_written(db: AsyncSession) -> None:
    """Let this transaction end as one that writes: on a server with a synchronous standby when that has all before it.

    A commit that is given up while it waits for the standby stands all the same, on this server alone.
    """
    if db.get_bind().dialect.name == "postgresql":
        await db.execute(select(func.pg_logical_emit_message(true(), "hoc-vu-so", "")))


async def changed(db: AsyncSession, statement: Update | Delete) -> bool:
    """Execute a conditional statement; return whether it found its row. Of two at once only one does."""
    return await count_changed(db, statement) > 0


async def count_changed(db: AsyncSession, statement: Update | Delete) -> int:
    result = cast("CursorResult[Any]", await db.execute(statement))
    return result.rowcount


async def insert_new(db: AsyncSession, table: type[Base], **values: Any) -> bool:  # noqa: ANN401 any column's value
    """Insert unless the key exists, also against a concurrent transaction; return whether it was new."""
    return await _insert_or_ignore(db.get_bind().dialect.name, table, tuple(values)).run(db, values) > 0


async def insert_or_change(db: AsyncSession, table: type[Base], key: tuple[str, ...], **values: Any) -> None:  # noqa: ANN401 any column's value
    """Insert a row, or give these values to the one that has the same `key`."""
    await _insert_or_update(db.get_bind().dialect.name, table, key, tuple(values)).run(db, values)


@cache
def _insert_or_ignore(dialect: str, table: type[Base], columns: tuple[str, ...]) -> PreparedInsert:
    return PreparedInsert(_insert(dialect, table).on_conflict_do_nothing(), columns)


@cache
def _insert_or_update(
    dialect: str, table: type[Base], key: tuple[str, ...], columns: tuple[str, ...]
) -> PreparedInsert:
    insert = _insert(dialect, table)
    changes = {column: insert.excluded[column] for column in columns if column not in key}
    return PreparedInsert(insert.on_conflict_do_update(index_elements=key, set_=changes), columns)


def _insert(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    # The table, not the class: the ORM would fetch the rows back.
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table.metadata.tables[table.__tablename__])
