"""Two at the same moment, on both databases: one of them wins, and nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.services.access import permissions
from bot.services.attendance import open_roll_reminders, roll_call
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance.roll_call import Written
from bot.services.courses import courses, holidays, reschedule
from bot.services.courses.courses import NewCourse
from bot.services.courses.reschedule import Slot
from bot.services.roles import invitations, requests
from bot.storage import session_queries
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables.courses import Attendance, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ClosedDay, ResidentialGroup

T = TypeVar("T")


@pytest.fixture
async def ready(database: Database) -> Database:
    """A ward, a group, two administrators, a leader with a class tomorrow, and somebody who asks to lead."""
    async with database.begin() as db:
        db.add(ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", search_name="3"))
        await db.flush()
        for n in range(1, 10):
            db.add(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", group_id=1, created_at=clock.now()))
        await db.flush()
        for n, kind in (
            (1, RoleKind.ADMINISTRATOR),
            (2, RoleKind.ADMINISTRATOR),
            (3, RoleKind.LEADER),
            (4, RoleKind.LEADER),
        ):
            group_id = 1 if kind is RoleKind.LEADER else None
            db.add(Role(person_id=n, kind=kind, status=RoleStatus.ACTIVE, group_id=group_id, requested_at=clock.now()))
    return database


async def _both(
    database: Database, act: Callable[[AsyncSession, Person], Awaitable[T]], people: tuple[int, int]
) -> list[T]:
    async def one(person_id: int) -> T:
        async with database.begin() as db:
            return await act(db, await db.get_one(Person, person_id))

    return list(await asyncio.gather(*map(one, people)))


async def _class_now(database: Database) -> int:
    """A session that began just now, on whose roster nobody stands."""
    async with database.begin() as db:
        leader, group = await db.get_one(Person, 3), await db.get_one(ResidentialGroup, 1)
        made = await courses.register(db, leader, NewCourse(group, Topic.T06, "Nhà văn hóa", (clock.now(),), 8))
        return made.sessions[0].id


async def test_the_code_of_the_settings_makes_one_administrator(ready: Database) -> None:
    ready.belongs_to(Installation(admin_code=SecretStr("doan-ket-2026")))

    made = await _both(ready, lambda db, who: permissions.become_administrator(db, who, "doan-ket-2026"), (5, 6))

    assert sorted(made) == [False, True]


async def test_an_invitation_has_one_use(ready: Database) -> None:
    async with ready.begin() as db:
        code, _act = await invitations.invite_leader(
            db, await db.get_one(Person, 1), await db.get_one(ResidentialGroup, 1)
        )

    accepted = await _both(ready, lambda db, who: invitations.accept(db, who, code), (5, 6))

    assert sorted(role is not None for role in accepted) == [False, True]


async def test_of_two_deciders_the_first_counts(ready: Database) -> None:
    async with ready.begin() as db:
        role = await requests.ask_to_lead(db, await db.get_one(Person, 5), await db.get_one(ResidentialGroup, 1))

    async def act(db: AsyncSession, who: Person) -> requests.Decision | None:
        return await requests.decide(db, who, role.id, approve=who.id == 1)

    decided = await _both(ready, act, (1, 2))

    assert sorted(decision is not None and decision.act is not None for decision in decided) == [False, True]
    assert len({decision.request.role.status for decision in decided if decision}) == 1, "both see the same end"


async def test_of_two_moves_one_is_made(ready: Database) -> None:
    session_id = await _class_in_a_week(ready)
    both_have_looked = asyncio.Barrier(2)

    async def act(db: AsyncSession, who: Person) -> reschedule.Changed | None:
        before = await session_queries.details(db, session_id)
        assert before is not None
        if not ready.embedded:  # on SQLite the second waits for the first to be done
            await both_have_looked.wait()
        return await reschedule.move(db, who, session_id, Slot(before.session.starts_at + timedelta(days=who.id), 1))

    moved = await _both(ready, act, (3, 4))

    assert sorted(change is not None for change in moved) == ([True, True] if ready.embedded else [False, True])


async def test_a_session_is_called_off_once(ready: Database) -> None:
    session_id = await _class_in_a_week(ready)

    done = await _both(ready, lambda db, who: reschedule.call_off(db, who, session_id, "mưa"), (3, 4))

    assert sorted(change is not None for change in done) == [False, True]


async def test_marks_of_two_at_once_are_all_kept(ready: Database) -> None:
    session_id = await _class_now(ready)
    async with ready.begin() as db:
        db.add_all(
            Attendance(
                session_id=session_id, person_id=n, mark=Mark.LATE, walk_in=True, marked_by_id=3, marked_at=clock.now()
            )
            for n in (5, 6, 7, 8)
        )

    async def act(db: AsyncSession, who: Person) -> None:
        roll = await attendance_roll.roll_of(db, who, session_id)
        assert roll is not None
        mine = (5, 6, 9) if who.id == 3 else (7, 8, 9)
        await roll_call.write(db, who, roll, Written(dict.fromkeys(mine, Mark.PRESENT)))

    await _both(ready, act, (3, 4))

    async with ready.begin() as db:
        marks = dict((await db.execute(select(Attendance.person_id, Attendance.mark))).all())
    assert marks == dict.fromkeys((5, 6, 7, 8, 9), Mark.PRESENT)


async def test_a_roll_call_is_closed_once(ready: Database) -> None:
    session_id = await _class_now(ready)

    async def act(db: AsyncSession, who: Person) -> object:
        roll = await attendance_roll.roll_of(db, who, session_id)
        assert roll is not None
        return await roll_call.close(db, who, roll, rest_absent=True)

    closed = await _both(ready, act, (3, 4))

    assert sorted(act is not None for act in closed) == [False, True]


async def test_a_correction_that_is_taken_back_leaves_what_the_other_one_wrote(ready: Database) -> None:
    session_id, both_have_looked = await _class_now(ready), asyncio.Barrier(2)

    async def act(db: AsyncSession, who: Person) -> Act | None:
        roll = await attendance_roll.roll_of(db, who, session_id)
        assert roll is not None
        if not ready.embedded:  # on SQLite the second waits for the first to be done
            await both_have_looked.wait()
        return await roll_call.write(db, who, roll, Written({9: Mark.PRESENT if who.id == 3 else Mark.LATE}))

    first, second = sorted((act for act in await _both(ready, act, (3, 4)) if act), key=lambda act: act.id)

    async with ready.begin() as db:
        assert await roll_call.undo_roll(db, second) is not None
        (left,) = await db.scalars(select(Attendance))
        assert (left.mark, left.marked_by_id) == (first.facts["after"]["9"][0], first.by_id)


async def test_whoever_closes_second_marks_nobody_absent(ready: Database) -> None:
    session_id, both_have_looked = await _class_now(ready), asyncio.Barrier(2)
    async with ready.begin() as db:
        db.add(Seat(session_id=session_id, person_id=9, status=SeatStatus.HELD))

    async def act(db: AsyncSession, who: Person) -> Act | None:
        roll = await attendance_roll.roll_of(db, who, session_id)
        assert roll is not None
        if not ready.embedded:  # on SQLite the second waits for the first to be done
            await both_have_looked.wait()
        return await roll_call.close(db, who, roll, rest_absent=who.id == 4)

    closed = next(act for act in await _both(ready, act, (3, 4)) if act)

    async with ready.begin() as db:
        marked = set(await db.scalars(select(Attendance.person_id)))
    assert marked == ({9} if closed.by_id == 4 else set())


async def test_a_year_of_holidays_is_put_in_once(ready: Database) -> None:
    async with ready.begin() as db:
        for _time in range(2):
            found = await holidays.public(db, [clock.today().replace(month=9, day=2)])
            assert list(found.values()) == ["Quốc khánh"]
        days = await db.scalar(select(func.count()).select_from(ClosedDay))
        distinct = await db.scalar(select(func.count(ClosedDay.day.distinct())))
    assert days == distinct


async def _class_in_a_week(database: Database) -> int:
    async with database.begin() as db:
        leader, group = await db.get_one(Person, 3), await db.get_one(ResidentialGroup, 1)
        starts = clock.now().replace(month=12, day=1)
        made = await courses.register(db, leader, NewCourse(group, Topic.T06, "Nhà văn hóa", (starts,), 8))
        return made.sessions[0].id


async def test_a_leader_is_nudged_once_whatever_the_number_of_ticks(ready: Database) -> None:
    await _class_now(ready)
    async with ready.begin() as db:
        for n in (3, 4):
            db.add(Address(person_id=n, channel="web", external_id=str(n), last_used_at=clock.now()))
    clock.stop_at(clock.now() + timedelta(hours=2))

    told = []
    for _tick in range(2):
        async with ready.begin() as db:
            told.append(await open_roll_reminders.nudge_roll_calls(db))

    assert told == [2, 0]
