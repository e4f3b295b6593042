"""A PostgreSQL server of one's own, which may be frozen, stopped, filled up and shut to writers."""

import asyncio
import os
import shutil
import signal
import socket
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg

_QUICK = "-c fsync=off -c max_wal_size=32MB -c min_wal_size=5MB"


def programs() -> Path | None:
    """Where initdb and pg_ctl are; None on a machine without them."""
    found = shutil.which("initdb")
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return Path(found or newest[-1]).resolve().parent if found or newest else None


class Cluster:
    """In a folder that its owner may pass through."""

    def __init__(self, folder: Path) -> None:
        self._data, self._log = folder / "data", folder / "server.log"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self._port}/postgres"

    async def make(self) -> None:
        self._data.mkdir()
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(self._data, "postgres")
            shutil.chown(self._data.parent, "postgres")
        settings = ("--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        await self._runs("initdb", *settings, "--wal-segsize", "1")
        await self.start()

    async def follow(self, primary: "Cluster") -> None:
        """Become its standby: from now on it commits nothing that is not here too."""
        self._data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self._data, "postgres")
            shutil.chown(self._data.parent, "postgres")
        host, _, port = primary.address.partition(":")
        source = ("--host", host, "--port", port, "--username", "postgres", "--checkpoint", "fast")
        await self._runs("pg_basebackup", *source, "--write-recovery-conf")
        await self.start()
        await primary.orders("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")

    async def promote(self) -> None:
        await self._runs("pg_ctl", "--wait", "promote")

    async def start(self) -> None:
        where = f"-c listen_addresses=127.0.0.1 -c port={self._port} -c unix_socket_directories={self._data.parent}"
        await self._runs("pg_ctl", "--log", str(self._log), "--wait", "start", "--options", f"{where} {_QUICK}")

    async def stop(self, mode: str = "immediate") -> None:
        await self._runs("pg_ctl", "--mode", mode, "--wait", "stop")

    async def is_up(self) -> bool:
        return await self._returned("pg_ctl", "status") == 0

    def freeze(self) -> None:
        """Nothing answers, nothing is closed: the kernel goes on taking connections."""
        self._tell(self._first, signal.SIGSTOP)  # it forks no others any more
        self._tell(self._others, signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell(self._others, signal.SIGCONT)
        self._tell(self._first, signal.SIGCONT)

    async def orders(self, *statements: str) -> None:
        """Each in a transaction of its own."""
        connection = await asyncpg.connect(self.url.replace("+asyncpg", ""))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    @asynccontextmanager
    async def locks(self, *tables: str) -> AsyncIterator[None]:
        """Nobody else gets at them."""
        connection = await asyncpg.connect(self.url.replace("+asyncpg", ""))
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
            yield
        await connection.close()

    def _first(self) -> list[int]:
        return [int((self._data / "postmaster.pid").read_text().partition("\n")[0])]

    def _others(self) -> list[int]:
        (first,) = self._first()
        return [int(one) for one in Path(f"/proc/{first}/task/{first}/children").read_text().split()]

    @staticmethod
    def _tell(processes: Callable[[], list[int]], what: signal.Signals) -> None:
        for process in processes():
            with suppress(ProcessLookupError):
                os.kill(process, what)

    async def _runs(self, program: str, *words: str) -> None:
        if code := await self._returned(program, *words):
            said = self._log.read_text()[-2000:] if self._log.exists() else "nothing"
            raise AssertionError(f"{program} {' '.join(words)}: {code}\n{said}")

    async def _returned(self, program: str, *words: str) -> int:
        where = programs()
        assert where is not None
        owner = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
        command = (*owner, str(where / program), "--pgdata", str(self._data), *words)
        # Not its own output: what it starts would keep a pipe open.
        process = await asyncio.create_subprocess_exec(
            *command, cwd=self._data, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
        return await process.wait()
