"""Zalo, by polling or by webhook; each bot is a platform of its own, with its own channel."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import Response

from bot import logs
from bot.channels.webhook import WebhookAddress
from bot.channels.zalo.api import NAME, UNKNOWN_TOKEN, Api, CallFailed, NoAnswer, ZaloNotConnected
from bot.channels.zalo.channel import A_SECOND, Zalo
from bot.channels.zalo.intake import ZaloIntake
from bot.channels.zalo.polling import ZaloPolling
from bot.channels.zalo.webhook import PATH, ZaloWebhook
from bot.config import Settings, WrongSetting, split
from bot.domain.messaging.pacing import Pacer
from bot.domain.messaging.plans import PlanLeft, ServicePlan
from bot.platforms.platform import Door, Host, Platform, plain, public_url
from bot.services.delivery import usage

log = structlog.get_logger()

Receive = Callable[[Request], Awaitable[Response]]
_INTRODUCE_EVERY = 5.0
_LIES = timedelta(seconds=5)
_COUNT_EVERY, _SEE_EVERY = 30.0, 300.0  # seconds
_LINK = "https://bot.zaloplatforms.com/bots/{number}"


class UnknownToken(WrongSetting):
    """Zalo does not know the token, or knows it no longer."""


@dataclass(frozen=True)
class Introduced:
    """Who Zalo says that a bot is, and the link that opens a talk with it."""

    name: str
    link: str


def zalo(settings: Settings) -> Iterator[Platform]:
    """Raises WrongSetting."""
    tokens = split(settings.zalo_token) if settings.zalo_token is not None else []
    numbers = [token.partition(":")[0] for token in tokens]
    if len({*numbers}) < len(numbers):
        raise WrongSetting("BOT_ZALO_TOKEN: two tokens of one bot; only the newest one is good")
    for number, token in zip(numbers, tokens, strict=True):
        yield _of_settings(ZaloBot(settings, token, PATH if len(tokens) == 1 else f"{PATH}/{number}"))


def _of_settings(bot: "ZaloBot") -> Platform:
    door = Door(bot.path)

    async def serve(host: Host) -> None:
        async with bot.called() as api:
            me = await bot.introduced(api)
            link = bot.settings.zalo_link or me.link
            await bot.serve(host, api, me, link, partial(setattr, door, "leads_to"))

    return Platform(bot.name, serve, (door.route,) if bot.address is not None else ())


@dataclass(frozen=True)
class ZaloBot:
    """One bot; `path` is where its updates are brought if it has a webhook. Raises WrongSetting."""

    settings: Settings
    token: str
    path: str

    def __post_init__(self) -> None:
        logs.hide(self.token)
        if self.settings.zalo_mode == "webhook":
            public_url(self.settings)

    @property
    def number(self) -> str:
        return self.token.partition(":")[0]

    @property
    def name(self) -> str:
        return f"{NAME}:{self.number}"

    @property
    def address(self) -> WebhookAddress | None:
        if self.settings.zalo_mode != "webhook":
            return None
        secret = plain(self.settings.zalo_webhook_secret)
        return WebhookAddress.of(public_url(self.settings) + self.path, self.token, secret)

    @asynccontextmanager
    async def called(self) -> AsyncIterator[Api]:
        async with httpx.AsyncClient(verify=_tls()) as client:
            yield Api(client, self.settings.zalo_api_base, self.token)

    async def introduced(self, api: Api) -> Introduced:
        """Ask who the bot is, again and again until there is an answer. Raises UnknownToken."""
        while True:
            try:
                said = await api.call("getMe")
            except CallFailed as failed:
                if failed.code == UNKNOWN_TOKEN:
                    raise UnknownToken(f"BOT_ZALO_TOKEN: Zalo does not know the token of bot {self.number}") from None
                log.warning("Zalo cannot be reached yet", why=str(failed))
            except (ZaloNotConnected, NoAnswer) as error:
                log.warning("Zalo cannot be reached yet", why=str(error))
            else:
                me = said if isinstance(said, dict) else {}
                return Introduced(_word(me, "display_name"), _LINK.format(number=_word(me, "id") or self.number))
            await asyncio.sleep(_INTRODUCE_EVERY)

    async def serve(
        self, host: Host, api: Api, me: Introduced, link: str | None, lead: Callable[[Receive], None]
    ) -> None:
        """Hear and answer until cancelled; `lead` is told who takes what the webhook brings."""
        channel = Zalo(api, self.number)
        intake = ZaloIntake(channel.name, me.name, host.hear, host.inbox)
        plan, address = ServicePlan(self.settings.zalo_monthly_messages, self.settings.zalo_users), self.address
        counting, taking = _counted(host, channel, intake, plan), _left_taken(host, intake)
        async with host.opened(channel, link, Pacer(A_SECOND)), counting, taking:
            if address is None:
                return await host.hold.while_mine(ZaloPolling(api, intake).run, partial(_stand_by, api))
            webhook = ZaloWebhook(api, intake, address)
            lead(webhook.receive)
            await host.hold.while_mine(webhook.run, partial(_stand_by, api))


@asynccontextmanager
async def _counted(host: Host, channel: Zalo, intake: ZaloIntake, plan: ServicePlan) -> AsyncIterator[None]:
    async def count_on() -> None:
        left = PlanLeft.FEW_MESSAGES
        while True:
            sent, channel.sent = channel.sent, 0
            received, intake.received = intake.received, 0
            await host.inbox.tidy()
            if sent or received or left is not PlanLeft.ENOUGH:  # with a new month there is enough again
                count = partial(usage.count, channel=channel.name, plan=plan, sent=sent, received=received)
                left = await host.database.patiently(count)
                host.sender.spare(channel.name, left)
            await asyncio.sleep(_COUNT_EVERY)

    counting = asyncio.create_task(count_on())
    try:
        yield
    finally:
        counting.cancel()


@asynccontextmanager
async def _left_taken(host: Host, intake: ZaloIntake) -> AsyncIterator[None]:
    async def take() -> None:
        while not host.database.embedded:
            await asyncio.sleep(_LIES.total_seconds())
            await host.inbox.tidy()
            if host.hold.is_mine:
                await intake.begin(_LIES)

    taking = asyncio.create_task(take())
    try:
        yield
    finally:
        taking.cancel()


async def _stand_by(api: Api) -> None:
    while True:
        with suppress(CallFailed, ZaloNotConnected, NoAnswer):
            await api.call("getMe")
        await asyncio.sleep(_SEE_EVERY)


@cache
def _tls() -> ssl.SSLContext:
    # One for all bots: reading the authorities takes longer than everything else a client needs.
    return ssl.create_default_context()


def _word(me: dict[str, object], name: str) -> str:
    found = me.get(name)
    # It goes into a link and into what is compared with typed words.
    return found if isinstance(found, str) and found.isprintable() and not {"{", "}"} & {*found} else ""
