"""The bots on Zalo that coordinators have added: taken up, changed and let go while the process runs."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.zalo.api import Api
from bot.channels.zalo.channel import ClosedZalo
from bot.channels.zalo.webhook import PATH
from bot.config import Settings
from bot.errors import OperatorError
from bot.lease import AnotherIsRunning, leased
from bot.platforms.platform import SOON, Host, Platform
from bot.platforms.zalo import Introduced, Receive, UnknownToken, ZaloBot
from bot.services.delivery import added_bots
from bot.services.delivery.added_bots import BotRun
from bot.storage.passing import Unavailable

log = structlog.get_logger()

# Of the one process that runs them all.
LEASE = "zalo:added"
_LOOK_EVERY = 3.0  # seconds
_AGAIN_IN = 10.0
_REFUSED_FOR, _KNOCK_EVERY = 60.0, 300.0


@dataclass
class AddedBots:
    """Beside the bots of the settings; several processes may be ready for them, one of which runs them."""

    settings: Settings
    doors: dict[str, Receive] = field(default_factory=dict)

    @property
    def platform(self) -> Platform:
        return Platform(LEASE, self.serve, (Route(f"{PATH}/{{number}}", self._receive, methods=["POST"]),), leased=True)

    async def serve(self, host: Host) -> None:
        while True:
            with suppress(AnotherIsRunning):
                lease = leased(host.database, LEASE, stands_by=True)
                async with lease, _Running(self, host).looked_after() as looking:
                    await looking
            await asyncio.sleep(_AGAIN_IN)

    async def _receive(self, request: Request) -> Response:
        door = self.doors.get(request.path_params["number"])
        return Response(status_code=503, headers=SOON) if door is None else await door(request)


@dataclass
class _Running:
    of: AddedBots
    host: Host
    tasks: dict[str, tuple[BotRun, "asyncio.Task[None]"]] = field(default_factory=dict)

    @asynccontextmanager
    async def looked_after(self) -> AsyncIterator["asyncio.Task[None]"]:
        looking = asyncio.create_task(self._look())
        try:
            yield looking
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
            await asyncio.gather(*map(self._end, [*self.tasks]))

    async def _look(self) -> None:
        while True:
            with suppress(Unavailable):
                async with self.host.database.read() as db:
                    wanted = await added_bots.wanted(db)
                await self._follow(wanted)
            await asyncio.sleep(_LOOK_EVERY)

    async def _follow(self, wanted: Mapping[str, BotRun]) -> None:
        changed = [number for number, (run, _task) in self.tasks.items() if wanted.get(number) != run]
        await asyncio.gather(*map(self._end, changed))
        for number, run in wanted.items():
            if number not in self.tasks:
                self.tasks[number] = run, asyncio.create_task(self._run(number, run))

    async def _end(self, number: str) -> None:
        _run, task = self.tasks.pop(number)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self.of.doors.pop(number, None)

    async def _run(self, number: str, run: BotRun) -> None:
        token = await self.host.database.patiently(lambda db: added_bots.token_of(db, number, run.given))
        if token is None:
            return
        try:
            bot = ZaloBot(self.of.settings, token, f"{PATH}/{number}")
            await Platform(bot.name, lambda host: self._serve(host, bot, run)).run(self.host)
        except OperatorError as error:
            log.error("a bot that was added cannot run", why=str(error))  # noqa: TRY400 one line, as at the start

    async def _serve(self, host: Host, bot: ZaloBot, run: BotRun) -> None:
        async with bot.called() as api:
            if run.is_refused:
                async with host.opened(ClosedZalo(bot.number), None):
                    return await self._knock(bot, api, run)
            try:
                me = await self._accepted(bot, api, run)
            except UnknownToken:
                return await self._refused(bot, run)
            watching = asyncio.create_task(self._watch(bot, api, run))
            try:
                await bot.serve(host, api, me, None, lambda receive: self.of.doors.update({bot.number: receive}))
            finally:
                watching.cancel()

    async def _accepted(self, bot: ZaloBot, api: Api, run: BotRun) -> Introduced:
        me = await bot.introduced(api)
        accepted = added_bots.accepted
        await self.host.database.patiently(lambda db: accepted(db, bot.number, run.given, me.name, me.link))
        return me

    async def _refused(self, bot: ZaloBot, run: BotRun) -> None:
        log.warning("Zalo does not know the token of a bot that was added", channel=bot.name)
        await self.host.database.patiently(lambda db: added_bots.refused(db, bot.number, run.given))
        self.host.sender.wake()

    async def _watch(self, bot: ZaloBot, api: Api, run: BotRun) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            if api.is_refused_for(_REFUSED_FOR):
                return await self._refused(bot, run)

    async def _knock(self, bot: ZaloBot, api: Api, run: BotRun) -> None:
        """Ask now and then whether Zalo knows it again: it may have been Zalo's fault."""
        while True:
            await asyncio.sleep(_KNOCK_EVERY)
            with suppress(UnknownToken):
                await self._accepted(bot, api, run)
                return
