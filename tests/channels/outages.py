"""Takes the database from the real process while people talk, and counts what became of every word.

Everybody says the same lines, so that everybody must have been answered the same, as whoever was done before.
"""

import asyncio
import resource
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import select

from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, SeenUpdate
from bot.storage.tables.people import Address
from tests.channels.crashes import KEY, PUBLIC, TALK, prepared
from tests.channels.test_run import _environment
from tests.cluster import Cluster
from tests.disk import Disk
from tests.fake_telegram import FakeTelegram, Person

REAL, HURRIED = "bot", "tests.channels.hurried"
_APOLOGY = "trục trặc"
_LONGEST_LINE = 2**20
PATIENCE = 180.0  # seconds, on a machine as slow as it may be
_WAITED_FOR = "the database cannot take it now"

Trouble = Callable[[Process], AbstractAsyncContextManager[None]]


class Home(Protocol):
    """Where a database is."""

    url: str


class InFile:
    """SQLite. On a disk of its own it can be kept from writing as life does it."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._file, self._disk = folder / "bot.db", disk
        self.url = f"sqlite+aiosqlite:///{self._file}"

    @asynccontextmanager
    async def locked(self, _process: Process) -> AsyncIterator[None]:
        """By another program, such as a backup."""
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=PATIENCE)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    @asynccontextmanager
    async def moved(self, _process: Process) -> AsyncIterator[None]:
        """And another one, older, put in its place; then put back."""
        aside = self._file.with_name("aside")
        aside.mkdir()
        ours = list(self._file.parent.glob("bot.db*"))
        with closing(sqlite3.connect(self._file)) as db:
            db.execute("VACUUM INTO ?", (str(aside / "older.db"),))
        for file in ours:
            file.rename(aside / file.name)
        (aside / "older.db").rename(self._file)
        yield
        for file in ours:
            (aside / file.name).rename(file)
        aside.rmdir()

    @asynccontextmanager
    async def cut_short(self, process: Process) -> AsyncIterator[None]:
        """No file of the process may grow: a full disk without a disk."""
        _soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, hard))
        yield
        if process.returncode is None:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (hard, hard))

    @asynccontextmanager
    async def full(self, _process: Process) -> AsyncIterator[None]:
        async with self._own.full():
            yield

    @asynccontextmanager
    async def read_only(self, _process: Process) -> AsyncIterator[None]:
        # What is shared between processes is no file to SQLite, but memory: the kernel would end whoever writes there.
        async with self._own.read_only(
            [file for file in self._file.parent.glob("bot.db*") if file.suffix != ".db-shm"]
        ):
            yield

    @asynccontextmanager
    async def frozen(self, _process: Process) -> AsyncIterator[None]:
        async with self._own.frozen():
            yield

    @property
    def _own(self) -> Disk:
        assert self._disk is not None
        return self._disk


class OnServer:
    """PostgreSQL."""

    def __init__(self, cluster: Cluster, disk: Disk | None = None) -> None:
        self._cluster, self._disk, self.url = cluster, disk, cluster.url

    @asynccontextmanager
    async def frozen(self, _process: Process) -> AsyncIterator[None]:
        self._cluster.freeze()
        try:
            yield
        finally:
            self._cluster.thaw()

    @asynccontextmanager
    async def stopped(self, _process: Process) -> AsyncIterator[None]:
        """Cut in the middle, and started again."""
        await self._cluster.stop()
        yield
        await self._cluster.start()

    @asynccontextmanager
    async def locked(self, _process: Process) -> AsyncIterator[None]:
        async with self._cluster.locks("outbox", "seen_update", "lease"):
            yield

    @asynccontextmanager
    async def read_only(self, _process: Process) -> AsyncIterator[None]:
        await self._cluster.orders("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        yield
        mine = "SET default_transaction_read_only = off"
        await self._cluster.orders(mine, "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")

    @asynccontextmanager
    async def full(self, _process: Process) -> AsyncIterator[None]:
        """A server that cannot write its own log ends, and is started by whoever made room."""
        assert self._disk is not None
        async with self._disk.full():
            yield
        if not await self._cluster.is_up():
            await self._cluster.start()


@dataclass
class Tally:
    """What became of it all. `differ`: people whose answers are not those of an undisturbed talk."""

    what: str
    updates: int = 0
    held: list[int] = field(default_factory=list)
    lost: int = 0
    apologies: int = 0
    unsent: list[str] = field(default_factory=list)
    repeated: int = 0
    differ: list[str] = field(default_factory=list)
    ended: int | None = None
    stopped_in: float = 0.0
    said: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Each trouble was felt and said, the process lived through it and obeyed; nothing was lost, nobody alarmed."""
        waited = sum(_WAITED_FOR in line for line in self.said)
        quiet = waited >= len(self.held) and not any("Traceback" in line for line in self.said)
        lived = self.ended is None and self.stopped_in < 10 and all(self.held)
        return lived and quiet and not (self.lost or self.apologies or self.unsent or self.differ)

    def __str__(self) -> str:
        """In one line."""
        waited = sum(_WAITED_FOR in line for line in self.said)
        return (
            f"{self.what}: {self.updates} updates, {self.held} waited with the platform, {self.lost} lost, "
            f"{self.apologies} apologies, {len(self.unsent)} answers unsent, {self.repeated} repeated, "
            f"{len(self.differ)} talks went another way, {waited} times said, "
            f"{'lived' if self.ended is None else f'ended by itself with {self.ended}'}, "
            f"stopped in {self.stopped_in:.1f} s"
            + "".join(f"\n  {one}" for one in (*self.differ[:3], *self.unsent[:3]))
        )


