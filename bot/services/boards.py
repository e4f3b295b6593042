"""Messages that are edited in their place, as long as nothing has been said below them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import conversations
from bot.storage.messaging import Outbox
from bot.storage.people import Address


async def stands_last(db: AsyncSession, address: Address) -> bool:
    """Is the question that is open here the last thing we have said?"""
    row_id = await conversations.shown(db, await conversations.talk_of(db, address))
    if row_id is None:
        return False
    below = select(Outbox.id).where(Outbox.address_id == address.id, Outbox.id > row_id).limit(1)
    return await db.scalar(below) is None
