"""Sends messages from the outbox to the channels: order, pace, retries."""

import asyncio
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import metrics
from bot.channels.channel import Channel, NotThisWay, SendResult, Sent, Throttled
from bot.domain.messaging.kinds import Obstacle
from bot.domain.messaging.pacing import LONGEST_WAIT, Pacer
from bot.domain.messaging.plans import Left
from bot.sending import lanes, pieces, settling
from bot.sending.expected import Expected
from bot.sending.lanes import Lane
from bot.services.delivery import queue, reachability
from bot.services.delivery.leases import Hold
from bot.services.delivery.queue import Claim, Delivery
from bot.services.delivery.set_aside import alarm
from bot.storage.database import Database

log = structlog.get_logger()

_AT_ONCE = 4  # on each channel, without having been claimed on their own
_LONG = 2.0  # seconds


@dataclass(frozen=True)
class _Flight:
    delivery: Delivery
    task: asyncio.Task[None]


class Sender:
    """The only way out. Each message is marked as a step of its own: a crash repeats at most those on their way.

    Of several processes each sends where it holds the lease: docs/adr/0031.
    """

    def __init__(self, database: Database, channels: Mapping[str, Channel]) -> None:
        """`channels` by name; others may be opened later. Messages to any other channel are left alone."""
        self._database = database
        self._lanes: dict[str, Lane] = {}
        self._news = True  # may there be something to be found?
        self._stir = asyncio.Event()
        # By row.
        self._flying: dict[int, _Flight] = {}
        self._loses = False  # was something claimed that was never heard of?
        for channel in channels.values():
            self.open(channel)

    def open(self, channel: Channel, pacer: Pacer | None = None, hold: Hold | None = None) -> None:
        metrics.sends_by(channel.name)
        if (lane := self._lanes.get(channel.name)) is not None:
            lane.channel, lane.is_open = channel, True  # it came up anew; what is on its way is on its way
        else:
            self._lanes[channel.name] = Lane(channel, pacer or Pacer(), hold or Hold(channel.name))
        self.wake()

    def spare(self, channel: str, left: Left) -> None:
        self._lanes[channel].left = left

    @property
    def sends_everywhere(self) -> bool:
        return all(lane.hold.is_mine for lane in self._lanes.values())

    async def close(self, channel: str) -> None:
        """Take nothing more for it and wait for what is on its way: then its connection may end."""
        self._lanes[channel].is_open = False
        flights = [flight.task for flight in self._flying.values() if flight.delivery.channel == channel]
        await asyncio.gather(*flights, return_exceptions=True)

    @contextmanager
    def expecting(self, channel: str) -> Iterator[Expected]:
        expected = Expected(self, channel)
        try:
            yield expected
        finally:
            expected.ends()

    def has_room(self, channel: str, address_id: int) -> Hold | None:
        """Return the lease if something could leave for this address soon, without overtaking anything.

        A few only: each may come twice if the process is killed.
        """
        lane, now = self._lanes.get(channel), asyncio.get_running_loop().time()
        has_room = (
            lane is not None
            and lane.is_ours
            and lane.idle_until > now
            and not self._news
            and lane.flying + len(lane.expected) < _AT_ONCE
            and address_id not in self._busy(now)
            and lane.pacer.wait(now, is_reply=True) < lanes.SOON
        )
        return lane.hold if lane is not None and has_room else None

    def expect(self, channel: str, address_id: int) -> None:
        self._lanes[channel].expected.add(address_id)

    def expect_no_more(self, channel: str, address_id: int) -> None:
        self._lanes[channel].expected.discard(address_id)

    def fly(self, *deliveries: Delivery) -> None:
        task = asyncio.create_task(self._one_by_one(deliveries))
        self._flying |= {one.row_id: _Flight(one, task) for one in deliveries}
        self._lane(deliveries[0]).flying += len(deliveries)
        task.add_done_callback(lambda _done: self._landed(deliveries))

    def look_for_lost(self) -> None:
        self._loses = True
        self.wake()

    def _lane(self, delivery: Delivery) -> Lane:
        return self._lanes[delivery.channel]

    def _busy(self, now: float) -> set[int]:
        found = {flight.delivery.address_id for flight in self._flying.values()}
        return found.union(*((*lane.pacer.resting(now), *lane.expected) for lane in self._lanes.values()))

    def wake(self) -> None:
        self._news = True
        self._stir.set()

    async def drain(self) -> int:
        """Send everything due, one by one and without pauses; return how many were tried. For demo and tests."""
        tried = 0
        found = await self._claim(self._lanes, set())
        while found.delivery is not None:
            self._news = False
            await self._deliver(found.delivery, pieces.without_pause)
            tried += 1
            # What did not arrive may be waiting again, here or elsewhere; what arrived may bring back what was kept.
            found = await self._claim(self._lanes, set()) if found.more or self._news else Claim()
        return tried

    async def run(self) -> None:
        try:
            while True:
                await self._step()
        finally:
            await asyncio.gather(*(flight.task for flight in self._flying.values()), return_exceptions=True)

    async def _step(self) -> None:
        await self._recover()
        self._stir.clear()
        if self._news:
            self._news = False
            for lane in self._lanes.values():
                lane.idle_until, lane.has_reply = 0.0, True
        now = asyncio.get_running_loop().time()
        ready = {name: lane for name, lane in self._lanes.items() if lane.is_ours and lane.wait(now) <= 0}
        held = {name: lane for name, lane in ready.items() if lane.held}
        await self._look({name: lane for name, lane in ready.items() if name not in held})
        await self._look(held, only_replies=True)
        await self._rest()

    async def _recover(self) -> None:
        terms = {
            name: lane.hold.term for name, lane in self._lanes.items() if lane.hold.is_mine and not lane.is_recovered
        }
        if not terms:
            return

        async def recover(db: AsyncSession) -> tuple[list[str], int]:
            ours = [name for name in terms if await self._lanes[name].hold.stays(db)]
            return ours, await queue.recover(db, ours, self._claims())

        ours, left_over = await self._database.patiently(recover)
        for name in ours:
            self._lanes[name].recovered = terms[name]
        if left_over:
            log.warning("messages were on their way when the last process ended", count=left_over)

    def _claims(self) -> set[queue.Claimed]:
        return {flight.delivery.claim for flight in self._flying.values()}

    async def _look(self, ready: Mapping[str, Lane], *, only_replies: bool = False) -> None:
        """Let the most urgent message leave on one of the channels that are ready, as soon as it may."""
        if not ready:
            return
        loop = asyncio.get_running_loop()
        for lane in ready.values():
            lane.hides = True
        busy = self._busy(loop.time())
        found = await self._claim(ready, busy, only_replies=only_replies)
        for lane in ready.values():
            lane.hides = bool(busy) and not found.more
            lane.has_reply = found.more
            if not found.more and not only_replies:
                lane.idle_until = loop.time() + lanes.LOOK_EVERY
        if found.delivery is None:
            return
        if not self._lane(found.delivery).is_open:  # closed meanwhile
            await self._put_back([found.delivery])
        else:
            self.fly(found.delivery)
            await asyncio.sleep(0)  # it leaves or is held, and the pacer knows, before the next is claimed

    def _landed(self, deliveries: Sequence[Delivery]) -> None:
        lane = self._lane(deliveries[0])
        for delivery in deliveries:
            del self._flying[delivery.row_id]
        lane.flying -= len(deliveries)
        if lane.hides:
            self.wake()

    async def _one_by_one(self, deliveries: Sequence[Delivery]) -> None:
        for nth, delivery in enumerate(deliveries):
            if nth:
                await asyncio.sleep(self._gap(delivery))
            if not await self._leave(delivery, _LONG):
                return await self._put_back(deliveries[nth:])
            if not isinstance(await self._deliver(delivery, self._pause), Sent):
                return await self._put_back(deliveries[nth + 1 :])

    async def _put_back(self, deliveries: Sequence[Delivery]) -> None:
        claims = [delivery.claim for delivery in deliveries]
        if claims:
            await self._database.patiently(lambda db: queue.put_back(db, claims))

    async def _leave(self, delivery: Delivery, patience: float = math.inf) -> bool:
        """Wait until it may; not if everybody there is asked to wait for long, or another process sends there now."""
        loop, lane = asyncio.get_running_loop(), self._lane(delivery)
        lane.held[delivery.row_id] = delivery.is_reply
        try:
            while (wait := lane.pacer.wait(loop.time(), is_reply=delivery.is_reply)) > 0:
                if wait > patience:
                    return False
                await asyncio.sleep(wait)
        finally:
            del lane.held[delivery.row_id]
            self._stir.set()
        if not lane.hold.is_mine:
            return False
        lane.pacer.left(delivery.address_id, loop.time())
        return True

    async def _rest(self) -> None:
        now = asyncio.get_running_loop().time()
        wait = min((lane.wait(now) for lane in self._lanes.values() if lane.is_ours), default=lanes.LOOK_EVERY)
        if wait <= 0:
            return
        try:
            # wait_for would swallow the end of everything, if it came in the same moment.
            async with asyncio.timeout(min(wait, lanes.LOOK_EVERY)):
                await self._stir.wait()
        except TimeoutError:
            return

    async def _claim(self, ready: Mapping[str, Lane], resting: set[int], *, only_replies: bool = False) -> Claim:
        async def claim(db: AsyncSession) -> Claim:
            ours = [name for name, lane in ready.items() if await lane.hold.stays(db)]
            found = await queue.claim(db, ours, resting, only_replies=only_replies) if ours else Claim()
            await alarm(db)
            return found

        async def again(db: AsyncSession) -> Claim:
            await self._take_back(db)
            return await claim(db)

        loses, self._loses = self._loses, False
        return await self._database.patiently(again if loses else claim, again)

    async def _take_back(self, db: AsyncSession) -> None:
        """Put back into the queue what was claimed while the commit of the claim went unheard."""
        known = {name: lane.hold for name, lane in self._lanes.items() if lane.is_recovered or lane.hold.holder is None}
        ours = [name for name, hold in known.items() if await hold.stays(db)]
        claimed = await queue.being_sent(db, ours)
        # Only now: of all that was seen each row is on its way, expected from a turn that is not told yet, or lost.
        expected = set[int]().union(*(lane.expected for lane in self._lanes.values()))
        lost = [claim for claim, address in claimed if claim[0] not in self._flying and address not in expected]
        await queue.put_back(db, lost)

    async def _deliver(self, delivery: Delivery, pause: pieces.Pause) -> SendResult:
        result = self._spared(delivery) or await self._paced(delivery, pause)
        outcome = metrics.word_of(result)
        metrics.SENDS.labels(metrics.platform_of(delivery.channel), outcome).inc()
        log.debug("sent", row=delivery.row_id, trace=delivery.trace, channel=delivery.channel, outcome=outcome)
        if isinstance(result, Throttled):
            self._hold_back(delivery, result)
        # What was sent must be recorded, however long the database takes. Another process may have decided meanwhile.
        settle = settling.settle if self._lane(delivery).hold.holder is None else settling.settle_once
        await self._database.patiently(
            lambda db: settle(db, delivery, result), lambda db: settling.settle_once(db, delivery, result)
        )
        await self._note(delivery, result)
        if not isinstance(result, Sent):
            self.wake()  # it may be waiting again, here or elsewhere
        return result

    def _spared(self, delivery: Delivery) -> NotThisWay | None:
        left = self._lane(delivery).left
        if delivery.goes_first or left is Left.ENOUGH:
            return None
        if left is Left.FEW_MESSAGES:
            return NotThisWay(Obstacle.QUOTA)
        return None if delivery.turned_away else NotThisWay(Obstacle.QUOTA, if_possible=True)

    async def _note(self, delivery: Delivery, result: SendResult) -> None:
        """Send what was kept for somebody, once a message arrives."""
        lane = self._lane(delivery)
        if isinstance(result, NotThisWay):
            lane.turns_away = True
        elif isinstance(result, Sent) and lane.turns_away and lane.left is not Left.FEW_MESSAGES:
            kept = await self._database.patiently(lambda db: reachability.arrived(db, delivery.address_id))
            was_kept, lane.turns_away = kept
            if was_kept:
                self.wake()

    def _gap(self, delivery: Delivery) -> float:
        return self._lane(delivery).channel.can(delivery.external_id).gap

    def _hold_back(self, delivery: Delivery, refused: Throttled) -> None:
        now, seconds = asyncio.get_running_loop().time(), min(refused.wait, LONGEST_WAIT).total_seconds()
        pacer = self._lane(delivery).pacer
        if refused.everywhere:
            pacer.pause(now, seconds)
        else:
            pacer.asked_to_wait(delivery.address_id, now, seconds)

    async def _paced(self, delivery: Delivery, pause: pieces.Pause) -> SendResult:
        """Send, and tell the pacer when it was answered: later than that it cannot have arrived."""
        loop = asyncio.get_running_loop()
        try:
            return await pieces.send(self._lane(delivery).channel, delivery, pause)
        finally:
            self._lane(delivery).pacer.answered(delivery.address_id, loop.time(), self._gap(delivery))

    async def _pause(self, delivery: Delivery, gap: float) -> bool:
        pacer = self._lane(delivery).pacer
        pacer.answered(delivery.address_id, asyncio.get_running_loop().time(), gap)
        await asyncio.sleep(gap)
        return await self._leave(delivery)
