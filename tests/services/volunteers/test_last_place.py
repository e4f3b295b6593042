"""Races for the places at a class, on real databases: never one helper too many, and the count is the rows."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from bot import clock
from bot.domain.people.person import PhoneType, RoleKind, RoleStatus
from bot.domain.shifts import AssignmentStatus, DayPart
from bot.domain.topics import Topic
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.enrolment import enrolment
from bot.services.volunteers import shift_offers, shifts
from bot.services.volunteers.shifts import ShiftOutcome
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Availability, Pairing, Shift, Volunteer


async def stage(database: Database, volunteers: int, learners: int, *, needed: int) -> list[int]:
    """A class in two days that needs `needed`; the ids of those who could help."""
    async with database.begin() as db:
        group = ResidentialGroup(ward_code="25750", kind="khu_pho", name="3", search_name="3")
        people = [Person(name=f"Người {n}", created_at=clock.now()) for n in range(1 + volunteers + learners)]
        db.add_all([group, *people])
        await db.flush()
        leader, helpers, residents = people[0], people[1 : volunteers + 1], people[volunteers + 1 :]
        for person, kind in [(leader, RoleKind.LEADER), *((one, RoleKind.VOLUNTEER) for one in helpers)]:
            now = clock.now()
            db.add(
                Role(
                    person_id=person.id,
                    kind=kind,
                    status=RoleStatus.ACTIVE,
                    group_id=group.id,
                    requested_at=now,
                    decided_at=now,
                )
            )
        await db.flush()
        starts = clock.now() + timedelta(days=2)
        made = await courses.register(
            db, leader, NewCourse(group, Topic.T06, "Nhà văn hóa", (starts,), max(1, learners))
        )
        for person in residents:
            await enrolment.enrol(db, person, made.course, person)
        for person in helpers:
            able = {"topics": [Topic.T06], "phones": [PhoneType.ANDROID]}
            db.add(Volunteer(person_id=person.id, **able, pledged_at=clock.now()))
            db.add_all(
                Availability(person_id=person.id, weekday=day, part=part) for day in range(7) for part in DayPart
            )
            db.add(
                Address(person_id=person.id, channel="web", external_id=f"phone-{person.id}", last_used_at=clock.now())
            )
        (await db.scalars(select(Shift))).one().needed = needed
        return [person.id for person in helpers]


async def take(database: Database, person_id: int) -> ShiftOutcome:
    async with database.begin() as db:
        session = (await db.scalars(select(ClassSession))).one()
        return (await shifts.take(db, await db.get_one(Person, person_id), session.id)).outcome


async def release(database: Database, person_id: int) -> None:
    async with database.begin() as db:
        session = (await db.scalars(select(ClassSession))).one()
        await shifts.release(db, await db.get_one(Person, person_id), session.id)


async def offer(database: Database) -> int:
    async with database.begin() as db:
        return await shift_offers.offer_shifts(db)


async def the_count_is_the_rows(database: Database) -> int:
    async with database.begin() as db:
        shift = (await db.scalars(select(Shift))).one()
        accepted = select(func.count()).where(Assignment.status == AssignmentStatus.ACCEPTED)
        assert shift.filled == (await db.scalar(accepted) or 0) <= shift.needed
        return shift.filled


async def test_of_two_who_accept_at_once_one_gets_the_last_place(database: Database) -> None:
    huong, nam = await stage(database, 2, 3, needed=1)

    outcomes = await asyncio.gather(take(database, huong), take(database, nam))

    assert sorted(outcomes) == [ShiftOutcome.FULL, ShiftOutcome.TAKEN]
    assert await the_count_is_the_rows(database) == 1


async def test_twelve_accept_at_once_for_three_places_and_every_learner_has_one_helper(database: Database) -> None:
    volunteers = await stage(database, 12, 6, needed=3)

    outcomes = await asyncio.gather(*(take(database, person) for person in volunteers))

    assert sum(outcome is ShiftOutcome.TAKEN for outcome in outcomes) == 3
    assert await the_count_is_the_rows(database) == 3
    async with database.begin() as db:
        pairs = (await db.scalars(select(Pairing))).all()
        accepted = set(
            await db.scalars(select(Assignment.person_id).where(Assignment.status == AssignmentStatus.ACCEPTED))
        )
    assert len(pairs) == len({pair.resident_id for pair in pairs}) == 6, "two beginners to a helper"
    assert {pair.volunteer_id for pair in pairs} == accepted
    assert len({pair.meeting_code for pair in pairs}) == 6


async def test_one_person_who_presses_ten_times_at_once_takes_one_place(database: Database) -> None:
    (huong,) = await stage(database, 1, 2, needed=3)

    outcomes = await asyncio.gather(*(take(database, huong) for _press in range(10)))

    assert sorted(outcomes) == [ShiftOutcome.ALREADY] * 9 + [ShiftOutcome.TAKEN]
    assert await the_count_is_the_rows(database) == 1


async def test_giving_back_and_taking_at_the_same_time_loses_no_place(database: Database) -> None:
    volunteers = await stage(database, 8, 6, needed=3)
    await asyncio.gather(*(take(database, person) for person in volunteers[:3]))

    back = [release(database, person) for person in volunteers[:3]]
    await asyncio.gather(*back, *(take(database, person) for person in volunteers[3:]))
    await asyncio.gather(*(take(database, person) for person in volunteers))

    assert await the_count_is_the_rows(database) == 3


async def test_two_who_match_at_the_same_time_ask_no_more_than_are_needed(database: Database) -> None:
    await stage(database, 9, 0, needed=2)

    made = await asyncio.gather(*(offer(database) for _tick in range(4)))

    assert sum(made) == 2
    async with database.begin() as db:
        assert len((await db.scalars(select(Assignment))).all()) == 2
