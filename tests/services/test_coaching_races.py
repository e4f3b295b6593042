"""Two at the same moment, on both databases: a volunteer is in one place, a resident has one appointment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, Place, RequestStatus
from bot.domain.people import PhoneType, RoleKind, RoleStatus
from bot.domain.shifts import Part
from bot.domain.topics import Topic
from bot.services import appointments, coaching, coaching_deadlines, coaching_week, match_runs, seconds, solving
from bot.services.appointments import Visit
from bot.services.coaching import Wish
from bot.storage import wards
from bot.storage.coaching import Appointment, CoachingRequest, MatchRun
from bot.storage.database import Database
from bot.storage.people import Address, Person, Role
from bot.storage.places import ResidentialGroup
from bot.storage.volunteers import Availability, Coach, Volunteer

T = TypeVar("T")
RESIDENTS, VOLUNTEERS = (1, 2), (3, 4)
STARTS = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


@pytest.fixture
async def ready(database: Database) -> Database:
    """Two residents who wait for Thursday morning, two volunteers."""
    async with database.begin() as db:
        await wards.seed(db)
        db.add(ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", folded="3"))
        await db.flush()
        for n in (*RESIDENTS, *VOLUNTEERS):
            place = {"group_id": 1, "ward_code": "25750"}
            db.add(Person(id=n, name=f"Người {n}", folded=f"nguoi {n}", created_at=clock.now(), **place))
        await db.flush()
        for n in (*RESIDENTS, *VOLUNTEERS):
            db.add(Address(person_id=n, channel="web", external_id=str(n), last_used_at=clock.now()))
        for n in VOLUNTEERS:
            db.add(
                Role(
                    person_id=n, kind=RoleKind.VOLUNTEER, status=RoleStatus.ACTIVE, group_id=1, requested_at=clock.now()
                )
            )
            db.add(Volunteer(person_id=n, topics=list(Topic), phones=[PhoneType.ANDROID]))
            db.add(Coach(person_id=n, languages=["vi"], home_visits=True, vetted_at=clock.now()))
            db.add_all(Availability(person_id=n, weekday=day, part=part) for day in range(7) for part in Part)
        for n in RESIDENTS:
            person = await db.get_one(Person, n)
            await coaching.ask(db, person, person, Wish(Topic.T03, Place.HALL, 1 << 9))
    return database


async def _both(
    database: Database, act: Callable[[AsyncSession, Person], Awaitable[T]], people: tuple[int, ...]
) -> list[T]:
    async def one(person_id: int) -> T:
        async with database.begin() as db:
            return await act(db, await db.get_one(Person, person_id))

    return list(await asyncio.gather(*map(one, people)))


async def _offer(db: AsyncSession, resident_id: int, volunteer_id: int) -> Appointment | None:
    week = await coaching_week.to_come(db, [resident_id])
    helper = next(one for one in week.coaches if one.person.id == volunteer_id)
    return await appointments.offer(db, await db.get_one(CoachingRequest, resident_id), Visit(helper, STARTS))


async def _open(database: Database) -> int:
    async with database.begin() as db:
        return await db.scalar(select(func.count()).select_from(Appointment)) or 0


async def test_two_residents_do_not_get_one_volunteer_at_one_time(ready: Database) -> None:
    made = await _both(ready, lambda db, who: _offer(db, who.id, 3), RESIDENTS)

    assert sorted(one is not None for one in made) == [False, True]
    assert await _open(ready) == 1


async def test_one_resident_does_not_get_two_volunteers(ready: Database) -> None:
    made = await _both(ready, lambda db, who: _offer(db, 1, who.id), VOLUNTEERS)

    assert sorted(one is not None for one in made) == [False, True]
    assert await _open(ready) == 1


async def test_of_two_who_would_go_along_the_first_does(ready: Database) -> None:
    async with ready.begin() as db:
        made = await _offer(db, 1, 3)
        assert made is not None
        made.status, made.seconds = AppointmentStatus.SECOND_SOUGHT, [4, 2]

    going = await _both(ready, lambda db, who: seconds.answer(db, who, made.id, yes=True), (4, 2))

    assert sorted(one is not None for one in going) == [False, True]
    async with ready.begin() as db:
        assert (await db.get_one(Appointment, made.id)).companion_id in (2, 4)


async def test_an_answer_after_the_deadline_and_the_deadline_do_not_both_count(ready: Database) -> None:
    async with ready.begin() as db:
        made = await _offer(db, 1, 3)
        assert made is not None
        made.offered_until = clock.now()

    async def accept_or_expire(db: AsyncSession, who: Person) -> bool:
        if who.id == 3:
            return await appointments.accept(db, who, made.id) is not None
        return bool(await coaching_deadlines.expire(db))

    ended = await _both(ready, accept_or_expire, VOLUNTEERS)

    assert sorted(ended) == [False, True]


async def test_a_matching_is_kept_once(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(MatchRun(wanted_at=clock.now()))
    async with ready.begin() as db:
        found = await match_runs.wanted(db)
        assert found is not None
    answer = await solving.solved(found[1].task)

    kept = await _both(ready, lambda db, _who: match_runs.keep(db, *found, answer), VOLUNTEERS)

    assert sorted(kept) == [0, 2]
    assert await _open(ready) == 2


async def test_a_matching_without_proof_is_not_used(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(MatchRun(wanted_at=clock.now()))
        db.add(Role(person_id=2, kind=RoleKind.ADMINISTRATOR, status=RoleStatus.ACTIVE, requested_at=clock.now()))
    async with ready.begin() as db:
        found = await match_runs.wanted(db)
        assert found is not None

        assert await match_runs.keep(db, *found, None) == 0

    assert await _open(ready) == 0
    async with ready.begin() as db:
        run = await db.get_one(MatchRun, found[0].id)
        assert (run.certified, run.done_at is not None) == (False, True)


async def test_a_wish_withdrawn_while_the_engine_thinks_is_not_offered(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(MatchRun(wanted_at=clock.now()))
    async with ready.begin() as db:
        found = await match_runs.wanted(db)
        assert found is not None
    async with ready.begin() as db:
        person = await db.get_one(Person, 1)
        await coaching.withdraw(db, person, person)

    async with ready.begin() as db:
        assert await match_runs.keep(db, *found, await solving.solved(found[1].task)) == 1

    async with ready.begin() as db:
        made = (await db.scalars(select(Appointment))).one()
        assert made.resident_id == 2
        assert (await db.get_one(CoachingRequest, 1)).status is RequestStatus.WITHDRAWN
