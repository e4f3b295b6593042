"""Builds everything; the only file that knows everybody."""

import asyncio
import os
import signal
import socket
import tempfile
import threading
import webbrowser
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeAlias
from weakref import WeakValueDictionary

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot import clock, ticks
from bot.bot_profile import presented
from bot.channels.channel import Channel
from bot.channels.telegram.channel import connected
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.webhook import Webhook, WebhookAddress
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming, Kind
from bot.config import Settings, WrongSetting
from bot.demo import neighbourhood
from bot.demo.server import DemoServer, demo_routes
from bot.demo.stage import LiveStage, Player, World
from bot.domain.reports.weekly import read_sending
from bot.domain.safety.rate_limit import Flood, Verdict
from bot.erasures import remembered
from bot.i18n import Text
from bot.lease import leased
from bot.sender import Expected, Sender
from bot.services.access import codes, page_sessions, permissions
from bot.services.people import identity
from bot.services.reports import weekly_summary
from bot.services.safety import rate_limit
from bot.storage import encryption, keys, wards
from bot.storage.database import Database
from bot.storage.erased import list_of
from bot.storage.in_work import InWork, in_work
from bot.storage.migrate import is_blank, migrate
from bot.storage.passing import Unavailable
from bot.turn import Taken, take_turn
from bot.web.pages import page_routes
from bot.web.public import PublicServer, listening

log = structlog.get_logger()

Upcoming: TypeAlias = tuple[datetime, Text]

_DEMO_PORT = 8765
_AWAITED_FOR = 60.0  # seconds; what is left to the platform comes again within a few
# After a signal: what has begun is finished, then given up, and at last left as it is. The next start judges it as it
# does after a crash, and a database that hangs is no reason to hang with it.
_FINISH_WITHIN, _GIVE_UP_WITHIN, _STOP_WITHIN = 2.0, 0.5, 8.0
_HAPPENED = frozenset({Kind.BLOCKED, Kind.BACK, Kind.PUT_IN, Kind.PUT_OUT, Kind.MOVED, Kind.UNREADABLE})


