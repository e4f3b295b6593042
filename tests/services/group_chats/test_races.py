"""Chats of groups under rivals: one link for a residential group, one move for a chat, on both databases."""

import asyncio

import pytest
from sqlalchemy import func, select, update

from bot import clock
from bot.chat.message import ChatRoom, Incoming, IncomingKind
from bot.chat.say import say
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed
from bot.i18n import verbatim
from bot.services.delivery import platform_events, queue
from bot.services.group_chats import links
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.group_chats import GroupChat
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Address, Person
from tests import scene

OLD, NEW = ChatRoom("-4001", "Xóm"), ChatRoom("-1001", "Xóm", was="-4001")


@pytest.fixture
async def leader(database: Database) -> Person:
    async with database.begin() as db:
        home = await scene.group(db)
        address = await identity.caller(db, Incoming("telegram", "scene", "77"))
        address.person.group_id = home.id
        await scene.role(db, address.person, RoleKind.LEADER, home)
        return address.person


async def _met(database: Database, room: ChatRoom) -> int:
    async with database.begin() as db:
        return (await links.met(db, "telegram", room))[1].id


async def _link(database: Database, by: Person, address_id: int) -> None:
    async with database.begin() as db:
        await links.link(db, await db.get_one(Person, by.id), address_id, await scene.home(db, by))


async def test_a_chat_met_by_two_at_once_is_one(database: Database) -> None:
    assert len(set(await asyncio.gather(*(_met(database, OLD) for _n in range(6))))) == 1


async def test_a_residential_group_has_one_linked_chat(database: Database, leader: Person) -> None:
    chats = [await _met(database, ChatRoom(f"-{n}", "Xóm")) for n in range(1, 4)]
    for chat in chats:
        await _link(database, leader, chat)
    async with database.begin() as db:
        linked = list(await db.scalars(select(GroupChat.address_id).where(GroupChat.group_id.is_not(None))))
    assert linked == [chats[-1]]


async def test_a_leader_links_nothing_for_another_group(database: Database, leader: Person) -> None:
    address_id = await _met(database, OLD)
    async with database.begin() as db:
        other = await scene.group(db, "4")
        by = await db.get_one(Person, leader.id)
        with pytest.raises(NotAllowed):
            await links.link(db, by, address_id, other)
        with pytest.raises(NotAllowed):
            await links.unlink(db, by, other)


async def _posting(database: Database) -> int:
    """A post that is on its way to the linked chat."""
    async with database.begin() as db:
        linked = await links.of_group(db, 1)
        assert linked is not None
        await db.execute(update(Outbox).values(status=OutboxStatus.SENT))
        await outbox.post(db, linked.address, say(verbatim("Mai có lớp")), Plan())
        delivery = (await queue.claim(db, ["telegram"], set())).delivery
    assert delivery is not None
    return delivery.row_id


@pytest.mark.parametrize("known", [False, True])
async def test_the_move_is_heard_from_both_sides_at_once(database: Database, leader: Person, *, known: bool) -> None:
    """By the refused send and by the chat itself, whether the new id is known already or not."""
    await _link(database, leader, await _met(database, OLD))
    if known:
        await _met(database, NEW)
    row_id = await _posting(database)

    async def by_the_send() -> None:
        async with database.begin() as db:
            await queue.moved(db, row_id, NEW.external_id)

    async def by_the_chat() -> None:
        async with database.begin() as db:
            await platform_events.take(db, Incoming("telegram", "1", NEW.external_id, IncomingKind.MOVED, room=NEW))

    await asyncio.gather(by_the_send(), by_the_chat(), by_the_chat())
    async with database.begin() as db:
        linked = await links.of_group(db, 1)
        rows = {row.id: row for row in await db.scalars(select(Outbox))}
        rooms = await db.scalar(select(func.count()).select_from(Address).where(Address.person_id.is_(None)))
    assert linked is not None
    assert (linked.address.external_id, rooms) == (NEW.external_id, 1)
    assert {row.address_id for row in rows.values()} == {linked.address.id}
    assert rows[row_id].status is OutboxStatus.QUEUED


async def test_what_somebody_is_told_never_goes_to_a_chat(database: Database, leader: Person) -> None:
    """Not even when the chat spoke last and the person cannot be reached."""
    await _link(database, leader, await _met(database, OLD))
    async with database.begin() as db:
        person = await db.get_one(Person, leader.id)
        for address in await db.scalars(select(Address).where(Address.person_id == person.id)):
            address.unreachable_at = clock.now()
        await db.flush()
        assert await outbox.address_of(db, person) is None
