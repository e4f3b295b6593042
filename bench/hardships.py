"""What no test is long enough for: kills in a broadcast, a storm of restarts, hours of work. The real process, SQLite.

`broadcast`, `restarts` or `soak`, by `polling` or `webhook`. It fails if anything was lost, a broadcast came twice, or
memory grew.
"""

import argparse
import asyncio
import os
import random
import secrets
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert

from bot import clock
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address, Person
from tests.channels.crashes import born, live, prepared
from tests.fake_telegram import FakeTelegram

_READERS, _KILLS = 600, 20
_IN_FLIGHT = 16
_WRITERS, _RESTARTS = 20, 30
_PATIENCE = 300.0
_EVER_DUE = timedelta(days=1)  # for the process it is always daytime, by a clock hours from ours
_LOOKED_AT = 0.1, 0.5  # of the time, and at its end
_DRIFT = 1.05  # of what it had when first looked at
_CONNECTIONS = 64  # what the sender keeps alive (32), what fetches, and as much again
_PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20
_UNFINISHED = "SELECT count(*) FROM outbox WHERE status IN ('queued', 'sending')"


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def _number(file: Path, query: str) -> int:
    with closing(sqlite3.connect(file)) as db:
        return int(db.execute(query).fetchone()[0])


async def _finished(file: Path) -> None:
    until = perf_counter() + 10 * _PATIENCE
    while _number(file, _UNFINISHED):
        if perf_counter() > until:
            raise AssertionError(f"{_number(file, _UNFINISHED)} messages never left")
        await asyncio.sleep(0.2)


async def _until(tg: FakeTelegram, process: BaseProcess, counted: Callable[[], int], wanted: float) -> None:
    await tg.until(lambda: counted() >= wanted or process.exitcode is not None, _PATIENCE)
    if process.exitcode is not None:
        raise AssertionError(f"the process ended by itself with {process.exitcode}")


async def _ended(process: BaseProcess, by: signal.Signals) -> None:
    os.kill(process.pid or 0, by)
    await asyncio.to_thread(process.join, 30)
    if process.exitcode is None:
        raise AssertionError(f"it did not end by {by.name}")


async def _announced(url: str, tg: FakeTelegram) -> None:
    """Put one message for each of many people, who have started the bot long ago."""
    database, now = Database(url), clock.now()
    times = {"put_at": now, "due_at": now - _EVER_DUE, "expires_at": now + _EVER_DUE}
    readers = [tg.person(f"Người {n}").id for n in range(_READERS)]
    for reader in readers:
        tg.state.world.chats[reader].standing = "member"
    numbers = range(1001, 1001 + _READERS)
    row = {"priority": Priority.BROADCAST, "status": OutboxStatus.QUEUED, **times}
    async with database.begin() as db:
        await db.execute(insert(Person), [{"id": n, "name": f"Bà {n}", "created_at": now} for n in numbers])
        where = {"channel": "telegram", "last_used_at": now}
        pairs = list(zip(numbers, readers, strict=True))
        await db.execute(
            insert(Address), [{"id": n, "person_id": n, "external_id": str(to), **where} for n, to in pairs]
        )
        words = [{"text": f"Tối nay có lớp, bác {n}.", "buttons": []} for n in numbers]
        said = [{"address_id": n, "person_id": n, "message": body} for n, body in zip(numbers, words, strict=True)]
        await db.execute(insert(Outbox), [each | row for each in said])
    await database.close()


async def broadcast(mode: str, kills: int, chance: random.Random) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        async with FakeTelegram() as tg:
            await prepared(_url(file))
            await _announced(_url(file), tg)
            for n in range(kills):
                process, wanted = born(file, tg, mode, live), _READERS * (n + chance.random()) / (kills + 1)
                await _until(tg, process, lambda: len(_arrived(tg)), wanted)
                await asyncio.sleep(chance.uniform(0.0, 0.3))
                await _ended(process, signal.SIGKILL)
            last = born(file, tg, mode, live)
            await _finished(file)
            await _ended(last, signal.SIGTERM)
            came = Counter(_arrived(tg))
        unclear = _number(file, "SELECT count(*) FROM outbox WHERE priority = 'c_broadcast' AND status <> 'sent'")
    twice, never = sum(n - 1 for n in came.values()), _READERS - len(came)
    print(
        f"{mode}: {_READERS} readers, {kills} kills: {never} never, {twice} twice, {unclear} left to the administrator"
    )
    return twice == 0 and never <= unclear <= kills * _IN_FLIGHT


