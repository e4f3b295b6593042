"""Which updates are being worked on, in a small file that outlives a killed process (docs/adr/0025)."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import takewhile
from pathlib import Path

import structlog

from bot.storage.database import Database

log = structlog.get_logger()

# So many are remembered of former processes: an update may never come again.
_REMEMBERED = 32
# Seconds in which a new process answers everybody else first: it may die of the next one.
_OTHERS_FIRST = 1.0


class InWork:
    """How often each update was begun and never ended. It costs a turn two writes that nothing waits for."""

    def __init__(self, file: int | None = None) -> None:
        """`file` is open for reading and writing; without one nothing outlives the process."""
        self._file = file
        self._begun = {} if file is None else _read(file)
        self._since = time.monotonic()
        self._alone = asyncio.Lock()

    def deaths(self, update: str) -> int:
        """In how many processes that ended it was in work, while it is not."""
        return self._begun.get(update, 0)

    @contextmanager
    def mark(self, update: str) -> Iterator[None]:
        """While it is in work; not while it waits for its turn, or for the database to commit."""
        before = self.deaths(update)
        self._write_down(update, before + 1)
        try:
            yield
        finally:
            self._write_down(update, before)

    @asynccontextmanager
    async def apart(self, update: str) -> AsyncIterator[None]:
        """What was in work when a process died is begun after everything else, and one after another.

        So whoever was only beside it does not count twice, and a storm of restarts is held against nobody.
        """
        if not self.deaths(update):
            yield
            return
        async with self._alone:
            await asyncio.sleep(self._since + _OTHERS_FIRST - time.monotonic())
            yield
        self._write_down(update, 0)

    def _write_down(self, update: str, times: int) -> None:
        self._begun[update] = times
        if not times:
            del self._begun[update]
        if self._file is not None:
            # What was written outlives the process without being synced. Below an empty line stands what is past.
            lines = "".join(f"{times} {update}\n" for update, times in self._begun.items())
            try:
                os.pwrite(self._file, f"{lines}\n".encode(), 0)
            except OSError as error:
                log.warning("updates in work cannot be written down", why=error.strerror)


@asynccontextmanager
async def in_work(database: Database) -> AsyncIterator[InWork]:
    """Beside a SQLite file, or in the working directory under the name of the database."""
    path = Path(f"{database.engine.url.database}-in-work")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        log.warning("updates in work cannot be written down", file=str(path), why=error.strerror)
        yield InWork()
        return
    try:
        yield InWork(file)
    finally:
        os.close(file)


def _read(file: int) -> dict[str, int]:
    written = os.pread(file, os.fstat(file).st_size, 0).decode(errors="replace").split("\n")
    lines = [line.partition(" ") for line in takewhile(bool, written)]
    return {update: int(times) for times, _space, update in lines[-_REMEMBERED:] if times.isdecimal() and update}
