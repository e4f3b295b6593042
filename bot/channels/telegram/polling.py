"""Long polling that acknowledges updates only after their commit."""

import asyncio
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.channels.channel import Unreadable
from bot.channels.telegram.channel import wait
from bot.channels.telegram.inbound import KINDS
from bot.channels.telegram.intake import Hear, TelegramIntake
from bot.channels.telegram.reading import UpdatePart

log = structlog.get_logger()

_WAIT = 25
# Method names are not case-sensitive. Spelled like this the library returns updates unparsed, so that one it cannot
# parse does not lose the whole batch.
_RAW_UPDATES = "getupdates"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_AGAIN_IN = 2.0  # seconds until failed updates are tried again
# A tap must be answered within 300 ms, however slow other turns are.
_GLANCE = 0.15


class TelegramPolling:
    """Fetches updates until cancelled. `hear` takes one; if it raises, the update comes again."""

    def __init__(self, bot: Bot, hear: Hear) -> None:
        self._bot = bot
        self._intake = TelegramIntake(bot, hear)
        self._offset: int | None = None
        # One above the last number fetched; turns that run; turns done but not acknowledged.
        self._next: int | None = None
        self._flying: dict[int, asyncio.Task[bool]] = {}
        self._taken: set[int] = set()
        self._alone = False

    async def run(self) -> None:
        pause = _FIRST_PAUSE
        try:
            while True:
                reached = await self._tried()
                pause = _FIRST_PAUSE if reached else min(pause * 2, _LONGEST_PAUSE)
                if not reached:
                    await asyncio.sleep(pause)
        finally:
            await asyncio.gather(*self._flying.values(), return_exceptions=True)

    async def _tried(self) -> bool:
        try:
            if not await self._round():
                await asyncio.sleep(_AGAIN_IN)
        except RetryAfter as error:
            log.warning("the platform asks us to wait")
            await asyncio.sleep(wait(error).total_seconds())
        except Conflict as error:
            self._alone = False
            log.error("another process takes this bot's updates: stop one of them", why=error.message)  # noqa: TRY400 no trace
        except TelegramError as error:
            log.warning("updates could not be fetched", why=error.message)
        else:
            return True
        return False

    async def _round(self) -> bool:
        if not self._alone:
            # Updates cannot be fetched while a webhook is set. Those it has not delivered are kept.
            self._alone = await self._bot.delete_webhook(drop_pending_updates=False)
        for raw in sorted(await self._fetch(), key=_number):
            number = _number(raw)
            # After a week without updates numbers may start anew, and lower: take them from the last batch.
            self._next = number + 1
            if number not in self._flying and number not in self._taken:
                self._flying[number] = asyncio.create_task(self._intake.take(raw))
        return await self._landed()

    async def _landed(self) -> bool:
        """Wait briefly for running turns, then let new updates be fetched: a slow turn delays no other."""
        if self._flying:
            await asyncio.wait(self._flying.values(), timeout=_GLANCE)
        done = {number: self._flying.pop(number).result() for number, task in [*self._flying.items()] if task.done()}
        self._taken |= {number for number, taken in done.items() if taken}
        failed = done.keys() - self._taken
        # Telegram forgets all below the offset, so it stays at the first update that is not committed.
        self._offset = min((*self._flying, *failed), default=self._next)
        self._taken = {number for number in self._taken if self._offset is not None and number >= self._offset}
        return not failed

    async def _fetch(self) -> list[dict[str, Any]]:
        # Uncommitted updates come again at once: there is nothing to wait for.
        wanted = {"timeout": 0 if self._flying else _WAIT, "allowed_updates": KINDS, "offset": self._offset}
        found = await self._bot.do_api_request(
            _RAW_UPDATES, {name: value for name, value in wanted.items() if value is not None}, read_timeout=_WAIT + 10
        )
        if not isinstance(found, list):
            raise TelegramError("no list of updates")
        batch = [raw for raw in found if _has_number(raw)]
        if found and not batch:
            # They can be neither confirmed nor skipped, and would come again at once, for ever.
            raise TelegramError("updates without a number")
        return batch


def _number(raw: dict[str, Any]) -> int:
    return int(raw["update_id"])


def _has_number(raw: object) -> bool:
    try:
        return UpdatePart(raw, "update").number("update_id") >= 0
    except Unreadable:
        return False
