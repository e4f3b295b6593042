"""Units of work that share a commit: each is kept whole, and is told so only once all of them are on the disk.

Whoever waits for the one writing connection while another unit works there goes on in the same transaction, within a
savepoint of its own. What else was looked at: docs/adr/0029.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker

from bot.storage.passing import Unavailable
from bot.storage.sqlite_driver.inline import Inline

_LONGEST = 0.02  # seconds after which nobody joins any more: so long the first waits for the last
_ROLLED_BACK = "all that was done in this transaction was rolled back, with what failed in it"


@dataclass(frozen=True)
class _Place:
    """The connection, and whether somebody's work stands there already."""

    connection: AsyncConnection
    is_shared: bool

    @asynccontextmanager
    async def session(self, sessions: async_sessionmaker[Any]) -> AsyncIterator[AsyncSession]:
        # The first needs no savepoint: if it fails, there is nothing to be kept.
        mode: Literal["create_savepoint", "rollback_only"] = "create_savepoint" if self.is_shared else "rollback_only"
        # Without «async with»: SQLAlchemy would close each in a task of its own, against being cancelled. Nothing here
        # waits in between.
        db = sessions(bind=self.connection, join_transaction_mode=mode)
        try:
            try:
                yield db
                await db.flush()
                await db.commit()
            except BaseException:
                await db.rollback()
                raise
        except Exception as error:
            if self.is_shared and not _is_open(self.connection):
                raise Unavailable(_ROLLED_BACK) from error  # the last one says that there is no such savepoint
            raise
        finally:
            await db.close()


class _Unit:
    """Waits for a connection, works in a session there, and waits for the commit."""

    def __init__(self, *, is_turn: bool, is_long: bool) -> None:
        loop = asyncio.get_running_loop()
        self.is_turn, self.is_long = is_turn, is_long
        self._place: asyncio.Future[_Place] = loop.create_future()
        self._left: asyncio.Future[bool] = loop.create_future()
        self._kept: asyncio.Future[None] = loop.create_future()

    @asynccontextmanager
    async def session(self, sessions: async_sessionmaker[Any], patience: float) -> AsyncIterator[AsyncSession]:
        """Raises what became of the work, also if it was well done itself."""
        is_done = False
        try:
            try:
                async with asyncio.timeout(patience):
                    place = await self._place
            except TimeoutError:
                raise Unavailable(f"the only connection was not free within its limit of {patience:g} s") from None
            async with place.session(sessions) as db:
                yield db
            is_done = True
        finally:
            self._left.set_result(is_done)
        await self._kept

    @property
    def has_given_up(self) -> bool:
        return self._place.done()

    async def works(self, place: _Place) -> bool:
        if self.has_given_up:
            return False
        self._place.set_result(place)
        return await self._left

    def ends(self, error: BaseException | None = None) -> None:
        waits: asyncio.Future[Any] = self._kept if self._left.done() else self._place
        if waits.done():  # it was cancelled
            return
        if error is None:
            waits.set_result(None)
        else:
            waits.set_exception(error)
            waits.exception()  # retrieved: who is cancelled in this very moment does not hear it any more


class GroupCommit:
    """Turns and all other units alternate: what was sent is written down after one turn, not behind a crowd."""

    def __init__(self, engine: AsyncEngine, sessions: async_sessionmaker[Any], patience: float) -> None:
        """`patience`: seconds within which the connection has to be free for whoever waits."""
        self._engine = engine
        self._sessions = sessions
        self._patience = patience
        self._turns: deque[_Unit] = deque()
        self._others: deque[_Unit] = deque()
        self._after_turn = False
        self._running: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def begin(self, *, is_turn: bool = False, is_long: bool = False) -> AsyncIterator[AsyncSession]:
        """End when the work is on the disk; one that `is_long` keeps nobody waiting for its commit."""
        unit = _Unit(is_turn=is_turn, is_long=is_long)
        (self._turns if is_turn else self._others).append(unit)
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        async with unit.session(self._sessions, self._patience) as db:
            yield db

    async def ended(self) -> None:
        if self._running is not None:
            await asyncio.wait([self._running])

    async def _run(self) -> None:
        """Run in a task of its own: cancelling one caller must not cut off the commit of others."""
        try:
            while (first := self._next()) is not None:
                await self._together(first)
        finally:
            self._running = None

    async def _together(self, first: _Unit) -> None:
        members = [first]
        try:
            connection = await self._engine.connect()
            try:
                await connection.begin()
                await self._work(connection, members)
                if members and connection.in_transaction():
                    await _commit(connection)
            finally:
                await connection.close()
        except BaseException as error:
            for unit in members:
                unit.ends(error)
            if not isinstance(error, Exception):
                raise
        else:
            for unit in members:
                unit.ends()

    async def _work(self, connection: AsyncConnection, members: list[_Unit]) -> None:
        """Leave in `members` those who have done their work."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _LONGEST
        while True:
            unit, is_alone = members[-1], len(members) == 1
            if not await unit.works(_Place(connection, is_shared=not is_alone)):
                members.pop()
                if is_alone:
                    return
            if not connection.in_transaction():  # the first has rolled back itself
                return
            _must_be_open(connection)
            _driver(connection).takes_long = False
            joins = None if unit.is_long or loop.time() > until else self._next(joining=True)
            if joins is None:
                return
            members.append(joins)

    def _next(self, *, joining: bool = False) -> _Unit | None:
        for queue in (self._others, self._turns) if self._after_turn else (self._turns, self._others):
            while queue and queue[0].has_given_up:
                queue.popleft()
            if queue:
                if joining and queue[0].is_long:
                    return None
                self._after_turn = queue is self._turns
                return queue.popleft()
        return None


async def _commit(connection: AsyncConnection) -> None:
    _must_be_open(connection)
    try:
        await connection.commit()
    except Exception:
        # SQLAlchemy takes the transaction for ended.
        if not connection.invalidated:
            await _driver(connection).rollback()
        raise


def _must_be_open(connection: AsyncConnection) -> None:
    """Raises Unavailable if SQLite has rolled everything back, as on a full disk, or the connection was given up."""
    if not _is_open(connection):
        raise Unavailable(_ROLLED_BACK)


def _is_open(connection: AsyncConnection) -> bool:
    return not connection.invalidated and _driver(connection).in_transaction


def _driver(connection: AsyncConnection) -> Inline:
    sync = connection.sync_connection
    driver = None if sync is None else sync.connection.driver_connection
    if not isinstance(driver, Inline):
        raise TypeError(driver)
    return driver
