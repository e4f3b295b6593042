"""A broadcast on one platform while Zalo is throttled, in virtual time, through sender and database."""

import asyncio
import random
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, text

from bot import clock
from bot.channels.zalo.api import HASTE, CallFailed
from bot.channels.zalo.channel import A_SECOND, Zalo
from bot.chat.render import Capabilities
from bot.domain.messaging.pacing import Pacer
from bot.sending.sender import Sender
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address, Person
from tests.channels import virtual_time
from tests.channels.strict import Strict, some_way
from tests.fake_telegram import RateLimits

BOT = "1459232241"
_LASTS = timedelta(hours=12)


class Throttled:
    """Zalo, answering every call 429."""

    def __init__(self) -> None:
        self.asked = 0

    async def call(self, method: str, **parameters: str) -> None:
        del method, parameters
        self.asked += 1
        raise CallFailed(HASTE, "Quota exceeded")


def rate(messages: int, seed: int, *, on_zalo: int = 0) -> tuple[float, int]:
    """Return how many leave a second while so many wait for Zalo, and how often Zalo was asked."""
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'beside.db'}"
        asyncio.run(_prepared(url, messages, on_zalo))
        return virtual_time.run(_sent(url, messages, seed))


async def _prepared(url: str, messages: int, on_zalo: int) -> None:
    database = Database(url)
    await migrate(database)
    now, channels = clock.now(), ["strict"] * messages + [f"zalo:{BOT}"] * on_zalo
    times: dict[str, Any] = {"put_at": now, "due_at": now, "expires_at": now + _LASTS}
    body = {"text": "Tối nay có lớp ở nhà văn hóa.", "buttons": []}
    kind = {"priority": Priority.BROADCAST, "message": body, "status": OutboxStatus.QUEUED}
    who = [{"id": n, "name": f"Bà {n}", "created_at": now} for n, _channel in enumerate(channels, 1)]
    where = [
        {"id": n, "person_id": n, "channel": channel, "external_id": str(n), "last_used_at": now}
        for n, channel in enumerate(channels, 1)
    ]
    rows = [{"address_id": n, "person_id": n} | kind | times for n, _channel in enumerate(channels, 1)]
    async with database.begin() as db:
        await db.execute(insert(Person), who)
        await db.execute(insert(Address), where)
        await db.execute(insert(Outbox), rows)
    await database.close()


async def _opened(database: Database) -> None:
    """Make its connection, in a thread: afterwards it needs none."""
    async with database.begin() as db:
        await db.execute(text("SELECT 1"))


async def _sent(url: str, messages: int, seed: int) -> tuple[float, int]:
    database, loop = Database(url, small=True), virtual_time.running()
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    await _opened(database)
    strict, zalo = Strict(RateLimits(), some_way(chance), Capabilities(buttons=8)), Throttled()
    sender, begins = Sender(database, {"strict": strict}), loop.time()
    sender.open(Zalo(zalo, BOT), Pacer(A_SECOND))  # type: ignore[arg-type] # it answers as the platform does
    async with loop.jumping():
        sending = asyncio.create_task(sender.run())
        for _message in range(messages):
            await strict.answers.get()
        took = loop.time() - begins
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    await database.close()
    return messages / took, zalo.asked