@dataclass(frozen=True)
class Trial:
    """How many people say how many lines of the talk, of which in each trouble, and how long it lasts."""

    people: int
    lines: int
    each: int
    seconds: float
    program: str


def short(seconds: float) -> Trial:
    """For three troubles, in seconds and with as little patience."""
    return Trial(people=4, lines=5, each=1, seconds=seconds, program=HURRIED)


def long(seconds: float) -> Trial:
    """For one, with the patience of life."""
    return Trial(people=60, lines=len(TALK), each=1, seconds=seconds, program=REAL)


async def endure(folder: Path, home: Home, troubles: Sequence[Trouble], mode: str, trial: Trial) -> Tally:
    """Talk through one trouble after the other; in another one of the last kind the process is asked to stop."""
    tally = Tally(f"{type(home).__name__} {mode} {[one.__name__ for one in troubles]} {trial.seconds:.0f} s")
    await prepared(home.url)
    async with FakeTelegram() as tg, AsyncExitStack() as stack:
        environment = _environment(folder, tg, **_settings(tg, home.url, mode))
        process = await stack.enter_async_context(_running(folder, trial.program, environment, tally.said))
        talk = _Talk(tg, trial)
        await talk.undisturbed(home.url)
        await talk.says(1)
        await _all_answered(tg, home.url)
        for trouble in troubles:
            async with trouble(process):
                await talk.says(trial.each, trial.seconds)
                tally.held.append(len(tg.pending))
            await _all_answered(tg, home.url)
        while talk.goes_on:
            await talk.says(1)
            await _all_answered(tg, home.url)
        tally.ended = process.returncode
        async with troubles[-1](process):
            start = asyncio.get_running_loop().time()
            process.terminate()
            status = await process.wait()
            assert status == 0, "\n".join([f"ended with {status}", *tally.said])
            tally.stopped_in = asyncio.get_running_loop().time() - start
        await _count(home.url, tg, tally, talk)
    return tally


