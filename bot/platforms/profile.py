"""Tells a platform how the bot presents itself, only where that differs from the last time."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.profile import Presenting, presentings
from bot.i18n.catalogs import LANGUAGES
from bot.services.messaging import command_menu
from bot.storage.database import Database
from bot.storage.passing import Unavailable


@asynccontextmanager
async def presented(database: Database, telegram: Telegram) -> AsyncIterator[None]:
    """Update the profile in the background; failures are tried again at the next start."""
    lists = {language: command_menu.lines_for(frozenset(), language) for language in LANGUAGES}
    telling = asyncio.create_task(present(database, f"telegram:{telegram.bot.id}", presentings(telegram.bot, lists)))
    try:
        yield
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling


async def present(database: Database, who: str, what: Sequence[Presenting]) -> None:
    with suppress(Unavailable):
        for one in what:
            await _present(database, f"{who}:{one.key}", one)


async def _present(database: Database, key: str, one: Presenting) -> None:
    wanted = command_menu.digest(one.what)
    async with database.begin() as db:
        stands = await command_menu.told(db, key)
    if stands == wanted or not await one.accepted():
        return
    async with database.begin() as db:
        await command_menu.remember(db, key, wanted)
