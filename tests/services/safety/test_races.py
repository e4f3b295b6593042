"""Two who see to the same incident at the same moment, on both databases: one has it; a day has one code."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot import clock
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.safety.incidents import IncidentKind, IncidentStatus, Suspect
from bot.services.history import registry
from bot.services.safety import incidents, visitor_check
from bot.storage.database import Database
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.safety import Incident

RESIDENT, FIRST, SECOND, VOLUNTEER = 1, 2, 3, 4


@pytest.fixture
async def ready(database: Database) -> Database:
    """A resident, two administrators and a volunteer."""
    async with database.begin() as db:
        db.add(ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", search_name="3"))
        await db.flush()
        for n in (RESIDENT, FIRST, SECOND, VOLUNTEER):
            place = {"group_id": 1, "ward_code": "25750"}
            db.add(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", created_at=clock.now(), **place))
        await db.flush()
        for n in (RESIDENT, FIRST, SECOND, VOLUNTEER):
            db.add(Address(person_id=n, channel="web", external_id=str(n), last_used_at=clock.now()))
        for n, kind in ((FIRST, RoleKind.ADMINISTRATOR), (SECOND, RoleKind.ADMINISTRATOR), (4, RoleKind.VOLUNTEER)):
            group_id = 1 if kind is RoleKind.VOLUNTEER else None
            db.add(Role(person_id=n, kind=kind, status=RoleStatus.ACTIVE, group_id=group_id, requested_at=clock.now()))
    return database


async def _told(database: Database) -> int:
    async with database.begin() as db:
        resident = await db.get_one(Person, RESIDENT)
        _act, told = await incidents.tell(db, resident, IncidentKind.CHEATED, Suspect.VOLUNTEER, call=True)
        assert [person.id for person in told] == [FIRST, SECOND]
        return (await db.scalars(select(Incident.id))).one()


async def test_of_two_who_take_it_the_first_has_it(ready: Database) -> None:
    incident_id = await _told(ready)

    async def take(person_id: int) -> bool:
        async with ready.begin() as db:
            _incident, act = await incidents.take(db, await db.get_one(Person, person_id), incident_id)
            return act is not None

    assert sorted(await asyncio.gather(take(FIRST), take(SECOND))) == [False, True]
    async with ready.begin() as db:
        assert await db.scalar(select(func.count()).select_from(Act).where(Act.kind == "take_incident")) == 1


async def test_taking_it_and_taking_it_back_do_not_both_count(ready: Database) -> None:
    incident_id = await _told(ready)

    async def take() -> bool:
        async with ready.begin() as db:
            _incident, act = await incidents.take(db, await db.get_one(Person, FIRST), incident_id)
            return act is not None

    async def take_back() -> bool:
        async with ready.begin() as db:
            act = await registry.newest(db, await db.get_one(Person, RESIDENT))
            return act is not None and await incidents.undo_tell(db, act) is not None

    taken, back = await asyncio.gather(take(), take_back())
    assert taken != back
    async with ready.begin() as db:
        wanted = IncidentStatus.TAKEN if taken else IncidentStatus.WITHDRAWN
        assert (await db.get_one(Incident, incident_id)).status is wanted


async def test_the_code_of_a_day_stays_the_same(ready: Database) -> None:
    said = set()
    for _time in range(3):
        async with ready.begin() as db:
            found = await visitor_check.code_of_today(db, await db.get_one(Person, VOLUNTEER))
            assert found is not None
            said.add(found.code)
    assert len(said) == 1
    async with ready.begin() as db:
        assert await visitor_check.code_of_today(db, await db.get_one(Person, RESIDENT)) is None
