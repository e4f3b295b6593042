"""The HTTP server of a real run, for requests that come through a reverse proxy."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.web.connection import Connection
from bot.web.headers import Labelled

_FINISH_WITHIN = 2  # seconds
_TAKEN_AT_ONCE = 100


class PublicServer(uvicorn.Server):
    """Serves until it is cancelled; then what has begun is finished.

    It has a thread and a loop of its own: a flood of requests would take every turn of the one in which people are
    answered.
    """

    def __init__(self, routes: Sequence[BaseRoute], close: Callable[[], Awaitable[None]] | None = None) -> None:
        """`close` is the last that happens in that loop."""
        self._close = close
        super().__init__(
            uvicorn.Config(
                Labelled(Starlette(routes=routes)),
                http=Connection,
                backlog=_TAKEN_AT_ONCE,
                # Ours stays: addresses and their secrets do not belong into logs.
                log_config=None,
                log_level="warning",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=_FINISH_WITHIN,
            )
        )

    async def run_on(self, listening: socket.socket) -> None:
        """Until cancelled."""
        serving = asyncio.create_task(asyncio.to_thread(self.run, [listening]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.should_exit = True
            await serving
            raise

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish, and close what was opened here."""
        await super().shutdown(sockets)
        if self._close is not None:
            await self._close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the application's."""
        yield


def listening(address: str) -> socket.socket:
    """A socket that listens at host:port; OSError if it cannot be."""
    host, _, port = address.rpartition(":")
    return socket.create_server((host, int(port)))
