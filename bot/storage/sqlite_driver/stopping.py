"""A connection to a SQLite file that comes to an end when a statement on it is cancelled."""

import sqlite3
from asyncio import Future
from typing import Any

import aiosqlite

_ROWS_AT_ONCE = 64  # aiosqlite's own


class Stopping(aiosqlite.Connection):
    """SQLAlchemy stops the thread of a cancelled statement while it also closes the connection, which stops it again.

    The second time nobody is left to answer, and whoever asked would wait for ever: a process would never end.
    """

    def stop(self) -> Future[Any] | None:
        """Let the thread end once it is done."""
        return super().stop() if self._running else None


def connect(path: str, **settings: Any) -> Stopping:  # noqa: ANN401 sqlite3's own
    """As aiosqlite.connect does."""
    connection = Stopping(lambda: sqlite3.connect(path, **settings), _ROWS_AT_ONCE)
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy's dialect does
    return connection
