"""Builds everything; the only file that knows everybody."""

import asyncio
import secrets
import signal
import socket
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeAlias
from weakref import WeakValueDictionary

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette

from bot import clock, ticks
from bot.channels.channel import Channel
from bot.channels.telegram.channel import Telegram, connected
from bot.channels.telegram.polling import Polling
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming
from bot.config import Settings, WrongSetting
from bot.domain.weekly import read_sending
from bot.i18n import Text
from bot.presenting import presented
from bot.sender import Sender
from bot.services import deliveries, neighbourhood, people, roles, weekly
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.turn import take_turn
from bot.web.demo import DemoServer, demo_routes
from bot.web.stage import LiveStage, Player, World

log = structlog.get_logger()

Upcoming: TypeAlias = tuple[datetime, Text]

_DEMO_PORT = 8765
_RENEW = deliveries.LEASE.total_seconds() / 4


class AnotherIsRunning(Exception):
    """A second process for the same bot refuses to work: two senders would write everything twice."""


class App:
    """The running assistant: a database, its channels and the sender between them."""

    def __init__(self, database: Database, channels: Mapping[str, Channel]) -> None:
        """`channels` by name; the database has its tables."""
        self.database = database
        self.sender = Sender(database, channels)
        self._in_turn: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def hear(self, incoming: Incoming) -> None:
        """Take one message; one account's turns run one after another, in the order they came."""
        account = (incoming.channel, incoming.external_id)
        lock = self._in_turn.setdefault(account, asyncio.Lock())
        async with lock:
            await take_turn(self.database, incoming)
        self.sender.wake()

    async def tick(self, tick: ticks.Tick) -> None:
        """Do what is due; a database that cannot take it now is asked again at the next tick."""
        try:
            if await ticks.run_tick(self.database, tick):
                self.sender.wake()
        except DBAPIError:
            log.exception("a tick failed", tick=tick.name)

    async def advance(self, to: datetime) -> list[Upcoming]:
        """Move a stopped clock: what is in flight lands first, then each thing due happens at its own time.

        Says what happened on the way.
        """
        happened: list[Upcoming] = []
        await self.sender.drain()
        while (planned := await self.upcoming()) and planned[0][0] <= to:
            due = planned[0][0]
            happened += [(at, what) for at, what in planned if at == due]
            await self._happen(due)
        await self._happen(to)
        return happened

    async def upcoming(self) -> list[Upcoming]:
        """All that will be due, in order."""
        return [(at, what) for at, what in await ticks.upcoming(self.database) if at > clock.now()]

    async def _happen(self, at: datetime) -> None:
        clock.stop_at(at)
        await ticks.run_all(self.database)
        await self.sender.drain()


async def serve(settings: Settings) -> None:
    """Run on Telegram until a signal asks to stop."""
    if settings.telegram_token is None:
        raise WrongSetting("BOT_TELEGRAM_TOKEN: missing; put the token that BotFather gave into .env")
    roles.ADMIN_CODE = settings.admin_code
    weekly.SENDING = read_sending(settings.weekly_summary) or weekly.SENDING
    token = settings.telegram_token.get_secret_value()
    async with _opened(settings.database_url) as database, connected(token, settings.telegram_api_base) as telegram:
        await _set_the_stage(database)
        app = App(database, {Telegram.name: telegram})
        alone = _leased(database, f"telegram:{telegram.bot.id}")
        async with alone, _scheduled(app), presented(database, telegram):
            log.info("running", bot=telegram.bot.username)
            await _until_stopped(app, Polling(telegram.bot, app.hear))


async def demo(port: int | None, *, show: bool) -> None:
    """The page with three phones, on this machine only; `show` opens a browser. Nothing stays when it ends."""
    with tempfile.TemporaryDirectory(prefix="hoc-vu-so-") as folder:
        theatre = _Theatre(Path(folder))
        stage = await LiveStage(theatre.build).open()
        listening = _listen(port)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        print(f"✓ {address}\n  Ctrl-C để dừng · Ctrl-C to stop", flush=True)  # noqa: T201 for the person who waits
        config = uvicorn.Config(
            Starlette(routes=demo_routes(stage)), log_level="warning", lifespan="off", timeout_graceful_shutdown=2
        )
        if show:
            webbrowser.open(address)
        await DemoServer(config, stage).serve(sockets=[listening])
        await theatre.close()


class _Theatre:
    """Builds the demo's worlds, each on a fresh database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._built = count(1)
        self._database: Database | None = None

    async def build(self, web: WebChat) -> World:
        await self.close()
        self._database = database = Database(f"sqlite+aiosqlite:///{self._folder}/{next(self._built)}.db")
        clock.stop_at(neighbourhood.START)
        await _set_the_stage(database)
        async with database.begin() as db:
            players = await neighbourhood.settle(db, web.name)
        app = App(database, {web.name: web})

        async def speak(language: str) -> None:
            async with database.begin() as db:
                await people.speak(db, web.name, language)

        cast = tuple(Player(player.account, player.name, player.caption) for player in players)
        return World(app.hear, app.sender.drain, app.advance, app.upcoming, speak, cast)

    async def close(self) -> None:
        if self._database is not None:
            await self._database.close()


def _listen(port: int | None) -> socket.socket:
    """A wanted port or none at all; without a wish the usual one, or whichever is free."""
    last = None
    for wanted in (_DEMO_PORT, 0) if port is None else (port,):
        try:
            return socket.create_server(("127.0.0.1", wanted))
        except OSError as error:
            last = error
    raise WrongSetting(f"--port {port}: {last.strerror if last else 'not free'}; choose another one")


async def _until_stopped(app: App, polling: Polling) -> None:
    working = [asyncio.create_task(polling.run()), asyncio.create_task(app.sender.run())]
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    waiting = asyncio.create_task(stopped.wait())
    done, _pending = await asyncio.wait([*working, waiting], return_when=asyncio.FIRST_COMPLETED)
    for task in (*working, waiting):
        task.cancel()
    await asyncio.gather(*working, waiting, return_exceptions=True)
    for task in done - {waiting}:
        task.result()


async def _set_the_stage(database: Database) -> None:
    await migrate(database)
    async with database.begin() as db:
        await wards.seed(db)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _leased(database: Database, name: str) -> AsyncIterator[None]:
    """Hold the lease on sending; the process stops if it is lost."""
    holder = secrets.token_hex(8)
    for _try in range(10):
        if await _hold(database, name, holder):
            break
        log.info("waiting: the last process of this bot may just have ended")
        await asyncio.sleep(1)
    else:
        raise AnotherIsRunning("another process is running this bot on this database: stop it first")
    main = asyncio.current_task()
    renewing = asyncio.create_task(_renew(database, name, holder, main))
    try:
        yield
    finally:
        renewing.cancel()
        async with database.begin() as db:
            await deliveries.let_go(db, name, holder)


async def _renew(database: Database, name: str, holder: str, main: "asyncio.Task[None] | None") -> None:
    while True:
        await asyncio.sleep(_RENEW)
        if not await _hold(database, name, holder) and main is not None:
            log.error("the lease was lost: another process has taken over")
            main.cancel()


async def _hold(database: Database, name: str, holder: str) -> bool:
    async with database.begin() as db:
        return await deliveries.hold(db, name, holder)


@asynccontextmanager
async def _scheduled(app: App) -> AsyncIterator[None]:
    # Without the grace the scheduler silently drops a job that is a second late.
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)
    for tick in ticks.TICKS:
        scheduler.add_job(app.tick, "interval", seconds=tick.seconds, args=[tick], next_run_time=clock.now())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
