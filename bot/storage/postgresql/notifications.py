"""Processes of one PostgreSQL database tell each other that there is something to be sent, by LISTEN and NOTIFY."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_CHANNEL = "hoc_vu_so_outbox"
_TOGETHER = 0.02  # seconds in which any number of them become one
_IS_THERE_EVERY, _ANSWERS_WITHIN, _AGAIN_IN = 10.0, 5.0, 1.0


class Notifications:
    """A hint, after the commit: whoever misses one looks once a second all the same.

    NOTIFY within each turn would let the commits of all turns wait for each other.
    """

    def __init__(self, database: Database, heard: Callable[[], None]) -> None:
        self._database = database
        self._heard = heard
        self._wanted = asyncio.Event()

    def tell(self) -> None:
        self._wanted.set()

    async def run(self) -> None:
        while True:
            with suppress(Unavailable, TimeoutError):
                async with self._database.unhurried() as connection:
                    await self._on(connection)
            await asyncio.sleep(_AGAIN_IN)

    async def _on(self, connection: AsyncConnection) -> None:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.add_listener(_CHANNEL, self._listener(driver.get_server_pid()))
        self._heard()  # whatever was missed
        while True:
            words = f"NOTIFY {_CHANNEL}"
            try:
                async with asyncio.timeout(_IS_THERE_EVERY):
                    await self._wanted.wait()
            except TimeoutError:
                words = "SELECT 1"
            self._wanted.clear()
            async with asyncio.timeout(_ANSWERS_WITHIN):
                await connection.execute(text(words))
                await connection.commit()
            await asyncio.sleep(_TOGETHER)

    def _listener(self, me: int) -> Callable[[object, int, str, object], None]:
        def heard(_connection: object, process: int, _channel: str, _words: object) -> None:
            if process != me:
                self._heard()

        return heard
