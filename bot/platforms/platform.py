"""One platform of this process: it comes up, fails and is tried again on its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import structlog
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.channel import Channel
from bot.chat.message import Incoming
from bot.config import Settings, WrongSetting
from bot.domain.messaging.pacing import Pacer
from bot.errors import OperatorError
from bot.sending.sender import Sender
from bot.services.delivery.inbox import Inbox
from bot.services.delivery.leases import Hold
from bot.storage.database import Database

log = structlog.get_logger()

_AGAIN_IN = 10.0  # seconds
SOON = {"Retry-After": "5"}


@dataclass(frozen=True)
class Host:
    """What a platform is given; `inbox` keeps what is handed over only once, `links` are by channel.

    `holds` are the leases on sending and on fetching updates, by platform, where there are several processes; `hold` is
    that of this platform.
    """

    database: Database
    hear: Callable[[Incoming], Awaitable[None]]
    sender: Sender
    inbox: Inbox
    links: dict[str, str]
    holds: Mapping[str, Hold] = field(default_factory=dict)
    hold: Hold = field(default_factory=lambda: Hold(""))

    def of(self, platform: str) -> "Host":
        return replace(self, hold=self.holds.get(platform, self.hold))

    @asynccontextmanager
    async def opened(self, channel: Channel, link: str | None, pacer: Pacer | None = None) -> AsyncIterator[None]:
        """Open a channel, and close it before its connection ends; `link` is a template that opens a talk there.

        Without one only whoever is led there finds it.
        """
        if link is not None:
            self.links[channel.name] = link
        self.sender.open(channel, pacer, self.hold)
        log.info("running", channel=channel.name)
        try:
            yield
        finally:
            await self.sender.close(channel.name)


@dataclass(frozen=True)
class Platform:
    """`name` is that of its bot, and of the lease on sending for it; `leased` are those that see to it themselves."""

    name: str
    serve: Callable[[Host], Awaitable[None]]
    routes: tuple[Route, ...] = ()
    leased: bool = False

    async def run(self, host: Host) -> None:
        """Serve until cancelled. Raises OperatorError, which ends the process; anything else is tried again."""
        while True:
            try:
                await self.serve(host.of(self.name))
            except OperatorError:
                raise
            except Exception:
                log.exception("a platform failed", platform=self.name)
            await asyncio.sleep(_AGAIN_IN)


@dataclass
class Door:
    """A webhook's place: what is brought before its platform has come up is to be brought again."""

    path: str
    leads_to: Callable[[Request], Awaitable[Response]] | None = None
    route: Route = field(init=False)

    def __post_init__(self) -> None:
        self.route = Route(self.path, self._receive, methods=["POST"])

    async def _receive(self, request: Request) -> Response:
        return Response(status_code=503, headers=SOON) if self.leads_to is None else await self.leads_to(request)


async def side_by_side(platforms: Sequence[Platform], host: Host) -> None:
    """Serve all until cancelled. Raises what the first raises that has to end the process."""
    try:
        async with asyncio.TaskGroup() as together:
            for platform in platforms:
                together.create_task(platform.run(host))
    except* OperatorError as several:
        first = several
    raise first.exceptions[0]


def public_url(settings: Settings) -> str:
    if settings.public_url is None:
        raise WrongSetting("BOT_PUBLIC_URL: missing; webhook mode needs the https:// address of this process")
    return settings.public_url


def plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
