"""Receives updates by webhook: 200 only after the commit, else Telegram sends them again."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.telegram.channel import wait
from bot.channels.telegram.inbound import KINDS
from bot.channels.telegram.intake import Hear, TelegramIntake
from bot.channels.telegram.reading import doubted
from bot.channels.webhook import WebhookAddress
from bot.config import WrongSetting

log = structlog.get_logger()

PATH = "/telegram"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST = 1024 * 1024  # bytes; an update has some thousands
_AGAIN_IN = "5"  # seconds
_LOOK_EVERY = 300.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class TelegramWebhook:
    """`route` receives updates; `run` registers the URL with Telegram."""

    def __init__(self, bot: Bot, hear: Hear, address: WebhookAddress) -> None:
        """`hear` takes one message; if it raises, the update comes again."""
        self._bot = bot
        self._intake = TelegramIntake(bot, hear)
        self._address = address
        # Turns run in this loop, whichever loop serves the requests.
        self._loop = asyncio.get_running_loop()
        self.route = Route(PATH, self.receive, methods=["POST"])

    async def run(self) -> None:
        # Deleted first, which resets the growing pauses of failed deliveries.
        await _persistently(self._move_in)
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            await _persistently(self._look)

    async def _move_in(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)
        try:
            await self._bot.set_webhook(
                self._address.url, secret_token=self._address.secret, allowed_updates=KINDS, drop_pending_updates=False
            )
        except BadRequest as error:
            raise WrongSetting(f"BOT_PUBLIC_URL: Telegram does not take it: {error.message}") from None

    async def _look(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.url != self._address.url:
            log.error("another process takes this bot's updates: stop it")
            await self._move_in()
        elif info.last_error_message is not None:
            log.warning("the platform had trouble to reach us", why=info.last_error_message, at=info.last_error_date)

    async def receive(self, request: Request) -> Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._address.secret.encode()):
            return Response(status_code=403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        taking = asyncio.run_coroutine_threadsafe(self._intake.take(_json(body)), self._loop)
        if await asyncio.wrap_future(taking):
            return Response()
        return Response(status_code=503, headers={"Retry-After": _AGAIN_IN})


async def stand_by(bot: Bot) -> None:
    async def look() -> None:
        await bot.get_me()

    while True:
        await _persistently(look)
        await asyncio.sleep(_LOOK_EVERY)


async def _persistently(step: Callable[[], Awaitable[None]]) -> None:
    pause = _FIRST_PAUSE
    while True:
        try:
            with doubted():
                return await step()
        except RetryAfter as error:
            pause = wait(error).total_seconds()
        except TelegramError as error:
            log.warning("the webhook could not be set yet", why=error.message)
            pause = min(pause * 2, _LONGEST_PAUSE)
        await asyncio.sleep(pause)


async def _body(request: Request) -> bytes:
    """Drop a body that is larger than any update: it must neither fill the memory nor be sent again."""
    body = bytearray()
    async for chunk in request.stream():
        if len(body) <= _LARGEST:
            body += chunk
    return bytes(body) if len(body) <= _LARGEST else b""


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
