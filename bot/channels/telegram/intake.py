"""Takes one raw update, however it arrived: stops the button's spinner, runs the turn, reports success."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.channel import Unreadable
from bot.channels.telegram.inbound import NAME, not_for_groups, table_of, to_incoming
from bot.channels.telegram.reading import UpdatePart, doubted
from bot.chat.message import Incoming, IncomingKind
from bot.documents.sheets import LARGEST
from bot.storage.passing import Unavailable

log = structlog.get_logger()

Hear = Callable[[Incoming], Awaitable[None]]

# A prefix of its own: if a later version can read the update, it counts as new.
_UNREAD = "unread:"
_LARGEST = 2**63 - 1
_SOON = 0.5  # seconds of work after which «typing…» is shown


class TelegramIntake:
    """`hear` runs the turn; if it raises, the update stays with the platform."""

    def __init__(self, bot: Bot, hear: Hear) -> None:
        self._bot = bot
        self._hear = hear
        self._unread = 0
        self._beside: set[asyncio.Task[None]] = set()

    async def take(self, raw: object) -> bool:
        """Return False if the update must be delivered again."""
        try:
            update = UpdatePart(raw, "update")
            self._stop_spinner(update)
            incoming = to_incoming(update, self._bot.username)
        except Unreadable as error:
            # A retry would not help. What people wrote stays out of the log.
            self._unread += 1
            number = _id(raw)
            log.warning("an update could not be read", update=number, missing=str(error), so_far=self._unread)
            return number is None or await self._heard(
                Incoming(NAME, f"{_UNREAD}{number}", "", IncomingKind.UNREADABLE)
            )
        if incoming is not None and incoming.file is not None and (name := table_of(update)):
            incoming = replace(incoming, file=replace(incoming.file, fetch=partial(self._fetched, name)))
        return incoming is None or await self._heard(incoming)

    async def _fetched(self, name: str) -> bytes:
        """Return a small table; empty if it cannot be fetched now, and the person is asked to send it again."""
        try:
            with doubted():
                file = await self._bot.get_file(name)
                return bytes(await file.download_as_bytearray()) if (file.file_size or 0) <= LARGEST else b""
        except TelegramError as error:
            log.info("a file could not be fetched", why=error.message)
            return b""

    async def _heard(self, incoming: Incoming) -> bool:
        sign = asyncio.get_running_loop().call_later(_SOON, self._show_work, incoming.external_id)
        try:
            await self._hear(incoming)
        except Unavailable:
            # The database logs its outages itself.
            return False
        except Exception:
            log.exception("an update was not taken", update=incoming.event_id)
            return False
        finally:
            sign.cancel()
        return True

    def _stop_spinner(self, update: UpdatePart) -> None:
        """Answer every tap first, before anything can fail, also taps that are outdated or unreadable."""
        query = update.maybe("callback_query")
        if query is not None and (number := query.words("id")):
            words = _refusal(query)
            answer = self._bot.answer_callback_query(number, words, show_alert=words is not None)
            self._start(answer, "a tap could not be answered")

    def _show_work(self, chat: str) -> None:
        # Not in a group's chat, and not for unreadable updates, which have no chat.
        if chat.isdecimal():
            self._start(self._bot.send_chat_action(int(chat), ChatAction.TYPING), "no sign of work could be shown")

    def _start(self, call: Coroutine[Any, Any, bool], otherwise: str) -> None:
        task = asyncio.create_task(_tried(call, otherwise))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _tried(call: Coroutine[Any, Any, bool], otherwise: str) -> None:
    try:
        await call
    except TelegramError as error:
        log.info(otherwise, why=error.message)


def _refusal(query: UpdatePart) -> str | None:
    try:
        return not_for_groups(query)
    except Unreadable:
        return None


def _id(raw: object) -> int | None:
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if type(found) is int and 0 <= found <= _LARGEST else None
