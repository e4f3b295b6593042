"""Files that only their owner may read, from the first byte on, and that appear whole or not at all."""

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
# What SQLite keeps beside a database. It belongs to that one: beside another it would be replayed into it.
JOURNALS = ("-wal", "-shm", "-journal")


class AtWork(AssistantError):
    """Another process is making the same file."""


def beside(file: Path, suffix: str) -> Path:
    """The file whose name is the same and a little longer."""
    return file.with_name(f"{file.name}{suffix}")


def create(file: Path) -> IO[bytes]:
    """A new one, open for writing. Raises FileExistsError."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER), "wb")


def restrict(database: Path) -> None:
    """Take away from others what they may do with a database that is there, and with all beside it."""
    for each in (database, *(beside(database, suffix) for suffix in JOURNALS)):
        with suppress(FileNotFoundError):
            rights = each.stat().st_mode & 0o777
            if rights & _OTHERS:
                each.chmod(rights & ~_OTHERS)


def write(file: Path, content: bytes) -> Path:
    """In the place of what was there; the file."""
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    with create(part) as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
    return part.replace(file)


@contextmanager
def being_made(part: Path) -> Iterator[IO[bytes]]:
    """An empty file to be filled and then `put`; whoever is killed before leaves it to the next who makes the same.

    Raises AtWork while another process does.
    """
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, _OWNER), "r+b") as held:
        _hold(held, part)
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
    """What is whole gets its name, in the place of what had it, and keeps it whatever happens to the machine."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
    settle(file.parent)


def settle(folder: Path) -> None:
    """Let the names in it last."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def clear(database: Path) -> None:
    """Remove what stands beside it and must not be replayed."""
    for suffix in JOURNALS:
        beside(database, suffix).unlink(missing_ok=True)


def _hold(held: IO[bytes], part: Path) -> None:
    """Until it is closed, be it by the end of the process."""
    try:
        if sys.platform != "win32":
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(held.fileno()), part.stat()):
            return
    except (BlockingIOError, FileNotFoundError):
        pass
    # Held by another; or it has been put, in the moment between.
    raise AtWork(part)
