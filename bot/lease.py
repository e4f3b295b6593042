"""Ensures one process per bot, by a lease in the database."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from bot.errors import OperatorError
from bot.services.delivery import queue
from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_RENEW = queue.LEASE.total_seconds() / 4
# A lease that stood still for so long is a dead process's. Wall clocks are not asked: they jump, and would let a start
# wait for an hour, or take the lease of a process that is alive.
_DEAD_AFTER = queue.LEASE.total_seconds()
_LOOK_EVERY, _LOOK_FOR = 1.0, 10.0  # seconds
_LET_GO_WITHIN = 1.0  # seconds


class AnotherIsRunning(OperatorError):
    """Another process runs this bot; two senders would send everything twice."""


@asynccontextmanager
async def leased(database: Database, name: str) -> AsyncIterator[None]:
    """Hold the lease; if it is lost, cancel the task. Raises AnotherIsRunning."""
    holder = secrets.token_hex(8)
    await _take(database, name, holder)
    lease = _Lease(database, name, holder, asyncio.current_task())
    renewing = asyncio.create_task(lease.renew())
    try:
        yield
    except asyncio.CancelledError:
        if lease.is_lost:
            raise AnotherIsRunning("another process has taken this bot over: this one stops") from None
        raise
    finally:
        renewing.cancel()
        if not lease.is_lost:
            await _let_go(database, name, holder)


async def _let_go(database: Database, name: str, holder: str) -> None:
    with suppress(Unavailable, TimeoutError):
        async with asyncio.timeout(_LET_GO_WITHIN), database.begin() as db:
            await queue.let_go(db, name, holder)


@dataclass
class _Lease:
    database: Database
    name: str
    holder: str
    main: "asyncio.Task[None] | None"
    is_lost: bool = False

    async def renew(self) -> None:
        """Renew until cancelled or lost.

        While the database is unavailable nobody can send or take the lease. The lease may expire then, but is
        lost only if another process takes it first afterwards.
        """
        while True:
            await asyncio.sleep(_RENEW)
            if await self.database.patiently(lambda db: queue.hold(db, self.name, self.holder)):
                return self._lose()

    def _lose(self) -> None:
        self.is_lost = True
        log.error("the lease was lost: another process has taken over")
        if self.main is not None:
            self.main.cancel()


async def _take(database: Database, name: str, holder: str) -> None:
    loop = asyncio.get_running_loop()
    begun = since = loop.time()
    seen = None
    while loop.time() < begun + _LOOK_FOR:
        async with database.begin() as db:
            other = await queue.hold(db, name, holder)
            if other is None:
                return
            if other != seen:
                seen, since = other, loop.time()
            elif loop.time() >= since + _DEAD_AFTER and await queue.take_over(db, name, holder, other):
                return
        log.info("waiting: the last process of this bot may just have ended")
        await asyncio.sleep(_LOOK_EVERY)
    raise AnotherIsRunning("another process is running this bot on this database: stop it first")
