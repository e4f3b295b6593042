"""Sends, edits and deletes messages on Telegram, with failures as values."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import structlog
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.channel import Forgotten, Moved, NotSent, Refused, SendResult, Sent, Throttled, Unclear, Unreachable
from bot.channels.telegram import outbound
from bot.channels.telegram.http import AiohttpRequest, TelegramNotConnected
from bot.channels.telegram.inbound import NAME
from bot.channels.telegram.reading import doubted
from bot.chat.message import Outgoing
from bot.chat.render import Capabilities
from bot.config import WrongSetting
from bot.domain.messaging.pacing import LONGEST_WAIT

log = structlog.get_logger()

# Telegram accepts about one message a second in a private chat, 20 a minute in a group.
_PRIVATE = Capabilities(buttons=100, text_limit=4096, edits=True, gap=1.0, menu=True, files=True, links=True)
_GROUP = Capabilities(buttons=100, text_limit=4096, edits=True, gap=3.0, files=True, links=True)
# The last is answered in a group's chat where the bot may not write.
_NOBODY_THERE = ("chat not found", "user is deactivated", "rights to send")
_INTRODUCE_EVERY = 5.0
_TOO_MANY = "Too Many Requests"
# Used when there is no retry_after, or none that can be read.
_UNREADABLE_WAIT = timedelta(seconds=5)


@asynccontextmanager
async def connected(token: str, api_base: str, proxy: str | None = None) -> AsyncIterator["Telegram"]:
    """Open the bot of this token; `api_base` is the root of the Bot API server. Raises WrongSetting."""
    base = api_base.rstrip("/")
    request, unused = AiohttpRequest(proxy=proxy), AiohttpRequest()
    bot = Bot(token, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=unused)
    try:
        await _introduced(bot)
        yield Telegram(bot)
    finally:
        await bot.shutdown()
        # `bot.shutdown` closes nothing if the bot was never initialised.
        await request.shutdown()


async def _introduced(bot: Bot) -> None:
    """Initialise the bot, repeating until there is a connection. Raises WrongSetting for an unknown token."""
    while True:
        pause = _INTRODUCE_EVERY
        try:
            with doubted():
                await bot.initialize()
            if _is_named(bot):
                return
            await bot.shutdown()
            log.warning("the Bot API server does not say who we are")
        except InvalidToken:
            raise WrongSetting("BOT_TELEGRAM_TOKEN: the Bot API server does not know this token") from None
        except RetryAfter as error:
            pause = wait(error).total_seconds()
        except TelegramError as error:
            log.warning("the Bot API server cannot be reached yet", why=error.message)
        await asyncio.sleep(pause)


def _is_named(bot: Bot) -> bool:
    return isinstance(bot.bot.username, str) and bot.bot.username != "" and type(bot.bot.id) is int


class Telegram:
    name = NAME

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @property
    def link(self) -> str:
        """Return the template of a link that opens a talk with the bot and sends it a code."""
        return f"https://t.me/{self.bot.username}?start={{code}}"

    def can(self, external_id: str) -> Capabilities:
        return _GROUP if external_id.startswith("-") else _PRIVATE

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        try:
            with doubted():
                return await self._act(int(external_id), message, edits)
        except BadRequest as error:
            return await self._explain(external_id, message, edits, error)
        except TelegramError as error:
            return _failure(error)

    async def _act(self, chat: int, message: Outgoing, edits: str | None) -> SendResult:
        if message.deletes is not None:
            await self.bot.delete_message(chat, int(message.deletes))
            return Sent(message.deletes)
        if message.menu is not None:
            return await outbound.put_menu(self.bot, chat, message.menu)
        # A file cannot be added by editing: a message with one is always new.
        if edits is None or message.attachment is not None:
            return await outbound.post(self.bot, chat, message)
        try:
            return await outbound.edit(self.bot, chat, message, edits)
        except BadRequest as error:
            if "there is no text in the message" not in error.message.lower():
                raise
            return await outbound.edit_below_file(self.bot, chat, message, edits)

    async def _explain(self, external_id: str, message: Outgoing, edits: str | None, error: BadRequest) -> SendResult:
        words = error.message.lower()
        if message.deletes is not None or "message is not modified" in words:
            # Already deleted, or already as it should be.
            return Sent(edits or message.deletes or "")
        if edits is not None and ("message to edit not found" in words or "can't be edited" in words):
            # Whoever deleted it does not want it back for a number that has changed.
            return Sent("") if message.only_as_edit else await self.send(external_id, message)
        if (plainer := _plainer(message, words)) is not None:
            return await self.send(external_id, plainer, edits)
        if any(reason in words for reason in _NOBODY_THERE):
            return Unreachable(error.message)
        if message.attachment is not None and message.attachment.external_id is not None and "file" in words:
            return Forgotten(error.message)
        return Refused(error.message)


def _plainer(message: Outgoing, words: str) -> Outgoing | None:
    """Return the message without what the server refuses in it."""
    if message.moments and "entit" in words:
        # It does not know date entities yet; the text says everything.
        return replace(message, moments=())
    if message.thread and "thread" in words:
        # The topic is gone; the chat is there.
        return replace(message, thread="")
    return None


def _failure(error: TelegramError) -> SendResult:
    if isinstance(error, RetryAfter):
        return Throttled(wait(error))
    if isinstance(error, Forbidden):
        return Unreachable(error.message)
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, InvalidToken):
        return Refused(error.message)
    if error.message.startswith(_TOO_MANY):
        return Throttled(_UNREADABLE_WAIT)
    # An answer such as 500 or 504 does not tell whether the call took effect before it failed.
    return NotSent(error.message) if isinstance(error, TelegramNotConnected) else Unclear(error.message)


def wait(error: RetryAfter) -> timedelta:
    """Return the time to wait, not too long; a default if the platform's value cannot be read."""
    # An int of seconds if PTB_TIMEDELTA is switched off.
    said = error.retry_after
    try:
        return min(said if isinstance(said, timedelta) else timedelta(seconds=said), LONGEST_WAIT)
    except (TypeError, ValueError, OverflowError):
        return _UNREADABLE_WAIT
