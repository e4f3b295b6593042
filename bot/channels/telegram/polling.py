"""Long polling of our own: an update is acknowledged after it was committed, not before."""

import asyncio
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.channels.telegram.channel import wait
from bot.channels.telegram.inbound import KINDS
from bot.channels.telegram.intake import Hear, Intake
from bot.channels.telegram.reading import Unreadable, UpdatePart

log = structlog.get_logger()

_WAIT = 25
# Method names know no capitals. In this spelling the library hands the updates over unread, so that one it cannot
# read does not take the whole batch with it.
_RAW_UPDATES = "getupdates"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_AGAIN_IN = 2.0  # seconds after which it is tried again to take what could not be taken
# A tap wants its answer within 300 ms, whoever else keeps us busy.
_GLANCE = 0.15


class Polling:
    """Fetches updates for ever. `hear` takes one; if it raises, that update comes again."""

    def __init__(self, bot: Bot, hear: Hear) -> None:
        """`bot` is initialized."""
        self._bot = bot
        self._intake = Intake(bot, hear)
        self._offset: int | None = None
        # One above the last number that was fetched; what is being taken; what is taken and not acknowledged.
        self._next: int | None = None
        self._flying: dict[int, asyncio.Task[bool]] = {}
        self._taken: set[int] = set()
        self._alone = False

    async def run(self) -> None:
        """Until cancelled; a platform that fails is waited for, longer each time. A turn that has begun is finished."""
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
        """What is new is begun, and what is done is acknowledged; False if some of it must come again."""
        if not self._alone:
            # With a webhook set nothing can be fetched. What it has not delivered waits for us.
            self._alone = await self._bot.delete_webhook(drop_pending_updates=False)
        for raw in sorted(await self._fetch(), key=_number):
            number = _number(raw)
            # After a silent week numbers may begin anew, and lower: the last batch tells where they are.
            self._next = number + 1
            if number not in self._flying and number not in self._taken:
                self._flying[number] = asyncio.create_task(self._intake.take(raw))
        return await self._landed()

    async def _landed(self) -> bool:
        """Whoever is slow holds up nobody else's tap: after a glance what has come meanwhile is fetched."""
        if self._flying:
            await asyncio.wait(self._flying.values(), timeout=_GLANCE)
        done = {number: self._flying.pop(number).result() for number, task in [*self._flying.items()] if task.done()}
        self._taken |= {number for number, taken in done.items() if taken}
        failed = done.keys() - self._taken
        # Telegram forgets everything below the offset: it stops at the first update that is not committed.
        self._offset = min((*self._flying, *failed), default=self._next)
        self._taken = {number for number in self._taken if self._offset is not None and number >= self._offset}
        return not failed

    async def _fetch(self) -> list[dict[str, Any]]:
        # What is not committed would come again at once: there is nothing to wait for.
        wanted = {"timeout": 0 if self._flying else _WAIT, "allowed_updates": KINDS, "offset": self._offset}
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


def _number(raw: dict[str, Any]) -> int:
    return int(raw["update_id"])


def _has_number(raw: object) -> bool:
    try:
        return UpdatePart(raw, "update").number("update_id") >= 0
    except Unreadable:
        return False
