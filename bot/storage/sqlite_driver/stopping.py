"""Connections to a SQLite file that close properly when a statement is cancelled."""

import sqlite3
from asyncio import Future
from typing import Any

import aiosqlite

_ROWS_AT_ONCE = 64  # as in aiosqlite


class Stopping(aiosqlite.Connection):
    """Tolerates a second `stop`: SQLAlchemy stops the thread of a cancelled statement and again on closing.

    The second time no thread would answer, and the process would wait for ever.
    """

    def stop(self) -> Future[Any] | None:
        return super().stop() if self._running else None


def connect(path: str, **settings: Any) -> Stopping:  # noqa: ANN401 sqlite3's own
    connection = Stopping(lambda: sqlite3.connect(path, **settings), _ROWS_AT_ONCE)
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy's dialect does
    return connection
