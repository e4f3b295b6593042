"""How much is done for the page at once, so that whoever writes in the chat keeps the right of way."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from ipaddress import ip_network

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "hvs"
# A browser asks for six things at once; an office of four is behind one address.
OF_A_VISIT, OF_AN_ADDRESS = 6, 24
_LATER = {"Retry-After": "5"}  # seconds
_IPV6_HOME = 64  # bits: whoever has one address has all that begin like it


class Turnstile:
    """So many pass at once, and so many more wait in the order in which they came."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._here = 0

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """When it is one's turn. Raises 503 if too many wait already."""
        if self._here >= self._most:
            raise HTTPException(503, headers=_LATER)
        self._here += 1
        try:
            async with self._free:
                yield
        finally:
            self._here -= 1


class Guests:
    """Answers as `app` does, as long as nobody asks for too much at once: else 429."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._served: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
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
    """Who asks, as a proxy says it if there is one that we trust; uvicorn has seen to that."""
    host = asked.client.host if asked.client else ""
    try:
        return str(ip_network(f"{host}/{_IPV6_HOME}", strict=False)) if ":" in host else host
    except ValueError:
        return host
