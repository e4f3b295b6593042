"""The HTTP server of a real run, for requests that come through a reverse proxy."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

_FINISH_WITHIN = 30  # seconds


class PublicServer(uvicorn.Server):
    """Serves until it is cancelled; then what has begun is finished."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        """`log_config` stays ours: addresses and their secrets do not belong into logs."""
        super().__init__(
            uvicorn.Config(
                Starlette(routes=routes),
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
        serving = asyncio.create_task(self.serve(sockets=[listening]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.should_exit = True
            await serving
            raise

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the application's."""
        yield


def listening(address: str) -> socket.socket:
    """A socket that listens at host:port; OSError if it cannot be."""
    host, _, port = address.rpartition(":")
    return socket.create_server((host, int(port)))
