"""What follows a class, and what is ahead, is one message to one phone where it falls due within the hour."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.people.person import RoleKind, ToldVia
from bot.domain.topics import Topic
from bot.services.courses.courses import Registered
from bot.services.reminders import reminders
from bot.storage.database import Database
from bot.storage.tables.courses import Attendance
from bot.storage.tables.messaging import Outbox, Reminder
from bot.storage.tables.people import Address, Person
from tests import scene


@pytest.fixture
async def an_binh(database: Database) -> tuple[Database, int, int]:
    """A resident with a phone, through whom a neighbour is told."""
    async with database.begin() as db:
        group = await scene.group(db)
        lan, an, binh = [await scene.without_phone(db, group, name, "bac") for name in ("Lan", "Lê An", "Lê Bình")]
        await scene.role(db, lan, RoleKind.LEADER, group)
        db.add(Address(person_id=an.id, channel="web", external_id="an", last_used_at=clock.now()))
        binh.told_via, binh.told_via_person_id = ToldVia.RELATIVE, an.id
        return database, an.id, binh.id


async def _held(db: AsyncSession, day: str, topic: Topic, people: Sequence[int], *, weeks: int = 1) -> Registered:
    """A class to which all of these came."""
    lan = (await scene.named(db, "Lan"))[0]
    made = await scene.course(db, lan, f"{day} 10:00", topic=topic, weeks=weeks)
    made.sessions[0].status = SessionStatus.HELD
    for one in people:
        await scene.seat(db, await db.get_one(Person, one), made)
        came = Attendance(session_id=made.sessions[0].id, person_id=one, mark=Mark.PRESENT, marked_by_id=lan.id)
        came.marked_at = clock.now()
        db.add(came)
    return made


async def _said(db: AsyncSession, since: int = 0) -> list[tuple[str, list[str]]]:
    rows = await db.scalars(select(Outbox).where(Outbox.id > since).order_by(Outbox.id))
    return [(row.message["text"], [button["label"] for button in row.message["buttons"]]) for row in rows]


async def _all_due_at(db: AsyncSession, moment: str) -> list[tuple[str, list[str]]]:
    before = max(await db.scalars(select(Outbox.id)), default=0)
    clock.stop_at(scene.local(moment))
    # As the ticks do, in either order.
    await reminders.follow_up_due(db)
    await reminders.send_due(db)
    await reminders.follow_up_due(db)
    return await _said(db, before)


async def test_the_end_of_one_class_and_the_question_after_another_are_one_message(
    an_binh: tuple[Database, int, int],
) -> None:
    database, an, _binh = an_binh
    async with database.begin() as db:
        await _held(db, "2026-11-24", Topic.T03, [an], weeks=3)
        await _held(db, "2026-11-25", Topic.T06, [an])
        [(words, answers)] = await _all_due_at(db, "2026-11-26 09:00")
        assert "đã học xong" in words
        assert "ôm trước mình học" in words
        assert len(answers) == 2
        asked = await db.scalars(select(Reminder.person_id).where(Reminder.kind == ReminderKind.FOLLOW_UP))
        assert list(asked) == [an]
        assert await _all_due_at(db, "2026-11-26 17:00") == [], "once"


async def test_several_people_on_one_phone_are_asked_by_one_message(an_binh: tuple[Database, int, int]) -> None:
    database, an, binh = an_binh
    async with database.begin() as db:
        await _held(db, "2026-11-24", Topic.T03, [an, binh], weeks=3)
        [(words, answers)] = await _all_due_at(db, "2026-11-26 09:00")
        assert "bác An" in words
        assert "bác Bình" in words
        assert len(answers) == 2
        assert await _all_due_at(db, "2026-11-26 10:00") == []


async def test_what_is_ahead_and_what_is_behind_are_one_message(an_binh: tuple[Database, int, int]) -> None:
    database, an, _binh = an_binh
    async with database.begin() as db:
        lan = (await scene.named(db, "Lan"))[0]
        ahead = await scene.course(db, lan, "2026-11-29 14:00", topic=Topic.T01)
        await scene.seat(db, await db.get_one(Person, an), ahead)
        await _held(db, "2026-11-24", Topic.T03, [an])
        assert [len(answers) for _words, answers in await _all_due_at(db, "2026-11-25 09:00")] == [1], "it is over"
        [(words, answers)] = await _all_due_at(db, "2026-11-26 09:00")
        assert "29/11" in words or "Chủ Nhật" in words
        assert "ôm trước mình học" in words
        assert len(answers) == 3
        row = await db.scalar(select(Reminder).where(Reminder.kind == ReminderKind.THREE_DAYS))
        assert row is not None
        assert row.outbox_id is not None
