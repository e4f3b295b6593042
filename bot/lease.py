"""Who works on the database: one process on SQLite; on a server any number, each doing what it holds the lease for."""

import asyncio
import math
import secrets
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from bot.errors import OperatorError
from bot.services.delivery import leases
from bot.services.delivery.leases import Held, Hold, Watch
from bot.storage import revision, wards
from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

_RENEW = leases.LEASE.total_seconds() / 4
# Whoever could not renew it stops sending before another may begin.
_MINE_FOR = leases.DEAD_AFTER - 1.0
_LOOK_EVERY, _STAND_BY_EVERY, _LOOK_FOR = 1.0, 0.5, 10.0  # seconds
_LET_GO_WITHIN = 1.0  # seconds


class AnotherIsRunning(OperatorError):
    """Another process runs this bot; two senders would send everything twice."""


@asynccontextmanager
async def leased(database: Database, name: str, *, stands_by: bool = False) -> AsyncIterator[None]:
    """Hold the lease; if it is lost, cancel the task. Raises AnotherIsRunning.

    Who `stands_by` waits for it as long as another process has it.
    """
    holder = secrets.token_hex(8)
    await _take(database, name, holder, math.inf if stands_by else _LOOK_FOR)
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
    until, watch = loop.time() + _LOOK_FOR, Watch()
    dead: list[revision.LeaseRow] = []
    while not await _entered(database, process, holder):
        try:
            await wards.prepare(database, alone=dead)
        except revision.OthersWork as others:
            names = watch.dead({name: Held(holder, until) for name, holder, until in others.leases})
            dead += [row for row in others.leases if row[0] in names]
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
    loop, watch = asyncio.get_running_loop(), Watch()
    while True:
        begun, was_mine = loop.time(), hold.is_mine
        with suppress(Unavailable):
            if not await _renewed(database, hold.name, holder, watch):
                _lose(hold)
            else:
                hold.until = begun + _MINE_FOR
                if not was_mine:
                    hold.term += 1
                    log.info("the lease was taken", lease=hold.name, holder=holder, term=hold.term)
        await asyncio.sleep(_RENEW if hold.is_mine else _STAND_BY_EVERY)


async def _bury(database: Database, mine: str) -> None:
    # Others wait for the locks of its turns.
    watch = Watch()
    while True:
        with suppress(Unavailable):
            async with database.begin() as db:
                found = await leases.of_processes(db)
                for name in watch.dead({name: held for name, held in found.items() if name != mine}):
                    await leases.bury(db, name, found[name])
                    log.warning("a process hangs or was killed: what it had open is ended", holder=found[name].holder)
        await asyncio.sleep(_STAND_BY_EVERY)


async def _renewed(database: Database, name: str, holder: str, watch: Watch) -> bool:
    async with database.begin() as db:
        other = await leases.hold(db, name, holder)
        if other is None:
            watch.dead({})
            return True
        return name in watch.dead({name: other}) and await leases.take_over(db, name, holder, other)


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


async def _take(database: Database, name: str, holder: str, patience: float) -> None:
    loop, watch = asyncio.get_running_loop(), Watch()
    begun, stands_by = loop.time(), patience == math.inf
    while True:
        try:
            if await _renewed(database, name, holder, watch):
                return
        except Unavailable:
            if not stands_by:
                raise
        if loop.time() >= begun + patience:
            raise AnotherIsRunning("another process is running this bot on this database: stop it first")
        if not stands_by:
            log.info("waiting: the last process of this bot may just have ended")
        await asyncio.sleep(_LOOK_EVERY)


async def is_alone(database: Database, but: Collection[str] = ()) -> bool:
    """Return whether no process holds any other lease; it may take as long as a lease lasts."""
    watch, first = Watch(), dict[str, Held]()
    while True:
        async with database.begin() as db:
            found = await leases.all_held(db, but)
        first = first or found
        if any(first.get(name) != held for name, held in found.items()):
            return False
        if watch.dead(found) == found.keys():
            return True
        if found is first:
            log.info("looking whether another process is alive", leases=len(found), seconds=leases.DEAD_AFTER)
        await asyncio.sleep(_STAND_BY_EVERY)
