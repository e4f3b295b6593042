"""Many callers at the same moment, on both databases: nobody is called by two, and an outcome is said once."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.calls import HOLD, CallOutcome, CallReason
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.services.calls import call_list, calls
from bot.services.calls.calls import RecordedCall
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.storage.database import Database
from bot.storage.tables.courses import Seat
from bot.storage.tables.messaging import Act, Call
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup

LEADERS = (1, 2, 3, 4, 5, 6)
NAMES = (11, 12, 13, 14, 15)
ELSEWHERE = 7


@pytest.fixture
async def street(database: Database) -> Database:
    """Six leaders of one group, one of another; five people are to be called about a class of the first."""
    async with database.begin() as db:
        for n in (1, 2):
            db.add(ResidentialGroup(id=n, ward_code="25750", kind="khu_pho", name=str(n), search_name=str(n)))
        await db.flush()
        for n in (*LEADERS, ELSEWHERE, *NAMES):
            db.add(Person(id=n, name=f"Người {n}", group_id=2 if n == ELSEWHERE else 1, created_at=clock.now()))
        await db.flush()
        for n in (*LEADERS, ELSEWHERE):
            group = 2 if n == ELSEWHERE else 1
            active = RoleStatus.ACTIVE
            db.add(Role(person_id=n, kind=RoleKind.LEADER, status=active, group_id=group, requested_at=clock.now()))
        await db.flush()
        session_id = await _class(db, leader=1, group=1)
        db.add_all(_call(n, session_id) for n in NAMES)
    return database


async def _class(db: AsyncSession, leader: int, group: int) -> int:
    by, home = await db.get_one(Person, leader), await db.get_one(ResidentialGroup, group)
    starts = (clock.now() + timedelta(hours=20),)
    made = await courses.register(db, by, NewCourse(home, Topic.T06, "Nhà văn hóa", starts, 8))
    for n in NAMES:
        db.add(Seat(session_id=made.sessions[0].id, person_id=n, status="held"))
    return int(made.sessions[0].id)


def _call(person_id: int, session_id: int) -> Call:
    return Call(person_id=person_id, session_id=session_id, reason=CallReason.NO_ANSWER, since=clock.now())


async def _take(database: Database, caller: int) -> int | None:
    async with database.begin() as db:
        found = await calls.take(db, await db.get_one(Person, caller))
        return None if found is None else found.person.id


async def _say(
    database: Database, caller: int, person: int, outcome: CallOutcome = CallOutcome.TOLD
) -> RecordedCall | None:
    async with database.begin() as db:
        return await calls.say_outcome(db, await db.get_one(Person, caller), person, outcome)


async def test_six_callers_get_five_names_and_nobody_gets_the_same(street: Database) -> None:
    taken = await asyncio.gather(*(_take(street, caller) for caller in LEADERS))

    assert sorted(name for name in taken if name is not None) == list(NAMES)


async def test_the_same_person_about_two_classes_of_two_groups_is_called_by_one(street: Database) -> None:
    async with street.begin() as db:
        session_id = await _class(db, leader=ELSEWHERE, group=2)
        db.add(_call(11, session_id))
        for call in await db.scalars(select(Call).where(Call.person_id != 11)):
            call.closed_at = clock.now()

    for _round in range(3):
        taken = await asyncio.gather(_take(street, 1), _take(street, ELSEWHERE))
        assert sorted(name or 0 for name in taken) == [0, 11]
        clock.stop_at(clock.now() + HOLD)


async def test_an_outcome_is_said_once(street: Database) -> None:
    name = await _take(street, 1)
    assert name is not None

    said = await asyncio.gather(_say(street, 1, name), _say(street, 1, name, CallOutcome.NO_REPLY))

    assert sorted(one is not None for one in said) == [False, True]
    async with street.begin() as db:
        acts = [act.kind for act in await db.scalars(select(Act).order_by(Act.id)) if act.kind != "register"]
    assert acts == ["look", "call_outcome"]


async def test_only_who_has_the_name_says_the_outcome(street: Database) -> None:
    name = await _take(street, 1)
    assert name is not None

    for caller in (2, ELSEWHERE, 11):
        assert await _say(street, caller, name) is None
    assert await _take(street, ELSEWHERE) is None
    assert await _take(street, 12) is None, "a resident"
    async with street.begin() as db:
        assert await calls.waiting(db, await db.get_one(Person, ELSEWHERE)) == 0
        assert [call.outcome for call in await db.scalars(select(Call))] == [None] * len(NAMES)


async def test_a_name_comes_back_after_its_time_and_goes_to_another(street: Database) -> None:
    first = await _take(street, 1)
    assert await _take(street, 1) == first, "whoever has a name gets no second one"
    clock.stop_at(clock.now() + HOLD)
    async with street.begin() as db:
        assert await call_list.run_due(db) == 1
    assert await _take(street, 2) == first
    assert await _say(street, 1, first or 0) is None, "it is another's by now"
    assert await _say(street, 2, first or 0) is not None


async def test_a_class_that_has_begun_needs_no_calls(street: Database) -> None:
    name = await _take(street, 1)
    clock.stop_at(clock.now() + timedelta(hours=20))
    assert await _take(street, 2) is None
    async with street.begin() as db:
        assert await call_list.run_due(db) == len(NAMES)
    async with street.begin() as db:
        assert {call.outcome for call in await db.scalars(select(Call))} == {CallOutcome.EXPIRED}
    assert await _say(street, 1, name or 0) is None
