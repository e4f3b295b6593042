"""Asks Zalo for updates: one a call, handed over once, so that it is kept before the next is asked for."""

import asyncio

import structlog

from bot.channels.zalo.api import HASTE, IDLE, UNKNOWN_TOKEN, Api, CallFailed, NoAnswer, ZaloNotConnected
from bot.channels.zalo.intake import ZaloIntake
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_WAIT = 30
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_WEBHOOK_IS_SET = 400


class ZaloPolling:
    """Runs until cancelled."""

    def __init__(self, api: Api, intake: ZaloIntake) -> None:
        self._api = api
        self._intake = intake
        self._pause = _FIRST_PAUSE

    async def run(self) -> None:
        await self._intake.begin()
        while True:
            update = await self._asked()
            if update is not None:
                await self._kept(update)

    async def _asked(self) -> object | None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            found: object = await self._api.call("getUpdates", within=_WAIT + 15.0, timeout=str(_WAIT))
        except CallFailed as failed:
            if failed.code == IDLE:
                # Nobody has written. An answer at once must not be asked for at once, again and again.
                await asyncio.sleep(max(begun + _FIRST_PAUSE - loop.time(), 0.0))
            else:
                await self._troubled(failed)
        except (ZaloNotConnected, NoAnswer) as error:
            await self._waited(str(error))
        else:
            self._pause = _FIRST_PAUSE
            return found
        return None

    async def _troubled(self, failed: CallFailed) -> None:
        if failed.code == _WEBHOOK_IS_SET:
            await self._remove_webhook()
        elif failed.code == UNKNOWN_TOKEN:
            self._pause = _LONGEST_PAUSE
        elif failed.code == HASTE:
            self._pause = max(self._pause, _FIRST_PAUSE * 4)
        await self._waited(str(failed))

    async def _waited(self, why: str) -> None:
        log.warning("messages could not be fetched", why=why)
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    async def _remove_webhook(self) -> None:
        try:
            await self._api.call("deleteWebhook")
        except (CallFailed, ZaloNotConnected, NoAnswer) as error:
            log.warning("the webhook could not be removed yet", why=str(error))

    async def _kept(self, update: object) -> None:
        while True:
            try:
                return await self._intake.take(update)
            except Unavailable:
                await asyncio.sleep(_FIRST_PAUSE)
