"""One process for one bot: it holds a lease in the database while it works."""

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
_LET_GO_WITHIN = 1.0  # seconds


class AnotherIsRunning(OperatorError):
    """A second process for the same bot refuses to work: two senders would write everything twice."""


@asynccontextmanager
async def leased(database: Database, name: str) -> AsyncIterator[None]:
    """Hold the lease on sending; the process stops if it is lost."""
    holder = secrets.token_hex(8)
    for _try in range(10):
        if await _hold(database, name, holder):
            break
        log.info("waiting: the last process of this bot may just have ended")
        await asyncio.sleep(1)
    else:
        raise AnotherIsRunning("another process is running this bot on this database: stop it first")
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
    """If the database cannot take it now, the lease runs out by itself."""
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
        """Until cancelled, or lost.

        While the database is out of reach nothing can be claimed, so nothing is sent; nor can anybody else take the
        lease. It may have run out meanwhile: it is lost only if somebody was quicker to take it afterwards.
        """
        while True:
            await asyncio.sleep(_RENEW)
            held = await self.database.patiently(lambda db: queue.hold(db, self.name, self.holder))
            if not held:
                return self._lose()

    def _lose(self) -> None:
        self.is_lost = True
        log.error("the lease was lost: another process has taken over")
        if self.main is not None:
            self.main.cancel()


async def _hold(database: Database, name: str, holder: str) -> bool:
    async with database.begin() as db:
        return await queue.hold(db, name, holder)
