"""Builds everything; the only module that knows all others."""

import asyncio
import os
import signal
import socket
import tempfile
import threading
import webbrowser
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeAlias
from weakref import WeakValueDictionary

import structlog
import uvicorn
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot import clock, logs, metrics, ticks
from bot.channels.channel import Channel
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming, IncomingKind
from bot.config import Settings, WrongSetting
from bot.demo import neighbourhood
from bot.demo.server import DemoServer, demo_routes
from bot.demo.stage import LiveStage, Player, World
from bot.domain.safety.rate_limit import Admission, Flood
from bot.flows.intentions import recogniser
from bot.i18n import Text
from bot.lease import AnotherIsRunning, leased
from bot.logs import loop_watched
from bot.operation import backups, health
from bot.operation.erasures import remembered
from bot.platforms import Host, chosen, side_by_side
from bot.sending.expected import Expected
from bot.sending.sender import Sender
from bot.services.delivery import queue
from bot.services.delivery.inbox import Inbox
from bot.services.people import identity
from bot.services.safety import rate_limit
from bot.storage import encryption, keys, wards
from bot.storage.backup.erased import list_of
from bot.storage.database import Database
from bot.storage.in_work import InWork, in_work
from bot.storage.installation import Installation
from bot.storage.passing import Unavailable
from bot.storage.revision import is_blank, is_newest
from bot.turn import Taken, take_turn
from bot.web.pages import page_routes
from bot.web.public import PublicServer, listening

log = structlog.get_logger()

Upcoming: TypeAlias = tuple[datetime, Text]

_DEMO_PORT = 8765
_A_MINUTE = timedelta(minutes=1)
_AWAITED_FOR = 60.0  # seconds; an update left to the platform is delivered again within a few
# After a signal: finish running turns, then cancel them, then exit anyway. The next start recovers as from a crash;
# a database that hangs must not keep the process from ending.
_FINISH_WITHIN, _GIVE_UP_WITHIN, _STOP_WITHIN = 2.0, 0.5, 8.0
_HAPPENED = frozenset(
    {
        IncomingKind.BLOCKED,
        IncomingKind.BACK,
        IncomingKind.PUT_IN,
        IncomingKind.PUT_OUT,
        IncomingKind.MOVED,
        IncomingKind.UNREADABLE,
    }
)


