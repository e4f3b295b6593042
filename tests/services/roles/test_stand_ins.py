"""Who stands in, on both databases: a code is taken up once, and who leads follows by itself."""

import asyncio
from datetime import timedelta

import pytest

from bot import clock
from bot.domain.people.person import RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.services.access import permissions
from bot.services.people import identity
from bot.services.roles import handover, stand_ins
from bot.services.roles.stand_ins import Term
from bot.storage import session_queries
from bot.storage.database import Database
from bot.storage.tables.people import Code, Person, Role
from bot.storage.tables.places import ResidentialGroup


async def _ready(database: Database) -> None:
    """Lan, 1, leads the group; 2 and 3 lead others of the ward, so that a human has approved them."""
    async with database.begin() as db:
        for n in (1, 2, 3):
            db.add(ResidentialGroup(id=n, ward_code="25750", kind="khu_pho", name=str(n), search_name=str(n)))
            db.add(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", created_at=clock.now()))
        await db.flush()
        for n in (1, 2, 3):
            role = Role(person_id=n, kind=RoleKind.LEADER, status=RoleStatus.ACTIVE, group_id=n, ward_code="25750")
            role.requested_at = clock.now()
            db.add(role)


async def _asked(database: Database, term: Term) -> str:
    async with database.begin() as db:
        lan, group = await db.get_one(Person, 1), await db.get_one(ResidentialGroup, 1)
        return (await stand_ins.ask(db, lan, group, term, None))[0].text


async def _takes(database: Database, person_id: int, code: str) -> bool:
    async with database.begin() as db:
        taken = await stand_ins.accept(db, await db.get_one(Person, person_id), await db.get_one(Code, code))
        return taken is not None


async def _leading(database: Database) -> list[int]:
    async with database.begin() as db:
        return [one.id for one in await session_queries.leaders(db, 1)]


async def test_one_of_two_takes_it_and_it_comes_back_by_itself(database: Database) -> None:
    await _ready(database)
    code = await _asked(database, Term(None, clock.now() + timedelta(days=2)))
    assert sorted(await asyncio.gather(*(_takes(database, n, code) for n in (2, 3)))) == [False, True]
    (stands_in,) = await _leading(database)
    assert stands_in in {2, 3}
    async with database.begin() as db:
        lan, group = await db.get_one(Person, 1), await db.get_one(ResidentialGroup, 1)
        assert await identity.roles_of(db, lan) == []
        # Who stands in hands on no longer than they have it, and who rests hands on nothing.
        other = await db.get_one(Person, stands_in)
        for by, term in ((other, Term(None, clock.now() + timedelta(days=3))), (other, Term()), (lan, Term())):
            with pytest.raises(NotAllowed):
                await stand_ins.ask(db, by, group, term, None)
        assert [each.id for each in await permissions.groups_led(db, other)] == [stands_in, 1]
    clock.stop_at(clock.now() + timedelta(days=2))
    assert await _leading(database) == [1]
    async with database.begin() as db:
        assert await handover.run_due(db) == 1
        assert await handover.run_due(db) == 0


async def test_who_has_handed_over_for_good_leads_no_more_when_the_other_is_away(database: Database) -> None:
    await _ready(database)
    assert await _takes(database, 2, await _asked(database, Term(clock.now() + timedelta(days=1))))
    assert await _leading(database) == [1]
    clock.stop_at(clock.now() + timedelta(days=1))
    assert await _leading(database) == [2]
    async with database.begin() as db:
        assert await handover.run_due(db) == 1
        two, group = await db.get_one(Person, 2), await db.get_one(ResidentialGroup, 1)
        code, _act = await stand_ins.ask(db, two, group, Term(None, clock.now() + timedelta(days=5)), None)
    assert await _takes(database, 3, code.text)
    assert await _leading(database) == [3]
