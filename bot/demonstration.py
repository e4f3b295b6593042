"""The demo on this machine: a world for each beginning, a page to see it, nothing that remains."""

import shutil
import socket
import tempfile
import webbrowser
from contextlib import AbstractAsyncContextManager
from itertools import count
from pathlib import Path

import uvicorn
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette

from bot import clock
from bot.app import App
from bot.channels.webchat import WebChat
from bot.config import WrongSetting
from bot.demo import neighbourhood, prepared
from bot.demo.cast import CAST
from bot.demo.server import DemoServer, demo_routes
from bot.demo.stage import LiveStage, Player, World
from bot.services.people import identity
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.web.calendars import calendar_routes
from bot.web.class_pages import class_page_routes
from bot.web.pages import page_routes

_DEMO_PORT = 8765


async def show(port: int | None, *, in_browser: bool) -> None:
    """Serve the demo page on this machine only, and open it in a browser."""
    with tempfile.TemporaryDirectory(prefix="hoc-vu-so-") as folder:
        listener = _listen(port)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        # What is done in it goes with the folder; the neighbourhood as it begins is kept for the next start.
        begins = await prepared.neighbourhood(Path(folder), settle)
        theatre = Theatre(begins, Installation(page=address, runs_added_bots=False))
        stage = await LiveStage(theatre.build).open()
        print(f"✓ {address}/\n  Ctrl-C để dừng · Ctrl-C to stop", flush=True)  # noqa: T201 for the person who waits
        config = uvicorn.Config(
            Starlette(
                routes=[
                    *demo_routes(stage),
                    *page_routes(theatre.begin, theatre.read),
                    *calendar_routes(theatre.read),
                    *class_page_routes(theatre.read),
                ]
            ),
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        if in_browser:
            webbrowser.open(f"{address}/")
        await DemoServer(config, stage).serve(sockets=[listener])
        await theatre.close()


async def settle(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    clock.stop_at(neighbourhood.START)
    await wards.prepare(database)
    async with database.begin() as db:
        await neighbourhood.settle(db, WebChat.name)
    await database.close()


class Theatre:
    """Builds the demo's worlds, each on a copy of the neighbourhood as it begins."""

    def __init__(self, begins: Path, installation: Installation) -> None:
        self._begins, self._installation = begins, installation
        self._built = count(1)
        self._database: Database | None = None

    async def build(self, web: WebChat) -> World:
        await self.close()
        file = shutil.copy(self._begins, self._begins.with_name(f"{next(self._built)}.db"))
        self._database = database = Database(f"sqlite+aiosqlite:///{file}")
        database.belongs_to(self._installation)
        clock.stop_at(neighbourhood.START)
        app = App(database, {web.name: web})

        async def speak(language: str) -> None:
            async with database.begin() as db:
                await identity.speak(db, web.name, language)

        cast = tuple(Player(player.account, player.shown, player.caption) for player in CAST)
        return World(app.hear, app.sender.drain, app.passing, app.upcoming, speak, cast)

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._on_stage().begin()

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._on_stage().read()

    def _on_stage(self) -> Database:
        if self._database is None:
            raise RuntimeError("the curtain is down")
        return self._database

    async def close(self) -> None:
        if self._database is not None:
            await self._database.close()


def _listen(port: int | None) -> socket.socket:
    """Listen on the wanted port; without one, on the usual port or any free one. Raises WrongSetting."""
    last = None
    for wanted in (_DEMO_PORT, 0) if port is None else (port,):
        try:
            return socket.create_server(("127.0.0.1", wanted))
        except OSError as error:
            last = error
    raise WrongSetting(f"--port {port}: {last.strerror if last else 'not free'}; choose another one")
