"""/healthz, /readyz and /metrics, on an address of their own that the internet does not reach."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import metrics
from bot.config import Settings
from bot.domain.messaging.plans import ServicePlan
from bot.operation.figures import Metrics
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.revision import shows_newest
from bot.web.public import configuration

log = structlog.get_logger()

# A webhook is looked after every five minutes; polling answers within half a minute.
_LATELY = 400.0  # seconds
_WITHIN = 2.0
_AGAIN_IN = 1.0
_AT_ONCE = 20
_GONE_WITHIN = 1


class Health:
    """What is answered; `platforms` are the names of this process's bots."""

    def __init__(self, database: Database, figures: Metrics, platforms: Sequence[str]) -> None:
        self._database = database
        self._figures = figures
        self._platforms = sorted({metrics.platform_of(name) for name in platforms})

    @property
    def routes(self) -> list[Route]:
        return [Route("/healthz", self.alive), Route("/readyz", self.ready), Route("/metrics", self.measured)]

    async def alive(self, _request: Request) -> Response:
        """Answer at all: the loop runs."""
        return PlainTextResponse("ok\n")

    async def ready(self, _request: Request) -> Response:
        """Answer 503 while people get no answers: no database, old tables, no platform."""
        stored, newest = await self._tables()
        silent = {name: metrics.silent_for(name) for name in self._platforms}
        reached = {name: seconds is not None and seconds < _LATELY for name, seconds in silent.items()}
        is_ready = stored and newest and all(reached.values())
        found = {"ready": is_ready, "database": stored, "migrations": newest, "platforms": reached}
        return JSONResponse(found, status_code=200 if is_ready else 503)

    async def _tables(self) -> tuple[bool, bool]:
        try:
            async with asyncio.timeout(_WITHIN), self._database.read() as db:
                return True, await shows_newest(db)
        except (Unavailable, TimeoutError):
            return False, False

    async def measured(self, _request: Request) -> Response:
        await self._figures.refresh()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


class _Server(uvicorn.Server):
    """In the loop of the turns: where that stands still, nobody is told that all is well."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def served(settings: Settings, database: Database, platforms: Sequence[str]) -> AsyncIterator[None]:
    """Answer from now on; an address that is taken is waited for, as by a new version beside the old one."""
    plan = ServicePlan(settings.zalo_monthly_messages, settings.zalo_users)
    health = Health(database, Metrics(database, plan, settings.backup_folder), platforms)
    server = _Server(
        configuration(
            Starlette(routes=health.routes), limit_concurrency=_AT_ONCE, timeout_graceful_shutdown=_GONE_WITHIN
        )
    )
    serving = asyncio.create_task(_serve(server, settings.health_listen))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait([serving], timeout=_GONE_WITHIN)
        serving.cancel()


async def _serve(server: uvicorn.Server, address: str) -> None:
    listening = await _listening(address)
    log.info("health is told", at=address)
    await server.serve([listening])


async def _listening(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    told = False
    while True:
        try:
            return socket.create_server((host, int(port)))
        except (OSError, OverflowError) as error:
            if not told:
                log.warning("health is not told yet: BOT_HEALTH_LISTEN is taken", at=address, why=str(error))
            told = True
        await asyncio.sleep(_AGAIN_IN)