def _arrived(tg: FakeTelegram) -> list[str]:
    return [
        str(one.parameters["chat_id"])
        for one in tg.exchanges
        if one.applied and one.method == "sendMessage" and "Tối nay" in str(one.parameters.get("text"))
    ]


async def restarts(mode: str, times: int, _chance: random.Random) -> bool:
    """Stop and start again and again while people write; every word is answered in the end, and once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        async with FakeTelegram() as tg:
            await prepared(_url(file))
            people = [tg.person(f"Người {n}") for n in range(_WRITERS)]
            slowest = 0.0
            for n in range(times):
                process = born(file, tg, mode, live)
                before = len(tg.exchanges)
                await people[n % _WRITERS].says("chào")
                await _until(tg, process, lambda: len(tg.exchanges), before + 1)
                begun = perf_counter()
                await _ended(process, signal.SIGTERM)
                slowest = max(slowest, perf_counter() - begun)
            last = born(file, tg, mode, live)
            await tg.all_taken(_PATIENCE)
            await _finished(file)
            await _ended(last, signal.SIGTERM)
            lost = len(tg.pending) + len(tg.expired)
            meant = _number(file, "SELECT count(*) FROM outbox WHERE priority = 'a_reply'")
            came = sum(one.applied and one.method in {"sendMessage", "editMessageText"} for one in tg.exchanges)
        taken = _number(file, "SELECT count(*) FROM seen_update")
    print(
        f"{mode}: {times} restarts by SIGTERM: {lost} of {times} updates lost, {taken} taken, {meant} answers, "
        f"{came} arrived; it stopped within {slowest:.1f} s"
    )
    return lost == 0 and taken == times and meant == came and slowest < 10


async def soak(mode: str, minutes: float, chance: random.Random) -> bool:
    """A message each tenth of a second, from one of many; memory, open files and connections on the way and at the end.

    Connections come and go with what is sent at once, up to the sender's limit; files must not.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        async with FakeTelegram() as tg:
            await prepared(_url(file))
            people = [tg.person(f"Người {n}") for n in range(_READERS)]
            process = born(file, tg, mode, live)
            begun, said, held = perf_counter(), 0, list[_Held]()
            while (gone := perf_counter() - begun) < minutes * 60:
                await chance.choice(people).says(chance.choice(("chào", "lịch học", "menu", "/help", "ăn cơm chưa")))
                said += 1
                await asyncio.sleep(0.1)
                if len(held) < len(_LOOKED_AT) and gone > minutes * 60 * _LOOKED_AT[len(held)]:
                    held.append(_held(process))
            await tg.all_taken(_PATIENCE)
            await _finished(file)
            held.append(_held(process))
            journal = file.with_name("bot.db-wal").stat().st_size / 2**20
            await _ended(process, signal.SIGTERM)
            lost = len(tg.pending) + len(tg.expired)
    told = ", ".join(f"{one.memory:.0f} MB, {one.files} files and {one.connections} connections" for one in held)
    print(
        f"{mode}: {said} messages in {minutes:.0f} minutes, {lost} lost; after a tenth of the time, half of it and at "
        f"the end {told}, a journal of {journal:.0f} MB"
    )
    early, *_between, late = held
    is_flat = late.memory < early.memory * _DRIFT and late.files <= early.files + 2
    return lost == 0 and is_flat and late.connections < _CONNECTIONS and journal < 100


@dataclass(frozen=True)
class _Held:
    """`memory` in MB."""

    memory: float
    files: int
    connections: int


def _held(process: BaseProcess) -> _Held:
    of = Path(f"/proc/{process.pid}")
    opened = [str(one.readlink()) for one in (of / "fd").iterdir()]
    connections = sum(one.startswith("socket:") for one in opened)
    memory = int((of / "statm").read_text("ascii").split()[1]) * _PAGE
    return _Held(memory, len(opened) - connections, connections)


async def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("hardship", choices=("broadcast", "restarts", "soak"))
    wanted.add_argument("mode", choices=("polling", "webhook"))
    wanted.add_argument("--kills", type=int, default=_KILLS)
    wanted.add_argument("--restarts", type=int, default=_RESTARTS)
    wanted.add_argument("--minutes", type=float, default=60.0)
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    asked = wanted.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 repeatable on purpose
    held = {
        "broadcast": lambda: broadcast(asked.mode, asked.kills, chance),
        "restarts": lambda: restarts(asked.mode, asked.restarts, chance),
        "soak": lambda: soak(asked.mode, asked.minutes, chance),
    }
    sys.exit(0 if await held[asked.hardship]() else 1)


if __name__ == "__main__":  # the processes to be killed import this file too
    asyncio.run(main())
