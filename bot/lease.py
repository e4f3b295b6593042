"""One process for one bot: it holds a lease in the database while it works."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.services import deliveries
from bot.storage.database import Database

log = structlog.get_logger()

_RENEW = deliveries.LEASE.total_seconds() / 4


class AnotherIsRunning(Exception):
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
    main = asyncio.current_task()
    renewing = asyncio.create_task(_renew(database, name, holder, main))
    try:
        yield
    finally:
        renewing.cancel()
        async with database.begin() as db:
            await deliveries.let_go(db, name, holder)


async def _renew(database: Database, name: str, holder: str, main: "asyncio.Task[None] | None") -> None:
    while True:
        await asyncio.sleep(_RENEW)
        if not await _hold(database, name, holder) and main is not None:
            log.error("the lease was lost: another process has taken over")
            main.cancel()


async def _hold(database: Database, name: str, holder: str) -> bool:
    async with database.begin() as db:
        return await deliveries.hold(db, name, holder)
