"""A connection to a SQLite file: statements run where they are asked for, and only what waits, in a thread.

Handing a statement to aiosqlite's thread and back costs many times what SQLite needs for it: docs/adr/0029. The private
names of aiosqlite and SQLAlchemy that are used here are pinned by tests/storage/test_inline.py.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util import EMPTY_DICT, await_only

from bot.storage.sqlite_driver.stopping import Stopping

BEGIN = "BEGIN IMMEDIATE"

_ROWS_AT_ONCE = 64  # aiosqlite's own
_PRIMARY = 0xFF  # of an extended code


class Inline(Stopping):
    """While it `takes_long`, every statement runs in the thread: then nobody else waits for it."""

    takes_long = False
    is_small = False  # nothing does, not even the commit
    _on_disk = 0  # changes, of those that this connection has made
    _patience: int | None = None  # milliseconds, as it was opened
    _is_patient = True  # it waits so long for another writer now
    _handed_over = _handed_back = 0  # to the thread and by it: who no longer waits has left it at work

    def runs_here(self) -> bool:
        """Return whether the next statement may run here. Raises ValueError if the connection is closed."""
        if not self.is_open:
            raise ValueError("Connection closed")  # the words by which SQLAlchemy knows it
        return (self.is_small or not self.takes_long) and self._handed_over == self._handed_back

    @property
    def is_open(self) -> bool:
        return bool(self._running and self._connection)

    async def fetch(self, words: str, parameters: tuple[Any, ...]) -> tuple[list[Any], int]:
        """Run a statement here, or in the thread; return its rows and how many it changed."""

        def run() -> tuple[list[Any], int]:
            cursor = self._conn.execute(words, parameters)
            # Fetched at once: SQLite could not commit while a statement is in progress.
            return (cursor.fetchall() if cursor.description else []), cursor.rowcount

        return run() if self.runs_here() else cast("tuple[list[Any], int]", await self.in_thread(run))

    def raw_cursor(self) -> sqlite3.Cursor:
        """Return one of the connection itself: whoever uses it fetches at once, or SQLite could not commit."""
        return self._conn.cursor()

    def begins(self) -> bool:
        """Begin to write at once; return False if that was not possible, for whatever reason."""
        try:
            return self.is_open and self.runs_here() and self.begins_here(partial(self._conn.execute, BEGIN))
        except sqlite3.Error:
            return False

    def says(self, words: str) -> bool:
        """Run a statement without rows at once; return False if that was not possible, for whatever reason."""
        try:
            if not (self.is_open and self.runs_here()):
                return False
            self._conn.execute(words)
        except sqlite3.Error:
            return False
        return True

    def begins_here(self, begin: Callable[[], Any]) -> bool:
        """Begin to write, unless somebody else writes to the file now: the page, or another process."""
        if self._patience is None:
            (self._patience,) = self._conn.execute("PRAGMA busy_timeout").fetchone()
        if self._is_patient:
            self._waits(0)
        try:
            begin()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _waits(self, milliseconds: int) -> None:
        self._conn.execute(f"PRAGMA busy_timeout={milliseconds:d}")
        self._is_patient = milliseconds > 0

    async def in_thread(self, fn: Callable[[], Any], *, patiently: bool = True) -> Any:  # noqa: ANN401 whatever it returns
        def run() -> Any:  # noqa: ANN401 whatever it returns
            try:
                if patiently and not self._is_patient and self._patience:
                    self._waits(self._patience)
                return fn()
            finally:
                self._handed_back += 1

        self._handed_over += 1
        return await super()._execute(run)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped

    async def _execute(self, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 whatever it returns
        done = partial(fn, *args, **named)
        return done() if self.runs_here() else await self.in_thread(done)

    async def commit(self) -> None:
        """Wait for the disk, in the thread, if anything was changed."""
        changes = self._conn.total_changes
        if changes == self._on_disk or self.is_small:
            await self._execute(self._conn.commit)
            return
        await self.in_thread(self._conn.commit, patiently=False)
        self._on_disk = changes


async def _nothing() -> None: ...


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """SQLAlchemy's own would wait four times for one statement: for a cursor, the statement, its rows and its end."""

    __slots__ = ()
    _awaitable_cursor_close = False

    _connection: Any
    _cursor: Any

    def __init__(self, adapted: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapted
        self._connection = adapted._connection  # noqa: SLF001 as SQLAlchemy's own cursor does
        self._cursor = self._connection.raw_cursor()
        self._soft_closed_memoized = EMPTY_DICT
        self._rows: deque[Any] = deque()

    def execute(self, operation: str, parameters: Any = None) -> None:  # noqa: ANN401 the driver's own
        self._run(partial(self._cursor.execute, operation, parameters or ()), begins=operation == BEGIN)

    def executemany(self, operation: str, seq_of_parameters: Any) -> None:  # noqa: ANN401 the driver's own
        self._run(partial(self._cursor.executemany, operation, seq_of_parameters))

    def _run(self, statement: Callable[[], Any], *, begins: bool = False) -> None:
        try:
            here = self._connection.runs_here()
            if here and begins:
                here = self._connection.begins_here(statement)
            elif here:
                self._fetched(statement)
            # SQLAlchemy refuses a statement of a connection without a session that has awaited nothing.
            await_only(_nothing() if here else self._connection.in_thread(partial(self._fetched, statement)))
        except Exception as error:  # noqa: BLE001 SQLAlchemy knows which is its driver's
            self._adapt_connection._handle_exception(error)  # noqa: SLF001 as SQLAlchemy's own cursor does

    def _fetched(self, statement: Callable[[], Any]) -> None:
        statement()
        if self._cursor.description:
            self._rows = deque(self._cursor.fetchall())


class InlineConnection(AsyncAdapt_aiosqlite_connection):
    """What SQLAlchemy has of it."""

    __slots__ = ()
    _cursor_cls: Any = _Cursor


def connect(path: str, *, small: bool = False, **settings: Any) -> Inline:  # noqa: ANN401 sqlite3's own
    settings["check_same_thread"] = False  # one at a time uses it
    connection = Inline(lambda: sqlite3.connect(path, **settings), _ROWS_AT_ONCE)
    connection.is_small = small
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy's dialect does
    return connection


def adapted(connection: Any) -> Any:  # noqa: ANN401 whatever SQLAlchemy has made of the driver's connection
    if isinstance(connection.driver_connection, Inline):
        driver: Any = connection.driver_connection
        return InlineConnection(connection.dbapi, driver)
    return connection
