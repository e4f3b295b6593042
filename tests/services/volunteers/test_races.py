"""Two at the same moment, on both databases: no code has a use too many, no class gets more people than it wants."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import OrganisationKind, RoleKind, RoleStatus
from bot.domain.shifts import AssignmentStatus, DayPart
from bot.domain.topics import Topic
from bot.services.access import codes
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.register import family_lessons
from bot.services.roles import invitations
from bot.services.volunteers import organisation_replies, organisation_requests, organisations, shift_offers, shifts
from bot.services.volunteers.shifts import ShiftOutcome
from bot.storage.database import Database
from bot.storage.tables.coaching import FamilyLesson
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Availability, Shift, Volunteer

T = TypeVar("T")
LEADER, UNION, WOMEN = 1, 2, 3
WEDNESDAY = 2
MEMBERS = {UNION: (10, 11, 12), WOMEN: (20, 21, 22)}


@pytest.fixture
async def ready(database: Database) -> Database:
    """A class on Wednesday for which its group wants two; organisations 2 and 3 (led by 2 and 3) have three each."""
    everybody = (LEADER, UNION, WOMEN, *MEMBERS[UNION], *MEMBERS[WOMEN], 30, 31, 32)
    async with database.begin() as db:
        db.add(ResidentialGroup(id=1, ward_code="25750", kind="khu_pho", name="3", search_name="3"))
        for n in (UNION, WOMEN):
            db.add(Organisation(id=n, kind=OrganisationKind.YOUTH_UNION, name=f"Tổ chức {n}"))
        db.add_all(Person(id=n, name=f"Người {n}", search_name=f"nguoi {n}", created_at=clock.now()) for n in everybody)
        await db.flush()
        now = clock.now()
        db.add_all(Address(person_id=n, channel="web", external_id=str(n), last_used_at=now) for n in everybody)
        db.add(_role(LEADER, RoleKind.LEADER, group_id=1))
        for of, ids in MEMBERS.items():
            db.add(_role(of, RoleKind.ORGANISER, organisation_id=of))
            for n in ids:
                db.add(_role(n, RoleKind.VOLUNTEER, organisation_id=of))
                db.add(Volunteer(person_id=n, topics=[], phones=[], pledged_at=clock.now(), organisation_id=of))
        await db.flush()
        group, leader = await db.get_one(ResidentialGroup, 1), await db.get_one(Person, LEADER)
        starts = clock.local(clock.now()).replace(day=25, hour=19, minute=0)
        await courses.register(db, leader, NewCourse(group, Topic.T06, "Nhà văn hóa", (starts,), 20))
        shift = (await db.scalars(select(Shift))).one()
        shift.needed = 0
        await organisation_requests.ask(db, leader, shift.session_id, 2)
    return database


def _role(person_id: int, kind: RoleKind, **within: int) -> Role:
    now = clock.now()
    return Role(person_id=person_id, kind=kind, status=RoleStatus.ACTIVE, requested_at=now, decided_at=now, **within)


async def _at_once(
    database: Database, people: Iterable[int], act: Callable[[AsyncSession, Person], Awaitable[T]]
) -> list[T]:
    async def one(person_id: int) -> T:
        async with database.begin() as db:
            return await act(db, await db.get_one(Person, person_id))

    return list(await asyncio.gather(*map(one, people)))


async def _session(database: Database) -> int:
    async with database.begin() as db:
        return (await db.scalars(select(Shift.session_id))).one()


async def test_the_last_uses_of_a_code_go_to_as_many_and_no_more(ready: Database) -> None:
    async with ready.begin() as db:
        organiser = await db.get_one(Person, UNION)
        made, _act = await organisations.invite_members(db, organiser, UNION, 2)

    async def join(db: AsyncSession, person: Person) -> bool:
        code = await codes.look_up(db, made.text)
        return code is not None and await invitations.accept(db, person, code) is not None

    joined = await _at_once(ready, (30, 31, 32), join)
    assert sorted(joined) == [False, True, True]
    async with ready.begin() as db:
        here = select(func.count()).where(Role.organisation_id == UNION, Role.person_id >= 30)
        assert await db.scalar(here) == 2


async def test_two_organisations_send_no_more_than_are_wanted(ready: Database) -> None:
    session = await _session(ready)

    async def send(db: AsyncSession, organiser: Person) -> int:
        sent = await organisation_replies.send(db, organiser, organiser.id, session, MEMBERS[organiser.id])
        return len(sent.asked)

    assert sum(await _at_once(ready, (UNION, WOMEN), send)) == 2
    async with ready.begin() as db:
        offered = select(func.count()).where(Assignment.status == AssignmentStatus.OFFERED)
        assert await db.scalar(offered) == 2


async def test_more_say_yes_than_are_wanted_and_the_places_suffice(ready: Database) -> None:
    async with ready.begin() as db:
        shift = (await db.scalars(select(Shift))).one()
        offered = {"status": AssignmentStatus.OFFERED, "offered_at": clock.now(), "reason": {}}
        offered |= {"shift_id": shift.id, "organisation_id": UNION}
        made = [Assignment(person_id=n, **offered) for n in (*MEMBERS[UNION], *MEMBERS[WOMEN])]
        db.add_all(made)
        await db.flush()
        offers = {one.person_id: one.id for one in made}

    async def accept(db: AsyncSession, person: Person) -> shifts.ShiftOutcome:
        return (await shifts.accept(db, person, offers[person.id])).outcome

    outcomes = await _at_once(ready, offers, accept)
    assert sum(outcome is shifts.ShiftOutcome.TAKEN for outcome in outcomes) == 2
    async with ready.begin() as db:
        assert (await db.scalars(select(Shift.filled))).one() == 2


async def test_one_code_of_a_family_counts_one_person(ready: Database) -> None:
    async with ready.begin() as db:
        code, _act = await family_lessons.ask_on_own_phone(db, await db.get_one(Person, LEADER), Topic.T03)

    async def agree(db: AsyncSession, person: Person) -> bool:
        found = await codes.look_up(db, code.text)
        return found is not None and await family_lessons.agree(db, person, found) is not None

    assert sorted(await _at_once(ready, (30, 31, 32), agree)) == [False, False, True]
    async with ready.begin() as db:
        assert await db.scalar(select(func.count()).where(FamilyLesson.agreed_at.is_not(None))) == 1


@pytest.mark.parametrize("rivals", [(), MEMBERS[WOMEN]], ids=["alone", "while others say yes"])
async def test_who_promised_every_week_takes_no_place_too_many(ready: Database, rivals: tuple[int, ...]) -> None:
    """One place is left; three members have promised to come at that hour, and others say yes meanwhile."""
    async with ready.begin() as db:
        shift = (await db.scalars(select(Shift))).one()
        shift.needed, shift.asked_at, shift.asked_up_to = 1, None, None
        promised = {"weekday": WEDNESDAY, "part": DayPart.EVENING, "promised": True}
        for n in MEMBERS[UNION]:
            (await db.get_one(Person, n)).ward_code = "25750"
            (await db.get_one(Volunteer, n)).topics = [Topic.T06.value]
            db.add(Availability(person_id=n, **promised))
        offered = {"status": AssignmentStatus.OFFERED, "offered_at": clock.now(), "reason": {}}
        made = {n: Assignment(shift_id=shift.id, person_id=n, **offered) for n in MEMBERS[WOMEN]}
        db.add_all(made.values())
        await db.flush()
        ids, session = {n: one.id for n, one in made.items()}, shift.session_id
        for one in made.values():
            one.status = AssignmentStatus.EXPIRED

    async def act(db: AsyncSession, person: Person) -> int:
        if person.id == LEADER:
            return await shift_offers.match_session(db, session)
        return (await shifts.accept(db, person, ids[person.id])).outcome is ShiftOutcome.TAKEN

    assert sum(await _at_once(ready, (LEADER, *rivals), act)) == 1
    async with ready.begin() as db:
        shift = (await db.scalars(select(Shift))).one()
        taken = await db.scalar(select(func.count()).where(Assignment.status == AssignmentStatus.ACCEPTED))
        assert (shift.filled, taken) == (1, 1)
