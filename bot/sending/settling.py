"""What the result of sending makes of a message."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.channel import (
    Forgotten,
    Moved,
    NotSent,
    NotThisWay,
    Refused,
    SendResult,
    Sent,
    Throttled,
    Unclear,
    Unreachable,
)
from bot.services.delivery import queue
from bot.services.delivery.queue import Delivery
from bot.services.delivery.set_aside import alarm

log = structlog.get_logger()


async def settle_once(db: AsyncSession, delivery: Delivery, result: SendResult) -> None:
    if await queue.is_claimed(db, delivery.claim):
        await settle(db, delivery, result)


async def settle(db: AsyncSession, delivery: Delivery, result: SendResult) -> None:
    match result:
        case Forgotten(why):
            await queue.forgotten(db, delivery, why)
        case Moved(to):
            await queue.moved(db, delivery.row_id, to)
        case NotThisWay(obstacle, if_possible):
            await queue.not_this_way(db, delivery.row_id, obstacle, if_possible=if_possible)
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
