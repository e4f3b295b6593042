"""Kills the real process again and again while people write to it on Zalo, and counts what became of every message."""

import asyncio
import json
import multiprocessing
import os
import random
import signal
import socket
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.storage import encryption
from tests.channels.crashes import KEY, PUBLIC, live, prepared
from tests.fake_zalo import FakeZalo, Person, Style

PATIENCE = 60.0


@dataclass
class ZaloTally:
    """What became of what `said` people sent: `lost` was never taken, `repeated` answers came twice."""

    mode: str
    seed: int
    kills: int = 0
    said: int = 0
    taken: int = 0
    lost: int = 0
    unanswered: int = 0
    repeated: int = 0

    @property
    def is_good(self) -> bool:
        """By webhook nothing is lost; polling loses at most what was being handed over at a kill."""
        most = self.kills if self.mode == "polling" else 0
        return self.lost <= most and self.repeated <= self.kills and not self.unanswered


async def zalo_torment(kills: int, seed: int, mode: str, *, pause: float = 0.1) -> ZaloTally:
    """One message each `pause` seconds, from somebody else each time, while the process is killed and begun again."""
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    tally = ZaloTally(mode, seed)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bot.db"
        await prepared(f"sqlite+aiosqlite:///{database}")
        async with FakeZalo(Style(by_status=chance.random() < 0.5, wrapped=chance.random() < 0.5)) as zalo:
            zalo.patience = PATIENCE
            await _Torment(zalo, database, chance, tally).run(kills, pause)
    return tally


@dataclass
class _Torment:
    zalo: FakeZalo
    database: Path
    chance: random.Random
    tally: ZaloTally
    said: dict[str, Person] = field(default_factory=dict)

    async def run(self, kills: int, pause: float) -> None:
        for _kill in range(kills):
            process = await self._born()
            talking = asyncio.create_task(self._talk(pause))
            await asyncio.sleep(self.chance.uniform(0.5, 1.5))
            os.kill(process.pid or 0, signal.SIGKILL)
            talking.cancel()
            await asyncio.to_thread(process.join)
            self.tally.kills += 1
        last = await self._born()
        await self.zalo.until(lambda: not self.zalo.pending)
        await self._all_done()
        last.terminate()
        await asyncio.to_thread(last.join, 30)
        self._count()

    async def _talk(self, pause: float) -> None:
        while True:
            person = self.zalo.person(f"Người {len(self.said)}")
            update = await person.says("chào")
            self.said[update["message"]["message_id"]] = person
            await asyncio.sleep(pause)

    async def _born(self) -> BaseProcess:
        with closing(sqlite3.connect(self.database, isolation_level=None)) as db:
            # Whoever held the lease was killed: nobody has to watch whether it is renewed.
            db.execute("DELETE FROM lease")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        words = {
            "BOT_ZALO_TOKEN": self.zalo.token,
            "BOT_ZALO_API_BASE": self.zalo.root,
            "BOT_ZALO_MODE": self.tally.mode,
            "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            "BOT_PUBLIC_URL": PUBLIC,
            "BOT_LISTEN": f"127.0.0.1:{port}",
            "BOT_KEYS": KEY,
        }
        self.zalo.moves(PUBLIC, f"http://127.0.0.1:{port}")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["bot.serving", "tests.channels.zalo_crashes"])
        process = context.Process(target=live, args=(words, str(self.database.with_suffix(".log"))))
        before = len(self.zalo.calls)
        process.start()
        await self.zalo.until(lambda: len(self.zalo.calls) > before or process.exitcode is not None)
        if process.exitcode is not None:
            raise AssertionError(f"it ended: {self.database.with_suffix('.log').read_text()[-2000:]}")
        return process

    async def _all_done(self) -> None:
        """Nothing waits to be sent, and for a second nothing more has been taken."""
        waits = "SELECT 1 FROM outbox WHERE status IN ('queued', 'sending')"
        taken = -1
        for _look in range(int(PATIENCE)):
            before, taken = taken, len(self._rows("SELECT 1 FROM seen_update"))
            if before == taken and not self._rows(waits):
                return
            await asyncio.sleep(1)
        raise AssertionError("not everything was taken and sent")

    def _count(self) -> None:
        taken = {str(number) for (number,) in self._rows("SELECT event_id FROM seen_update")}
        self.tally.said, self.tally.taken = len(self.said), len(taken)
        self.tally.lost = len(self.said.keys() - taken)
        self.tally.unanswered = sum(not self.said[number].messages for number in taken)
        ring = encryption.KeyRing([KEY])
        meant = Counter(
            (str(account), json.loads(ring.decrypt(str(sealed)))["text"].split("\n")[0])
            for account, sealed in self._rows(
                "SELECT external_id, message FROM (SELECT address.external_id, outbox.message FROM outbox"
                " JOIN address ON address.id = outbox.address_id)"
            )
        )
        came = Counter((one.id, text.split("\n")[0]) for one in self.said.values() for text in one.messages)
        self.tally.repeated = (came - meant).total()

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as db:
            return list(db.execute(query))


def report(tallies: Iterable[ZaloTally]) -> str:
    """A line for each torment."""
    return "\n".join(
        f"{one.mode:<8} seed {one.seed}: {one.kills} kills · {one.taken} of {one.said} messages taken, {one.lost} lost"
        f" · {one.repeated} answers repeated, {one.unanswered} never came"
        for one in tallies
    )
