"""Who was erased stays erased, whatever is brought back: random keys of theirs are kept outside the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot import clock
from bot.services.privacy import erasure
from bot.storage import erased
from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_EVERY = 20.0  # seconds
_LAST_WITHIN = 1.0  # seconds
# A turn that erases may take as long to commit, and clocks are set.
_LOOKS_BACK = timedelta(hours=2)


@asynccontextmanager
async def remembered(database: Database, file: Path) -> AsyncIterator[None]:
    """Erase again who is on the list, before anybody is written to; and put onto it whoever is erased meanwhile."""
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
    """Erase whom an earlier state of the database has brought back, each in a transaction of their own; how many."""
    async with database.begin() as db:
        back = await erasure.brought_back(db, erased.listed(file))
    for person_id in back:
        async with database.begin() as db:
            await erasure.erase_again(db, person_id)
    if back:
        log.warning("erased again after a restore", people=len(back))
    return len(back)


async def note(database: Database, file: Path, since: datetime | None = None) -> None:
    """Put onto the list who was erased, since then or ever; what fails is tried again with the next."""
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
