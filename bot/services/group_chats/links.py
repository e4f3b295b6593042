"""Chats of residential groups: linked by a leader, left, moved to another id."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.message import ChatRoom
from bot.chat.say import Link, option, say
from bot.domain.access.codes import FROM_A_GROUP
from bot.domain.access.rights import Right
from bot.domain.messaging.group_posts import next_week
from bot.i18n import Text, _, verbatim
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.database import insert_new
from bot.storage.tables.group_chats import GroupChat
from bot.storage.tables.messaging import Act, Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import ResidentialGroup

LINK_CHAT = acts.ActKind("link_chat")
UNLINK_CHAT = acts.ActKind("unlink_chat")


@dataclass(frozen=True)
class Linked:
    """A linked chat, its address and its residential group."""

    chat: GroupChat
    address: Address
    group: ResidentialGroup


async def met(db: AsyncSession, channel: str, room: ChatRoom) -> tuple[GroupChat, Address]:
    """Lock and return a chat we are in; create it without a link when it is new."""
    await insert_new(db, Address, channel=channel, external_id=room.external_id, last_used_at=clock.now())
    address = await _address(db, channel, room.external_id)
    assert address is not None, "it was just inserted"  # noqa: S101
    address.unreachable_at = None
    await insert_new(db, GroupChat, address_id=address.id, title=room.title)
    chat = await db.get_one(GroupChat, address.id)
    chat.title = room.title or chat.title
    await db.flush()
    return chat, address


async def of_group(db: AsyncSession, group_id: int) -> Linked | None:
    found = (
        await db.execute(
            select(GroupChat, Address, ResidentialGroup)
            .join(Address, Address.id == GroupChat.address_id)
            .join(ResidentialGroup, ResidentialGroup.id == GroupChat.group_id)
            .where(GroupChat.group_id == group_id)
        )
    ).first()
    return None if found is None else Linked(*found)


async def may_link(db: AsyncSession, person: Person) -> list[ResidentialGroup]:
    return await permissions.among(db, person, Right.LINK_CHAT, await permissions.groups_led(db, person))


async def link(db: AsyncSession, by: Person, address_id: int, group: ResidentialGroup) -> Act | None:
    """Link the chat and unlink the group's former one; return None if we are no longer in it. Raise NotAllowed."""
    await permissions.must(db, by, Right.LINK_CHAT, group)
    address, chat = await db.get(Address, address_id), await db.get(GroupChat, address_id)
    if address is None or chat is None or address.unreachable_at is not None:
        return None
    before = await of_group(db, group.id)
    await _unlink(db, group.id)
    await _link(db, address_id, group.id, by.id)
    hello = _("📣 The classes of {group} are posted here from now on. Nobody's name is.", group=labels.group(group))
    await outbox.post(db, address, say(hello, links=(in_private(),)), Plan(through_quiet=True, priority=Priority.REPLY))
    was = None if before is None or before.address.id == address_id else before.address.id
    return await acts.record(db, by, LINK_CHAT, chat=address_id, group=group.id, before=was)


async def undo_link(db: AsyncSession, act: Act) -> Text | None:
    if not await _unlink(db, act.facts["group"], act.facts["chat"]):
        return None
    if act.facts["before"] is not None:
        await _link(db, act.facts["before"], act.facts["group"], act.by_id)
    return _("The chat is no longer linked: nothing is posted there.")


async def unlink(db: AsyncSession, by: Person, group: ResidentialGroup) -> Act | None:
    await permissions.must(db, by, Right.LINK_CHAT, group)
    linked = await of_group(db, group.id)
    if linked is None or not await _unlink(db, group.id):
        return None
    return await acts.record(db, by, UNLINK_CHAT, chat=linked.address.id, group=group.id)


async def undo_unlink(db: AsyncSession, act: Act) -> Text | None:
    address = await db.get_one(Address, act.facts["chat"])
    chat = await db.get_one(GroupChat, address.id)
    if address.unreachable_at is not None or chat.group_id is not None or await of_group(db, act.facts["group"]):
        return None
    await _link(db, address.id, act.facts["group"], act.by_id)
    return _("The chat is linked as before.")


