"""SQLite's side: a copy beside a running bot, and the right of one process alone to a database."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.backup.file import BackupRefused

if sys.platform != "win32":
    import fcntl

# Where SQLite's processes lock a database of any size: pending, reserved and shared (sqlite3.c, PENDING_BYTE).
_LOCKS_AT, _LOCKS = 0x40000000, 512


def reading(file: Path, *, at_rest: bool = False) -> sqlite3.Connection:
    """A connection that changes nothing and checkpoints nothing; of a file `at_rest` it looks for no journal either."""
    how = "mode=ro&immutable=1" if at_rest else "mode=ro"
    return sqlite3.connect(f"{file.resolve().as_uri()}?{how}", uri=True)


def copy(database: Path, part: Path) -> None:
    """In one step, which is one moment of it: writers go on meanwhile. Raises BackupRefused."""
    if not database.is_file():
        raise BackupRefused(f"{database}: chưa có cơ sở dữ liệu · there is no database")
    try:
        with closing(reading(database)) as live, closing(sqlite3.connect(part)) as copied:
            copied.execute("PRAGMA journal_mode=OFF")
            live.backup(copied)
            # One file, that needs nothing beside it to be read.
            copied.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{database}: không sao lưu được · cannot be backed up: {error}") from None


@contextmanager
def alone_with(database: Path) -> Iterator[None]:
    """Nobody else has it open, nor can open it meanwhile. Raises BackupRefused.

    Nothing in this process may open and close it in between: that would end the locks.
    """
    held = os.open(database, os.O_RDWR)
    try:
        _lock(held, database)
        yield
    finally:
        os.close(held)


def _lock(held: int, database: Path) -> None:
    try:
        if sys.platform != "win32":
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
    except (BlockingIOError, PermissionError):
        raise BackupRefused(
            f"{database}: đang được một chương trình khác mở, hãy dừng nó trước"
            " · another program has it open: stop that first"
        ) from None
