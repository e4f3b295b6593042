"""A role is taken back while its holder says yes to something: afterwards they hold nothing, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.lists.invited import Invited
from bot.domain.people.person import RevokedFor, RoleKind, RoleStatus
from bot.domain.people.places import GroupName
from bot.domain.shifts import AssignmentStatus
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.services.access import permissions
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.roles import revocation, slips
from bot.services.volunteers import shifts
from bot.storage.database import Database
from bot.storage.tables.people import Address, Code, Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

LEADER, VOLUNTEER = 1, 2
SESSIONS = 4


@pytest.fixture
async def ready(database: Database) -> Database:
    """A leader, a volunteer, and sessions for which nobody has been asked yet."""
    async with database.begin() as db:
        home = ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", search_name="3")
        db.add(home)
        await db.flush()
        for n, kind in ((LEADER, RoleKind.LEADER), (VOLUNTEER, RoleKind.VOLUNTEER)):
            place = {"group_id": 1, "ward_code": "25750"}
            db.add(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", created_at=clock.now(), **place))
            await db.flush()
            db.add(Address(person_id=n, channel="web", external_id=str(n), last_used_at=clock.now()))
            db.add(Role(person_id=n, kind=kind, status=RoleStatus.ACTIVE, requested_at=clock.now(), **place))
        db.add(Volunteer(person_id=VOLUNTEER, topics=list(Topic), phones=[], pledged_at=clock.now()))
        await db.flush()
        first = clock.local(clock.now() + timedelta(days=3))
        times = tuple(first + timedelta(days=n) for n in range(SESSIONS))
        leader = await db.get_one(Person, LEADER)
        await courses.register(db, leader, NewCourse(home, Topic.T03, "Nhà văn hóa", times, 5))
    return database


async def _revoke(database: Database, role_id: int) -> None:
    async with database.begin() as db:
        await revocation.revoke(db, await db.get_one(Person, LEADER), role_id, RevokedFor.BUSY)


async def _take(database: Database, session_id: int) -> bool:
    async with database.begin() as db:
        try:
            await shifts.take(db, await db.get_one(Person, VOLUNTEER), session_id)
        except NotAllowed:
            return False
        return True


async def test_who_says_yes_while_the_role_ends_has_promised_nothing(ready: Database) -> None:
    async with ready.begin() as db:
        role_id = (await db.scalars(select(Role.id).where(Role.kind == RoleKind.VOLUNTEER))).one()
        sessions = (await db.scalars(select(Shift.session_id).order_by(Shift.session_id))).all()

    before, after = sessions[: SESSIONS // 2], sessions[SESSIONS // 2 :]
    takes = [_take(ready, session_id) for session_id in before], [_take(ready, session_id) for session_id in after]
    await asyncio.gather(*takes[0], _revoke(ready, role_id), *takes[1])

    async with ready.begin() as db:
        status = (await db.scalars(select(Assignment.status))).all()
        filled = (await db.scalars(select(Shift.filled))).all()
    assert AssignmentStatus.ACCEPTED not in status
    assert set(filled) == {0}
    assert not await _take(ready, sessions[0])


async def test_of_two_administrators_who_end_each_others_role_at_once_one_stays(ready: Database) -> None:
    async with ready.begin() as db:
        for n in (LEADER, VOLUNTEER):
            kind = {"kind": RoleKind.ADMINISTRATOR, "status": RoleStatus.ACTIVE}
            db.add(Role(person_id=n, requested_at=clock.now(), **kind))
        await db.flush()
        found = await db.execute(select(Role.person_id, Role.id).where(Role.kind == RoleKind.ADMINISTRATOR))
        held = {row[0]: row[1] for row in found}

    async def ends(by: int, of: int) -> bool:
        async with ready.begin() as db:
            person = await db.get_one(Person, by)
            await permissions.holds(db, person, Right.INVITE_ADMINISTRATORS)
            await asyncio.sleep(0.05)  # both have read their rights
            try:
                return await revocation.revoke(db, person, held[of], RevokedFor.BUSY) is not None
            except NotAllowed:
                return False

    assert sorted(await asyncio.gather(ends(LEADER, VOLUNTEER), ends(VOLUNTEER, LEADER))) == [False, True]
    async with ready.begin() as db:
        assert len(await permissions.administrators_for_sure(db)) == 1


async def test_of_two_who_come_by_one_slip_at_once_one_asks_for_the_role(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(Person(id=3, name="Người 3", search_name="nguoi 3", created_at=clock.now()))
        at = {"kind": RoleKind.COORDINATOR, "status": RoleStatus.ACTIVE, "ward_code": "25750"}
        db.add(Role(person_id=3, requested_at=clock.now(), **at))
        db.add(Person(id=4, name="Người 4", search_name="nguoi 4", created_at=clock.now()))
        await db.flush()
        invited = [Invited(GroupName("khu_pho", "3"), "Trần Thị Lan")]
        made, _act = await slips.make(db, await db.get_one(Person, 3), "25750", invited)
        text = made[0][0].text

    async def asks(person_id: int) -> bool:
        async with ready.begin() as db:
            code = await db.get_one(Code, text)
            slip = await slips.of_code(db, code)
            assert slip is not None
            await asyncio.sleep(0.05)  # both have read it
            return await slips.ask(db, await db.get_one(Person, person_id), code, slip) is not None

    assert sorted(await asyncio.gather(asks(4), asks(VOLUNTEER))) == [False, True]
    async with ready.begin() as db:
        asked = await db.scalars(select(Role.id).where(Role.status == RoleStatus.REQUESTED))
        assert len(asked.all()) == 1
