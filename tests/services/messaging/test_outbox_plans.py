"""Whoever asks for a message by what it is about looks into an index, however long the record has become."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place
from bot.domain.courses import NoticeKind
from bot.domain.messaging.announcements import Segment
from bot.domain.messaging.kinds import MessageKind
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.services.announcements import announcements
from bot.services.announcements.audience import To
from bot.services.attendance import open_roll_reminders
from bot.services.courses import change_notices, courses
from bot.services.courses.courses import NewCourse
from bot.services.volunteers import staffing_alerts
from bot.storage import session_queries
from bot.storage.database import Database
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Notice, is_over
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup

STARTS = datetime(2026, 11, 24, 9, tzinfo=clock.LOCAL)


@pytest.fixture
async def class_begun(file_database: Database) -> Database:
    """A leader, and a class that is over."""
    async with file_database.begin() as db:
        home = ResidentialGroup(ward_code="25750", kind="khu_pho", name="3", search_name="3")
        db.add(home)
        await db.flush()
        leader = Person(id=1, group_id=home.id, created_at=clock.now())
        db.add(leader)
        await db.flush()
        active = {"kind": RoleKind.LEADER, "status": RoleStatus.ACTIVE, "requested_at": clock.now()}
        db.add(Role(person_id=1, group_id=home.id, ward_code="25750", **active))
        await db.flush()
        await courses.register(db, leader, NewCourse(home, Topic.T06, "Nhà văn hóa", (STARTS,), 8))
    clock.stop_at(STARTS.replace(day=25, hour=13))
    return file_database


async def _open_roll(db: AsyncSession, _leader: Person, _meeting: SessionDetails) -> None:
    assert await open_roll_reminders._to_be_nudged(db, MessageKind.OPEN_ROLL, is_over()) != []


async def _nobody_suits(db: AsyncSession, _leader: Person, details: SessionDetails) -> None:
    assert not await staffing_alerts._knows_that_nobody_suits(db, details)


async def _withheld(db: AsyncSession, leader: Person, details: SessionDetails) -> None:
    notice = Notice(session_id=details.session.id, kind=NoticeKind.MOVED, by_id=leader.id, at=clock.now())
    db.add(notice)
    await db.flush()
    assert await change_notices.withhold(db, notice) == set()


async def _recalled(db: AsyncSession, leader: Person, details: SessionDetails) -> None:
    to = To(Place(details.group.ward_code, details.group.id), Segment.EVERYBODY)
    made, act = await announcements.announce(db, leader, to, "Mai mất điện", clock.now())
    assert await announcements.progress(db, leader, made.id) is not None
    assert await announcements.undo_announce(db, act) is not None


@pytest.mark.parametrize("look", [_open_roll, _nobody_suits, _withheld, _recalled])
async def test_no_look_walks_through_all_messages(
    class_begun: Database, look: Callable[[AsyncSession, Person, SessionDetails], Awaitable[None]]
) -> None:
    seen: list[tuple[str, Any]] = []
    async with class_begun.begin() as db:
        details = await session_queries.details(db, 1)
        assert details is not None
        connection = await db.connection()
        event.listen(
            connection.sync_connection,
            "before_cursor_execute",
            lambda *args: seen.append((args[2], args[3])),
            named=False,
        )
        await look(db, await db.get_one(Person, 1), details)
        asked = [one for one in seen if "outbox." in one[0] and one[0].startswith(("SELECT", "UPDATE"))]
        plans = [
            str(row[-1])
            for statement, values in asked
            for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert any("outbox" in step for step in plans), plans
    assert not any(step.startswith("SCAN outbox") for step in plans), plans
