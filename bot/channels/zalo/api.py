"""Calls a method of the Zalo Bot API, and says how it failed; the token stands in the URL, and in no error."""

import asyncio
from typing import Any

import httpx

from bot import metrics
from bot.errors import AssistantError

NAME = "zalo"
_WITHIN = 15.0  # seconds
IDLE, UNKNOWN_TOKEN, UNKNOWN, HASTE = 408, 401, 404, 429


class CallFailed(AssistantError):
    """The platform says that the call failed, with one of its codes."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code = code


class ZaloNotConnected(AssistantError):
    """No connection was made: the call had no effect."""


class NoAnswer(AssistantError):
    """It may have taken effect: the answer never came, came from something in between, or cannot be read."""


class Api:
    """The methods of one bot; several bots share the client."""

    def __init__(self, client: httpx.AsyncClient, base: str, token: str) -> None:
        """`base` is the root of the API, to which «/bot<token>/<method>» is appended."""
        self._client = client
        self._refused_since: float | None = None
        self._root = f"{base.rstrip('/')}/bot{token}"

    async def call(self, method: str, *, within: float = _WITHIN, **parameters: str) -> Any:  # noqa: ANN401 any JSON value
        """Return the result. Raises CallFailed, ZaloNotConnected, NoAnswer."""
        if self._client.is_closed:
            raise ZaloNotConnected("closed")
        try:
            timeout = httpx.Timeout(within, connect=5.0)
            answer = await self._client.post(f"{self._root}/{method}", json=parameters, timeout=timeout)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise ZaloNotConnected(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise NoAnswer(type(error).__name__) from None
        metrics.reached(NAME)
        try:
            found = _result(answer)
        except CallFailed as failed:
            self._note(is_refused=failed.code == UNKNOWN_TOKEN)
            raise
        self._note(is_refused=False)
        return found

    def is_refused_for(self, seconds: float) -> bool:
        since = self._refused_since
        return since is not None and asyncio.get_running_loop().time() - since >= seconds

    def _note(self, *, is_refused: bool) -> None:
        if not is_refused:
            self._refused_since = None
        elif self._refused_since is None:
            self._refused_since = asyncio.get_running_loop().time()


def _result(answer: httpx.Response) -> Any:  # noqa: ANN401 any JSON value
    """Judge by `ok`, then by `error_code`, then by the status: failures come with 200 as well as with their own."""
    try:
        said = answer.json()
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict) and said.get("ok") is True and "result" in said:
        return said["result"]
    if isinstance(said, dict) and said.get("ok") is False:
        code = said.get("error_code")
        words = said.get("description")
        raise CallFailed(code if type(code) is int else answer.status_code, words if isinstance(words, str) else "")
    if isinstance(said, dict) and "event_name" in said:
        return said  # an update without its wrapping
    raise NoAnswer(f"status {answer.status_code}")
