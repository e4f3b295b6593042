"""Both ways in, polling and webhook, open on a street: what comes by them, and what went wrong behind them."""

import asyncio
import json
import logging
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from bot.app import App
from bot.channels.telegram.channel import connected
from bot.channels.telegram.polling import TelegramPolling
from bot.channels.telegram.webhook import PATH, TelegramWebhook
from bot.channels.webhook import WebhookAddress
from bot.storage.database import Database
from tests.channels.payloads import LAN, Json
from tests.fake_telegram import FakeTelegram, Person

SECRET = "mot-hai-ba-bon-nam"


class Errors(logging.Handler):
    """What any part of the process logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(self.format(record))


@dataclass
class Here:
    """Lan's street with both doors open, and what went wrong behind them."""

    tg: FakeTelegram
    app: App
    lan: Person
    webhook: AsyncClient
    errors: Errors

    async def brings(self, raw: object) -> int:
        """By the webhook; says the status."""
        body = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
        return (await self.webhook.post(PATH, content=body)).status_code

    def said(self, text: str) -> Json:
        """Lan's message in private."""
        lan = self.lan.user.as_json()
        return {"message_id": 7, "date": 1, "chat": {"id": LAN, "type": "private"}, "from": lan, "text": text}

    async def answers(self) -> None:
        """A good message is taken after all that, and whoever sent it sees an answer; nothing was an error."""
        await self.tg.all_taken()
        await self.app.sender.drain()
        await self.lan.says("menu")
        await self.tg.all_taken()
        await self.app.sender.drain()
        await self.lan.sees_new("")
        assert self.errors.seen == []


@dataclass
class Blank:
    """A database as it stands before each example, and the one that is set back to it.

    One engine for all, which has its statements compiled.
    """

    at_first: Path
    database: Database
    now: Path

    @classmethod
    def in_folder(cls, folder: Path) -> "Blank":
        now = folder / "now.db"
        return cls(folder / "at-first.db", Database(f"sqlite+aiosqlite:///{now}"), now)

    async def restored(self) -> Database:
        await self.database.close()
        shutil.copy(self.at_first, self.now)
        return self.database


@asynccontextmanager
async def open_doors(blank: Blank) -> AsyncIterator[Here]:
    """Polled by the assistant; its webhook is open too."""
    database, errors = await blank.restored(), Errors()
    logging.getLogger().addHandler(errors)
    async with FakeTelegram() as tg, connected(tg.token, tg.root) as telegram:
        lan, an = tg.person("Lan"), tg.person("An")
        tg.group("Khu phố 3", [lan, an])
        lan.chat.standing = an.chat.standing = "member"
        tg.state.updates.drop_all()
        tg.state.updates.restart_ids(800_000_001)
        app = App(database, {"telegram": telegram})
        webhook = TelegramWebhook(telegram.bot, app.hear, WebhookAddress("https://bot.example", SECRET))
        door = ASGITransport(Starlette(routes=[webhook.route]))
        polling = asyncio.create_task(TelegramPolling(telegram.bot, app.hear).run())
        secret = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        try:
            async with AsyncClient(transport=door, base_url="http://bot", headers=secret) as client:
                yield Here(tg, app, lan, client, errors)
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            logging.getLogger().removeHandler(errors)
