"""What is no talk in private: somebody has blocked us or let us in again; what is said and happens in groups' chats."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming, Kind
from bot.services.delivery import reach
from bot.services.group_chats import group_chats, group_talk
from bot.services.people import people


async def take(db: AsyncSession, incoming: Incoming) -> None:
    """Write down what it means, and answer where an answer is due."""
    room = incoming.room
    if incoming.kind is Kind.UNREADABLE:
        # It is counted among what was seen, and nothing else is known of it.
        return
    if room is None:
        await _seen(db, incoming)
    elif incoming.kind is Kind.PUT_IN:
        await group_talk.put_in(db, incoming, room)
    elif incoming.kind is Kind.PUT_OUT:
        await group_chats.put_out(db, incoming.channel, room.external_id)
    elif incoming.kind is Kind.MOVED:
        await group_chats.moved(db, incoming.channel, room.was, room.external_id)
    else:
        await group_talk.hear(db, incoming, room)


async def _seen(db: AsyncSession, incoming: Incoming) -> None:
    """Whom we do not know stays unknown."""
    address = await people.known(db, incoming)
    if address is None:
        return
    if incoming.kind is Kind.BLOCKED:
        await reach.lost(db, address, "blocked")
    else:
        await reach.back(db, address)
