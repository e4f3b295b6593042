"""The assistant at work on its platforms: leases, schedule, the public server, and how it ends."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from starlette.routing import BaseRoute

from bot import clock, ticks
from bot.app import App
from bot.config import Settings, WrongSetting
from bot.domain.safety.rate_limit import Flood
from bot.lease import AnotherIsRunning, beside_others, is_alone, leased
from bot.logs import loop_watched
from bot.operation import backups, health
from bot.operation.erasures import remembered
from bot.platforms import Host, chosen, side_by_side
from bot.services.delivery.inbox import Inbox
from bot.services.delivery.leases import Hold
from bot.storage import keys, wards
from bot.storage.backup.erased import list_of
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.postgresql.notifications import Notifications
from bot.storage.revision import is_blank, is_newest
from bot.turn.in_work import in_work
from bot.web.calendars import calendar_routes
from bot.web.class_pages import class_page_routes
from bot.web.files import file_routes
from bot.web.pages import page_routes
from bot.web.public import PublicServer, listening

log = structlog.get_logger()

# After a signal: finish running turns, then cancel them, then exit anyway. The next start recovers as from a crash;
# a database that hangs must not keep the process from ending.
_FINISH_WITHIN, _GIVE_UP_WITHIN, _STOP_WITHIN = 2.0, 0.5, 8.0


# The lease on doing what is due: reminders, announcements, backups.
_DUTY = "what is due"


async def serve(settings: Settings) -> None:
    """Run on every platform whose settings are there, until a signal. Raises WrongSetting."""
    platforms = chosen(settings)
    names = [platform.name for platform in platforms if not platform.leased]
    others = [platform.name for platform in platforms if platform.leased]
    async with loop_watched(), _opened(settings) as database, health.served(settings, database, names):
        links: dict[str, str] = {}
        installation = Installation.read(settings, links)
        database.belongs_to(installation)
        # Read the marks only with the lease: the last process may still finish its turns until then.
        async with _leases(database, names, others) as holds, in_work(database, names) as marks:
            app = App(database, {}, Flood(), marks)
            kept, duty = remembered(database, list_of(settings)), holds[_DUTY]
            async with kept, _told(app, duty), _scheduled(app), backups.nightly(database, settings, duty):
                intake = side_by_side(platforms, Host(database, app.hear, app.sender, Inbox(database), links, holds))
                if settings.public_url is not None:
                    routes = [route for platform in platforms for route in platform.routes]
                    intake = _with_public_server(intake, routes, settings, installation, database.process)
                await _until_stopped(app, intake)


async def _with_public_server(
    intake: Coroutine[None, None, None],
    routes: Sequence[BaseRoute],
    settings: Settings,
    installation: Installation,
    process: str,
) -> None:
    try:
        reachable = listening(settings.listen)
    except OSError as error:
        intake.close()
        raise WrongSetting(f"BOT_LISTEN: {settings.listen}: {error.strerror}; choose another one") from None
    database = Database(settings.database_url, checkpoints=False, process=process)
    database.belongs_to(installation)
    ours = (
        *page_routes(database.begin, database.read),
        *calendar_routes(database.read),
        *class_page_routes(database.read),
        *file_routes(database.read),
    )
    server = PublicServer((*routes, *ours), database.close)
    # The server first: what it has taken is still answered.
    await _first_of(asyncio.create_task(server.run_on(reachable)), asyncio.create_task(intake))


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
async def _leases(database: Database, names: Sequence[str], others: Sequence[str]) -> AsyncIterator[Mapping[str, Hold]]:
    wanted = (*names, _DUTY)
    if database.embedded:
        async with _alone(database, names, others):
            yield {name: Hold(name) for name in wanted}
    else:
        async with beside_others(database, wanted) as holds:
            yield holds


@asynccontextmanager
async def _told(app: App, duty: Hold) -> AsyncIterator[None]:
    if app.database.embedded:
        yield
        return
    notifications = Notifications(app.database, app.sender.wake)
    app.beside_others(duty, notifications.tell)
    running = [asyncio.create_task(notifications.run()), asyncio.create_task(app.do_jobs())]
    try:
        yield
    finally:
        for task in running:
            task.cancel()
        await asyncio.wait(running)


@asynccontextmanager
async def _alone(database: Database, names: Sequence[str], others: Sequence[str]) -> AsyncIterator[None]:
    """Hold the leases before migrating: tables must not change under a running process. Raises AnotherIsRunning.

    Whoever holds one of the `others` holds one of its own, too.
    """
    if await is_blank(database):
        await wards.prepare(database)  # without tables there is no lease to take, and nobody works with them
    async with AsyncExitStack() as held:
        for name in names:
            await held.enter_async_context(leased(database, name))
        if not await is_newest(database) and not await is_alone(database, [*names, *others]):
            raise AnotherIsRunning("another process works with the tables as they are: stop it first")
        await wards.prepare(database)
        yield


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
