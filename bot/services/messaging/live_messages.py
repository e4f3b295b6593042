"""Messages edited in place, as long as nothing was said below them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.messaging import conversations
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address


async def stands_last(db: AsyncSession, address: Address) -> bool:
    row_id = await conversations.shown(db, await conversations.talk_of(db, address))
    return row_id is not None and not await _anything_below(db, address, row_id)


async def live_page(db: AsyncSession, address: Address, card_id: int) -> int | None:
    """Return the card's outbox row if it is a page and our last message, so that the next page replaces it."""
    row = await db.scalar(
        select(Outbox)
        .where(Outbox.address_id == address.id, Outbox.question_id == card_id)
        .order_by(Outbox.id.desc())
        .limit(1)
    )
    if row is None or not row.message.get("page") or await _anything_below(db, address, row.id):
        return None
    return row.id


async def _anything_below(db: AsyncSession, address: Address, row_id: int) -> bool:
    newer = await db.scalars(select(Outbox.message).where(Outbox.address_id == address.id, Outbox.id > row_id))
    return any(message.get("text") and not message.get("only_as_edit") for message in newer)
