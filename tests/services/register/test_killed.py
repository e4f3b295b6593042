"""A whole list goes into a class and the machine dies: all of it stands or nothing, and it is done again once."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people.person import RoleKind
from bot.services.register import class_places
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.encryption import KeyRing
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from tests import scene
from tests.storage.kills import KEY, killed_at_statement

_PEOPLE, _SEATS = 5, 3
Counts = tuple[int, int, int, int, int]


def put_in(url: str) -> None:
    """Put everybody of the book into the class; in a process of its own."""
    encryption.KEY_RING = KeyRing([KEY])
    asyncio.run(_put_in(url))


async def _put_in(url: str) -> None:
    database = Database(url)
    async with database.begin() as db:
        leader, *people = await db.scalars(select(Person).order_by(Person.id))
        await class_places.enrol_all(db, leader, people, (await db.scalars(select(Course))).one())
    await database.close()


async def _prepared(db: AsyncSession) -> None:
    home = await scene.group(db)
    leader = await scene.without_phone(db, home, "Trần Thị Lan", "chi")
    await scene.role(db, leader, RoleKind.LEADER, home)
    for n in range(_PEOPLE):
        await scene.without_phone(db, home, f"Nguyễn Văn A{n}", "ong")
    await scene.course(db, leader, "2027-11-25 19:00", seats=_SEATS)


async def _counts(database: Database) -> Counts:
    """Enrolments, seats, places and seats as counted, and acts of a whole list."""
    async with database.read() as db:
        return (
            await db.scalar(select(func.count()).select_from(Enrolment)) or 0,
            await db.scalar(select(func.count()).select_from(Seat)) or 0,
            (await db.scalars(select(Course.enrolled))).one(),
            (await db.scalars(select(ClassSession.seats_taken))).one(),
            await db.scalar(select(func.count()).where(Act.kind == class_places.ENROL_LIST)) or 0,
        )


@pytest.mark.lane
async def test_a_list_cut_off_is_put_in_whole_or_not_at_all(file_database: Database) -> None:
    encryption.KEY_RING = KeyRing([KEY])
    async with file_database.begin() as db:
        await _prepared(db)
    await file_database.close()
    url = file_database.engine.url.render_as_string()
    for step in (20, 60):
        assert await asyncio.to_thread(killed_at_statement, step, put_in, url)
        assert await _counts(file_database) == (0, 0, 0, 0, 0), f"killed before statement {step}"
        await file_database.close()
    for _twice in range(2):
        assert not await asyncio.to_thread(killed_at_statement, -1, put_in, url)
        assert await _counts(file_database) == (_PEOPLE, _SEATS, _SEATS, _SEATS, 1)
        await file_database.close()
