"""The platform's own time, and the bell that says something has changed: nobody sleeps, nobody polls."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from bot import clock

T = TypeVar("T")


class Clock:
    """Seconds since 1970. It runs with the machine's or stands still; `advance` jumps, and wakes whom that concerns."""

    def __init__(self, *, running: bool = True) -> None:
        """It begins at what `bot.clock` shows."""
        self._base = clock.now().timestamp()
        self._started = time.monotonic()
        self._running = running
        self._waiting: set[asyncio.Future[None]] = set()

    def now(self) -> float:
        return self._base + (time.monotonic() - self._started if self._running else 0.0)

    def advance(self, seconds: float) -> None:
        """Time passes at once."""
        if seconds < 0:
            raise ValueError("time runs forward only")
        self._base += seconds
        self.ring()

    def ring(self) -> None:
        """Something has changed: whoever waits looks again."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def change(self, until: float | None = None) -> None:
        """Wait for the bell, or for a moment of this clock, whichever comes first."""
        left = None if until is None else until - self.now()
        if left is not None and left <= 0:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(left if self._running else None):
                    await future
        finally:
            self._waiting.discard(future)

    async def sleep(self, seconds: float) -> None:
        """By this clock: `advance` shortens it."""
        end = self.now() + seconds
        while self.now() < end:
            await self.change(end)

    async def until(self, holds: Callable[[], T], within: float) -> T | None:
        """What `holds` finds as soon as it finds something; None after so many seconds of the machine's time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not (found := holds()):
                    await self.change()
                return found
        return None
