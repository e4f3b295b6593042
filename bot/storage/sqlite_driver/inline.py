"""Connections to a small SQLite file: statements run in place, only commits in a thread."""

import sqlite3
from collections.abc import Callable
from typing import Any

from bot.storage.sqlite_driver.stopping import Stopping

_ROWS_AT_ONCE = 64  # as in aiosqlite


class Inline(Stopping):
    """Avoids aiosqlite's thread for statements: the hand-over takes many times as long as SQLite itself."""

    _on_disk = 0  # changes of this connection that are committed

    async def _execute(self, fn: Callable[..., Any], *args: Any, **named: Any) -> Any:  # noqa: ANN401 whatever it returns
        if not self._running or not self._connection:
            raise ValueError("Connection closed")  # SQLAlchemy recognises this text
        return fn(*args, **named)

    async def commit(self) -> None:
        changes = self._conn.total_changes
        if changes == self._on_disk:
            await self._execute(self._conn.commit)
            return
        await super()._execute(self._conn.commit)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped
        self._on_disk = changes


def connect(path: str, **settings: Any) -> Inline:  # noqa: ANN401 sqlite3's own
    settings["check_same_thread"] = False  # one at a time uses it
    connection = Inline(lambda: sqlite3.connect(path, **settings), _ROWS_AT_ONCE)
    connection._thread.daemon = True  # noqa: SLF001 as SQLAlchemy's dialect does
    return connection
