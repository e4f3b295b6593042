"""One person in the list of an organisation and in a leader's book, or in two organisations, counts once."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import AgeBand, OrganisationKind, RoleKind, RoleStatus, ToldVia
from bot.domain.shifts import AssignmentStatus
from bot.services.history import registry
from bot.services.register import duplicates, register, same_person
from bot.services.register.register import NewPerson
from bot.services.reports import drill_down, ward_table, week_figures
from bot.services.reports.columns import Measure
from bot.storage.database import Database
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer
from tests import scene
from tests.services.reports.test_ward_table import WEEK, course, mark, person, session

HOA = NewPerson("Nguyễn Thị Hoa", "ba", "f", AgeBand.FROM_60, "0912345678", ToldVia.SELF)


async def books(db: AsyncSession) -> tuple[ResidentialGroup, Organisation, Person, Person]:
    """A group with its leader, and an enterprise of the ward with its organiser."""
    group = await scene.group(db)
    leader, organiser = await person(db, group_id=group.id), await person(db)
    enterprise = Organisation(kind=OrganisationKind.EMPLOYER, name="Công ty May", ward_code=scene.PHU_LOI)
    db.add(enterprise)
    await db.flush()
    await scene.role(db, leader, RoleKind.LEADER, group)
    db.add(role_in(enterprise, organiser, RoleKind.ORGANISER))
    await db.flush()
    return group, enterprise, leader, organiser


def role_in(organisation: Organisation, who: Person, kind: RoleKind) -> Role:
    now, active = clock.now(), RoleStatus.ACTIVE
    return Role(person_id=who.id, kind=kind, status=active, organisation_id=organisation.id, requested_at=now)


async def both(db: AsyncSession, other: NewPerson = HOA) -> tuple[ResidentialGroup, Person, Person]:
    group, enterprise, leader, organiser = await books(db)
    _act, (in_book,) = await register.enter(db, leader, group, [HOA], "đã hỏi")
    _act, (in_list,) = await register.enter(db, organiser, enterprise, [other], "đã hỏi")
    return group, in_book, in_list


async def test_only_those_of_one_number_are_compared(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of two thousand would take a minute otherwise, in which nobody is answered."""
    compared: list[tuple[str | None, str | None]] = []
    right = same_person._is_surely

    def counted(person: Person, other: Person) -> bool:
        compared.append((person.phone, other.phone))
        return right(person, other)

    monkeypatch.setattr(same_person, "_is_surely", counted)
    async with database.begin() as db:
        group, enterprise, leader, organiser = await books(db)
        many = [replace(HOA, name=f"Lê Thị Số {n}", phone=f"09120{n:05}") for n in range(120)]
        await register.enter(db, leader, group, many, "đã hỏi")
        _act, entered = await register.enter(db, organiser, enterprise, many, "đã hỏi")

    assert all(one == other for one, other in compared)
    assert len(compared) <= len(entered) * 2
    assert all(person.same_as_id is not None for person in entered)


async def test_who_stands_in_two_books_and_came_to_one_session_twice_counts_once(database: Database) -> None:
    async with database.begin() as db:
        group, in_book, in_list = await both(db)
        made = await course(db, group, in_book)
        await mark(db, await session(db, made, "2026-11-16"), {in_book: Mark.PRESENT, in_list: Mark.PRESENT})
        ward = (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).total.counts
        week = await week_figures.of(db, [group.id], WEEK)
        behind = await drill_down.names(db, [group], WEEK, Measure.PEOPLE)
        assert (ward[Measure.PEOPLE], ward[Measure.ATTENDANCES]) == (1, 1)
        assert (week.people, week.came, len(behind)) == (1, 1, 1)
        assert ward[Measure.PEOPLE_60PLUS] == 1
        assert in_book.merged_into_id is in_list.merged_into_id is None, "each book keeps its entry"


@pytest.mark.parametrize(
    "other",
    [
        NewPerson("Nguyễn Thị Hoa", "ba", "f", AgeBand.FROM_60, None),
        NewPerson("Nguyễn Thị Hoa", "ba", "f", AgeBand.FROM_60, "0987654321", ToldVia.SELF),
        NewPerson("Nguyễn Văn Hoa", "ong", "m", AgeBand.FROM_60, "0912345678", ToldVia.SELF),
        NewPerson("Nguyễn Thị Hoa", "co", "f", AgeBand.FROM_18, "0912345678", ToldVia.SELF),
    ],
    ids=["without a number", "another number", "another name on that phone", "another age on that phone"],
)
async def test_who_is_not_surely_the_same_stays_two(database: Database, other: NewPerson) -> None:
    async with database.begin() as db:
        group, in_book, in_list = await both(db, other)
        made = await course(db, group, in_book)
        await mark(db, await session(db, made, "2026-11-16"), {in_book: Mark.PRESENT, in_list: Mark.PRESENT})
        assert (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).total.counts[Measure.PEOPLE] == 2


