"""Two at the same moment, on both databases: a volunteer is in one place, a resident has one appointment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.coaching import AppointmentStatus, LessonPlace, RequestStatus
from bot.domain.people.person import PhoneType, RoleKind, RoleStatus
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic
from bot.services.coaching import appointments, companions, deadlines, moves, requests
from bot.services.coaching.appointments import PlannedVisit
from bot.services.coaching.requests import LessonWish
from bot.services.matching import runs, solver_process
from bot.services.planning import week as planning_week
from bot.services.volunteers import on_call, safety_pledge
from bot.storage.database import Database
from bot.storage.tables.coaching import Appointment, CoachingRequest, MatchRun
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Availability, Coach, Volunteer

T = TypeVar("T")
RESIDENTS, VOLUNTEERS = (1, 2), (3, 4)
STARTS = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


@pytest.fixture
async def ready(database: Database) -> Database:
    """Two residents who wait for Thursday morning, two volunteers."""
    async with database.begin() as db:
        db.add(ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", search_name="3"))
        await db.flush()
        for n in (*RESIDENTS, *VOLUNTEERS):
            place = {"group_id": 1, "ward_code": "25750"}
            db.add(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", created_at=clock.now(), **place))
        await db.flush()
        for n in (*RESIDENTS, *VOLUNTEERS):
            db.add(Address(person_id=n, channel="web", external_id=str(n), last_used_at=clock.now()))
        for n in VOLUNTEERS:
            db.add(
                Role(
                    person_id=n, kind=RoleKind.VOLUNTEER, status=RoleStatus.ACTIVE, group_id=1, requested_at=clock.now()
                )
            )
            db.add(Volunteer(person_id=n, topics=list(Topic), phones=[PhoneType.ANDROID], pledged_at=clock.now()))
            db.add(Coach(person_id=n, languages=["vi"], home_visits=True, vetted_at=clock.now()))
            db.add_all(Availability(person_id=n, weekday=day, part=part) for day in range(7) for part in DayPart)
        for n in RESIDENTS:
            person = await db.get_one(Person, n)
            await requests.ask(db, person, person, LessonWish(Topic.T03, LessonPlace.HALL, 1 << 9))
    return database


async def _both(
    database: Database, act: Callable[[AsyncSession, Person], Awaitable[T]], people: tuple[int, ...]
) -> list[T]:
    async def one(person_id: int) -> T:
        async with database.begin() as db:
            return await act(db, await db.get_one(Person, person_id))

    return list(await asyncio.gather(*map(one, people)))


async def _offer(db: AsyncSession, resident_id: int, volunteer_id: int) -> Appointment | None:
    week = await planning_week.to_come(db, [resident_id], clock.today())
    helper = next(one for one in week.coaches if one.person.id == volunteer_id)
    return await appointments.offer(db, await db.get_one(CoachingRequest, resident_id), PlannedVisit(helper, STARTS))


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
        await safety_pledge.give(db, await db.get_one(Person, 2))
        also = {"kind": RoleKind.VOLUNTEER, "status": RoleStatus.ACTIVE, "group_id": 1}
        db.add(Role(person_id=2, requested_at=clock.now(), **also))

    going = await _both(ready, lambda db, who: companions.answer(db, who, made.id, yes=True), (4, 2))

    assert sorted(one is not None for one in going) == [False, True]
    async with ready.begin() as db:
        assert (await db.get_one(Appointment, made.id)).companion_id in (2, 4)


async def test_nobody_teaches_one_and_goes_along_to_another_at_one_time(ready: Database) -> None:
    """4 is asked along for 1 and, at that moment, to teach 2."""
    async with ready.begin() as db:
        made = await _offer(db, 1, 3)
        assert made is not None
        made.status, made.seconds = AppointmentStatus.SECOND_SOUGHT, [4]

    async def along_or_teaching(db: AsyncSession, who: Person) -> object:
        return await (companions.answer(db, who, made.id, yes=True) if who.id == 4 else _offer(db, 2, 4))

    promised = await _both(ready, along_or_teaching, (4, 2))

    assert sorted(one is not None for one in promised) == [False, True]


async def test_family_at_home_and_a_companion_who_agrees_settle_it_once(ready: Database) -> None:
    async with ready.begin() as db:
        made = await _offer(db, 1, 3)
        assert made is not None
        made.status, made.place = AppointmentStatus.PROPOSED, LessonPlace.HOME
        assert await companions.ask_along(db, made, await db.get_one(Person, 4))

    async def along_or_home(db: AsyncSession, who: Person) -> object:
        if who.id == 4:
            return await companions.answer(db, who, made.id, yes=True)
        return await appointments.agree(db, who, made.id, somebody_home=True)

    await _both(ready, along_or_home, (4, 1))

    async with ready.begin() as db:
        kept = await db.get_one(Appointment, made.id)
        assert kept.status is AppointmentStatus.CONFIRMED
        assert (kept.companion_id is None) == (kept.companion_agreed_at is None)
        told = await db.scalars(select(Outbox.key).where(Outbox.person_id == 4, Outbox.key.contains("settled")))
        assert len(told.all()) == (kept.companion_id == 4)


async def test_alone_at_home_and_a_companion_who_agrees_at_that_moment_are_settled(ready: Database) -> None:
    async with ready.begin() as db:
        made = await _offer(db, 1, 3)
        assert made is not None
        made.status, made.place = AppointmentStatus.PROPOSED, LessonPlace.HOME
        assert await companions.ask_along(db, made, await db.get_one(Person, 4))

    async def along_or_alone(db: AsyncSession, who: Person) -> object:
        if who.id == 4:
            return await companions.answer(db, who, made.id, yes=True)
        return await appointments.agree(db, who, made.id, somebody_home=False)

    await _both(ready, along_or_alone, (4, 1))

    async with ready.begin() as db:
        kept = await db.get_one(Appointment, made.id)
        assert (kept.status, kept.companion_id) == (AppointmentStatus.CONFIRMED, 4)


async def test_an_answer_to_a_move_and_its_deadline_do_not_both_count(ready: Database) -> None:
    async with ready.begin() as db:
        old = await _offer(db, 1, 3)
        assert old is not None
        old.status = AppointmentStatus.CONFIRMED
        asked = Appointment(
            resident_id=1,
            volunteer_id=4,
            starts_at=STARTS + timedelta(days=1),
            place=old.place,
            topic=old.topic,
            status=AppointmentStatus.MOVE_ASKED,
            offered_until=clock.now() + timedelta(seconds=1),
            answered_at=clock.now(),
            meeting_code="SEN-27",
            reason={},
            replaces_id=old.id,
            rescues_id=2,
        )
        db.add(asked)
    async with ready.begin() as db:
        await db.execute(update(Appointment).where(Appointment.id == asked.id).values(offered_until=clock.now()))

    async def answer_or_expire(db: AsyncSession, who: Person) -> object:
        if who.id == 4:
            return await moves.answer(db, who, asked.id, yes=True)
        return await moves.expire(db)

    ended = await _both(ready, answer_or_expire, (4, 1))

    assert ended == [None, 1]
    async with ready.begin() as db:
        statuses = [await db.scalar(select(Appointment.status).where(Appointment.id == n)) for n in (old.id, asked.id)]
    assert statuses == [AppointmentStatus.CONFIRMED, AppointmentStatus.DECLINED]


async def test_of_two_who_are_asked_the_same_night_to_stand_by_each_is_told_once(ready: Database) -> None:
    first = clock.today() + timedelta(days=2)
    async with ready.begin() as db:
        person = await db.get_one(Person, 3)

    kept = await _both(ready, lambda db, _who: on_call.keep(db, person, first), (3, 4))

    assert sorted(kept) == [False, True]


async def test_an_answer_after_the_deadline_and_the_deadline_do_not_both_count(ready: Database) -> None:
    async with ready.begin() as db:
        made = await _offer(db, 1, 3)
        assert made is not None
        made.offered_until = clock.now()

    async def accept_or_expire(db: AsyncSession, who: Person) -> bool:
        if who.id == 3:
            return await appointments.accept(db, who, made.id) is not None
        return bool(await deadlines.expire(db))

    ended = await _both(ready, accept_or_expire, VOLUNTEERS)

    assert sorted(ended) == [False, True]


async def test_a_matching_is_kept_once(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(MatchRun(wanted_at=clock.now()))
    async with ready.begin() as db:
        found = await runs.wanted(db, 1)
        assert found is not None
    answer = await solver_process.solved(found[1].task)

    kept = await _both(ready, lambda db, _who: runs.keep(db, *found, answer), VOLUNTEERS)

    assert sorted(kept) == [0, 2]
    assert await _open(ready) == 2


async def test_a_matching_without_proof_is_not_used(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(MatchRun(wanted_at=clock.now()))
        db.add(Role(person_id=2, kind=RoleKind.ADMINISTRATOR, status=RoleStatus.ACTIVE, requested_at=clock.now()))
    async with ready.begin() as db:
        found = await runs.wanted(db, 1)
        assert found is not None

        assert await runs.keep(db, *found, None) == 0

    assert await _open(ready) == 0
    async with ready.begin() as db:
        run = await db.get_one(MatchRun, found[0].id)
        assert (run.certified, run.done_at is not None) == (False, True)


async def test_a_wish_withdrawn_while_the_engine_thinks_is_not_offered(ready: Database) -> None:
    async with ready.begin() as db:
        db.add(MatchRun(wanted_at=clock.now()))
    async with ready.begin() as db:
        found = await runs.wanted(db, 1)
        assert found is not None
    async with ready.begin() as db:
        person = await db.get_one(Person, 1)
        await requests.withdraw(db, person, person)

    async with ready.begin() as db:
        assert await runs.keep(db, *found, await solver_process.solved(found[1].task)) == 1

    async with ready.begin() as db:
        made = (await db.scalars(select(Appointment))).one()
        assert made.resident_id == 2
        assert (await db.get_one(CoachingRequest, 1)).status is RequestStatus.WITHDRAWN