async def put_out(db: AsyncSession, channel: str, external_id: str) -> None:
    """End the link of a chat we were removed from; tell the leader who made it, or else one of the group, once."""
    address = await _address(db, channel, external_id)
    if address is None:
        return
    address.unreachable_at = clock.now()
    chat = await db.get(GroupChat, address.id)
    await _drop_posts(db, address.id)
    if chat is None or chat.group_id is None:
        return
    group, linked_by_id = await db.get_one(ResidentialGroup, chat.group_id), chat.linked_by_id
    await _unlink(db, group.id)
    leaders = await session_queries.in_charge(db, group.id)
    leader = next((one for one in leaders if one.id == linked_by_id), leaders[0] if leaders else None)
    if leader is not None:
        words = _(
            "I can no longer write in the chat «{title}», so classes of {group} are not posted there any more.",
            title=verbatim(chat.title),
            group=labels.group(group),
        )
        await outbox.tell(db, leader, say(words, option(_("📣 Post in our chat"), "group_chat", group=group.id)))


async def moved(db: AsyncSession, channel: str, was: str, now: str) -> None:
    """Follow a chat to its new id (it became a supergroup) with the messages that wait; safe to repeat."""
    old, new = await _address(db, channel, was), await _address(db, channel, now)
    if old is None or was == now:
        return
    # What stands in the old chat cannot be edited from the new one.
    await db.execute(update(Outbox).where(Outbox.address_id == old.id).values(external_id=None))
    if new is None:
        old.external_id = now
        return
    await db.execute(update(Outbox).where(Outbox.address_id == old.id).values(address_id=new.id))
    await _move_link(db, old, new)
    await db.execute(delete(Address).where(Address.id == old.id))
    await db.flush()


def in_private(code: str = FROM_A_GROUP) -> Link:
    return Link(_("💬 Talk in private"), code)


async def _address(db: AsyncSession, channel: str, external_id: str) -> Address | None:
    found: Address | None = await db.scalar(
        select(Address)
        .where(Address.channel == channel, Address.external_id == external_id, Address.person_id.is_(None))
        .with_for_update()
    )
    return found


async def _link(db: AsyncSession, address_id: int, group_id: int, by_id: int) -> None:
    values = {"group_id": group_id, "linked_by_id": by_id, "next_week_at": next_week(clock.local(clock.now()))}
    await db.execute(update(GroupChat).where(GroupChat.address_id == address_id).values(values))


async def _unlink(db: AsyncSession, group_id: int, address_id: int | None = None) -> bool:
    query = update(GroupChat).where(GroupChat.group_id == group_id)
    if address_id is not None:
        query = query.where(GroupChat.address_id == address_id)
    ended = await db.execute(query.values(group_id=None, next_week_at=None).returning(GroupChat.address_id))
    addresses = ended.scalars().all()
    for address in addresses:
        await _drop_posts(db, address)
    return bool(addresses)


async def _drop_posts(db: AsyncSession, address_id: int) -> None:
    await db.execute(
        update(Outbox)
        .where(Outbox.address_id == address_id, Outbox.status == OutboxStatus.QUEUED)
        .values(status=OutboxStatus.DROPPED)
    )


async def _move_link(db: AsyncSession, old: Address, new: Address) -> None:
    before, after = await db.get(GroupChat, old.id), await db.get(GroupChat, new.id)
    if before is None:
        return
    link: dict[str, Any] = {
        "group_id": before.group_id,
        "linked_by_id": before.linked_by_id,
        "next_week_at": before.next_week_at,
    }
    title = before.title
    await db.delete(before)
    await db.flush()
    if after is None:
        db.add(GroupChat(address_id=new.id, title=title, **link))
    elif after.group_id is None:
        await db.execute(update(GroupChat).where(GroupChat.address_id == new.id).values(link))
