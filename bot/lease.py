"""One process for one bot: it holds a lease in the database while it works."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError

from bot.errors import OperatorError
from bot.services.delivery import queue
from bot.storage.database import Database

log = structlog.get_logger()

_RENEW = queue.LEASE.total_seconds() / 4


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
            async with database.begin() as db:
                await queue.let_go(db, name, holder)


@dataclass
class _Lease:
    database: Database
    name: str
    holder: str
    main: "asyncio.Task[None] | None"
    is_lost: bool = False

    async def renew(self) -> None:
        """Until cancelled, or lost. While the database is out of reach nothing can be claimed, so nothing is sent."""
        while True:
            await asyncio.sleep(_RENEW)
            try:
                held = await _hold(self.database, self.name, self.holder)
            except DBAPIError as error:
                log.warning("the lease could not be renewed yet", why=type(error.orig).__name__)
                continue
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
