"""What is asked of others: the platforms, their clock, and the certificate of our public address."""

import asyncio
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot import clock
from bot.config import Settings, split
from bot.operation.doctor.finding import Finding, note, sick, well

_WITHIN = 10.0  # seconds
_APART = timedelta(seconds=60)
_SOON = timedelta(days=14)
_PAGE = "docs/how-to/when-something-is-wrong.md"
_UNKNOWN = {401, 404}


@dataclass(frozen=True)
class _Bot:
    """One bot on its platform; `root` holds the token and is never shown."""

    name: str
    setting: str
    base: str
    root: str
    proxy: str | None = None
    webhook: str | None = None

    @property
    def check(self) -> str:
        return f"nền tảng · platform {self.name}"


def _bots(settings: Settings) -> Iterator[_Bot]:
    public = settings.public_url or ""
    if settings.telegram_token is not None:
        base, token = settings.telegram_api_base.rstrip("/"), settings.telegram_token.get_secret_value()
        proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
        webhook = f"{public}/telegram" if settings.telegram_mode == "webhook" else ""
        yield _Bot("Telegram", "BOT_TELEGRAM_TOKEN", base, f"{base}/bot{token}", proxy, webhook)
    tokens = split(settings.zalo_token) if settings.zalo_token is not None else []
    for nth, token in enumerate(tokens, 1):
        base = settings.zalo_api_base.rstrip("/")
        yield _Bot(f"Zalo {nth}" if len(tokens) > 1 else "Zalo", "BOT_ZALO_TOKEN", base, f"{base}/bot{token}")


async def platforms(settings: Settings) -> list[Finding]:
    """Ask each bot who it is; from the answers' dates judge the clock too."""
    found, dates = [], []
    for bot in _bots(settings):
        async with httpx.AsyncClient(timeout=_WITHIN, proxy=bot.proxy) as client:
            try:
                answer = await client.post(f"{bot.root}/getMe")
            except httpx.HTTPError as error:
                found.append(await _unreachable(bot, error))
                continue
            dates.append(answer.headers.get("Date"))
            found.append(_who(bot, answer))
            if bot.webhook is not None and answer.is_success:
                found += await _webhook(client, bot)
    return [*found, _clock(next(filter(None, dates), None))]


async def _unreachable(bot: _Bot, error: httpx.HTTPError) -> Finding:
    host = urlsplit(bot.base).hostname or ""
    try:
        await asyncio.get_running_loop().getaddrinfo(host, 443)
    except socket.gaierror:
        return sick(
            bot.check,
            f"không tìm ra tên {host} · DNS does not know {host}",
            f"xem mạng, DNS của máy · see to the network and its DNS ({_PAGE})",
        )
    return sick(
        bot.check,
        f"không tới được {host} · {host} cannot be reached ({type(error).__name__})",
        f"xem mạng, tường lửa, proxy · see to the network, firewall, proxy ({_PAGE})",
    )


def _who(bot: _Bot, answer: httpx.Response) -> Finding:
    if answer.is_success and _said(answer).get("ok") is True:
        return well(bot.check, "nhận ra bot · knows the bot")
    if answer.status_code in _UNKNOWN or _said(answer).get("error_code") in _UNKNOWN:
        return sick(
            bot.check, "không nhận mã bot · does not know the token", f"{bot.setting}: xin mã mới · get a new one"
        )
    return sick(bot.check, f"trả lời · answers {answer.status_code}", f"chờ rồi thử lại · try again later ({_PAGE})")


async def _webhook(client: httpx.AsyncClient, bot: _Bot) -> list[Finding]:
    try:
        info = _said(await client.post(f"{bot.root}/getWebhookInfo")).get("result")
    except httpx.HTTPError as error:
        return [await _unreachable(bot, error)]
    info = info if isinstance(info, dict) else {}
    check = f"webhook {bot.name}"
    if info.get("url", "") != bot.webhook:
        return [
            sick(
                check,
                "đặt chỗ khác · is set to another address",
                "chạy trợ lý, tắt chỗ kia · start the bot, stop the other one",
            )
        ]
    waiting = info.get("pending_update_count")
    if why := info.get("last_error_message"):
        return [
            note(
                check,
                f"{why} ({waiting} tin chờ · waiting)",
                "xem proxy và chứng chỉ · see to the proxy and its certificate",
            )
        ]
    return [well(check, f"đúng chỗ · as it should be ({waiting} tin chờ · waiting)")]


def _said(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _clock(date: str | None) -> Finding:
    check = "đồng hồ · clock"
    now = clock.now()
    if date is None:
        return note(check, f"{now:%Y-%m-%d %H:%M:%S} UTC", "không có gì để so · there was nothing to compare it with")
    apart = now - parsedate_to_datetime(date)
    if abs(apart) <= _APART:
        return well(check, "đúng giờ · right")
    return sick(
        check,
        f"lệch {apart.total_seconds():+.0f} giây · seconds off",
        f"timedatectl set-ntp true ({_PAGE})",
    )


async def certificate(settings: Settings) -> list[Finding]:
    if settings.public_url is None:
        return []
    parts = urlsplit(settings.public_url)
    host, port = parts.hostname or "", parts.port or 443
    return [await asyncio.to_thread(_certificate_of, host, port, ssl.create_default_context())]


def _certificate_of(host: str, port: int, trusting: ssl.SSLContext) -> Finding:
    check = "chứng chỉ · certificate"
    renew = f"gia hạn chứng chỉ ở proxy · renew it at the proxy ({_PAGE})"
    try:
        with (
            socket.create_connection((host, port), _WITHIN) as plain,
            trusting.wrap_socket(plain, server_hostname=host) as shown,
        ):
            ends = (shown.getpeercert() or {}).get("notAfter")
    except ssl.SSLCertVerificationError as error:
        return sick(check, f"{host}: {error.verify_message}", renew)
    except OSError as error:
        return sick(
            check,
            f"{host}:{port}: không tới được · cannot be reached ({error})",
            "xem DNS, tường lửa, proxy · see to DNS, firewall, proxy",
        )
    return _until(check, host, datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC), renew)


def _until(check: str, host: str, ends: datetime, renew: str) -> Finding:
    says = f"{host}: đến · until {ends:%Y-%m-%d}"
    return note(check, says, renew) if ends - clock.now() < _SOON else well(check, says)
