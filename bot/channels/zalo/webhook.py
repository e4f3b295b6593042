"""Receives updates by webhook: 200 as soon as they are kept."""

import asyncio
import hmac
import json

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.channels.webhook import WebhookAddress
from bot.channels.zalo.api import UNKNOWN, Api, CallFailed, NoAnswer, ZaloNotConnected
from bot.channels.zalo.intake import ZaloIntake
from bot.storage.passing import Unavailable

log = structlog.get_logger()

PATH = "/zalo"
_HEADER = "X-Bot-Api-Secret-Token"
_LARGEST = 1024 * 1024  # bytes; an update has some hundreds
_SOON = {"Retry-After": "5"}
_LOOK_EVERY = 300.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


class ZaloWebhook:
    """`receive` takes a request, `run` tells Zalo where to bring updates."""

    def __init__(self, api: Api, intake: ZaloIntake, address: WebhookAddress) -> None:
        self._api = api
        self._intake = intake
        self._address = address
        # Updates are kept in this loop, whichever loop serves the requests.
        self._loop = asyncio.get_running_loop()

    async def run(self) -> None:
        await self._intake.begin()
        pause = _FIRST_PAUSE
        while True:
            try:
                if not await self._is_set():
                    await self._api.call("setWebhook", url=self._address.url, secret_token=self._address.secret)
                pause = _LOOK_EVERY
            except (CallFailed, ZaloNotConnected, NoAnswer) as error:
                log.warning("the webhook could not be set yet", why=str(error))
                pause = min(pause * 2, _LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _is_set(self) -> bool:
        """Return whether the webhook is ours. Where none is set, the platform answers 404, or an empty address."""
        try:
            said = await self._api.call("getWebhookInfo")
        except CallFailed as failed:
            if failed.code == UNKNOWN:
                return False
            raise
        return isinstance(said, dict) and said.get("url") == self._address.url

    async def receive(self, request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if not body:
            return Response()  # they look whether anybody is here
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._address.secret.encode()):
            return Response(status_code=403)
        taking = asyncio.run_coroutine_threadsafe(self._intake.take(_json(body)), self._loop)
        try:
            await asyncio.wrap_future(taking)
        except Unavailable:
            return Response(status_code=503, headers=_SOON)
        return Response()


async def _body(request: Request) -> bytes:
    """Return the beginning of a body that is larger than any update: it must not fill the memory."""
    body = bytearray()
    async for chunk in request.stream():
        if len(body) <= _LARGEST:
            body += chunk
    return bytes(body[:_LARGEST])


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
