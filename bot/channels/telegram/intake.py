"""One raw update, however it came: the tap's spinner stops, the turn is taken, and it says whether it may go."""

import asyncio
import re
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.telegram.inbound import not_for_groups, to_incoming
from bot.chat.message import Incoming

log = structlog.get_logger()

Hear = Callable[[Incoming], Awaitable[None]]

_SOON = 0.5  # seconds after which work is worth a sign
_ID = re.compile(r"\d{1,19}")
_CHAT = re.compile(r"-?\d{1,19}")


class Intake:
    """`hear` takes one message; if it raises, the update stays with the platform."""

    def __init__(self, bot: Bot, hear: Hear) -> None:
        """`bot` is initialized."""
        self._bot = bot
        self._hear = hear
        self._beside: set[asyncio.Task[None]] = set()

    async def take(self, raw: Any) -> bool:  # noqa: ANN401 whatever came
        """False if it must come again."""
        try:
            self._stop_spinner(raw)
            incoming = to_incoming(Update.de_json(raw, self._bot), self._bot.username)
            incoming = None if incoming is None else _sound(incoming)
        except Exception as error:  # noqa: BLE001 one malformed update must not hold up the others for ever
            where = traceback.extract_tb(error.__traceback__)[-1]
            # No traceback: its last line tells what people wrote.
            log.error(  # noqa: TRY400
                "an update could not be read",
                update=_id(raw),
                why=type(error).__name__,
                where=f"{where.filename}:{where.lineno}",
            )
            return True
        return incoming is None or await self._heard(incoming)

    async def _heard(self, incoming: Incoming) -> bool:
        sign = asyncio.get_running_loop().call_later(_SOON, self._show_work, incoming.external_id)
        try:
            await self._hear(incoming)
        except Exception:
            log.exception("an update was not taken", update=incoming.event_id)
            return False
        finally:
            sign.cancel()
        return True

    def _stop_spinner(self, raw: dict[str, Any]) -> None:
        """At once, before anything can fail: also for a stale button, and for one we cannot read."""
        query = raw.get("callback_query") or {}
        if (number := query.get("id")) is not None:
            words = not_for_groups(query)
            answer = self._bot.answer_callback_query(str(number), words, show_alert=words is not None)
            self._start(answer, "a tap could not be answered")

    def _show_work(self, chat: str) -> None:
        if not chat.startswith("-"):
            self._start(self._bot.send_chat_action(int(chat), ChatAction.TYPING), "no sign of work could be shown")

    def _start(self, call: Coroutine[Any, Any, bool], otherwise: str) -> None:
        """Best effort, and nobody waits for it."""
        task = asyncio.create_task(_tried(call, otherwise))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _tried(call: Coroutine[Any, Any, bool], otherwise: str) -> None:
    try:
        await call
    except TelegramError as error:
        log.info(otherwise, why=error.message)


def _sound(incoming: Incoming) -> Incoming:
    """The library checks no types, and databases take neither NUL nor half a character."""
    chats = [incoming.external_id, *([incoming.room.external_id] if incoming.room else [])]
    if not (_ID.fullmatch(incoming.event_id) and all(map(_CHAT.fullmatch, chats))):
        raise ValueError("no id")
    words = {name: _readable(getattr(incoming, name)) for name in ("text", "tap", "profile_name", "language")}
    return replace(incoming, **words)


def _readable(words: object) -> Any:  # noqa: ANN401 a str, or None if it was
    if words is None:
        return None
    if not isinstance(words, str):
        raise TypeError("no text")
    return words.replace("\0", "").encode(errors="replace").decode()


def _id(raw: object) -> object:
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) else None
