"""Limits on requests at once, so that turns of the chat keep priority."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from ipaddress import ip_network

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "hvs"
# A browser sends six requests at once; an office of four people shares one address.
OF_A_VISIT, OF_AN_ADDRESS = 6, 24
_LATER = {"Retry-After": "5"}  # seconds
_IPV6_HOME = 64  # bits of the prefix that a household has


class Turnstile:
    """Admits `at_once` requests, and `waiting` more in order of arrival."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._here = 0

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        if self._here >= self._most:
            raise HTTPException(503, headers=_LATER)
        self._here += 1
        try:
            async with self._free:
                yield
        finally:
            self._here -= 1


class Guests:
    """Raises 429 for a session or an address with too many requests at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._served: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._one_more(HTTPConnection(scope)):
            await self._app(scope, receive, send)

    @contextmanager
    def _one_more(self, asked: HTTPConnection) -> Iterator[None]:
        cookie = asked.cookies.get(COOKIE)
        most = {_address_of(asked): OF_AN_ADDRESS} | ({f"visit {cookie}": OF_A_VISIT} if cookie else {})
        if any(self._served[who] >= limit for who, limit in most.items()):
            raise HTTPException(429, headers=_LATER)
        self._served.update(most.keys())
        try:
            yield
        finally:
            self._served.subtract(most.keys())
            self._served = +self._served


def _address_of(asked: HTTPConnection) -> str:
    """Return the client's address, which uvicorn takes from a trusted proxy; for IPv6 its network."""
    host = asked.client.host if asked.client else ""
    try:
        return str(ip_network(f"{host}/{_IPV6_HOME}", strict=False)) if ":" in host else host
    except ValueError:
        return host
