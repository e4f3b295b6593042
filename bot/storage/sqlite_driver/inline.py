"""A connection to a SQLite file: statements run where they are asked for, and only what waits, in a thread.

Handing a statement to aiosqlite's thread and back costs many times what SQLite needs for it: docs/adr/0029.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from bot.storage.sqlite_driver.stopping import Stopping

BEGIN = "BEGIN IMMEDIATE"

_ROWS_AT_ONCE = 64  # aiosqlite's own
_PRIMARY = 0xFF  # of an extended code


class Inline(Stopping):
    """While it `takes_long`, every statement runs in the thread: then nobody else waits for it."""

    takes_long = False
    is_small = False  # no statement does
    _on_disk = 0  # changes, of those that this connection has made
    _handed_over = _handed_back = 0  # to the thread and by it: who no longer waits has left it at work

    async def _execute(self, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 whatever it returns
        if not self._running or not self._connection:
            raise ValueError("Connection closed")  # the words by which SQLAlchemy knows it
        if (self.takes_long and not self.is_small) or self._handed_over != self._handed_back:
            return await self._in_thread(fn, *args, **named)
        if args[:1] == (BEGIN,):
            return await self._begin(fn, *args)
        return fn(*args, **named)

    async def _begin(self, fn: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 whatever it returns
        """Whoever else writes to the file, the page or another process, is waited for in the thread."""
        (patience,) = self._conn.execute("PRAGMA busy_timeout").fetchone()
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            return fn(*args)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                raise
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={patience}")
        return await self._in_thread(fn, *args)

    async def _in_thread(self, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 whatever it returns
        def run() -> Any:  # noqa: ANN401 whatever it returns
            try:
                return fn(*args, **named)
            finally:
                self._handed_back += 1

        self._handed_over += 1
        return await super()._execute(run)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped

    async def commit(self) -> None:
        """Wait for the disk if anything was changed, and let others go on meanwhile."""
        changes = self._conn.total_changes
        if changes == self._on_disk:
            await self._execute(self._conn.commit)
            return
        await self._in_thread(self._conn.commit)
        self._on_disk = changes


def connect(path: str, *, small: bool = False, **settings: Any) -> Inline:  # noqa: ANN401 sqlite3's own
    """As aiosqlite.connect does; `small`: its statements run in no thread at all."""
    settings["check_same_thread"] = False  # one at a time uses it
    connection = Inline(lambda: sqlite3.connect(path, **settings), _ROWS_AT_ONCE)
    connection.is_small = small
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy's dialect does
    return connection
