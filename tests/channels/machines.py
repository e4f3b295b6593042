"""Several equal processes on one PostgreSQL database, behind a reverse proxy: killed, stopped, and gone on with."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.tables.messaging import Lease
from tests.channels.balancer import Balancer
from tests.channels.crashes import KEY, PUBLIC, prepared
from tests.channels.test_run import _environment
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.fake import TOKEN

SENDING = f"telegram:{TOKEN.partition(':')[0]}"
PATIENCE = 120.0  # seconds


_RUN = "import runpy, sys; sys.argv = ['bot', 'run']; runpy.run_module('bot', run_name='__main__')"


@dataclass(frozen=True)
class Otherwise:
    """How one process differs from its equals: another way to the database; what its Python does before the bot."""

    url: str | None = None
    before: str = ""


_AS_ALL = Otherwise()


@dataclass
class Machine:
    """One process, in a folder of its own."""

    folder: Path
    root: str
    environment: dict[str, str]
    before: str = ""
    process: Process | None = None

    @property
    def log(self) -> list[str]:
        return (self.folder / "log").read_text("utf-8", errors="replace").splitlines()

    async def start(self) -> None:
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                f"{self.before}\n{_RUN}",
                cwd=self.folder,
                env=self.environment,
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def until_open(self) -> None:
        """Begin it again as often as it ends, as a system does: without a database it does at once."""
        while True:
            if self.has_ended:
                await self.start()
            with suppress(OSError):
                _reader, writer = await asyncio.open_connection("127.0.0.1", int(self.root.rpartition(":")[2]))
                return writer.close()
            await asyncio.sleep(0.1)

    async def until_it_says(self, words: str) -> None:
        """Raise TimeoutError if it never does: on a busy machine a process goes on long after it was told to."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if any(words in line for line in self.log):
                    return
                await asyncio.sleep(0.1)

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.returncode is not None

    def tell(self, what: signal.Signals) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(what)

    async def kill(self) -> None:
        self.tell(signal.SIGKILL)
        if self.process is not None:
            await self.process.wait()


@dataclass
class Machines:
    """All of them, `tg` that brings them updates by webhook, and the database between them."""

    tg: FakeTelegram
    url: str
    balancer: Balancer
    all: list[Machine] = field(default_factory=list)
    ended: list[Machine] = field(default_factory=list)

    async def until_listening(self) -> None:
        async with asyncio.timeout(PATIENCE):
            for machine in self.all:
                await machine.until_open()
        await self.holder()

    async def until_one_ends(self) -> Machine:
        """Return one that is not begun again yet; of those the first that ended is first."""
        while True:
            for machine in self.all:
                if machine.has_ended and machine not in self.ended:
                    self.ended.append(machine)
                    return machine
            await asyncio.sleep(0.1)

    async def holder(self, but: Machine | None = None) -> Machine:
        database = Database(self.url)
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    async with database.read() as db:
                        holder = await db.scalar(select(Lease.holder).where(Lease.name == SENDING))
                    found = next((one for one in self.all if holder and any(holder in line for line in one.log)), None)
                    if found is not None and found is not but:
                        return found
                    await asyncio.sleep(0.1)
        finally:
            await database.close()


@asynccontextmanager
async def running(
    folder: Path, url: str, processes: int, otherwise: Mapping[int, Otherwise] | None = None
) -> AsyncIterator[Machines]:
    """So many, after one another, on a database with a class that has seats for everybody."""
    await prepared(url)
    async with FakeTelegram() as tg, Balancer() as balancer:
        machines = Machines(tg, url, balancer)
        tg.route(PUBLIC, balancer.root)
        try:
            for n in range(processes):
                machines.all.append(_machine(folder / str(n), tg, url, (otherwise or {}).get(n, _AS_ALL)))
                await machines.all[-1].start()
            balancer.processes = [machine.root for machine in machines.all]
            await machines.until_listening()
            yield machines
        finally:
            for machine in machines.all:
                await machine.kill()


def _machine(folder: Path, tg: FakeTelegram, url: str, otherwise: Otherwise) -> Machine:
    folder.mkdir()
    port, health = _free_ports()
    settings = {
        "BOT_DATABASE_URL": otherwise.url or url,
        "BOT_KEYS": KEY,
        "BOT_TELEGRAM_MODE": "webhook",
        "BOT_PUBLIC_URL": PUBLIC,
        "BOT_LISTEN": f"127.0.0.1:{port}",
        "BOT_HEALTH_LISTEN": f"127.0.0.1:{health}",
    }
    return Machine(folder, f"http://127.0.0.1:{port}", _environment(folder, tg, **settings), otherwise.before)


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def silence(tg: FakeTelegram, since: float) -> float:
    answered = [
        since,
        *(one.at for one in tg.exchanges if one.method == "sendMessage" and one.applied and one.at > since),
    ]
    return max((later - earlier for earlier, later in pairwise(answered)), default=0.0)


def tolerance(seconds: float) -> float:
    """So long on a machine with a processor to spare, in proportion more where several ask for each."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