@dataclass
class _Talk:
    """Whoever is first says it all undisturbed; the others in the midst of trouble."""

    tg: FakeTelegram
    trial: Trial

    def __post_init__(self) -> None:
        self.first = self.tg.person("Người 0")
        self.people = [self.tg.person(f"Người {n + 1}") for n in range(self.trial.people)]
        self.updates: list[int] = []
        self._next = 0

    async def undisturbed(self, url: str) -> None:
        for line in TALK[: self.trial.lines]:
            await self._say(self.first, line)
            await _all_answered(self.tg, url)

    @property
    def goes_on(self) -> bool:
        return self._next < self.trial.lines

    async def says(self, lines: int, seconds: float = 0.0) -> None:
        """Each of them the next lines, spread over so many seconds."""
        wanted = TALK[: self.trial.lines][self._next : self._next + lines]
        self._next += len(wanted)
        pause = seconds / (len(wanted) * len(self.people) or 1)
        for line in wanted:
            for person in self.people:
                await self._say(person, line)
                await asyncio.sleep(pause)

    async def _say(self, person: Person, line: str) -> None:
        update = await person.says(line)
        assert update is not None
        self.updates.append(update)


def _settings(tg: FakeTelegram, url: str, mode: str) -> dict[str, str]:
    settings = {"BOT_DATABASE_URL": url, "BOT_KEYS": KEY, "BOT_TELEGRAM_MODE": mode}
    if mode == "polling":
        return settings
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    tg.route(PUBLIC, f"http://127.0.0.1:{port}")
    return settings | {"BOT_PUBLIC_URL": PUBLIC, "BOT_LISTEN": f"127.0.0.1:{port}"}


@asynccontextmanager
async def _running(folder: Path, program: str, environment: dict[str, str], said: list[str]) -> AsyncIterator[Process]:
    command = (sys.executable, "-m", program, "run")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdout=PIPE, stderr=STDOUT, limit=_LONGEST_LINE
    )
    listening = asyncio.create_task(_listen(process, said))
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await listening


async def _listen(process: Process, said: list[str]) -> None:
    assert process.stdout is not None
    said.extend([line.decode().rstrip() async for line in process.stdout])


async def _all_answered(tg: FakeTelegram, url: str) -> None:
    """Nobody answers what they have not read."""
    await tg.all_taken(PATIENCE)
    await _all_sent(url)


async def _all_sent(url: str) -> None:
    database = Database(url)
    waiting = select(Outbox.id).where(Outbox.status.in_((OutboxStatus.QUEUED, OutboxStatus.SENDING))).limit(1)
    for _look in range(int(PATIENCE * 5)):
        async with database.read() as db:
            if await db.scalar(waiting) is None:
                break
        await asyncio.sleep(0.2)
    await database.close()


async def _count(url: str, tg: FakeTelegram, tally: Tally, talk: _Talk) -> None:
    encryption.KEY_RING = encryption.KeyRing([KEY])
    database = Database(url)
    answers: dict[str, list[str]] = {}
    async with database.begin() as db:
        taken = {int(event) for event in await db.scalars(select(SeenUpdate.event_id))}
        rows = select(Address.external_id, Outbox.message, Outbox.status).join(Address, Address.id == Outbox.address_id)
        for account, message, status in await db.execute(
            rows.where(Outbox.priority == Priority.REPLY).order_by(Outbox.id)
        ):
            answers.setdefault(account, []).append(message["text"])
            if status is not OutboxStatus.SENT:
                tally.unsent.append(f"{account}: {status}: {message['text'][:60]}")
    await database.close()
    tally.updates = len(talk.updates)
    tally.lost = len(set(talk.updates) - taken) + len(tg.expired)
    tally.apologies = sum(_APOLOGY in text for said in answers.values() for text in said)
    right = answers.pop(str(talk.first.id))
    tally.differ = [f"{account}: {said} instead of {right}" for account, said in answers.items() if said != right]
    arrived = Counter(
        (str(one.parameters["chat_id"]), str(one.parameters.get("text")))
        for one in tg.exchanges
        if one.applied and one.method in {"sendMessage", "editMessageText"}
    )
    meant = Counter(
        (account, text) for account, said in {**answers, str(talk.first.id): right}.items() for text in said
    )
    tally.unsent += [f"{account}: did not arrive: {text[:60]}" for account, text in (meant - arrived).elements()]
    tally.repeated = (arrived - meant).total()
