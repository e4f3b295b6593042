"""Zalo, by polling or by webhook; each bot is a platform of its own, with its own channel."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import cache, partial

import httpx
import structlog

from bot import logs
from bot.channels.webhook import WebhookAddress
from bot.channels.zalo.api import NAME, UNKNOWN_TOKEN, Api, CallFailed, NoAnswer, ZaloNotConnected
from bot.channels.zalo.channel import A_SECOND, Zalo
from bot.channels.zalo.intake import ZaloIntake
from bot.channels.zalo.polling import ZaloPolling
from bot.channels.zalo.webhook import PATH, ZaloWebhook
from bot.config import Settings, WrongSetting, split
from bot.domain.messaging.pacing import Pacer
from bot.domain.messaging.plans import ServicePlan
from bot.platforms.platform import Door, Host, Platform, plain, public_url
from bot.services.delivery import usage

log = structlog.get_logger()

_INTRODUCE_EVERY = 5.0
_LIES = timedelta(seconds=5)
_COUNT_EVERY, _SEE_EVERY = 30.0, 300.0  # seconds
_LINK = "https://bot.zaloplatforms.com/bots/{number}"


def zalo(settings: Settings) -> Iterator[Platform]:
    """Raises WrongSetting."""
    tokens = split(settings.zalo_token) if settings.zalo_token is not None else []
    numbers = [token.partition(":")[0] for token in tokens]
    if len({*numbers}) < len(numbers):
        raise WrongSetting("BOT_ZALO_TOKEN: two tokens of one bot; only the newest one is good")
    for number, token in zip(numbers, tokens, strict=True):
        logs.hide(token)
        yield _bot(settings, number, token, PATH if len(tokens) == 1 else f"{PATH}/{number}")


def _bot(settings: Settings, number: str, token: str, path: str) -> Platform:
    address, door = None, Door(path)
    if settings.zalo_mode == "webhook":
        address = WebhookAddress.of(public_url(settings) + path, token, plain(settings.zalo_webhook_secret))

    plan = ServicePlan(settings.zalo_monthly_messages, settings.zalo_users)

    async def serve(host: Host) -> None:
        async with httpx.AsyncClient(verify=_tls()) as client:
            api = Api(client, settings.zalo_api_base, token)
            me = await _introduced(api, number)
            channel = Zalo(api, number)
            intake = ZaloIntake(channel.name, _word(me, "display_name"), host.hear, host.inbox)
            link = settings.zalo_link or _LINK.format(number=_word(me, "id") or number)
            counting, taking = _counted(host, channel, intake, plan), _left_taken(host, intake)
            async with host.opened(channel, link, Pacer(A_SECOND)), counting, taking:
                if address is None:
                    return await host.hold.while_mine(ZaloPolling(api, intake).run, partial(_stand_by, api))
                webhook = ZaloWebhook(api, intake, address)
                door.leads_to = webhook.receive
                await host.hold.while_mine(webhook.run, partial(_stand_by, api))

    return Platform(f"{NAME}:{number}", serve, () if address is None else (door.route,))


@asynccontextmanager
async def _counted(host: Host, channel: Zalo, intake: ZaloIntake, plan: ServicePlan) -> AsyncIterator[None]:
    async def count_on() -> None:
        while True:
            await asyncio.sleep(_COUNT_EVERY)
            sent, channel.sent = channel.sent, 0
            received, intake.received = intake.received, 0
            await host.inbox.tidy()
            if sent or received:
                await host.database.patiently(
                    partial(usage.count, channel=channel.name, plan=plan, sent=sent, received=received)
                )

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


async def _introduced(api: Api, number: str) -> dict[str, object]:
    """Return what the bot is called, repeating until there is an answer. Raises WrongSetting."""
    while True:
        try:
            me = await api.call("getMe")
        except CallFailed as failed:
            if failed.code == UNKNOWN_TOKEN:
                raise WrongSetting(f"BOT_ZALO_TOKEN: Zalo does not know the token of bot {number}") from None
            log.warning("Zalo cannot be reached yet", why=str(failed))
        except (ZaloNotConnected, NoAnswer) as error:
            log.warning("Zalo cannot be reached yet", why=str(error))
        else:
            return me if isinstance(me, dict) else {}
        await asyncio.sleep(_INTRODUCE_EVERY)


def _word(me: dict[str, object], name: str) -> str:
    found = me.get(name)
    # It goes into a link and into what is compared with typed words.
    return found if isinstance(found, str) and found.isprintable() and not {"{", "}"} & {*found} else ""
