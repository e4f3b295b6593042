"""HTTP requests of the library over aiohttp: the library's own backend slows down with the square of parallel
requests.
"""

import asyncio
import json
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot import metrics
from bot.channels.telegram.inbound import NAME
from bot.channels.telegram.reading import doubted

_CONNECT, _READ, _MEDIA = 5.0, 15.0, 60.0
# Seconds that an idle connection is kept: less than the server keeps it, which hangs up after some forty.
_KEEP = 30.0
_ENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
# Of a message that was sent: the library would make objects of the rest, which costs as much as sending it.
_OF_SENT = ("message_id", "date", "chat", "photo", "document")
# Turns of the loop: in the first it hears that the server has hung up, in the second the library knows.
_UNTIL_HEARD = 2


class TelegramNotConnected(NetworkError):
    """No connection was made: the request had no effect and may be repeated."""


class AiohttpRequest(BaseRequest):
    """Keeps connections alive, as many as the sender uses at once."""

    def __init__(self, connections: int = 32, proxy: str | None = None) -> None:
        self._connections = connections
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return _READ

    async def initialize(self) -> None:
        connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP)
        headers = {"User-Agent": self.USER_AGENT}
        self._session = aiohttp.ClientSession(connector=connector, headers=headers, proxy=self._proxy)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    # Overridden though final: the only place where all answers are read. Only failures change.
    async def post(self, *args: Any, **settings: Any) -> Any:  # type: ignore[misc]  # noqa: ANN401 any JSON value
        """Raise TelegramError for any answer that the library cannot read."""
        with doubted():
            return await super().post(*args, **settings)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401 any JSON value
        """Keep the payload, which holds what people wrote, out of the log."""
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError) as error:
            raise TelegramError("Invalid server response") from error
        sent = answer.get("result") if isinstance(answer, dict) else None
        if isinstance(sent, dict) and "message_id" in sent:
            answer["result"] = {name: sent[name] for name in _OF_SENT if name in sent}
        return answer

    async def do_request(  # noqa: PLR0913, PLR0917 the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 one time-out covers both
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 waiting for a connection is free
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("not initialized")
        await _who_has_hung_up_is_heard()
        if self._session.closed:
            raise TelegramNotConnected("closed")
        has_files = request_data is not None and bool(request_data.multipart_data)
        timeout = aiohttp.ClientTimeout(
            sock_connect=_seconds(connect_timeout, _CONNECT),
            sock_read=_seconds(read_timeout, _MEDIA if has_files else _READ),
        )
        try:
            # Following a redirect would send the message again, unnoticed.
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as response:
                metrics.reached(NAME)
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise TelegramNotConnected(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The URL holds the token: log only the kind of error.
            raise NetworkError(type(error).__name__) from error


async def _who_has_hung_up_is_heard() -> None:
    """Let the library drop the connections that were closed at the other end while this loop was busy.

    What is written there never arrives, but nobody can tell: it would be sent once more, an announcement never.
    """
    for _turn in range(_UNTIL_HEARD):
        await asyncio.sleep(0)


def _seconds(wanted: ODVInput[float], usual: float) -> float | None:
    return usual if isinstance(wanted, DefaultValue) else wanted


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.multipart_data:
        return {"data": request_data.url_encoded_parameters().encode(), "headers": _ENCODED}
    # Telegram would show a percent-quoted file name as it is.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
