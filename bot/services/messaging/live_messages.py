"""Messages edited in place, as long as nothing was said below them."""

from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.messaging import conversations
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address


async def stands_last(db: AsyncSession, address: Address) -> bool:
    talk = await conversations.talk_of(db, address)
    return talk.question_id is not None and await _last(db, address, talk.question_id) is not None


async def live_page(db: AsyncSession, address: Address, card_id: int) -> int | None:
    """Return the outbox row of this card, if it is a page and the last thing we have said: the next page takes
    its place.
    """
    last = await _last(db, address, card_id)
    return last.id if last is not None and last.message.get("page") else None


async def _last(db: AsyncSession, address: Address, question_id: int) -> Row[int, dict[str, Any]] | None:
    """Return the outbox row of this question or card, with its message, if nothing was said below it."""
    rows = (await db.execute(_FROM_THERE_ON, {"address": address.id, "question": question_id})).all()
    if not rows or any(message.get("text") and not message.get("only_as_edit") for _id, message in rows[1:]):
        return None
    return rows[0]


_ROW = select(func.max(Outbox.id)).where(
    Outbox.address_id == bindparam("address"), Outbox.question_id == bindparam("question")
)
_FROM_THERE_ON = (
    select(Outbox.id, Outbox.message)
    .where(Outbox.address_id == bindparam("address"), Outbox.id >= _ROW.scalar_subquery())
    .order_by(Outbox.id)
)
