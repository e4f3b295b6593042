"""Long polling of our own: an update is acknowledged after it was committed, not before."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.channel import wait
from bot.channels.telegram.inbound import KINDS, to_incoming
from bot.chat.message import Incoming

log = structlog.get_logger()

_WAIT = 25
# Method names know no capitals. In this spelling the library hands the updates over unread, so that one it cannot
# read does not take the whole batch with it.
_RAW_UPDATES = "getupdates"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class Polling:
    """Fetches updates for ever. `hear` takes one; if it raises, that update comes again."""

    def __init__(self, bot: Bot, hear: Callable[[Incoming], Awaitable[None]]) -> None:
        """`bot` is initialized."""
        self._bot = bot
        self._hear = hear
        self._offset: int | None = None
        self._answers: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled; a failure is waited out, longer each time."""
        pause = _FIRST_PAUSE
        while True:
            try:
                taken = await self._round()
            except RetryAfter as error:
                taken = False
                log.warning("the platform asks us to wait")
                await asyncio.sleep(wait(error).total_seconds())
            except Conflict:
                taken = False
                log.error("another process is fetching this bot's updates: stop one of them")  # noqa: TRY400 no trace
            except NetworkError as error:
                taken = False
                log.warning("updates could not be fetched", why=error.message)
            pause = _FIRST_PAUSE if taken else min(pause * 2, _LONGEST_PAUSE)
            if not taken:
                await asyncio.sleep(pause)

    async def _round(self) -> bool:
        """One batch; False if some of it must come again."""
        batch = await self._fetch()
        results = await asyncio.gather(*(self._take(raw) for raw in batch))
        # Telegram forgets everything below the offset: it stops at the first update that is not committed.
        failed = [raw["update_id"] for raw, taken in zip(batch, results, strict=True) if not taken]
        if failed:
            self._offset = min(failed)
        elif batch:
            self._offset = max(raw["update_id"] for raw in batch) + 1
        return not failed

    async def _fetch(self) -> list[dict[str, Any]]:
        wanted = {"timeout": _WAIT, "allowed_updates": KINDS, "offset": self._offset}
        batch: list[dict[str, Any]] = await self._bot.do_api_request(
            _RAW_UPDATES, {name: value for name, value in wanted.items() if value is not None}, read_timeout=_WAIT + 10
        )
        return batch

    async def _take(self, raw: dict[str, Any]) -> bool:
        try:
            update = Update.de_json(raw, self._bot)
            incoming = to_incoming(update, self._bot.username)
        except Exception:
            # One malformed update must not hold up the others for ever.
            log.exception("an update could not be read", update=raw.get("update_id"))
            return True
        if update.callback_query is not None:
            self._answer(update.callback_query.id)
        if incoming is None:
            return True
        try:
            await self._hear(incoming)
        except Exception:
            log.exception("an update was not taken", update=incoming.event_id)
            return False
        return True

    def _answer(self, query_id: str) -> None:
        """Stop the button's spinner at once; best effort, and nobody waits for it."""
        task = asyncio.create_task(self._acknowledge(query_id))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _acknowledge(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.info("a tap could not be answered", why=error.message)
