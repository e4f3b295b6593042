"""Sends messages from the outbox to the channels: order, pace, retries."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.channel import (
    Channel,
    Forgotten,
    Moved,
    NotSent,
    Refused,
    SendResult,
    Sent,
    Throttled,
    Unclear,
    Unreachable,
)
from bot.chat.render import fit
from bot.domain.messaging.pacing import LONGEST_WAIT, Pacer
from bot.services.delivery import queue
from bot.services.delivery.queue import Claim, Delivery
from bot.services.delivery.set_aside import alarm
from bot.storage.database import Database

log = structlog.get_logger()

_IN_FLIGHT = 16
_AT_ONCE = 4  # of those, without having been claimed on their own
_SOON, _LONG = 0.2, 2.0  # seconds
_LOOK_EVERY = 1.0

# Called between two pieces of one message.
Pause = Callable[[Delivery, float], Awaitable[None]]


@dataclass(frozen=True)
class _Flight:
    address_id: int
    task: asyncio.Task[None]


class Expected:
    """What may come of one turn: answers that are claimed in its transaction, to leave as soon as that is committed.

    While they are expected nothing else leaves for its address. If none comes, who knows whether it was committed?
    """

    def __init__(self, sender: "Sender") -> None:
        """Nothing is, yet."""
        self._sender = sender
        self._address_id: int | None = None

    def may_come(self, address_id: int) -> bool:
        """Is there room for them now? Then they are expected."""
        if self._address_id is not None or not self._sender.has_room(address_id):
            return False
        self._address_id = address_id
        self._sender.expected.add(address_id)
        return True

    def came(self, deliveries: Sequence[Delivery]) -> None:
        """Their transaction is committed."""
        if deliveries:
            self._end()
            self._sender.fly(*deliveries)

    def ends(self) -> None:
        """The turn has come to its end."""
        if self._address_id is not None:
            self._end()
            self._sender.look_for_lost()

    def _end(self) -> None:
        if self._address_id is not None:
            self._sender.expected.discard(self._address_id)
            self._address_id = None


class Sender:
    """The only way out. Each message is marked as a step of its own: a crash repeats at most those on their way."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], pacer: Pacer | None = None) -> None:
        self._database = database
        self._channels = channels
        self._pacer = pacer or Pacer()
        self._wake = asyncio.Event()
        # By row.
        self._flying: dict[int, _Flight] = {}
        self._waiting: set[int] = set()  # rows that the pacer lets not leave yet
        self.expected: set[int] = set()  # addresses
        self._rests = False  # since the last look has found nothing
        # Could it not see what waits behind something else, or was never heard of?
        self._hides = self._loses = False

    @contextmanager
    def expecting(self) -> Iterator[Expected]:
        """For the time of a turn."""
        expected = Expected(self)
        try:
            yield expected
        finally:
            expected.ends()

    def has_room(self, address_id: int) -> bool:
        """Could something leave for this address soon, without overtaking anything?

        A few only: each may come twice if the process is killed.
        """
        now = asyncio.get_running_loop().time()
        return (
            self._rests
            and not self._wake.is_set()
            and len(self._flying) + len(self.expected) < _AT_ONCE
            and address_id not in self._busy(now)
            and self._pacer.wait(now, is_reply=True) < _SOON
        )

    def fly(self, *deliveries: Delivery) -> None:
        """Send what is claimed for one address, in this order."""
        task = asyncio.create_task(self._one_by_one(deliveries))
        self._flying |= {delivery.row_id: _Flight(delivery.address_id, task) for delivery in deliveries}
        task.add_done_callback(lambda _done: self._landed(deliveries))

    def look_for_lost(self) -> None:
        """Something may be claimed that never came."""
        self._loses = True
        self.wake()

    def _busy(self, now: float) -> set[int]:
        return self._pacer.resting(now) | self.expected | {flight.address_id for flight in self._flying.values()}

    def wake(self) -> None:
        self._wake.set()

    async def drain(self) -> int:
        """Send everything due, one by one and without pauses; return how many were tried. For demo and tests."""
        tried = 0
        found = await self._claim(set())
        while found.delivery is not None:
            arrived = isinstance(await self._deliver(found.delivery, _at_once), Sent)
            tried += 1
            # What did not arrive may be waiting again, here or elsewhere.
            found = await self._claim(set()) if found.more or not arrived else Claim()
        return tried

    async def run(self) -> None:
        """Send until cancelled, then finish what is on its way."""
        left_over = await self._database.patiently(queue.recover)
        if left_over:
            log.warning("messages were on their way when the last process ended", count=left_over)
        try:
            while True:
                await self._step()
        finally:
            await asyncio.gather(*(flight.task for flight in self._flying.values()), return_exceptions=True)

    async def _step(self) -> None:
        """Find what is next while the pacer would not let it leave yet."""
        loop = asyncio.get_running_loop()
        # Everybody may be asked to wait meanwhile.
        wait = self._pacer.wait(loop.time(), is_reply=True)
        while wait > _SOON:
            await asyncio.sleep(wait - _SOON)
            wait = self._pacer.wait(loop.time(), is_reply=True)
        self._wake.clear()
        self._hides = True
        if len(self._flying) >= _IN_FLIGHT or not await self._next_leaves():
            await self._rest()

    async def _next_leaves(self, *, only_replies: bool = False) -> bool:
        """Is there anything else?"""
        busy = self._busy(asyncio.get_running_loop().time())
        found = await self._claim(busy, only_replies=only_replies)
        self._hides = bool(busy) and not found.more
        if found.delivery is None:
            return False
        self.fly(found.delivery)
        await asyncio.sleep(0)  # it leaves, if it may
        return await self._overtaken(found.delivery) or found.more

    async def _overtaken(self, waits: Delivery) -> bool:
        """Let replies leave before what still waits, until it has left; return whether there may be other news."""
        loop, woken = asyncio.get_running_loop(), False
        while waits.row_id in self._waiting:
            if self._wake.is_set() and not waits.is_reply:
                self._wake.clear()
                woken = True
                await self._next_leaves(only_replies=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pacer.wait(loop.time(), is_reply=waits.is_reply)):
                    await (asyncio.Event() if waits.is_reply else self._wake).wait()
        return woken

    def _landed(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            del self._flying[delivery.row_id]
        if self._hides:
            self.wake()

    async def _one_by_one(self, deliveries: Sequence[Delivery]) -> None:
        """What comes after one that did not arrive waits for it in the outbox."""
        for nth, delivery in enumerate(deliveries):
            await asyncio.sleep(self._gap(delivery) if nth else 0.0)
            if not await self._leave(delivery, _LONG):
                return await self._put_back(deliveries[nth:])
            if not isinstance(await self._deliver(delivery, self._pause), Sent):
                return await self._put_back(deliveries[nth + 1 :])

    async def _put_back(self, deliveries: Sequence[Delivery]) -> None:
        rows = [delivery.row_id for delivery in deliveries]
        if rows:
            await self._database.patiently(lambda db: queue.put_back(db, rows))

    async def _leave(self, delivery: Delivery, patience: float = math.inf) -> bool:
        """Wait until it may; not if everybody is asked to wait for long."""
        loop = asyncio.get_running_loop()
        self._waiting.add(delivery.row_id)
        try:
            while (wait := self._pacer.wait(loop.time(), is_reply=delivery.is_reply)) > 0:
                if wait > patience:
                    return False
                await asyncio.sleep(wait)
        finally:
            self._waiting.discard(delivery.row_id)
        self._pacer.left(delivery.address_id, loop.time())
        return True

    async def _rest(self) -> None:
        self._rests = True
        try:
            # wait_for would swallow the end of everything, if it came in the same moment.
            async with asyncio.timeout(_LOOK_EVERY):
                await self._wake.wait()
        except TimeoutError:
            return
        finally:
            self._rests = False

    async def _claim(self, resting: set[int], *, only_replies: bool = False) -> Claim:
        async def claim(db: AsyncSession) -> Claim:
            found = await queue.claim(db, resting, only_replies=only_replies)
            await alarm(db)
            return found

        async def again(db: AsyncSession) -> Claim:
            await queue.take_back(db, list(self._flying), self.expected)
            return await claim(db)

        loses, self._loses = self._loses, False
        return await self._database.patiently(again if loses else claim, again)

    async def _deliver(self, delivery: Delivery, pause: Pause) -> SendResult:
        result = await self._paced(delivery, pause)
        if isinstance(result, Throttled):
            self._hold_back(delivery, result)
        # What was sent must be recorded, however long the database takes.
        await self._database.patiently(
            lambda db: _settle(db, delivery, result), lambda db: _settle_once(db, delivery, result)
        )
        if not isinstance(result, Sent):
            self.wake()  # it may be waiting again, here or elsewhere
        return result

    def _gap(self, delivery: Delivery) -> float:
        channel = self._channels.get(delivery.channel)
        return 0.0 if channel is None else channel.can(delivery.external_id).gap

    def _hold_back(self, delivery: Delivery, refused: Throttled) -> None:
        now, seconds = asyncio.get_running_loop().time(), min(refused.wait, LONGEST_WAIT).total_seconds()
        if refused.everywhere:
            self._pacer.pause(now, seconds)
        else:
            self._pacer.asked_to_wait(delivery.address_id, now, seconds)

    async def _paced(self, delivery: Delivery, pause: Pause) -> SendResult:
        """Sent, and the pacer told when it was answered: later than that it cannot have arrived."""
        loop = asyncio.get_running_loop()
        try:
            return await self._send(delivery, pause)
        finally:
            self._pacer.answered(delivery.address_id, loop.time(), self._gap(delivery))

    async def _pause(self, delivery: Delivery, gap: float) -> None:
        loop = asyncio.get_running_loop()
        self._pacer.answered(delivery.address_id, loop.time(), gap)
        await asyncio.sleep(gap)
        await self._leave(delivery)

    async def _send(self, delivery: Delivery, pause: Pause) -> SendResult:
        channel = self._channels.get(delivery.channel)
        if channel is None:
            return Refused(f"no channel {delivery.channel}")
        can = channel.can(delivery.external_id)
        edits = delivery.edits if can.edits else None
        if (delivery.message.only_as_edit and edits is None) or (delivery.message.menu is not None and not can.menu):
            return Sent("")
        result: SendResult = Refused("nothing to send")
        uploaded = None
        for nth, piece in enumerate(fit(delivery.message, can)):
            if nth:
                await pause(delivery, can.gap)
            result = await channel.send(delivery.external_id, piece, edits)
            if not isinstance(result, Sent):
                return _in_part(result) if nth else result
            uploaded = uploaded or result.file_id
        return replace(result, file_id=uploaded) if isinstance(result, Sent) else result


def _in_part(result: SendResult) -> SendResult:
    """Earlier pieces have arrived: a next try sends them a second time."""
    return Unclear("only a part of it arrived") if isinstance(result, NotSent | Throttled) else result


async def _at_once(_delivery: Delivery, _gap: float) -> None: ...


async def _settle_once(db: AsyncSession, delivery: Delivery, result: SendResult) -> None:
    if not await queue.is_written_down(db, delivery.row_id):
        await _settle(db, delivery, result)


async def _settle(db: AsyncSession, delivery: Delivery, result: SendResult) -> None:
    match result:
        case Forgotten(why):
            await queue.forgotten(db, delivery, why)
        case Moved(to):
            await queue.moved(db, delivery.row_id, to)
        case _:
            await _write_down(db, delivery, result)
    await alarm(db)


async def _write_down(db: AsyncSession, delivery: Delivery, result: SendResult) -> None:
    row_id = delivery.row_id
    match result:
        case Sent(message_id, file_id):
            await queue.sent(db, delivery, message_id, file_id)
        case Throttled(wait):
            await queue.again(db, row_id, "throttled", wait)
        case NotSent(why):
            await queue.again(db, row_id, why)
        case Unclear(why):
            await queue.unclear(db, row_id, why)
        case Unreachable(why):
            await queue.unreachable(db, row_id, why)
        case Refused(why):
            log.error("a message was refused", row=row_id, why=why)
            await queue.failed(db, row_id, why)
