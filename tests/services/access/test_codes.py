"""A code is given out once: also one that was taken back, and one that is drawn by chance a second time."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.services.access import codes
from bot.services.courses import courses, reschedule
from bot.services.courses.courses import NewCourse, Registered
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Code, Person, Role
from bot.storage.tables.places import ResidentialGroup


@pytest.fixture
async def lan(database: Database) -> Person:
    """A leader."""
    async with database.begin() as db:
        await wards.seed(db)
        home = ResidentialGroup(ward_code="25750", kind="khu_pho", name="3", search_name="3")
        db.add(home)
        await db.flush()
        leader = Person(name="Lan", search_name="lan", group_id=home.id, ward_code="25750", created_at=clock.now())
        db.add(leader)
        await db.flush()
        role = Role(
            person_id=leader.id, kind=RoleKind.LEADER, status=RoleStatus.ACTIVE, group_id=home.id, ward_code="25750"
        )
        role.requested_at = clock.now()
        db.add(role)
    return leader


async def _registered(db: AsyncSession, by: Person) -> Registered:
    home = await db.get_one(ResidentialGroup, by.group_id)
    return await courses.register(
        db, by, NewCourse(home, Topic.T06, "Nhà văn hóa", (clock.now() + timedelta(days=1),), 5)
    )


async def test_a_class_taken_back_leaves_its_codes_to_nobody(database: Database, lan: Person) -> None:
    async with database.begin() as db:
        made = await _registered(db, lan)
        door = await codes.of_door(db, lan, made.sessions[0])
        given = {made.course.code, door.text}
        assert await courses.undo_register(db, made.act) is not None
    async with database.begin() as db:
        again = await _registered(db, lan)
        assert {again.course.code, (await codes.of_door(db, lan, again.sessions[0])).text}.isdisjoint(given)
        assert again.course.id != made.course.id
        assert again.sessions[0].id != made.sessions[0].id
        for code in given:
            assert await codes.look_up(db, code) is None
            assert await db.get(Code, code) is not None, "it could be drawn again"


async def test_a_new_date_taken_back_leaves_the_code_of_its_door_to_nobody(database: Database, lan: Person) -> None:
    async with database.begin() as db:
        made = await _registered(db, lan)
        off = await reschedule.call_off(db, lan, made.sessions[0].id, "", clock.now() + timedelta(days=8))
        assert off is not None
        assert off.make_up is not None
        door = (await codes.of_door(db, lan, off.make_up)).text
    async with database.begin() as db:
        assert await reschedule.undo_call_off(db, off.act) is not None
        assert await codes.look_up(db, door) is None
        assert await db.get(Code, door) is not None, "it could be drawn again"


async def _invitation(db: AsyncSession, lan: Person, _session: ClassSession) -> Code:
    return await codes.invite(db, lan, RoleKind.COORDINATOR, ward_code="25750")


async def _door(db: AsyncSession, lan: Person, session: ClassSession) -> Code:
    session.starts_at += timedelta(days=1)
    return await codes.of_door(db, lan, session)


async def _second_phone(db: AsyncSession, lan: Person, _session: ClassSession) -> Code:
    return await codes.of_account(db, lan, lan)


@pytest.mark.parametrize(
    ("how", "give"),
    [("invitation_code", _invitation), ("check_in_code", _door), ("account_code", _second_phone)],
)
async def test_a_code_that_comes_up_again_is_drawn_anew(
    database: Database,
    lan: Person,
    how: str,
    give: Callable[[AsyncSession, Person, ClassSession], Awaitable[Code]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By chance, as one door of some thousand a year does among 14 million: nobody's turn fails of it."""
    chance = iter(("FIRST", "FIRST", "FIRST", "SECOND"))
    monkeypatch.setattr(codes, how, lambda _pick: next(chance))
    async with database.begin() as db:
        session = (await _registered(db, lan)).sessions[0]
        assert [(await give(db, lan, session)).text for _time in range(2)] == ["FIRST", "SECOND"]
