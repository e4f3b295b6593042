"""Updates that are no private talk: an account blocks us or lets us in again; what happens in group chats."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming, IncomingKind
from bot.services.delivery import reachability
from bot.services.group_chats import links, replies
from bot.services.people import identity


async def take(db: AsyncSession, incoming: Incoming) -> None:
    room = incoming.room
    if incoming.kind is IncomingKind.UNREADABLE:
        # It is counted with what was seen; nothing else is known of it.
        return
    if room is None:
        await _note_reachability(db, incoming)
    elif incoming.kind is IncomingKind.PUT_IN:
        await replies.put_in(db, incoming, room)
    elif incoming.kind is IncomingKind.PUT_OUT:
        await links.put_out(db, incoming.channel, room.external_id)
    elif incoming.kind is IncomingKind.MOVED:
        await links.moved(db, incoming.channel, room.was, room.external_id)
    else:
        await replies.hear(db, incoming, room)


async def _note_reachability(db: AsyncSession, incoming: Incoming) -> None:
    address = await identity.known(db, incoming)
    if address is None:
        return
    if incoming.kind is IncomingKind.BLOCKED:
        await reachability.lost(db, address, "blocked")
    else:
        await reachability.back(db, address)
