"""Builds everything; the only file that knows everybody."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from weakref import WeakValueDictionary

from bot import clock, ticks
from bot.channels.channel import Channel
from bot.chat.message import Incoming
from bot.sender import Sender
from bot.storage.database import Database
from bot.turn import take_turn


class App:
    """The running assistant: a database, its channels and the sender between them."""

    def __init__(self, database: Database, channels: Mapping[str, Channel]) -> None:
        """`channels` by name; the database has its tables."""
        self.database = database
        self.sender = Sender(database, channels)
        self._in_turn: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def hear(self, incoming: Incoming) -> None:
        """Take one message; one account's turns run one after another, in the order they came."""
        account = (incoming.channel, incoming.external_id)
        lock = self._in_turn.setdefault(account, asyncio.Lock())
        async with lock:
            await take_turn(self.database, incoming)
        self.sender.wake()

    async def advance(self, to: datetime) -> None:
        """Move a stopped clock: what is in flight lands first, then each thing due happens at its own time."""
        await self.sender.drain()
        while (due := await self.next_moment()) is not None and due <= to:
            await self._happen(due)
        await self._happen(to)

    async def next_moment(self) -> datetime | None:
        """When something will be due next."""
        later = [at for at, _what in await ticks.upcoming(self.database) if at > clock.now()]
        return min(later, default=None)

    async def _happen(self, at: datetime) -> None:
        clock.stop_at(at)
        await ticks.run_all(self.database)
        await self.sender.drain()
