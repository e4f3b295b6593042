"""Files readable for their owner only, which appear complete or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from bot.errors import AssistantError

if sys.platform != "win32":
    import fcntl

_OWNER, _OTHERS = 0o600, 0o077
# Files that SQLite keeps beside a database; beside another database they would be replayed into that one.
JOURNALS = ("-wal", "-shm", "-journal")


class AtWork(AssistantError):
    """Another process is writing the same file."""


def beside(file: Path, suffix: str) -> Path:
    return file.with_name(f"{file.name}{suffix}")


def create(file: Path) -> IO[bytes]:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER), "wb")


def restrict(database: Path) -> None:
    for each in (database, *(beside(database, suffix) for suffix in JOURNALS)):
        with suppress(FileNotFoundError):
            rights = each.stat().st_mode & 0o777
            if rights & _OTHERS:
                each.chmod(rights & ~_OTHERS)


def write(file: Path, content: bytes) -> Path:
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    with create(part) as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
    return part.replace(file)


@contextmanager
def being_made(part: Path) -> Iterator[IO[bytes]]:
    """Open an empty file to be filled and then `put`. Raises AtWork while another process fills it.

    A file left by a killed process is used again.
    """
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, _OWNER), "r+b") as held:
        _lock(held, part)
        clear(part)
        held.truncate(0)
        part.chmod(_OWNER)
        try:
            yield held
        except BaseException:
            clear(part)
            part.unlink(missing_ok=True)
            raise


def put(part: Path, file: Path) -> None:
    """Give a complete file its name, replacing what had it; it survives a crash of the machine."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
    settle(file.parent)


def settle(folder: Path) -> None:
    """Sync the folder, so that names in it survive a crash."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def clear(database: Path) -> None:
    for suffix in JOURNALS:
        beside(database, suffix).unlink(missing_ok=True)


def _lock(held: IO[bytes], part: Path) -> None:
    try:
        if sys.platform != "win32":
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(held.fileno()), part.stat()):
            return
    except (BlockingIOError, FileNotFoundError):
        pass
    # Another process holds the lock, or has moved the file to its place since it was opened.
    raise AtWork(part)
