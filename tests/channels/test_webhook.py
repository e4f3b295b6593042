"""Webhook mode: only the platform gets in, an update is acknowledged after its commit, and no switch loses one."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from sqlalchemy import select

from bot import config
from bot.app import App
from bot.channels.telegram.channel import Telegram, connected
from bot.channels.telegram.polling import TelegramPolling
from bot.channels.telegram.webhook import PATH, TelegramWebhook
from bot.channels.webhook import WebhookAddress
from bot.chat.message import Incoming
from bot.serving import serve
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import SeenUpdate
from bot.web import connection
from bot.web.public import PublicServer, listening
from tests.channels.test_run import PATIENCE
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.fake import TOKEN

PUBLIC = "https://hoc-vu-so.example"
SECRET = "mot-hai-ba-bon-nam"


@pytest.fixture
async def app(file_database: Database) -> App:
    return App(file_database, {})


@asynccontextmanager
async def open_door(tg: FakeTelegram, telegram: Telegram, hear: object) -> AsyncIterator[str]:
    """The webhook at work; where it really listens."""
    webhook = TelegramWebhook(telegram.bot, hear, WebhookAddress.of(PUBLIC + PATH, TOKEN, SECRET))  # type: ignore[arg-type]
    with listening("127.0.0.1:0") as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        tg.route(PUBLIC, address)
        serving = asyncio.create_task(PublicServer([webhook.route]).run_on(listener))
        telling = asyncio.create_task(webhook.run())
        try:
            yield f"{address}/telegram"
        finally:
            for task in (telling, serving):
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            await tg.state.webhook.close()


async def taken(app: App) -> set[int]:
    async with app.database.begin() as db:
        return {int(event) for event in await db.scalars(select(SeenUpdate.event_id).where(~SeenUpdate.unread))}


async def test_updates_are_brought_and_taken(app: App) -> None:
    async with FakeTelegram() as tg, connected(TOKEN, tg.root) as telegram:
        first = await tg.person("Hoa").says("chào")
        async with open_door(tg, telegram, app.hear):
            second = await tg.person("An").says("chào")
            await tg.all_taken(PATIENCE)
            assert await taken(app) == {first, second}
            assert {delivery.status for delivery in tg.deliveries} == {200}


@pytest.mark.parametrize("secret", [None, "", "sai-roi", SECRET[:-1], f"{SECRET}x"])
async def test_who_does_not_know_the_word_stays_outside(app: App, secret: str | None) -> None:
    async with FakeTelegram() as tg, connected(TOKEN, tg.root) as telegram, open_door(tg, telegram, app.hear) as door:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with (
            aiohttp.ClientSession() as session,
            session.post(door, json={"update_id": 1}, headers=headers) as got,
        ):
            assert got.status == 403
    assert await taken(app) == set()


async def test_what_the_database_cannot_take_comes_again(app: App) -> None:
    full = True

    async def hear(incoming: Incoming) -> None:
        if full:
            raise Unavailable
        await app.hear(incoming)

    async with FakeTelegram() as tg, connected(TOKEN, tg.root) as telegram, open_door(tg, telegram, hear) as door:
        update = await tg.person("Hoa").says("chào")
        await tg.until(lambda: [one.status for one in tg.deliveries] == [503], PATIENCE)
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        body = {"update_id": 7, "message": {"message_id": 1, "date": 0, "text": "a", **_private(tg)}}
        async with aiohttp.ClientSession() as session, session.post(door, json=body, headers=headers) as got:
            assert (got.status, got.headers["Retry-After"]) == (503, "5")
        assert await taken(app) == set()
        full = False
        await tg.all_taken(PATIENCE)
        assert await taken(app) == {update}


def _private(tg: FakeTelegram) -> dict[str, object]:
    somebody = tg.person("Bình").id
    return {
        "chat": {"id": somebody, "type": "private", "first_name": "Bình"},
        "from": {"id": somebody, "is_bot": False, "first_name": "Bình"},
    }


@pytest.mark.parametrize("body", [b"{", b"null", b"[]", b"[" * 100_000, b"\xff", b"x" * 1_048_577, b"9" * 5000])
async def test_what_cannot_be_read_is_not_sent_again(app: App, body: bytes) -> None:
    async with FakeTelegram() as tg, connected(TOKEN, tg.root) as telegram, open_door(tg, telegram, app.hear) as door:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with aiohttp.ClientSession() as session, session.post(door, data=BytesIO(body), headers=headers) as got:
            assert got.status == 200
    assert await taken(app) == set()


async def test_a_body_that_does_not_come_keeps_nobody_waiting(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeTelegram() as tg, connected(TOKEN, tg.root) as telegram, open_door(tg, telegram, app.hear) as door:
        monkeypatch.setattr(connection, "ARRIVES_WITHIN", 0.2)
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(door).port)
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
        writer.write(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        update = await tg.person("Hoa").says("chào")
        await tg.all_taken(PATIENCE)
        assert (await asyncio.wait_for(reader.read(), PATIENCE)).startswith(b"HTTP/1.1 400")
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)
    assert await taken(app) == {update}


@pytest.mark.parametrize(("rest", "status"), [("", 405), ("/x", 404)])
async def test_a_refusal_says_what_a_browser_may_do_with_it(app: App, rest: str, status: int) -> None:
    async with (
        FakeTelegram() as tg,
        connected(TOKEN, tg.root) as telegram,
        open_door(tg, telegram, app.hear) as door,
        aiohttp.ClientSession() as session,
        session.get(door + rest) as answer,
    ):
        assert answer.status == status
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_switching_modes_loses_nothing(app: App) -> None:
    async with FakeTelegram() as tg, connected(TOKEN, tg.root) as telegram:
        hoa = tg.person("Hoa")
        said = [await hoa.says("chào")]
        async with open_door(tg, telegram, app.hear):
            await tg.all_taken(PATIENCE)
        said.append(await hoa.says("1"))
        polling = asyncio.create_task(TelegramPolling(telegram.bot, app.hear).run())
        await tg.all_taken(PATIENCE)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        said.append(await hoa.says("1"))
        async with open_door(tg, telegram, app.hear):
            said.append(await hoa.says("Nguyễn Thị Hoa"))
            await tg.all_taken(PATIENCE)
        assert await taken(app) == set(said)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"BOT_TELEGRAM_MODE": "webhook"}, "BOT_PUBLIC_URL"),
        ({"BOT_TELEGRAM_MODE": "push"}, "BOT_TELEGRAM_MODE"),
        ({"BOT_PUBLIC_URL": "http://bot.example"}, "BOT_PUBLIC_URL"),
        ({"BOT_PUBLIC_URL": "https://bot.example:8080"}, "BOT_PUBLIC_URL"),
        ({"BOT_TELEGRAM_WEBHOOK_SECRET": "ngắn"}, "BOT_TELEGRAM_WEBHOOK_SECRET"),
        ({"BOT_TELEGRAM_PROXY": "socks5://x:1"}, "BOT_TELEGRAM_PROXY"),
        ({"BOT_LISTEN": "8080"}, "BOT_LISTEN"),
        ({"BOT_WEEKLY_SUMMARY": "chủ nhật"}, "BOT_WEEKLY_SUMMARY"),
    ],
)
async def test_a_wrong_setting_names_its_mend(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {"BOT_TELEGRAM_TOKEN": TOKEN, **settings}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(config.WrongSetting, match=f"^{named}: "):
        await serve(config.settings())


async def test_a_port_that_is_taken_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken_already:
        listen = f"127.0.0.1:{taken_already.getsockname()[1]}"
        async with FakeTelegram() as tg:
            wanted = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_BASE": tg.root}
            for name, value in {**wanted, "BOT_PUBLIC_URL": PUBLIC, "BOT_LISTEN": listen}.items():
                monkeypatch.setenv(name, value)
            with pytest.raises(config.WrongSetting, match=f"^BOT_LISTEN: {listen}: "):
                await serve(config.settings())