class App:
    """The running assistant: database, channels, and the sender between them."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        flood: Flood | None = None,
        marks: InWork | None = None,
    ) -> None:
        """`channels` by name; the tables exist. Without `flood` nobody is limited.

        `marks` count the processes that an update has killed.
        """
        self.database = database
        self._flood = flood
        self._marks = marks or InWork()
        self.sender = Sender(database, channels)
        for tick in ticks.TICKS:
            metrics.planned(tick.name, tick.seconds)
        # Whatever the sender writes waits for so many turns at most, and never behind a queue of them.
        self._turns_at_once = asyncio.Semaphore(database.turns_at_once)
        self._in_turn: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        # By account: the update the database could not store, and until when later updates wait for it (loop time).
        self._awaited: dict[tuple[str, str], tuple[str, float]] = {}

    async def hear(self, incoming: Incoming) -> None:
        """Take one update; turns of one account run one after another, in order of arrival.

        Raises Unavailable if it must be delivered again.
        """
        account = (incoming.channel, incoming.external_id)
        if not await self._is_heard(account, incoming):
            return
        lock = self._in_turn.setdefault(account, asyncio.Lock())
        async with lock, self._turns_at_once:
            with self.sender.expecting(incoming.channel) as expected:
                taken = await self._take(account, incoming, expected)
                expected.came(taken.leaves)
        if taken.more:
            self.sender.wake()

    async def _take(self, account: tuple[str, str], incoming: Incoming, expected: Expected) -> Taken:
        now = asyncio.get_running_loop().time()
        first, until = self._awaited.get(account, (incoming.event_id, now))
        if incoming.event_id != first and now < until:
            raise Unavailable(f"{first} comes before it")
        try:
            taken = await take_turn(self.database, incoming, self._marks, expected.may_come, self.sender.wake)
        except Unavailable:
            self._awaited[account] = (incoming.event_id, now + _AWAITED_FOR)
            raise
        self._awaited.pop(account, None)
        return taken

    async def _is_heard(self, account: tuple[str, str], incoming: Incoming) -> bool:
        # Events such as being blocked are never too many.
        if self._flood is None or incoming.kind in _HAPPENED:
            return True
        heard = self._flood.judge(account, incoming.event_id, asyncio.get_running_loop().time())
        if heard is Admission.ONE_TOO_MANY:
            async with self.database.begin() as db:
                await rate_limit.ask_to_wait(db, incoming)
            self.sender.wake()
        return heard is Admission.TAKEN

    async def tick(self, tick: ticks.Tick) -> None:
        """Do what is due; if the database is unavailable, the next tick tries again."""
        try:
            with suppress(Unavailable), metrics.ticking(tick.name), logs.traced():
                if done := await ticks.run_tick(self.database, tick):
                    log.debug("tick", tick=tick.name, done=done)
                    self.sender.wake()
        except Exception:
            log.exception("a tick failed", tick=tick.name)

    async def clock_was_set(self) -> None:
        await self.database.patiently(queue.clock_was_set)
        self.sender.wake()

    async def advance(self, to: datetime) -> list[Upcoming]:
        """Move the stopped clock of the demo: each thing due happens at its own time, in order.

        Return what happened on the way.
        """
        happened: list[Upcoming] = []
        await self.sender.drain()
        # What people have just done is seen within a minute, whatever is planned.
        await self._happen(min(to, clock.now() + _A_MINUTE))
        while (planned := await self.upcoming()) and planned[0][0] <= to:
            due = planned[0][0]
            happened += [(at, what) for at, what in planned if at == due]
            await self._happen(due)
        await self._happen(to)
        return happened

    async def upcoming(self) -> list[Upcoming]:
        return [(at, what) for at, what in await ticks.upcoming(self.database) if at > clock.now()]

    async def _happen(self, at: datetime) -> None:
        clock.stop_at(at)
        await ticks.run_all(self.database)
        await self.sender.drain()


async def serve(settings: Settings) -> None:
    """Run on every platform whose settings are there, until a signal. Raises WrongSetting."""
    platforms = chosen(settings)
    names = [platform.name for platform in platforms]
    async with loop_watched(), _opened(settings) as database, health.served(settings, database, names):
        links: dict[str, str] = {}
        installation = Installation.read(settings, links)
        database.belongs_to(installation)
        # Read the marks only with the lease: the last process may still finish its turns until then.
        async with _alone(database, names), in_work(database, names) as marks:
            app = App(database, {}, Flood(), marks)
            await asyncio.to_thread(recogniser)
            kept = remembered(database, list_of(settings))
            async with kept, _scheduled(app), backups.nightly(database, settings):
                intake = side_by_side(platforms, Host(database, app.hear, app.sender, Inbox(database), links))
                if settings.public_url is not None:
                    routes = [route for platform in platforms for route in platform.routes]
                    intake = _with_public_server(intake, routes, settings, installation)
                await _until_stopped(app, intake)


async def _with_public_server(
    intake: Coroutine[None, None, None], routes: Sequence[BaseRoute], settings: Settings, installation: Installation
) -> None:
    try:
        reachable = listening(settings.listen)
    except OSError as error:
        intake.close()
        raise WrongSetting(f"BOT_LISTEN: {settings.listen}: {error.strerror}; choose another one") from None
    database = Database(settings.database_url, checkpoints=False)
    database.belongs_to(installation)
    server = PublicServer((*routes, *page_routes(database.begin, database.read)), database.close)
    await _first_of(asyncio.create_task(intake), asyncio.create_task(server.run_on(reachable)))


async def demo(port: int | None, *, show: bool) -> None:
    """Serve the demo page on this machine only; `show` opens a browser."""
    # Nothing remains when it ends, neither data nor key.
    encryption.KEY_RING = encryption.KeyRing.fresh()
    with tempfile.TemporaryDirectory(prefix="hoc-vu-so-") as folder:
        listener = _listen(port)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        theatre = _Theatre(Path(folder), Installation(page=address))
        stage = await LiveStage(theatre.build).open()
        print(f"✓ {address}/\n  Ctrl-C để dừng · Ctrl-C to stop", flush=True)  # noqa: T201 for the person who waits
        config = uvicorn.Config(
            Starlette(routes=[*demo_routes(stage), *page_routes(theatre.begin, theatre.read)]),
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        if show:
            webbrowser.open(f"{address}/")
        await DemoServer(config, stage).serve(sockets=[listener])
        await theatre.close()


class _Theatre:
    """Builds the demo's worlds, each on a new database."""

    def __init__(self, folder: Path, installation: Installation) -> None:
        self._folder, self._installation = folder, installation
        self._built = count(1)
        self._database: Database | None = None

    async def build(self, web: WebChat) -> World:
        await self.close()
        self._database = database = Database(f"sqlite+aiosqlite:///{self._folder}/{next(self._built)}.db")
        database.belongs_to(self._installation)
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


async def _until_stopped(app: App, intake: Coroutine[None, None, None]) -> None:
    """Run until a signal or a failure; then take no more updates, and send what is on its way."""
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
    """End all tasks, in this order, when one ends; raise what it raised."""
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
async def _alone(database: Database, names: Sequence[str]) -> AsyncIterator[None]:
    """Hold the leases before migrating: tables must not change under a running process. Raises AnotherIsRunning."""
    if await is_blank(database):
        await _migrate(database)  # without tables there is no lease to take, and nobody works with them
    async with AsyncExitStack() as leases:
        for name in names:
            await leases.enter_async_context(leased(database, name))
        if not await is_newest(database):
            await _must_be_alone(database, names)
        await _set_the_stage(database)
        yield


async def _must_be_alone(database: Database, names: Sequence[str]) -> None:
    async with database.begin() as db:
        if await queue.is_held(db, but=names):
            raise AnotherIsRunning("another process works with the tables as they are: stop it first")


async def _set_the_stage(database: Database) -> None:
    if not await is_newest(database):
        await _migrate(database)
    async with database.begin() as db:
        await wards.seed(db)


async def _migrate(database: Database) -> None:
    from bot.storage.migrate import migrate  # noqa: PLC0415 most starts need no Alembic: docs/adr/0030

    await migrate(database)


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
    # Without this APScheduler silently drops a job that is a second late.
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)
    for tick in ticks.TICKS:
        scheduler.add_job(app.tick, _Every(tick.seconds), args=[tick], next_run_time=clock.now())

    async def look_again() -> None:
        for job in scheduler.get_jobs():
            job.modify(next_run_time=clock.now())
        await app.clock_was_set()

    scheduler.start()
    try:
        async with clock.watched(look_again):
            yield
    finally:
        scheduler.shutdown(wait=False)


class _Every(BaseTrigger):  # type: ignore[misc] # the library has no types
    """Counts from the present: its own would go through each time that a clock set forward has left out."""

    def __init__(self, seconds: float) -> None:
        self._pause = timedelta(seconds=seconds)

    def get_next_fire_time(self, _last: datetime | None, now: datetime) -> datetime:
        return now + self._pause
