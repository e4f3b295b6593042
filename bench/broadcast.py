"""A broadcast to 100,000 chats against a strict server, with replies asked for in the middle of it.

First in virtual time: how much of the limit is used without a refusal by pacing on answers (ours) and by pacing on
departures, at 30 and at 26 a second. Then a minute in real time, through sender and database with 100,000 messages
waiting; and the rate of the same way without limits.
"""

import argparse
import asyncio
import random
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot import clock
from bot.channels.channel import SendResult
from bot.chat.message import Incoming, Outgoing
from bot.chat.render import Capabilities
from bot.chat.say import say
from bot.domain.messaging.pacing import EVERYBODY, Pacer
from bot.i18n import verbatim
from bot.sending.sender import Sender
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address, Person
from tests.channels.strict import Strict, some_way
from tests.domain.messaging.test_pacing import World
from tests.fake_telegram import RateLimits

_NEWS = "Chị em tổ 4 ơi, tối nay có lớp về chữ ký số ở nhà văn hóa."
_UNLIMITED = 10**9


@dataclass
class Departures(Pacer):
    """Paces on departures: so many a second, whatever the answers."""

    rate: float = 26.0

    def wait(self, now: float, *, is_reply: bool = False) -> float:
        del is_reply
        return max(self._next_at - now, 0.0)

    def left(self, address: int, now: float) -> None:
        self._flying[address] = now
        self._next_at = max(self._next_at, now) + 1 / self.rate


def line(name: str, pacer: Pacer, messages: int, seed: int) -> float:
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    world = World(chance, pacer=pacer)
    replies = sorted(chance.uniform(1, messages / EVERYBODY) for _n in range(messages // 50))
    took = world.run(messages, replies)
    rate, waited = (messages + len(replies)) / took, sorted(world.waited)
    print(
        f"{name:<26} {rate:5.2f} a second = {rate / EVERYBODY:4.0%} of the limit · {world.server.refused:>6} refused · "
        f"a reply leaves after {waited[len(waited) // 2]:.3f} s, p99 {waited[int(0.99 * len(waited))]:.3f} s"
    )
    return rate


@dataclass
class Timed:
    """A strict channel that records when each message was handed to it."""

    strict: Strict
    left: dict[str, float] = field(default_factory=dict)
    name: str = "strict"

    def can(self, external_id: str) -> Capabilities:
        return self.strict.can(external_id)

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        self.left.setdefault(message.text, time.perf_counter())
        return await self.strict.send(external_id, message, edits)


@asynccontextmanager
async def waiting(messages: int) -> AsyncIterator[Database]:
    """Make a database in which so many messages wait, each for another chat."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        await migrate(database)
        now = clock.now()
        body = {"text": _NEWS, "buttons": []}
        times: dict[str, Any] = {"put_at": now, "due_at": now, "expires_at": now + timedelta(hours=12)}
        numbers = range(1, messages + 1)
        who = [{"id": n, "name": f"Bà {n}", "created_at": now} for n in numbers]
        where = [
            {"id": n, "person_id": n, "channel": "strict", "external_id": str(n), "last_used_at": now} for n in numbers
        ]
        rows = [
            {
                "address_id": n,
                "person_id": n,
                "priority": Priority.BROADCAST,
                "message": body,
                "status": OutboxStatus.QUEUED,
            }
            | times
            for n in numbers
        ]
        async with database.begin() as db:
            await db.execute(insert(Person), who)
            await db.execute(insert(Address), where)
            await db.execute(insert(Outbox), rows)
        try:
            yield database
        finally:
            await database.close()


async def minute(messages: int, seconds: float, chance: random.Random) -> None:
    limits = RateLimits()
    channel = Timed(Strict(limits, some_way(chance), Capabilities(buttons=8, gap=1.0)))
    async with waiting(messages) as database:
        sender = Sender(database, {"strict": channel})
        sending = asyncio.create_task(sender.run())
        asked = await _replies(database, sender, seconds)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    rate = len(channel.strict.arrived) / seconds
    waits = sorted(channel.left[words] - at for words, at in asked.items() if words in channel.left)
    print(
        f"sender and database, {seconds:.0f} s   {rate:5.2f} a second = {rate / EVERYBODY:4.0%} of the limit · "
        f"{limits.refused:>6} refused · a reply leaves after {waits[len(waits) // 2]:.3f} s, "
        f"p99 {waits[int(0.99 * len(waits))]:.3f} s ({len(waits)} of {len(asked)})"
    )


async def _replies(database: Database, sender: Sender, seconds: float) -> dict[str, float]:
    """Let somebody write twice a second; return when each reply was put, by its text."""
    asked: dict[str, float] = {}
    until = time.perf_counter() + seconds
    for n in count(1):
        await asyncio.sleep(0.5)
        if time.perf_counter() > until - 1:
            break
        async with database.begin() as db:
            address = await identity.caller(db, Incoming("strict", str(n), str(_UNLIMITED + n)))
            await outbox.reply(db, address, say(verbatim(f"Dạ, câu trả lời {n}.")))
        asked[f"Dạ, câu trả lời {n}."] = time.perf_counter()
        sender.wake()
    await asyncio.sleep(max(until - time.perf_counter(), 0))
    return asked


async def unlimited(messages: int, seconds: float, nowhere: Callable[[], float]) -> None:
    limits = RateLimits(overall=_UNLIMITED, private_burst=_UNLIMITED)
    strict = Strict(limits, nowhere, Capabilities(buttons=8))
    async with waiting(messages) as database:
        sender = Sender(database, {})
        sender.open(strict, Pacer(most=_UNLIMITED))
        sending = asyncio.create_task(sender.run())
        await asyncio.sleep(seconds)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    rate = len(strict.arrived) / seconds
    print(f"the same, nobody limits    {rate:5.0f} a second = {rate / EVERYBODY:.1f} times the limit")


def main() -> None:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--messages", type=int, default=100_000)
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    wanted.add_argument("--seconds", type=float, default=60, help="of real time through the database; 0 is none")
    asked = wanted.parse_args()
    print(f"{asked.messages} messages, 10 to 120 ms on the way, seed {asked.seed}")
    ours = line("on answers (ours)", Pacer(), asked.messages, asked.seed)
    line("on departures, 30 a second", Departures(rate=30.0), asked.messages, asked.seed)
    steady = line("on departures, 26 a second", Departures(rate=26.0), asked.messages, asked.seed)
    print(f"ratio to 26 a second       {ours / steady:.2f}")
    if asked.seconds:
        asyncio.run(minute(asked.messages, asked.seconds, random.Random(asked.seed)))  # noqa: S311 repeatable
        asyncio.run(unlimited(asked.messages, min(asked.seconds, 10), lambda: 0.0))


if __name__ == "__main__":
    main()
