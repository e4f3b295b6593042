"""Recalled at the moment it leaves, on both databases: nothing of it waits to be sent afterwards."""

import asyncio

from sqlalchemy import select

from bot import clock
from bot.domain.access.rights import Place
from bot.domain.messaging.announcements import Segment
from bot.domain.messaging.kinds import MessageKind
from bot.domain.people.person import RoleKind, RoleStatus
from bot.services.access import acts
from bot.services.announcements import announcements
from bot.services.announcements.audience import To
from bot.storage.database import Database
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.messaging import Act, Call, Outbox, OutboxStatus
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ResidentialGroup

LEADER, PEOPLE = 1, range(2, 50)
ONLY = 1


async def ready(database: Database) -> int:
    """An announcement to 48 people, every sixth without an account, that is due now: the act to be taken back."""
    async with database.begin() as db:
        db.add(ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", search_name="3"))
        await db.flush()
        now = clock.now()
        for n in (LEADER, *PEOPLE):
            db.add(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", group_id=1, created_at=now))
        await db.flush()
        role = {"kind": RoleKind.LEADER, "status": RoleStatus.ACTIVE, "group_id": 1, "ward_code": "25750"}
        db.add(Role(person_id=LEADER, requested_at=now, **role))
        db.add_all(Address(person_id=n, channel="web", external_id=str(n), last_used_at=now) for n in PEOPLE if n % 6)
        await db.flush()
        leader = await db.get_one(Person, LEADER)
        to = To(Place("25750", 1), Segment.EVERYBODY)
        made, act = await announcements.announce(db, leader, to, "Mai mất điện", now)
        made.due_at = now
        return act.id


async def test_what_is_recalled_while_it_leaves_waits_nowhere(database: Database) -> None:
    act_id = await ready(database)

    async def leave() -> None:
        while True:
            async with database.begin() as db:
                if await announcements.make_some(db, ONLY) is None:
                    return

    async def recall() -> None:
        async with database.begin() as db:
            act = await db.get_one(Act, act_id)
            assert await acts.mark_undone(db, act)
            assert await announcements.undo_announce(db, act) is not None

    await asyncio.gather(leave(), recall(), leave())
    async with database.begin() as db:
        assert await announcements.make_some(db, ONLY) is None
        left = set(await db.scalars(select(Outbox.status).where(Outbox.kind == MessageKind.ANNOUNCEMENT)))
        assert left <= {OutboxStatus.DROPPED}
        assert [call.id for call in await db.scalars(select(Call)) if call.closed_at is None] == []
        assert (await db.scalars(select(Announcement.words))).all() == [None]
