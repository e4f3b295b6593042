"""Sends messages from the outbox to the channels: order, pace, retries."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

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
from bot.domain.messaging.pacing import Pacer
from bot.services.delivery import queue
from bot.services.delivery.queue import Delivery
from bot.storage.database import Database

log = structlog.get_logger()

_IN_FLIGHT = 16
_LOOK_EVERY = 1.0

# Called between two pieces of one message.
Pause = Callable[[Delivery, float], Awaitable[None]]


class Sender:
    """The only way out. Each message is marked as a step of its own: a crash repeats at most those on their way."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], pacer: Pacer | None = None) -> None:
        self._database = database
        self._channels = channels
        self._pacer = pacer or Pacer()
        self._wake = asyncio.Event()
        # By address: the row on its way there, and its task.
        self._flying: dict[int, tuple[int, asyncio.Task[None]]] = {}

    def wake(self) -> None:
        self._wake.set()

    async def drain(self) -> int:
        """Send everything due, one by one and without pauses; return how many were tried. For demo and tests."""
        tried = 0
        while (delivery := await self._claim(set())) is not None:
            await self._deliver(delivery, _at_once)
            tried += 1
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
            await asyncio.gather(*(task for _row, task in self._flying.values()), return_exceptions=True)

    async def _step(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(self._pacer.wait(loop.time()))
        self._wake.clear()
        delivery = None
        if len(self._flying) < _IN_FLIGHT:
            delivery = await self._claim(self._pacer.resting(loop.time()) | set(self._flying))
        if delivery is None:
            await self._rest()
            return
        self._pacer.left(loop.time())
        task = asyncio.create_task(self._deliver(delivery, self._pause))
        self._flying[delivery.address_id] = (delivery.row_id, task)
        task.add_done_callback(lambda _done: self._landed(delivery.address_id))

    def _landed(self, address_id: int) -> None:
        self._flying.pop(address_id, None)
        self.wake()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), _LOOK_EVERY)
        except TimeoutError:
            return

    async def _claim(self, resting: set[int]) -> Delivery | None:
        async def again(db: AsyncSession) -> Delivery | None:
            await queue.take_back(db, [row for row, _task in self._flying.values()])
            return await queue.claim(db, resting)

        return await self._database.patiently(lambda db: queue.claim(db, resting), again)

    async def _deliver(self, delivery: Delivery, pause: Pause) -> None:
        result = await self._paced(delivery, pause)
        if isinstance(result, Throttled) and result.everywhere:
            self._pacer.pause(asyncio.get_running_loop().time(), result.wait.total_seconds())
        # What was sent must be recorded, however long the database takes.
        await self._database.patiently(
            lambda db: _settle(db, delivery, result), lambda db: _settle_once(db, delivery, result)
        )

    async def _paced(self, delivery: Delivery, pause: Pause) -> SendResult:
        """Report to the pacer when the answer came: the message arrived no later."""
        channel, loop = self._channels.get(delivery.channel), asyncio.get_running_loop()
        try:
            return await self._send(delivery, pause)
        finally:
            gap = 0.0 if channel is None else channel.can(delivery.external_id).gap
            self._pacer.answered(delivery.address_id, loop.time(), gap)

    async def _pause(self, delivery: Delivery, gap: float) -> None:
        loop = asyncio.get_running_loop()
        self._pacer.answered(delivery.address_id, loop.time(), gap)
        wait = gap
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._pacer.wait(loop.time())
        self._pacer.left(loop.time())

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
                return result
            uploaded = uploaded or result.file_id
        return replace(result, file_id=uploaded) if isinstance(result, Sent) else result


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
