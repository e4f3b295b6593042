"""Copies a SQLite database while the bot runs, and locks one for a single process."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.backup.file import BackupRefused

if sys.platform != "win32":
    import fcntl

# The range of bytes that SQLite locks: pending, reserved and shared (sqlite3.c, PENDING_BYTE).
_LOCKS_AT, _LOCKS = 0x40000000, 512


def reading(file: Path, *, at_rest: bool = False) -> sqlite3.Connection:
    """Open without changing or checkpointing anything; with `at_rest` journals are ignored too."""
    how = "mode=ro&immutable=1" if at_rest else "mode=ro"
    return sqlite3.connect(f"{file.resolve().as_uri()}?{how}", uri=True)


def copy(database: Path, part: Path) -> None:
    if not database.is_file():
        raise BackupRefused(f"{database}: chưa có cơ sở dữ liệu · there is no database")
    try:
        with closing(reading(database)) as live, closing(sqlite3.connect(part)) as copied:
            copied.execute("PRAGMA journal_mode=OFF")
            live.backup(copied)
            # A single file that needs no journal to be read.
            copied.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{database}: không sao lưu được · cannot be backed up: {error}") from None


@contextmanager
def alone_with(database: Path) -> Iterator[None]:
    """Keep all other processes from opening the database. Raises BackupRefused.

    Do not open and close the file in this process meanwhile: that would release the locks.
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
