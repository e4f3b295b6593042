"""What people in the chat notice while the page is attacked: the real process, with a leader logged in.

At the height of each attack 20 newcomers write once. It goes on, repeating each request when it is answered, until all
have a reply or 120 s are over. It fails if anybody got none.
"""

import asyncio
import contextlib
import os
import re
import secrets
import socket
import statistics
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import aiohttp

from bot import clock
from bot.chat.message import Incoming
from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind
from bot.domain.vietnamese import fold
from bot.services.people import identity
from bot.storage import encryption, wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests import scene
from tests.fake_telegram import FakeTelegram, Person
from tests.fake_telegram.fake import TOKEN
from tests.services.reports.test_ward_table import course, mark, person, session

ROOT = Path(__file__).parents[1]
GROUPS, LEARNERS, PEOPLE, PATIENCE = 20, 300, 20, 120.0
PUBLIC = "https://hoc-vu-so.example"


@dataclass
class Siege:
    """A process under attack; `answers` counts replies of the page. Docstrings of attacks are printed as their
    names.
    """

    port: int
    cookie: str = ""
    answers: Counter[str] = field(default_factory=Counter)

    async def half_a_body(self) -> None:
        """A roll call of 100 bytes is announced, two come, and the connection stays open."""
        head = f"POST /bang/buoi/1 HTTP/1.1\r\nHost: x\r\nCookie: hvs={self.cookie}\r\nContent-Length: 100\r\n"
        await self._left_open(head + "Content-Type: application/x-www-form-urlencoded\r\n\r\nma")

    async def reports(self) -> None:
        """200 printed reports of a ward at once."""
        await self._again_and_again(200, lambda: f"{self.cookie}", "/bang/tep/bao-cao.pdf")

    async def strangers(self) -> None:
        """900 looks with a made-up cookie at once."""
        await self._again_and_again(900, lambda: secrets.token_urlsafe(32), "/bang/")

    async def slow_heads(self) -> None:
        """200 requests whose heads never end."""
        await asyncio.gather(*(self._left_open("GET /bang/ HTTP/1.1\r\nHost: x\r\nX-A: ") for _n in range(200)))

    async def endless_body(self) -> None:
        """A roll call in pieces without end."""
        head = f"POST /bang/buoi/1 HTTP/1.1\r\nHost: x\r\nCookie: hvs={self.cookie}\r\nTransfer-Encoding: chunked\r\n"
        await self._left_open(
            head + "Content-Type: application/x-www-form-urlencoded\r\n\r\n", b"4000\r\n" + bytes(0x4000) + b"\r\n"
        )

    async def _left_open(self, sent: str, again: bytes = b"") -> None:
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(sent.encode())
            with contextlib.suppress(OSError):
                while again:
                    writer.write(again)
                    await writer.drain()
                answer = await reader.read(12)
                self.answers[answer[9:].decode() or "closed"] += 1
            writer.close()

    async def _again_and_again(self, times: int, cookie: Callable[[], str], path: str) -> None:
        async with aiohttp.ClientSession(
            f"http://127.0.0.1:{self.port}",
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(PATIENCE),
        ) as http:

            async def one() -> None:
                while True:
                    try:
                        async with http.get(path, headers={"Cookie": f"hvs={cookie()}"}) as answer:
                            await answer.read()
                            self.answers[str(answer.status)] += 1
                    except (aiohttp.ClientError, TimeoutError):
                        self.answers["closed"] += 1
                        await asyncio.sleep(0.1)

            await asyncio.gather(*(one() for _n in range(times)))