async def test_a_number_corrected_later_joins_and_parts_them(database: Database) -> None:
    async with database.begin() as db:
        _group, enterprise, leader, organiser = await books(db)
        group = await db.get_one(ResidentialGroup, leader.group_id)
        _act, (in_book,) = await register.enter(db, leader, group, [HOA], "đã hỏi")
        unknown = NewPerson("Nguyễn Thị Hoa", "ba", "f", AgeBand.FROM_60)
        _act, (in_list,) = await register.enter(db, organiser, enterprise, [unknown], "đã hỏi")
        assert in_list.same_as_id != in_book.id
        await register.change(db, organiser, in_list, phone="0912345678")
        assert in_list.same_as_id == in_book.id
        await register.change(db, organiser, in_list, phone="0987654321")
        assert in_list.same_as_id is None


async def test_a_list_is_taken_back_though_another_book_counts_by_it(database: Database) -> None:
    async with database.begin() as db:
        group, enterprise, leader, organiser = await books(db)
        act, (in_book,) = await register.enter(db, leader, group, [HOA], "đã hỏi")
        _act, (in_list,) = await register.enter(db, organiser, enterprise, [HOA], "đã hỏi")
        assert in_list.same_as_id == in_book.id
        undo = registry.BY_KIND[act.kind].undo
        assert callable(undo)
        assert await undo(db, act) is not None
        await db.refresh(in_list)
        assert in_list.same_as_id is None


async def test_merging_within_a_book_keeps_the_other_book_counted_as_one(database: Database) -> None:
    async with database.begin() as db:
        group, in_book, in_list = await both(db)
        leader = await db.get_one(Person, in_book.entered_by_id)
        _act, (twice,) = await register.enter(db, leader, group, [NewPerson("Hoa", "ba", "f")], "đã hỏi")
        made = await course(db, group, in_book)
        marks = {in_book: Mark.PRESENT, in_list: Mark.PRESENT, twice: Mark.PRESENT}
        await mark(db, await session(db, made, "2026-11-16"), marks)
        act = await duplicates.merge(db, leader, group, in_book.id, twice.id)
        assert act is not None
        assert (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).total.counts[Measure.PEOPLE] == 1
        assert await duplicates.undo_merge(db, act) is not None
        assert (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).total.counts[Measure.PEOPLE] == 2


async def test_a_member_of_two_organisations_helps_once_and_stands_with_whoever_sent_them(database: Database) -> None:
    async with database.begin() as db:
        group = await scene.group(db)
        leader, helper = await person(db, group_id=group.id), await person(db)
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường", ward_code=scene.PHU_LOI)
        women = Organisation(kind=OrganisationKind.WOMENS_UNION, name="Hội phụ nữ", ward_code=scene.PHU_LOI)
        db.add_all((union, women))
        await db.flush()
        db.add_all(role_in(one, helper, RoleKind.VOLUNTEER) for one in (union, women))
        db.add(Volunteer(person_id=helper.id, topics=[], phones=[], organisation_id=women.id))
        # An entry of hers that was made one with her since is her as well.
        entry = await person(db, merged_into_id=helper.id)
        made = await course(db, group, leader)
        held = await session(db, made, "2026-11-16")
        assert held.status is SessionStatus.HELD
        shift = Shift(session_id=held.id, needed=2, filled=2)
        db.add(shift)
        await db.flush()
        for who in (helper, entry):
            came = {"status": AssignmentStatus.ACCEPTED, "mark": Mark.PRESENT, "organisation_id": union.id}
            db.add(Assignment(shift_id=shift.id, person_id=who.id, offered_at=clock.now(), reason={}, **came))
        await db.flush()
        counts = (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).total.counts
        assert counts[Measure.VOLUNTEERS] == 1
        assert counts[Measure.VOLUNTEER_HOURS] == held.minutes / 60
        assert (counts[Measure.VOLUNTEERS_YOUTH], counts[Measure.VOLUNTEERS_WOMEN]) == (1, 0)
        for measure in (Measure.VOLUNTEERS, Measure.VOLUNTEERS_YOUTH):
            assert [times for _who, times in await drill_down.names(db, [group], WEEK, measure)] == [1]


@pytest.mark.parametrize("as_of_the_list", [True, False])
async def test_entries_of_before_are_joined_when_the_leader_goes_through_the_book(
    database: Database, *, as_of_the_list: bool
) -> None:
    async with database.begin() as db:
        group, enterprise, leader, organiser = await books(db)
        kept: list[tuple[Person, ResidentialGroup | Organisation]] = [(leader, group), (organiser, enterprise)]
        entered = []
        for by, where in kept[::-1] if as_of_the_list else kept:
            _act, (one,) = await register.enter(db, by, where, [HOA], "đã hỏi")
            entered.append(one)
        entered[1].same_as_id = None
        await db.flush()
        assert await duplicates.suspects(db, leader, group) == []
        both = [one.id for one in entered]
        linked = {one.id: one.same_as_id for one in await db.scalars(select(Person).where(Person.id.in_(both)))}
        assert linked == {entered[0].id: None, entered[1].id: entered[0].id}
