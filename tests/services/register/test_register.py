"""The book on both databases: entering many, taking back, merging once though two press at the same moment."""

import asyncio

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people.person import RoleKind, ToldVia
from bot.services.register import departures, duplicates, register
from bot.services.register.departures import Departure
from bot.services.register.register import NewPerson
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from tests import scene


async def _leader(db: AsyncSession) -> tuple[Person, ResidentialGroup]:
    home = await scene.group(db)
    leader = await scene.without_phone(db, home, "Trần Thị Lan", "chi")
    await scene.role(db, leader, RoleKind.LEADER, home)
    return leader, home


async def test_a_list_is_entered_and_taken_back_but_for_those_others_rely_on(database: Database) -> None:
    async with database.begin() as db:
        leader, home = await _leader(db)
        entries = [NewPerson(f"Nguyễn Văn A{n}", "ong") for n in range(40)]
        entries.append(NewPerson("Nguyễn Thị Tư", "ba", through=NewPerson("Hoa", "chi", phone="+84912345678")))
        act, entered = await register.enter(db, leader, home, entries, "…")
        neighbour = NewPerson("Trần Văn Bảy", "ong", told_via=ToldVia.NEIGHBOUR, through=entered[0].id)
        await register.enter(db, leader, home, [neighbour], "…")
    async with database.begin() as db:
        await register.undo_enter(db, act)
    async with database.begin() as db:
        left = set(await db.scalars(select(Person.name)))
        assert left == {"Trần Thị Lan", "Trần Văn Bảy", "Nguyễn Văn A0"}


async def test_a_double_tap_takes_out_once_and_its_undo_gives_everything_back(database: Database) -> None:
    async with database.begin() as db:
        leader, home = await _leader(db)
        made = await scene.course(db, leader, "2026-11-28 19:00", seats=8)
        _act, (tu,) = await register.enter(db, leader, home, [NewPerson("Nguyễn Thị Tư", "ba")], "…")
        await scene.seat(db, tu, made)
    both_have_looked = asyncio.Barrier(2)

    async def press() -> Act | None:
        async with database.begin() as db:
            one = await db.get_one(Person, tu.id)
            if not database.embedded:  # on SQLite the second waits for the first to be done
                await both_have_looked.wait()
            return await departures.take_out(db, await db.get_one(Person, leader.id), one, Departure.MOVED)

    (act,) = [act for act in await asyncio.gather(press(), press()) if act is not None]

    async with database.begin() as db:
        assert await departures.undo_take_out(db, act) is not None
        assert (await db.get_one(Person, tu.id)).group_id == home.id
        assert (await db.get_one(ClassSession, made.sessions[0].id)).seats_taken == 1


async def test_two_presses_merge_once(database: Database) -> None:
    async with database.begin() as db:
        leader, home = await _leader(db)
        _act, (one, other) = await register.enter(db, leader, home, [NewPerson("Nguyễn Thị Tư"), NewPerson("Tư")], "…")

    async def press() -> bool:
        async with database.begin() as db:
            by = await db.get_one(Person, leader.id)
            group = await db.get_one(ResidentialGroup, home.id)
            return await duplicates.merge(db, by, group, one.id, other.id) is not None

    assert sorted(await asyncio.gather(press(), press(), press())) == [False, False, True]
    async with database.begin() as db:
        assert await db.scalar(select(func.count(Person.id)).where(Person.merged_into_id.is_not(None))) == 1


async def test_three_entries_of_one_person_are_one_and_come_apart_again(database: Database) -> None:
    async with database.begin() as db:
        leader, home = await _leader(db)
        names = [NewPerson("Tư", phone="+84912345678"), NewPerson("Tư"), NewPerson("Nguyễn Thị Tư")]
        _act, (a, b, c) = await register.enter(db, leader, home, names, "…")
        first = await duplicates.merge(db, leader, home, a.id, b.id)
        assert first is not None
        # The longer name is kept: what pointed at the other points at it now.
        second = await duplicates.merge(db, leader, home, a.id, c.id)
        assert second is not None
    async with database.begin() as db:
        assert await _joined(db) == {a.id: c.id, b.id: c.id}
        assert (await db.get_one(Person, c.id)).phone == "+84912345678"
        await duplicates.undo_merge(db, second)
    async with database.begin() as db:
        assert await _joined(db) == {b.id: a.id}
        assert (await db.get_one(Person, c.id)).phone is None


async def _joined(db: AsyncSession) -> dict[int, int | None]:
    rows = await db.execute(select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None)))
    return {row[0]: row[1] for row in rows}
