"""One value that no key opens is set aside and told once; everybody else gets what is theirs."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, ticks
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming
from bot.chat.say import say
from bot.domain.access.rights import Place
from bot.domain.messaging.announcements import Segment
from bot.domain.people.person import RoleKind
from bot.i18n import verbatim
from bot.sending.sender import Sender
from bot.services.announcements import announcements
from bot.services.announcements.audience import To
from bot.services.delivery import queue
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import ResidentialGroup
from tests import scene
from tests.channels.doors import Errors

pytestmark = pytest.mark.damaged
DAMAGED = "gAAAAA-nobody-can-open-this"


async def _somebody(db: AsyncSession, account: str, name: str, home: ResidentialGroup) -> Person:
    address = await identity.caller(db, Incoming("web", "scene", account))
    person = address.person
    person.name = person.search_name = name
    person.address_form, person.group_id, person.ward_code = "bac", home.id, home.ward_code
    return person


async def _two_classes(db: AsyncSession) -> None:
    """Each with three learners; the leaders are «L3» and «L4», the administrator is «Q»."""
    for number in ("3", "4"):
        home = await scene.group(db, number)
        leader = await _somebody(db, f"L{number}", f"Lan {number}", home)
        await scene.role(db, leader, RoleKind.LEADER, home)
        made = await scene.course(db, leader, "2026-11-25 19:00", seats=5)
        for n in (1, 2, 3):
            await scene.seat(db, await _somebody(db, f"{number}{n}", f"Người {number}{n}", home), made)
    admin = await _somebody(db, "Q", "Lê Minh", home)
    role = await scene.role(db, admin, RoleKind.ADMINISTRATOR, home)
    role.group_id = role.ward_code = None


async def _damage_name(database: Database, account: str) -> None:
    """As a disk, or whoever restored half of it, has left it."""
    damage = "UPDATE person SET name = :name WHERE id = (SELECT person_id FROM address WHERE external_id = :account)"
    async with database.begin() as db:
        await db.execute(text(damage), {"name": DAMAGED, "account": account})


async def _told(database: Database, words: str) -> list[str]:
    async with database.begin() as db:
        rows = await db.execute(
            select(Address.external_id, Outbox.message)
            .join(Address, Address.id == Outbox.address_id)
            .order_by(Address.external_id)
        )
        return [account for account, message in rows if words in message["text"]]


async def _at(database: Database, moment: str) -> None:
    """Twice: what is set aside is found again, and said once."""
    clock.stop_at(scene.local(moment))
    for _time in range(2):
        for tick in ticks.TICKS:
            await ticks.run_tick(database, tick)


@pytest.mark.parametrize("victim", ["31", "L3", "Q"])
async def test_a_name_silences_nobody_else(database: Database, victim: str) -> None:
    learners = [f"{group}{n}" for group in "34" for n in (1, 2, 3)]
    async with database.begin() as db:
        await _two_classes(db)
    await _damage_name(database, victim)
    await _at(database, "2026-11-24 17:31")
    assert await _told(database, "ngày mai") == [one for one in learners if one != victim]
    await _at(database, "2026-11-24 19:01")
    # Where the leader is not there, it goes to whoever is in charge then.
    in_charge = ["L4", "Q"] if victim == "L3" else ["L3", "L4"]
    assert await _told(database, "chưa trả lời") == in_charge
    assert await _told(database, "không đọc được") == ([] if victim == "Q" else ["Q"])


async def test_an_announcement_reaches_the_others(database: Database) -> None:
    async with database.begin() as db:
        await _two_classes(db)
        for account in ("L3", "L4"):
            leader = (await identity.caller(db, Incoming("web", "scene", account))).person
            to = To(Place(leader.ward_code, leader.group_id), Segment.EVERYBODY)
            made, _act = await announcements.announce(db, leader, to, f"Mai mất điện {account}", clock.now())
            made.due_at = clock.now() - timedelta(minutes=account == "L3")
    await _damage_name(database, "L3")
    await _damage_name(database, "41")
    await _at(database, "2026-11-23 09:10")
    assert await _told(database, "mất điện") == ["42", "43", "Q"]


async def test_a_week_is_told_to_the_others(database: Database) -> None:
    async with database.begin() as db:
        await _two_classes(db)
    await _damage_name(database, "L3")
    await _at(database, "2026-11-29 20:00")
    assert await _told(database, "") == ["L4", "L4", "Q"]


@pytest.mark.parametrize("status", [OutboxStatus.QUEUED, OutboxStatus.SENDING])
async def test_a_message_stops_neither_the_sender_nor_the_start(database: Database, status: OutboxStatus) -> None:
    async with database.begin() as db:
        await _two_classes(db)
        for account in ("31", "32", "33"):
            address = await identity.caller(db, Incoming("web", "scene", account))
            await outbox.reply(db, address, say(verbatim("Chào bác")))
        await db.execute(update(Outbox).values(status=status))
        damage = "UPDATE outbox SET message = :message WHERE id = (SELECT min(id) + 1 FROM outbox)"
        await db.execute(text(damage), {"message": DAMAGED})
    web, errors = WebChat(), Errors()
    sender = Sender(database, {"web": web})
    async with database.begin() as db:
        await queue.recover(db, ["web"])
    clock.stop_at(clock.now() + timedelta(minutes=1))
    logging.getLogger().addHandler(errors)
    await sender.drain()
    logging.getLogger().removeHandler(errors)
    assert await _statuses(database) == {OutboxStatus.SENT: 3, OutboxStatus.FAILED: 1}
    assert [*web.lines] == ["31", "33", "Q"]
    assert len(errors.seen) == 1


async def _statuses(database: Database) -> dict[OutboxStatus, int]:
    async with database.begin() as db:
        rows = [*await db.scalars(select(Outbox.status))]
        return {status: rows.count(status) for status in rows}
