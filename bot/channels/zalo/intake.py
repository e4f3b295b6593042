"""Takes one raw update, however it arrived: it is kept first, for Zalo hands it over only once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

from bot.channels.channel import Unreadable
from bot.channels.zalo.inbound import UNREAD, number_of, to_incoming
from bot.chat.message import Incoming, IncomingKind
from bot.storage.passing import Unavailable

log = structlog.get_logger()

Hear = Callable[[Incoming], Awaitable[None]]

_AGAIN_IN = 5.0  # seconds until an update that the database could not take is tried again


class Kept(Protocol):
    """Where updates are kept until they are taken."""

    async def keep(self, channel: str, update: object) -> int: ...

    async def left(self, channel: str) -> list[tuple[int, object]]: ...

    def done(self, number: int) -> None: ...


class ZaloIntake:
    """`hear` runs the turn."""

    def __init__(self, channel: str, me: str, hear: Hear, kept: Kept) -> None:
        self._channel = channel
        self._me = me
        self._hear = hear
        self._kept = kept
        self._beside: set[asyncio.Task[None]] = set()
        self.received = 0  # messages since the count was last taken

    async def begin(self) -> None:
        for number, update in await self._kept.left(self._channel):
            self._start(number, update)

    async def take(self, update: object) -> None:
        """Keep it; it is worked on beside. Raises Unavailable if it could not be kept."""
        number = await self._kept.keep(self._channel, update)
        self.received += 1
        self._start(number, update)

    def _start(self, number: int, update: object) -> None:
        task = asyncio.create_task(self._taken(number, update))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _taken(self, number: int, update: object) -> None:
        incoming = self._read(update)
        if incoming is not None:
            await self._heard(incoming)
        self._kept.done(number)

    async def _heard(self, incoming: Incoming) -> None:
        while True:
            try:
                await self._hear(incoming)
            except Unavailable:
                await asyncio.sleep(_AGAIN_IN)
                continue
            except Exception:
                log.exception("an update was not taken", channel=self._channel, update=incoming.event_id)
            return

    def _read(self, update: object) -> Incoming | None:
        try:
            return to_incoming(update, self._channel, self._me)
        except Unreadable as error:
            # What people wrote stays out of the log.
            log.warning("an update could not be read", channel=self._channel, missing=str(error))
            return Incoming(self._channel, f"{UNREAD}{number_of(update)}", "", IncomingKind.UNREADABLE)
