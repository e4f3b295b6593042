"""Who sends for a bot, fetches its updates, or does what is due: one process at a time, by a row that it renews."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import column, delete, func, select, table, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.storage.database import changed, insert_new, sessions_of
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import Lease

LEASE = timedelta(seconds=8)
DEAD_AFTER = LEASE.total_seconds()
# With its holder behind it, the lease that each process has for itself: whoever wants to change the tables sees it.
PROCESS = "process:"
_LOOK_EVERY = 0.25  # seconds

Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Held:
    """Who holds the lease, and until when by that process's clock: whoever is alive renews it long before."""

    holder: str
    until: datetime


class Watch:
    """Tells which leases are of the dead: they stood still for as long as a lease lasts, by this process's own clock.

    Wall clocks are not asked: they jump, and differ between machines.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Held, float]] = {}

    def dead(self, found: Mapping[str, Held]) -> frozenset[str]:
        at = asyncio.get_running_loop().time()
        since = {name: seen for name, (held, seen) in self._seen.items() if found.get(name) == held}
        self._seen = {name: (held, since.get(name, at)) for name, held in found.items()}
        return frozenset(name for name, (_held, seen) in self._seen.items() if at >= seen + DEAD_AFTER)


@dataclass
class Hold:
    """What a process knows of one lease: another may have it from `until` on (loop time); `term` counts the takings.

    Without `holder` it is this process's for ever: SQLite has one process.
    """

    name: str
    holder: str | None = None
    until: float = math.inf
    term: int = 1

    @classmethod
    def wanted(cls, name: str, holder: str) -> "Hold":
        return cls(name, holder, until=-math.inf, term=0)

    @property
    def is_mine(self) -> bool:
        """Return whether nobody else can have it yet; who was stopped for a while learns here that it is late."""
        return asyncio.get_running_loop().time() < self.until

    async def stays(self, db: AsyncSession) -> bool:
        """Return whether nobody else takes it until this transaction has ended."""
        if self.holder is None:
            return True
        # Its renewal does not wait for this lock; whoever takes it over does.
        mine = select(Lease.name).where(Lease.name == self.name, Lease.holder == self.holder)
        return await db.scalar(mine.with_for_update(read=True, key_share=True)) is not None

    async def must_stay(self, db: AsyncSession) -> None:
        if not await self.stays(db):
            raise Unavailable(f"another process has taken over: {self.name}")

    async def while_mine(self, work: Work, otherwise: Work | None = None) -> None:
        """Do `work` while this process has the lease, else `otherwise`, from the beginning at each change."""
        while True:
            term, is_mine = self.term, self.is_mine
            doing = asyncio.ensure_future((work if is_mine else otherwise or _nothing)())
            try:
                while not doing.done() and (term, is_mine) == (self.term, self.is_mine):
                    await asyncio.wait([doing], timeout=None if self.holder is None else _LOOK_EVERY)
                if doing.done():
                    return await doing
            finally:
                doing.cancel()
                await asyncio.wait([doing])


async def _nothing() -> None:
    await asyncio.Event().wait()


async def hold(db: AsyncSession, name: str, holder: str) -> Held | None:
    """Take the free lease, or renew it; return who else holds it."""
    until = clock.now() + LEASE
    if await insert_new(db, Lease, name=name, holder=holder, until=until):
        return None
    mine = update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=until)
    if await changed(db, mine):
        return None
    found = (await db.execute(select(Lease.holder, Lease.until).where(Lease.name == name))).first()
    # None: let go at this moment.
    return Held(*found) if found is not None else await hold(db, name, holder)


async def take_over(db: AsyncSession, name: str, holder: str, dead: Held) -> bool:
    """Take the lease of a process that has not renewed it since `dead` was read."""
    await end_sessions(db, dead.holder)
    theirs = Lease.name == name, Lease.holder == dead.holder, Lease.until == dead.until
    # Behind all transactions in which it stays with them.
    await db.execute(select(Lease.name).where(*theirs).with_for_update())
    return await changed(db, update(Lease).where(*theirs).values(holder=holder, until=clock.now() + LEASE))


async def all_held(db: AsyncSession, but: Collection[str] = ()) -> dict[str, Held]:
    rows = await db.execute(select(Lease.name, Lease.holder, Lease.until).where(Lease.name.not_in(but)))
    return {name: Held(holder, until) for name, holder, until in rows}


async def let_go(db: AsyncSession, holder: str, name: str) -> None:
    await db.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))


async def of_processes(db: AsyncSession) -> dict[str, Held]:
    rows = await db.execute(select(Lease.name, Lease.holder, Lease.until).where(Lease.name == PROCESS + Lease.holder))
    return {name: Held(holder, until) for name, holder, until in rows}


async def bury(db: AsyncSession, name: str, dead: Held) -> None:
    await end_sessions(db, dead.holder)
    await db.execute(delete(Lease).where(Lease.name == name, Lease.holder == dead.holder, Lease.until == dead.until))


async def end_sessions(db: AsyncSession, process: str) -> None:
    if db.get_bind().dialect.name == "postgresql":
        theirs = _SESSIONS.c.application_name == sessions_of(process), _SESSIONS.c.usename == func.current_user()
        await db.execute(select(func.pg_terminate_backend(_SESSIONS.c.pid)).where(*theirs))


_SESSIONS = table("pg_stat_activity", column("pid"), column("usename"), column("application_name"))
