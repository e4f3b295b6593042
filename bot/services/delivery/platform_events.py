"""What is no talk in private: somebody has blocked us or let us in again; what is said and happens in groups' chats."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming, Kind
from bot.services.delivery import reachability
from bot.services.group_chats import links, replies
from bot.services.people import identity


async def take(db: AsyncSession, incoming: Incoming) -> None:
    """Write down what it means, and answer where an answer is due."""
    room = incoming.room
    if incoming.kind is Kind.UNREADABLE:
        # It is counted among what was seen, and nothing else is known of it.
        return
    if room is None:
        await _seen(db, incoming)
    elif incoming.kind is Kind.PUT_IN:
        await replies.put_in(db, incoming, room)
    elif incoming.kind is Kind.PUT_OUT:
        await links.put_out(db, incoming.channel, room.external_id)
    elif incoming.kind is Kind.MOVED:
        await links.moved(db, incoming.channel, room.was, room.external_id)
    else:
        await replies.hear(db, incoming, room)


async def _seen(db: AsyncSession, incoming: Incoming) -> None:
    """Whom we do not know stays unknown."""
    address = await identity.known(db, incoming)
    if address is None:
        return
    if incoming.kind is Kind.BLOCKED:
        await reachability.lost(db, address, "blocked")
    else:
        await reachability.back(db, address)
