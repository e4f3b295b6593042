"""What is compiled once says what the same statement would say now."""

from datetime import timedelta

import pytest
from sqlalchemy import Integer, bindparam, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, ticks
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind
from bot.services.courses.courses import Registered
from bot.services.reports import weekly_summary
from bot.storage.base import NOW, TODAY
from bot.storage.database import Database
from bot.storage.statements.prepared import Prepared
from bot.storage.tables.courses import ClassSession
from tests import scene


async def _class(db: AsyncSession, weeks: int) -> Registered:
    home = await scene.group(db)
    leader = await scene.without_phone(db, home, "Trần Thị Lan", "chi")
    await scene.role(db, leader, RoleKind.LEADER, home)
    return await scene.course(db, leader, weeks=weeks)


async def test_moments_are_read_when_it_runs_and_constants_are_kept(database: Database) -> None:
    open_ones = ClassSession.status.in_((SessionStatus.PLANNED, SessionStatus.HELD))
    ahead = select(ClassSession.id).where(open_ones, ClassSession.starts_at > NOW).exists()
    asked = Prepared(select(ahead, bindparam("given", type_=Integer), literal("đ"), literal(clock.today()) == TODAY))
    async with database.begin() as db:
        made = await _class(db, weeks=1)
        assert tuple(await asked.one(db, given=1)) == (True, 1, "đ", True)
        clock.stop_at(made.sessions[0].starts_at + timedelta(days=1))
        assert tuple(await asked.one(db, given=2)) == (False, 2, "đ", False)


@pytest.mark.parametrize("hours", [0, 9, 33, 24 * 8])
async def test_what_is_due_is_what_each_tick_says(database: Database, hours: int) -> None:
    async with database.begin() as db:
        await _class(db, weeks=2)
    await ticks._due(database)
    clock.stop_at(clock.now() + timedelta(hours=hours))
    async with database.read() as db:
        each = select(*(tick.due.label(None) for tick in ticks.TICKS))
        said = (await db.execute(each, weekly_summary.evening(db))).one()
    assert await ticks._due(database) == [at for at, is_due in enumerate(said) if is_due]
