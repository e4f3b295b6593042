"""Takes one raw update, however it arrived: it is kept first, for Zalo hands it over only once."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Protocol

import structlog

from bot.channels.channel import Unreadable
from bot.channels.zalo.inbound import UNREAD, number_of, to_incoming
from bot.chat.message import Incoming, IncomingKind
from bot.storage.passing import Unavailable

log = structlog.get_logger()

Hear = Callable[[Incoming], Awaitable[None]]

_WAITS_FOR, _LOOK_EVERY = 10.0, 0.1  # seconds
_AGAIN_IN = 5.0  # seconds until an update that the database could not take is tried again


class Kept(Protocol):
    """Where updates are kept until they are taken."""

    async def keep(self, channel: str, update: object) -> int: ...

    async def left(self, channel: str, lies: timedelta = ...) -> list[tuple[int, object]]: ...

    async def has_earlier(self, channel: str, number: int, event_of: Callable[[object], str | None]) -> bool: ...

    def done(self, number: int) -> None: ...


class ZaloIntake:
    """`hear` runs the turn."""

    def __init__(self, channel: str, me: str, hear: Hear, kept: Kept) -> None:
        self._channel = channel
        self._me = me
        self._hear = hear
        self._kept = kept
        self._beside: dict[int, asyncio.Task[None]] = {}
        self.received = 0  # messages since the count was last taken

    async def begin(self, lies: timedelta = timedelta(0)) -> None:
        for number, update in await self._kept.left(self._channel, lies):
            if number not in self._beside:
                self._start(number, update)

    async def take(self, update: object) -> None:
        """Keep it; it is worked on beside. Raises Unavailable if it could not be kept."""
        number = await self._kept.keep(self._channel, update)
        self.received += 1
        self._start(number, update)

    def _start(self, number: int, update: object) -> None:
        self._beside[number] = task = asyncio.create_task(self._taken(number, update))
        task.add_done_callback(lambda _done: self._beside.pop(number))

    async def _taken(self, number: int, update: object) -> None:
        incoming = self._read(update)
        if incoming is not None:
            await self._is_next(number, incoming)
            await self._heard(incoming)
        self._kept.done(number)

    async def _is_next(self, number: int, incoming: Incoming) -> None:
        # Not for ever: what comes too often is never taken.

        def event_of(update: object) -> str | None:
            with suppress(Unreadable):
                other = to_incoming(update, self._channel, self._me)
                if other is not None and other.external_id == incoming.external_id:
                    return other.event_id
            return None

        with suppress(TimeoutError, Unavailable):
            async with asyncio.timeout(_WAITS_FOR):
                while await self._kept.has_earlier(self._channel, number, event_of):  # noqa: ASYNC110 in another process
                    await asyncio.sleep(_LOOK_EVERY)

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
