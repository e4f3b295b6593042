"""Telegram, by polling or by webhook."""

from collections.abc import Iterator
from functools import partial

from bot.channels.telegram.channel import connected
from bot.channels.telegram.polling import TelegramPolling
from bot.channels.telegram.webhook import PATH, TelegramWebhook, stand_by
from bot.channels.webhook import WebhookAddress
from bot.config import Settings
from bot.platforms.platform import Door, Host, Platform, plain, public_url
from bot.platforms.profile import presented


def telegram(settings: Settings) -> Iterator[Platform]:
    if settings.telegram_token is None:
        return
    token, proxy = settings.telegram_token.get_secret_value(), plain(settings.telegram_proxy)
    address = None
    if settings.telegram_mode == "webhook":
        address = WebhookAddress.of(public_url(settings) + PATH, token, plain(settings.telegram_webhook_secret))
    door = Door(PATH)

    async def serve(host: Host) -> None:
        connection = connected(token, settings.telegram_api_base, proxy)
        async with connection as bot, presented(host.database, bot), host.opened(bot, bot.link):
            if address is None:
                polling = TelegramPolling(bot.bot, host.hear)
                return await host.hold.while_mine(polling.run, partial(stand_by, bot.bot))
            webhook = TelegramWebhook(bot.bot, host.hear, address)
            door.leads_to = webhook.receive
            await host.hold.while_mine(webhook.run, partial(stand_by, bot.bot))

    number = token.partition(":")[0]
    yield Platform(f"telegram:{number}", serve, () if address is None else (door.route,))