class App:
    """The running assistant: a database, its channels and the sender between them."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        flood: Flood | None = None,
        marks: InWork | None = None,
    ) -> None:
        """`channels` by name; the database has its tables. Without a `flood` nobody can send too much.

        `marks` tell of what processes have died before.
        """
        self.database = database
        self._flood = flood
        self._marks = marks or InWork()
        self.sender = Sender(database, channels)
        # Whatever the sender writes waits for so many turns at most, and never behind a queue of them.
        self._turns_at_once = asyncio.Semaphore(database.turns_at_once)
        self._in_turn: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        # By account: the update that the database could not take, and how long whatever comes after it waits for it.
        self._awaited: dict[tuple[str, str], tuple[str, float]] = {}

    async def hear(self, incoming: Incoming) -> None:
        """Take one message; one account's turns run one after another, in the order they came.

        Raises Unavailable if it must be delivered again.
        """
        account = (incoming.channel, incoming.external_id)
        if not await self._is_heard(account, incoming):
            return
        lock = self._in_turn.setdefault(account, asyncio.Lock())
        async with lock, self._turns_at_once:
            with self.sender.expecting() as expected:
                taken = await self._take(account, incoming, expected)
                expected.came(taken.leaves)
        if taken.more:
            self.sender.wake()

    async def _take(self, account: tuple[str, str], incoming: Incoming, expected: Expected) -> Taken:
        """What has to come again is not overtaken by what was said after it."""
        now = asyncio.get_running_loop().time()
        first, until = self._awaited.get(account, (incoming.event_id, now))
        if incoming.event_id != first and now < until:
            raise Unavailable(f"{first} comes before it")
        try:
            taken = await take_turn(self.database, incoming, self._marks, expected.may_come)
        except Unavailable:
            self._awaited[account] = (incoming.event_id, now + _AWAITED_FOR)
            raise
        self._awaited.pop(account, None)
        return taken

    async def _is_heard(self, account: tuple[str, str], incoming: Incoming) -> bool:
        # That somebody blocked us, or a chat has moved, is never too much.
        if self._flood is None or incoming.kind in _HAPPENED:
            return True
        heard = self._flood.judge(account, incoming.event_id, asyncio.get_running_loop().time())
        if heard is Verdict.ONE_TOO_MANY:
            async with self.database.begin() as db:
                await rate_limit.ask_to_wait(db, incoming)
            self.sender.wake()
        return heard is Verdict.TAKEN

    async def tick(self, tick: ticks.Tick) -> None:
        """Do what is due; a database that cannot take it now is asked again at the next tick."""
        try:
            with suppress(Unavailable):
                if await ticks.run_tick(self.database, tick):
                    self.sender.wake()
        except Exception:
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
    permissions.ADMIN_CODE = settings.admin_code
    weekly_summary.SENDING = read_sending(settings.weekly_summary) or weekly_summary.SENDING
    page_sessions.ADDRESS = settings.public_url
    token, proxy = settings.telegram_token.get_secret_value(), _open(settings.telegram_proxy)
    door = _door(settings, token)
    async with _opened(settings) as database, connected(token, settings.telegram_api_base, proxy) as bot:
        codes.LINK = f"https://t.me/{bot.bot.username}?start={{code}}"
        # The marks are read when the last process has let go: until then it may still end what it has begun.
        async with _alone(database, f"telegram:{bot.bot.id}"), in_work(database) as marks:
            app = App(database, {bot.name: bot}, Flood(), marks)
            async with remembered(database, list_of(settings)), _scheduled(app), presented(database, bot):
                log.info("running", bot=bot.bot.username, mode=settings.telegram_mode)
                webhook = None if door is None else Webhook(bot.bot, app.hear, door)
                intake = Polling(bot.bot, app.hear).run() if webhook is None else webhook.run()
                routes = () if webhook is None else (webhook.route,)
                if settings.public_url is not None:
                    intake = _open_to_the_public(intake, routes, settings)
                await _until_stopped(app, intake)


def _door(settings: Settings, token: str) -> WebhookAddress | None:
    if settings.telegram_mode == "polling":
        return None
    if settings.public_url is None:
        raise WrongSetting("BOT_PUBLIC_URL: missing; webhook mode needs the https:// address of this process")
    return WebhookAddress.of(settings.public_url, token, _open(settings.telegram_webhook_secret))


def _open(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


async def _open_to_the_public(
    intake: Coroutine[None, None, None], routes: Sequence[BaseRoute], settings: Settings
) -> None:
    """Until cancelled; whoever is in a turn then gets to its end. The page has connections of its own."""
    try:
        reachable = listening(settings.listen)
    except OSError as error:
        intake.close()
        raise WrongSetting(f"BOT_LISTEN: {settings.listen}: {error.strerror}; choose another one") from None
    database = Database(settings.database_url)
    server = PublicServer((*routes, *page_routes(database.begin, database.read)), database.close)
    await _first_of(asyncio.create_task(intake), asyncio.create_task(server.run_on(reachable)))


async def demo(port: int | None, *, show: bool) -> None:
    """The page with three phones, on this machine only; `show` opens a browser. Nothing stays when it ends."""
    # Nothing stays when it ends: neither does the key.
    encryption.KEY_RING = encryption.KeyRing.fresh()
    with tempfile.TemporaryDirectory(prefix="hoc-vu-so-") as folder:
        theatre = _Theatre(Path(folder))
        stage = await LiveStage(theatre.build).open()
        listener = _listen(port)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        page_sessions.ADDRESS = address.rstrip("/")
        print(f"✓ {address}\n  Ctrl-C để dừng · Ctrl-C to stop", flush=True)  # noqa: T201 for the person who waits
        config = uvicorn.Config(
            Starlette(routes=[*demo_routes(stage), *page_routes(theatre.begin, theatre.read)]),
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        if show:
            webbrowser.open(address)
        await DemoServer(config, stage).serve(sockets=[listener])
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
                await identity.speak(db, web.name, language)

        cast = tuple(Player(player.account, player.name, player.caption) for player in players)
        return World(app.hear, app.sender.drain, app.advance, app.upcoming, speak, cast)

    def begin(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction on the database that is played on now."""
        return self._on_stage().begin()

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        """The same, changing nothing."""
        return self._on_stage().read()

    def _on_stage(self) -> Database:
        if self._database is None:
            raise RuntimeError("the curtain is down")
        return self._database

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


async def _until_stopped(app: App, intake: Coroutine[None, None, None]) -> None:
    """Until a signal, or until something fails; then no update is taken any more, and what is on its way is sent."""
    stopped = asyncio.Event()

    def stop() -> None:
        stopped.set()
        at_last = threading.Timer(_STOP_WITHIN, _leave)
        at_last.daemon = True
        at_last.start()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop)
    taking, sending = asyncio.create_task(intake), asyncio.create_task(app.sender.run())
    await _first_of(asyncio.create_task(_set(stopped)), taking, sending)


def _leave() -> None:
    log.warning("what does not come to an end is left as it is, as by a crash")
    os._exit(0)


async def _set(event: asyncio.Event) -> None:
    await event.wait()


async def _first_of(*tasks: "asyncio.Task[None]") -> None:
    """When one has ended the others are ended too, in this order; raises what it raised."""
    try:
        done, _pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            await _ended(task)
    for task in done:
        task.result()


async def _ended(task: "asyncio.Task[None]") -> None:
    for within in (_FINISH_WITHIN, _GIVE_UP_WITHIN):
        task.cancel()
        await asyncio.wait([task], timeout=within)


@asynccontextmanager
async def _alone(database: Database, name: str) -> AsyncIterator[None]:
    """Hold the lease, and have the newest tables: they are not changed under a process that works with older ones."""
    if await is_blank(database):
        await migrate(database)  # there is no lease to take yet, and nobody who works with it
    async with leased(database, name):
        await _set_the_stage(database)
        yield


async def _set_the_stage(database: Database) -> None:
    await migrate(database)
    async with database.begin() as db:
        await wards.seed(db)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url)
    try:
        await keys.unlock(database, settings)
        yield database
    finally:
        await database.close()


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
