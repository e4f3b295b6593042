"""The assistant on a Zalo of our own, with the bots of the settings and those that were added."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.app import App
from bot.config import Settings
from bot.platforms import Host, chosen
from bot.services.delivery.inbox import Inbox
from bot.storage.database import Database
from tests.fake_zalo import FakeZalo

PUBLIC, SECRET = "https://bot.example", "mot-hai-ba-bon"


@dataclass
class Here:
    """`door` leads to its webhook."""

    zalo: FakeZalo
    app: App
    door: AsyncClient
    links: dict[str, str]
    inbox: Inbox

    async def brought(self, url: str, body: bytes, secret: str | None) -> int:
        headers = {} if secret is None else {"X-Bot-Api-Secret-Token": secret}
        return (await self.door.post(url, content=body, headers=headers)).status_code


def settings(zalo: FakeZalo, mode: str, token: str = "") -> Settings:
    return Settings(
        zalo_token=SecretStr(token or zalo.token),
        zalo_api_base=zalo.root,
        zalo_mode="webhook" if mode == "webhook" else "polling",
        public_url=PUBLIC,
        zalo_webhook_secret=SecretStr(SECRET),
    )


@asynccontextmanager
async def living(database: Database, zalo: FakeZalo, mode: str = "polling", token: str = "") -> AsyncIterator[Here]:
    platforms = chosen(settings(zalo, mode, token))
    app, links, inbox = App(database, {}), dict[str, str](), Inbox(database)
    tasks = [asyncio.create_task(one.run(Host(database, app.hear, app.sender, inbox, links))) for one in platforms]
    tasks.append(asyncio.create_task(app.sender.run()))
    door = ASGITransport(Starlette(routes=[route for platform in platforms for route in platform.routes]))
    try:
        async with AsyncClient(transport=door, base_url=PUBLIC) as client:
            here = Here(zalo, app, client, links, inbox)
            zalo.post = here.brought
            awaited = "setWebhook" if mode == "webhook" else "getUpdates"
            await zalo.until(lambda: awaited in [method for method, _given in zalo.calls])
            yield here
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