async def suffered(tg: FakeTelegram, process: Process, siege: Siege, attack: Callable[[], Awaitable[None]]) -> bool:
    siege.answers.clear()
    attacking = asyncio.ensure_future(attack())
    await asyncio.sleep(1.0)
    took = await asyncio.gather(*(_answered(tg.person(f"Người {n}")) for n in range(PEOPLE)))
    attacking.cancel()
    await asyncio.gather(attacking, return_exceptions=True)
    right = [seconds for seconds in took if seconds is not None]
    name = (attack.__doc__ or "").rstrip(".")
    worst = f"worst {max(right):6.2f} s, median {statistics.median(right):6.2f} s" if right else "-"
    ended = "" if process.returncode is None else f" · the process ended with {process.returncode}"
    print(f"{name:<82} {len(right):>2}/{PEOPLE} answered · {worst} · {dict(siege.answers)}{ended}", flush=True)
    return len(right) == PEOPLE


async def _answered(who: Person) -> float | None:
    start = perf_counter()
    await who.says("chào")
    try:
        await who.sees("Kính chào", within=PATIENCE)
    except AssertionError:
        return None
    return perf_counter() - start


async def prepared(url: str, key: str, leader: int) -> None:
    encryption.KEY_RING = encryption.KeyRing([key])
    database = Database(url)
    await migrate(database)
    async with database.begin() as db:
        await wards.seed(db)
        groups = [await scene.group(db, str(n)) for n in range(1, GROUPS + 1)]
        address = await identity.caller(db, Incoming("telegram", "bench", str(leader)))
        lan = address.person
        lan.name, lan.search_name, lan.address_form = "Trần Thị Lan", fold("Trần Thị Lan"), "chi"
        lan.group_id, lan.ward_code = groups[0].id, groups[0].ward_code
        await scene.role(db, lan, RoleKind.LEADER, groups[0])
        (await scene.role(db, lan, RoleKind.COORDINATOR, groups[0])).group_id = None
        learners = [await person(db) for _n in range(LEARNERS)]
        for n, group in enumerate(groups):
            made = await course(db, group, lan)
            for day in range(4):
                held = await session(db, made, f"{clock.today()}" if day == 0 else f"2026-11-{day + 1:02}")
                await mark(db, held, dict.fromkeys(learners[n * 10 : n * 10 + 30], Mark.PRESENT))
    await database.close()


@asynccontextmanager
async def standing(folder: Path, tg: FakeTelegram) -> AsyncIterator[tuple[Process, Siege]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    lan, key, url = tg.person("Lan"), encryption.new_key(), f"sqlite+aiosqlite:///{folder / 'bot.db'}"
    await prepared(url, key, lan.id)
    settings = {
        "PYTHONPATH": str(ROOT),
        "BOT_NO_SETUP": "1",
        "BOT_KEYS": key,
        "BOT_DATABASE_URL": url,
        "BOT_TELEGRAM_TOKEN": TOKEN,
        "BOT_TELEGRAM_API_BASE": tg.root,
        "BOT_PUBLIC_URL": PUBLIC,
        "BOT_LISTEN": f"127.0.0.1:{port}",
    }
    log = (folder / "log").open("wb")
    command = (sys.executable, "-m", "bot", "run")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=os.environ | settings, stdout=DEVNULL, stderr=log
    )
    try:
        await lan.says("bảng")
        message = await lan.sees("/bang/vao/", within=PATIENCE)
        found = re.search(r"/bang/vao/\S+", message.text)
        link = f"http://127.0.0.1:{port}{found[0] if found else ''}"
        async with aiohttp.ClientSession() as http, http.post(link, allow_redirects=False) as answer:
            cookie = answer.cookies["hvs"].value
        yield process, Siege(port, cookie)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        log.close()


async def main() -> None:
    good = True
    for name in sys.argv[1:] or ("half_a_body", "reports", "strangers", "slow_heads", "endless_body"):
        with tempfile.TemporaryDirectory() as folder:
            async with FakeTelegram() as tg, standing(Path(folder), tg) as (process, siege):
                good = await suffered(tg, process, siege, getattr(siege, name)) and good
    sys.exit(0 if good else 1)


asyncio.run(main())
