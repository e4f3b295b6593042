"""The assistant: takes updates, does what is due, and knows what comes next."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import structlog

from bot import clock, jobs, logs, metrics, ticks
from bot.channels.channel import Channel
from bot.chat.message import Incoming, IncomingKind
from bot.domain.safety.rate_limit import Admission, Flood
from bot.flows import intentions
from bot.sending.expected import Expected
from bot.sending.sender import Sender
from bot.services.delivery import queue
from bot.services.delivery.leases import Hold
from bot.services.safety import rate_limit
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.postgresql import job_queue
from bot.turn.in_work import InWork
from bot.turn.taking import Taken, take_turn

log = structlog.get_logger()

_A_MINUTE = timedelta(minutes=1)
_AWAITED_FOR = 60.0  # seconds; an update left to the platform is delivered again within a few
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


def _nobody_else() -> None: ...


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
        # What is due is done by one process; the others are told when there is something to be sent.
        self._due, self._duty, self._tell_others = database, Hold(""), _nobody_else
        self._share: jobs.Share = jobs.do_here
        for tick in ticks.TICKS:
            metrics.planned(tick.name, tick.seconds)
        # Whatever the sender writes waits for so many turns at most, and never behind a queue of them.
        self._turns_at_once = asyncio.Semaphore(database.turns_at_once)
        self._learning = asyncio.Lock()
        self._in_turn: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        # By account: the update the database could not store, and until when later updates wait for it (loop time).
        self._awaited: dict[tuple[str, str], tuple[str, float]] = {}

    def beside_others(self, duty: Hold, tell: Callable[[], None]) -> None:
        """Do what is due only while this process holds `duty`; `tell` wakes the senders of other processes."""
        self._due, self._duty, self._tell_others = self.database.guarded(duty.must_stay), duty, tell
        self._share = jobs.leave_to_all

    async def do_jobs(self) -> None:
        await job_queue.work(self.database, jobs.handlers(self.database, self._wake))

    def _wake(self) -> None:
        self.sender.wake()
        if not self.sender.sends_everywhere:
            self._tell_others()

    async def hear(self, incoming: Incoming) -> None:
        """Take one update; turns of one account run one after another, in order of arrival.

        Raises Unavailable if it must be delivered again.
        """
        account = (incoming.channel, incoming.external_id)
        if not await self._is_heard(account, incoming):
            return
        if incoming.kind is IncomingKind.TEXT:
            await self._learn()
        lock = self._in_turn.setdefault(account, asyncio.Lock())
        async with lock, self._turns_at_once:
            with self.sender.expecting(incoming.channel) as expected:
                taken = await self._take(account, incoming, expected)
                expected.came(taken.leaves)
        if taken.more:
            self._wake()

    async def _learn(self) -> None:
        # A bot that nobody writes to does without what reads free words.
        if not intentions.is_learned():
            async with self._learning:
                if not intentions.is_learned():
                    await asyncio.to_thread(intentions.learn)

    async def _take(self, account: tuple[str, str], incoming: Incoming, expected: Expected) -> Taken:
        now = asyncio.get_running_loop().time()
        first, until = self._awaited.get(account, (incoming.event_id, now))
        if incoming.event_id != first and now < until:
            raise Unavailable(f"{first} comes before it")
        try:
            taken = await take_turn(self.database, incoming, self._marks, expected.may_come, self._wake)
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
            self._wake()
        return heard is Admission.TAKEN

    async def tick(self, tick: ticks.Tick) -> None:
        """Do what is due; if the database is unavailable, the next tick tries again."""
        if not self._duty.is_mine:
            return metrics.planned(tick.name, tick.seconds)  # not late: another process does it
        try:
            with suppress(Unavailable), metrics.ticking(tick.name), logs.traced():
                if done := await ticks.run_tick(self._due, tick, self._share):
                    log.debug("tick", tick=tick.name, done=done)
                    self._wake()
        except Exception:
            log.exception("a tick failed", tick=tick.name)

    async def clock_was_set(self) -> None:
        await self.database.patiently(queue.clock_was_set)
        self.sender.wake()

    async def advance(self, to: datetime) -> list[ticks.Upcoming]:
        """Move the stopped clock of the demo: each thing due happens at its own time, in order.

        Return what happened on the way.
        """
        return [one async for happened in self.passing(to) for one in happened]

    async def passing(self, to: datetime) -> AsyncIterator[list[ticks.Upcoming]]:
        """Advance; at each moment at which something was planned, yield what has happened then."""
        await self.sender.drain()
        # What people have just done is seen within a minute, whatever is planned.
        await self._happen(min(to, clock.now() + _A_MINUTE))
        planned = await ticks.planned(self.database)
        while (ahead := ticks.ahead(planned)) and ahead[0][0] <= to:
            due = ahead[0][0]
            before = self.database.changes()
            await self._happen(due)
            yield [(at, what) for at, what in ahead if at == due]
            planned = await ticks.planned(self.database, planned if self.database.changes() == before else None)
        await self._happen(to)

    async def upcoming(self) -> list[ticks.Upcoming]:
        return ticks.ahead(await ticks.planned(self.database))

    async def _happen(self, at: datetime) -> None:
        clock.stop_at(at)
        await ticks.run_all(self.database)
        await self.sender.drain()
