"""The public HTTP server, behind a reverse proxy."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.web.connection import Connection
from bot.web.headers import Labelled

_FINISH_WITHIN = 2  # seconds
_TAKEN_AT_ONCE = 100


def configuration(app: ASGIApp, **more: Any) -> uvicorn.Config:  # noqa: ANN401 what uvicorn takes
    """Configure a server that keeps our own logging: addresses and the secrets in them do not belong in logs."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        **more,
    )


class PublicServer(uvicorn.Server):
    """Serves until cancelled, then finishes requests in progress.

    It runs in a thread and loop of its own: many requests must not delay turns.
    """

    def __init__(self, routes: Sequence[BaseRoute], close: Callable[[], Awaitable[None]] | None = None) -> None:
        """`close` runs last in the server's loop."""
        self._close = close
        super().__init__(
            configuration(
                Labelled(Starlette(routes=routes)),
                http=Connection,
                backlog=_TAKEN_AT_ONCE,
                timeout_graceful_shutdown=_FINISH_WITHIN,
            )
        )

    async def run_on(self, listening: socket.socket) -> None:
        serving = asyncio.create_task(asyncio.to_thread(self.run, [listening]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.should_exit = True
            await serving
            raise

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self._close is not None:
            await self._close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(address: str) -> socket.socket:
    """Raises OSError if the address, host:port, is not free."""
    host, _, port = address.rpartition(":")
    return socket.create_server((host, int(port)))
