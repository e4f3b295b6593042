"""Updates that a platform hands over only once, kept until they are taken."""

import json

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.storage.database import Database
from bot.storage.piecewise import legible
from bot.storage.tables.bots import KeptUpdate


class Inbox:
    """Of one channel."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    async def keep(self, update: object) -> int:
        """Raises Unavailable."""
        async with self._database.begin() as db:
            row = KeptUpdate(channel=self._channel, body={"update": _plain(update)}, at=clock.now())
            db.add(row)
            await db.flush()
            return row.id

    async def left(self) -> list[tuple[int, object]]:
        """Return what was kept and not taken, in order."""

        async def look(db: AsyncSession) -> list[tuple[int, object]]:
            here = select(KeptUpdate).where(KeptUpdate.channel == self._channel).order_by(KeptUpdate.id)
            return [(row.id, json.loads(row.body["update"])) for row in await legible(db, here)]

        return await self._database.patiently(look)

    async def done(self, number: int) -> None:
        await self._database.patiently(lambda db: _drop(db, number))


def _plain(update: object) -> str:
    """Return it in ASCII: halves of characters cannot be sealed otherwise. Nothing is left of what is too deep."""
    try:
        return json.dumps(update)
    except RecursionError:
        return "null"


async def _drop(db: AsyncSession, number: int) -> None:
    await db.execute(delete(KeptUpdate).where(KeptUpdate.id == number))
