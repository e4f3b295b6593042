"""Updates being worked on, in a small file that survives a killed process (docs/adr/0025)."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from itertools import takewhile

import structlog

from bot.storage.database import Database

log = structlog.get_logger()

# Remembered of former processes; an update may never come again.
_REMEMBERED = 32
# Seconds in which a new process answers everybody else first: the suspected update may kill it again.
_OTHERS_FIRST = 1.0
_PROCESSES = 32  # equal ones in one folder


class InWork:
    """Counts how often each update was begun and never ended, at the cost of two unsynced writes a turn."""

    def __init__(self, file: int | None = None, left: Sequence[int] = ()) -> None:
        """`left` are files of dead processes: what stands in them is taken over."""
        self._file = file
        self._begun = Counter({} if file is None else _read(file))
        for other in left:
            self._begun += Counter(_read(other))
            os.ftruncate(other, 0)
            os.close(other)
        self._since = time.monotonic()
        self._alone = asyncio.Lock()

    def deaths(self, update: str) -> int:
        """Return in how many earlier processes it was in work when they ended. Call it while it is not in work."""
        return self._begun.get(update, 0)

    @contextmanager
    def mark(self, update: str) -> Iterator[None]:
        """Hold while the update is worked on, not while it waits for its turn or for the commit."""
        before = self.deaths(update)
        self._store(update, before + 1)
        try:
            yield
        finally:
            self._store(update, before)

    @asynccontextmanager
    async def apart(self, update: str) -> AsyncIterator[None]:
        """Begin suspected updates after all others, and one at a time.

        So an update that was only in work beside the fatal one is not counted again, nor are restarts in quick
        succession.
        """
        if not self.deaths(update):
            yield
            return
        async with self._alone:
            await asyncio.sleep(self._since + _OTHERS_FIRST - time.monotonic())
            yield
        self._store(update, 0)

    def _store(self, update: str, times: int) -> None:
        self._begun[update] = times
        if not times:
            del self._begun[update]
        if self._file is not None:
            # The operating system keeps what is written when the process dies. The empty line ends the current content.
            lines = "".join(f"{times} {update}\n" for update, times in self._begun.items())
            try:
                os.pwrite(self._file, f"{lines}\n".encode(), 0)
            except OSError as error:
                log.warning("updates in work cannot be written down", why=error.strerror)


@asynccontextmanager
async def in_work(database: Database, bots: Sequence[str]) -> AsyncIterator[InWork]:
    """Use a file beside the SQLite file, or in the working directory under the name of the database.

    A process that serves other `bots` beside this one has a file of its own, and so has each of several equal ones on a
    server: the first that no living process has. What dead ones have left in theirs counts too.
    """
    path = f"{database.engine.url.database}-in-work{_suffix(min(bots, default=''))}"
    try:
        file, *left = [_opened(path)] if database.embedded else _free(path)
    except OSError as error:
        log.warning("updates in work cannot be written down", file=path, why=error.strerror)
        yield InWork()
        return
    try:
        yield InWork(file, left)
    finally:
        os.close(file)


def _opened(path: str, flags: int = os.O_CREAT) -> int:
    return os.open(path, os.O_RDWR | os.O_CLOEXEC | flags, 0o600)


def _free(path: str) -> list[int]:
    import fcntl  # noqa: PLC0415 Windows has none, and no second process there

    found: list[int] = []
    for n in range(_PROCESSES):
        try:
            file = _opened(f"{path}{'' if not n else f'-{n + 1}'}", os.O_CREAT if not found else 0)
        except FileNotFoundError:
            break
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            found.append(file)
    return found or [_opened(f"{path}-{os.getpid()}")]


def _suffix(bot: str) -> str:
    # The first process there was served Telegram, and its file had no suffix.
    return "" if bot.startswith("telegram:") else f"-{bot.replace(':', '-')}"


def _read(file: int) -> dict[str, int]:
    written = os.pread(file, os.fstat(file).st_size, 0).decode(errors="replace").split("\n")
    lines = [line.partition(" ") for line in takewhile(bool, written)]
    return {update: int(times) for times, _space, update in lines[-_REMEMBERED:] if times.isdecimal() and update}
