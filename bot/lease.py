"""Who works on the database: one process on SQLite; on a server any number, each doing what it holds the lease for."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from bot.errors import OperatorError
from bot.services.delivery import leases
from bot.services.delivery.leases import Held, Hold
from bot.storage import revision, wards
from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_RENEW = leases.LEASE.total_seconds() / 4
# A lease that stood still for so long is a dead process's. Wall clocks are not asked: they jump, and would let a start
# wait for an hour, or take the lease of a process that is alive.
_DEAD_AFTER = leases.LEASE.total_seconds()
# Whoever could not renew it stops sending before another may begin.
_MINE_FOR = _DEAD_AFTER - 1.0
_LOOK_EVERY, _STAND_BY_EVERY, _LOOK_FOR = 1.0, 0.5, 10.0  # seconds
_LET_GO_WITHIN = 1.0  # seconds


class AnotherIsRunning(OperatorError):
    """Another process runs this bot; two senders would send everything twice."""


@asynccontextmanager
async def leased(database: Database, name: str) -> AsyncIterator[None]:
    """Hold the lease; if it is lost, cancel the task. Raises AnotherIsRunning."""
    holder = secrets.token_hex(8)
    await _take(database, name, holder)
    lease = _Lease(database, name, holder, asyncio.current_task())
    renewing = asyncio.create_task(lease.renew())
    try:
        yield
    except asyncio.CancelledError:
        if lease.is_lost:
            raise AnotherIsRunning("another process has taken this bot over: this one stops") from None
        raise
    finally:
        renewing.cancel()
        if not lease.is_lost:
            await _let_go(database, holder, name)


@asynccontextmanager
async def beside_others(database: Database, names: Iterable[str]) -> AsyncIterator[Mapping[str, Hold]]:
    """Bring the tables up to date, then take each lease as soon as no other process has it, and keep it.

    Raises AnotherIsRunning if the tables have to change and others work with them as they are.
    """
    holder = database.process
    process = f"{leases.PROCESS}{holder}"
    await _enter(database, process, holder)
    holds = {name: Hold.wanted(name, holder) for name in (*names, process)}
    keeping = [asyncio.create_task(_keep(database, hold, holder)) for hold in holds.values()]
    keeping.append(asyncio.create_task(_bury(database, process)))
    try:
        yield holds
    finally:
        for task in keeping:
            task.cancel()
        await asyncio.wait(keeping)
        await _let_go(database, holder, *(hold.name for hold in holds.values() if hold.is_mine))


async def _enter(database: Database, process: str, holder: str) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + _LOOK_FOR
    while not await _entered(database, process, holder):
        try:
            await wards.prepare(database, alone=True)
        except revision.OthersWork:
            if loop.time() > until:
                raise AnotherIsRunning("another process works with the tables as they are: stop it first") from None
            log.info("waiting: the last process of this database may just have ended")
            await asyncio.sleep(_LOOK_EVERY)


async def _entered(database: Database, process: str, holder: str) -> bool:
    async with database.begin() as db:
        await revision.wait_for_migration(db)
        if not await revision.shows_newest(db):
            return False
        await leases.hold(db, process, holder)
        await wards.seed(db)
        return True


async def _keep(database: Database, hold: Hold, holder: str) -> None:
    """Take, renew and take again, for ever. What another process does with it in between is a new term."""
    loop = asyncio.get_running_loop()
    seen: Held | None = None
    since = 0.0
    while True:
        begun, was_mine = loop.time(), hold.is_mine
        with suppress(Unavailable):
            other = await _renewed(database, hold.name, holder, seen if begun >= since + _DEAD_AFTER else None)
            if other is not None:
                _lose(hold)
                if other != seen:
                    seen, since = other, loop.time()
            else:
                hold.until = begun + _MINE_FOR
                if not was_mine:
                    hold.term += 1
                    log.info("the lease was taken", lease=hold.name, holder=holder, term=hold.term)
        await asyncio.sleep(_RENEW if hold.is_mine else _STAND_BY_EVERY)


async def _bury(database: Database, mine: str) -> None:
    # Others wait for the locks of its turns.
    loop = asyncio.get_running_loop()
    seen: dict[str, tuple[Held, float]] = {}
    while True:
        with suppress(Unavailable):
            async with database.begin() as db:
                found = await leases.of_processes(db)
                now = loop.time()
                since = {name: at for name, (held, at) in seen.items() if found.get(name) == held}
                seen = {name: (held, since.get(name, now)) for name, held in found.items() if name != mine}
                for name, (held, at) in seen.items():
                    if now >= at + _DEAD_AFTER:
                        await leases.bury(db, name, held)
                        log.warning("a process hangs or was killed: what it had open is ended", holder=held.holder)
        await asyncio.sleep(_STAND_BY_EVERY)


async def _renewed(database: Database, name: str, holder: str, dead: Held | None) -> Held | None:
    async with database.begin() as db:
        other = await leases.hold(db, name, holder)
        if other is None or (other == dead and await leases.take_over(db, name, holder, other)):
            return None
        return other


def _lose(hold: Hold) -> None:
    if hold.until > 0:
        log.error("the lease was lost: another process has taken over", lease=hold.name)
        hold.until = 0.0


async def _let_go(database: Database, holder: str, *names: str) -> None:
    with suppress(Unavailable, TimeoutError):
        async with asyncio.timeout(_LET_GO_WITHIN), database.begin() as db:
            for name in names:
                await leases.let_go(db, holder, name)


@dataclass
class _Lease:
    database: Database
    name: str
    holder: str
    main: "asyncio.Task[None] | None"
    is_lost: bool = False

    async def renew(self) -> None:
        """Renew until cancelled or lost.

        While the database is unavailable nobody can send or take the lease. The lease may expire then, but is
        lost only if another process takes it first afterwards.
        """
        while True:
            await asyncio.sleep(_RENEW)
            if await self.database.patiently(lambda db: leases.hold(db, self.name, self.holder)):
                return self._lose()

    def _lose(self) -> None:
        self.is_lost = True
        log.error("the lease was lost: another process has taken over")
        if self.main is not None:
            self.main.cancel()


async def _take(database: Database, name: str, holder: str) -> None:
    loop = asyncio.get_running_loop()
    begun = since = loop.time()
    seen = None
    while loop.time() < begun + _LOOK_FOR:
        async with database.begin() as db:
            other = await leases.hold(db, name, holder)
            if other is None:
                return
            if other != seen:
                seen, since = other, loop.time()
            elif loop.time() >= since + _DEAD_AFTER and await leases.take_over(db, name, holder, other):
                return
        log.info("waiting: the last process of this bot may just have ended")
        await asyncio.sleep(_LOOK_EVERY)
    raise AnotherIsRunning("another process is running this bot on this database: stop it first")
