"""Updates that a platform hands over only once, kept until they are taken."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.piecewise import legible
from bot.storage.tables.bots import KeptUpdate
from bot.storage.tables.messaging import SeenUpdate


@dataclass(frozen=True)
class _Arrived:
    channel: str
    body: str
    number: "asyncio.Future[int]"


class Inbox:
    """Of all channels: however many updates arrive at once, they take the database's one writer once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._arrived: list[_Arrived] = []
        self._done: list[int] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, channel: str, update: object) -> int:
        """Raises Unavailable."""
        one = _Arrived(channel, _plain(update), asyncio.get_running_loop().create_future())
        self._arrived.append(one)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await one.number

    async def left(self, channel: str, lies: timedelta = timedelta(0)) -> list[tuple[int, object]]:
        async def look(db: AsyncSession) -> list[tuple[int, object]]:
            here = select(KeptUpdate).where(KeptUpdate.channel == channel, KeptUpdate.at <= clock.now() - lies)
            here = here.order_by(KeptUpdate.id)
            return [(row.id, json.loads(row.body["update"])) for row in await legible(db, here)]

        return await self._database.patiently(look)

    async def has_earlier(self, channel: str, number: int, event_of: Callable[[object], str | None]) -> bool:
        """Return whether something of the same account came before and is not taken: another process may have it.

        `event_of` returns the id of an update of this account, and None for others.
        """
        if self._database.embedded:
            return False
        async with self._database.read() as db:
            before = select(KeptUpdate).where(KeptUpdate.channel == channel, KeptUpdate.id < number)
            updates = [json.loads(row.body["update"]) for row in await legible(db, before)]
            events = {event for update in updates if (event := event_of(update)) is not None}
            seen = select(SeenUpdate.event_id).where(SeenUpdate.channel == channel, SeenUpdate.event_id.in_(events))
            return bool(events) and events != {*await db.scalars(seen)}

    def done(self, number: int) -> None:
        self._done.append(number)

    async def tidy(self) -> None:
        if self._done and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())
            await self._writing

    async def _write(self) -> None:
        while self._arrived or self._done:
            arrived, self._arrived = self._arrived, []
            done, self._done = self._done, []
            try:
                async with self._database.begin() as db:
                    numbers = await _written(db, arrived, done)
            except Unavailable as error:
                self._done += done
                # And what arrived meanwhile: it would wait for the next.
                arrived += self._arrived
                self._arrived = []
                return _fail(arrived, error)
            for one, number in zip(arrived, numbers, strict=True):
                _tell(one, number)


async def _written(db: AsyncSession, arrived: list[_Arrived], done: list[int]) -> list[int]:
    now = clock.now()
    rows = [KeptUpdate(channel=one.channel, body={"update": one.body}, at=now) for one in arrived]
    db.add_all(rows)
    await db.flush()
    if done:
        await db.execute(delete(KeptUpdate).where(KeptUpdate.id.in_(done)))
    return [row.id for row in rows]


def _tell(one: _Arrived, number: int) -> None:
    if not one.number.done():
        one.number.set_result(number)


def _fail(arrived: list[_Arrived], error: Unavailable) -> None:
    for one in arrived:
        if not one.number.done():
            one.number.set_exception(error)


def _plain(update: object) -> str:
    try:
        return json.dumps(update)
    except RecursionError:
        return "null"
