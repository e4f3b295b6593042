"""A new date for a class that was called off: two who set it, and answers that come at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import TAKES_A_PLACE
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.services.courses import courses, make_up, reschedule
from bot.services.courses.courses import NewCourse
from bot.services.enrolment import enrolment
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession, Course, Notice, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from tests import scene
from tests.services.reports.test_ward_table import person

SEATS = 2


@dataclass(frozen=True)
class Off:
    """A session that was called off, by two who lead, and the three who had signed up for two seats."""

    database: Database
    session: int
    course: int
    leaders: tuple[int, int]
    people: tuple[int, int, int]

    async def at_once(self, *acts: Callable[[AsyncSession], Awaitable[Any]]) -> list[Any]:
        """All have begun before any of them goes on; SQLite has one writer, who is first."""
        begun = asyncio.Barrier(len(acts))

        async def one(act: Callable[[AsyncSession], Awaitable[Any]]) -> object:
            async with self.database.begin() as db:
                if not self.database.embedded:
                    await db.scalar(select(func.count()).select_from(Course))
                    await begun.wait()
                return await act(db)

        return list(await asyncio.gather(*map(one, acts)))

    async def sets(self, db: AsyncSession, leader: int, days: int = 7) -> tuple[Act, Notice | None] | None:
        by = await db.get_one(Person, leader)
        return await make_up.set_date(db, by, self.session, clock.now() + timedelta(days=days))

    async def new_date(self) -> tuple[int, int]:
        async with self.database.begin() as db:
            done = await self.sets(db, self.leaders[0])
            assert done is not None
            assert done[1] is not None
            return done[0].facts["session"], done[1].id

    async def taken(self, session: int) -> tuple[int, int]:
        """What the session counts, and how many seats there are."""
        async with self.database.begin() as db:
            counted = (await db.get_one(ClassSession, session)).seats_taken
            seats = select(func.count()).where(Seat.session_id == session, Seat.status.in_(TAKES_A_PLACE))
            return counted, await db.scalar(seats) or 0


@pytest.fixture
async def off(database: Database) -> Off:
    async with database.begin() as db:
        home = await scene.group(db)
        leaders = [await person(db, group_id=home.id) for _one in range(2)]
        for leader in leaders:
            await scene.role(db, leader, RoleKind.LEADER, home)
        starts = clock.now() + timedelta(days=2)
        made = await courses.register(db, leaders[0], NewCourse(home, Topic.T06, "Nhà văn hóa", (starts,), SEATS))
        people = [await person(db, group_id=home.id) for _one in range(3)]
        for one in people[:SEATS]:
            await enrolment.enrol(db, one, made.course, one)
        assert await reschedule.call_off(db, leaders[0], made.sessions[0].id, "mưa") is not None
        ids = [one.id for one in (*leaders, *people)]
    return Off(database, made.sessions[0].id, made.course.id, (ids[0], ids[1]), (ids[2], ids[3], ids[4]))


@pytest.mark.parametrize("days", [(7, 7), (7, 9)], ids=["the same date", "two dates"])
async def test_of_two_new_dates_one_is_set(off: Off, days: tuple[int, int]) -> None:
    done = await off.at_once(
        lambda db: off.sets(db, off.leaders[0], days[0]), lambda db: off.sets(db, off.leaders[1], days[1])
    )
    assert sorted(one is not None for one in done) == [False, True]
    async with off.database.begin() as db:
        made = (await db.scalars(select(ClassSession).where(ClassSession.makes_up_for == off.session))).all()
    assert [one.status for one in made] == [SessionStatus.PLANNED]


async def test_who_says_yes_twice_at_once_has_one_seat(off: Off) -> None:
    """From a second phone, or to the leader who calls."""
    session, notice = await off.new_date()

    async def takes(db: AsyncSession) -> bool:
        return await make_up.take(db, await db.get_one(Person, off.people[0]), notice, session) is not None

    await off.at_once(takes, takes, lambda db: make_up.seat_told(db, off.people[0], [session]))
    assert await off.taken(session) == (1, 1)


async def test_yes_and_no_at_once_leave_what_is_counted(off: Off) -> None:
    session, notice = await off.new_date()

    async def takes(db: AsyncSession) -> bool:
        return await make_up.take(db, await db.get_one(Person, off.people[0]), notice, session) is not None

    await off.at_once(takes, lambda db: make_up.decline(db, off.people[0], session))
    counted, seats = await off.taken(session)
    assert counted == seats


async def test_a_yes_while_the_date_is_taken_back_holds_no_seat_unheard(off: Off) -> None:
    session, notice = await off.new_date()

    async def takes(db: AsyncSession) -> bool:
        return await make_up.take(db, await db.get_one(Person, off.people[0]), notice, session) is not None

    async def takes_back(db: AsyncSession) -> object:
        act = (await db.scalars(select(Act).where(Act.kind == make_up.MAKE_UP))).one()
        return await make_up.undo_set_date(db, act)

    _seated, back = await off.at_once(takes, takes_back)
    assert back is not None
    async with off.database.begin() as db:
        assert (await db.get_one(ClassSession, session)).status is SessionStatus.CALLED_OFF
        assert await make_up.has_no_date(db, off.session), "another one can be set"
