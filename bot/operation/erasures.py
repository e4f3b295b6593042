"""Repeats erasures after a restore, from a list of random keys outside the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot import clock
from bot.services.privacy import erasure
from bot.storage.backup import erased
from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_EVERY = 20.0  # seconds
_LAST_WITHIN = 1.0  # seconds
# An erasing turn may take long to commit, and clocks are adjusted.
_LOOKS_BACK = timedelta(hours=2)


@asynccontextmanager
async def remembered(database: Database, file: Path) -> AsyncIterator[None]:
    """Repeat listed erasures before any message is sent; then keep the list up to date."""
    await repeat(database, file)
    await note(database, file)
    noting = asyncio.create_task(_go_on_noting(database, file))
    try:
        yield
    finally:
        noting.cancel()
        with suppress(asyncio.CancelledError):
            await noting
        with suppress(TimeoutError):  # the next start notes whoever is missing
            async with asyncio.timeout(_LAST_WITHIN):
                await note(database, file, clock.now() - _LOOKS_BACK)


async def repeat(database: Database, file: Path) -> int:
    """Erase again whom a restore brought back, each in a transaction; return how many."""
    async with database.begin() as db:
        back = await erasure.brought_back(db, erased.listed(file))
    for person_id in back:
        async with database.begin() as db:
            await erasure.erase_again(db, person_id)
    if back:
        log.warning("erased again after a restore", people=len(back))
    return len(back)


async def note(database: Database, file: Path, since: datetime | None = None) -> None:
    """Add people erased since then (None: ever) to the list; a failure is made good by the next call."""
    try:
        async with database.begin() as db:
            keys = await erasure.keys_of_erased(db, since)
        await asyncio.to_thread(erased.add, file, keys)
    except (Unavailable, OSError) as error:
        log.warning("who was erased could not be written down yet", file=str(file), why=str(error))


async def _go_on_noting(database: Database, file: Path) -> None:
    while True:
        await asyncio.sleep(_EVERY)
        await note(database, file, clock.now() - _LOOKS_BACK)
