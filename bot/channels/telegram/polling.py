"""Long polling of our own: an update is acknowledged after it was committed, not before."""

import asyncio
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.channels.telegram.channel import wait
from bot.channels.telegram.inbound import KINDS
from bot.channels.telegram.intake import Hear, Intake
from bot.channels.telegram.reading import Part, Unreadable

log = structlog.get_logger()

_WAIT = 25
# Method names know no capitals. In this spelling the library hands the updates over unread, so that one it cannot
# read does not take the whole batch with it.
_RAW_UPDATES = "getupdates"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class Polling:
    """Fetches updates for ever. `hear` takes one; if it raises, that update comes again."""

    def __init__(self, bot: Bot, hear: Hear) -> None:
        """`bot` is initialized."""
        self._bot = bot
        self._intake = Intake(bot, hear)
        self._offset: int | None = None
        self._alone = False

    async def run(self) -> None:
        """Until cancelled; a failure is waited out, longer each time."""
        pause = _FIRST_PAUSE
        while True:
            taken = await self._tried()
            pause = _FIRST_PAUSE if taken else min(pause * 2, _LONGEST_PAUSE)
            if not taken:
                await asyncio.sleep(pause)

    async def _tried(self) -> bool:
        try:
            return await self._round()
        except RetryAfter as error:
            log.warning("the platform asks us to wait")
            await asyncio.sleep(wait(error).total_seconds())
        except Conflict as error:
            self._alone = False
            log.error("another process takes this bot's updates: stop one of them", why=error.message)  # noqa: TRY400 no trace
        except TelegramError as error:
            log.warning("updates could not be fetched", why=error.message)
        return False

    async def _round(self) -> bool:
        """One batch; False if some of it must come again."""
        if not self._alone:
            # With a webhook set nothing can be fetched. What it has not delivered waits for us.
            self._alone = await self._bot.delete_webhook(drop_pending_updates=False)
        batch = await self._fetch()
        results = await _finished(asyncio.gather(*(self._intake.take(raw) for raw in batch)))
        # Telegram forgets everything below the offset: it stops at the first update that is not committed.
        failed = [raw["update_id"] for raw, taken in zip(batch, results, strict=True) if not taken]
        if failed:
            self._offset = min(failed)
        elif batch:
            self._offset = max(raw["update_id"] for raw in batch) + 1
        return not failed

    async def _fetch(self) -> list[dict[str, Any]]:
        wanted = {"timeout": _WAIT, "allowed_updates": KINDS, "offset": self._offset}
        found = await self._bot.do_api_request(
            _RAW_UPDATES, {name: value for name, value in wanted.items() if value is not None}, read_timeout=_WAIT + 10
        )
        if not isinstance(found, list):
            raise TelegramError("no list of updates")
        batch = [raw for raw in found if _has_number(raw)]
        if found and not batch:
            # They cannot be confirmed, nor asked for again: they would come at once, for ever.
            raise TelegramError("updates without a number")
        return batch


def _has_number(raw: object) -> bool:
    try:
        return Part(raw, "update").number("update_id") >= 0
    except Unreadable:
        return False


async def _finished(turns: "asyncio.Future[list[bool]]") -> list[bool]:
    """A turn that has begun is finished, also when we are asked to stop."""
    try:
        return await asyncio.shield(turns)
    except asyncio.CancelledError:
        await turns
        raise
