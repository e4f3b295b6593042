"""Races for seats, on real databases: nobody sits twice, nobody is lost, the counts are the rows."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.enrolment import TAKES_A_PLACE, EnrolmentStatus, SeatStatus
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.enrolment import enrolment, offers
from bot.services.enrolment.enrolment import Enrolled
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup

_TAKES_A_PLACE = (EnrolmentStatus.ENROLLED, EnrolmentStatus.OFFERED)


async def _person(db: AsyncSession, name: str) -> Person:
    person = Person(name=name, search_name=fold(name), created_at=clock.now())
    db.add(person)
    await db.flush()
    return person


async def _scene(database: Database, people: int, *, seats: int, weeks: int = 2) -> tuple[int, list[int]]:
    """A course, and people who want in: their ids."""
    async with database.begin() as db:
        group = ResidentialGroup(ward_code="25750", kind="khu_pho", name="3", search_name="3")
        db.add(group)
        await db.flush()
        leader = await _person(db, "Lan")
        db.add(
            Role(
                person_id=leader.id,
                kind=RoleKind.LEADER,
                status=RoleStatus.ACTIVE,
                group_id=group.id,
                requested_at=clock.now(),
            )
        )
        await db.flush()
        starts = tuple(clock.now() + timedelta(days=2, weeks=week) for week in range(weeks))
        made = await courses.register(db, leader, NewCourse(group, Topic.T06, "Nhà văn hóa", starts, seats))
        return made.course.id, [(await _person(db, f"Người {n}")).id for n in range(people)]


async def _enrol(database: Database, person_id: int, course_id: int) -> Enrolled:
    async with database.begin() as db:
        person = await db.get_one(Person, person_id)
        return await enrolment.enrol(db, person, await db.get_one(Course, course_id), person)


async def _leave(database: Database, person_id: int, course_id: int) -> None:
    async with database.begin() as db:
        person = await db.get_one(Person, person_id)
        await enrolment.leave(db, person, await db.get_one(Course, course_id), person)


async def counts_are_the_rows(database: Database) -> None:
    """The invariant of all this: counters equal what they count, and never pass the seats."""
    async with database.begin() as db:
        for course in await db.scalars(select(Course)):
            held = select(func.count()).where(Enrolment.course_id == course.id, Enrolment.status.in_(_TAKES_A_PLACE))
            assert await db.scalar(held) == course.enrolled <= course.seats
        for session in await db.scalars(select(ClassSession)):
            taken = select(func.count()).where(Seat.session_id == session.id, Seat.status.in_(TAKES_A_PLACE))
            assert await db.scalar(taken) == session.seats_taken <= session.seats


async def test_of_two_who_press_at_once_one_gets_the_last_seat(database: Database) -> None:
    course_id, (hoa, nam) = await _scene(database, 2, seats=1)

    results = await asyncio.gather(_enrol(database, hoa, course_id), _enrol(database, nam, course_id))

    assert sorted(result.status for result in results) == [EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITLISTED]
    assert [result.line for result in results if result.status is EnrolmentStatus.WAITLISTED] == [1]
    await counts_are_the_rows(database)


async def test_twenty_press_at_once_for_five_seats(database: Database) -> None:
    course_id, people = await _scene(database, 20, seats=5)

    results = await asyncio.gather(*(_enrol(database, person, course_id) for person in people))

    assert sum(result.status is EnrolmentStatus.ENROLLED for result in results) == 5
    await counts_are_the_rows(database)


async def test_one_person_who_presses_ten_times_at_once_has_one_seat(database: Database) -> None:
    course_id, (hoa,) = await _scene(database, 1, seats=5)

    results = await asyncio.gather(*(_enrol(database, hoa, course_id) for _press in range(10)))

    assert sum(not result.already for result in results) == 1
    await counts_are_the_rows(database)


async def test_a_freed_place_goes_to_the_first_waiting_and_not_to_a_newcomer(database: Database) -> None:
    course_id, (hoa, nam, newcomer) = await _scene(database, 3, seats=1)
    await _enrol(database, hoa, course_id)
    await _enrol(database, nam, course_id)

    await asyncio.gather(_leave(database, hoa, course_id), _enrol(database, newcomer, course_id))

    async with database.begin() as db:
        standing = {row.person_id: row.status for row in await db.scalars(select(Enrolment))}
    assert standing[hoa] is EnrolmentStatus.CANCELLED
    assert standing[nam] is EnrolmentStatus.OFFERED
    assert standing[newcomer] is EnrolmentStatus.WAITLISTED
    await counts_are_the_rows(database)


async def test_leaving_and_coming_at_the_same_time_loses_no_place(database: Database) -> None:
    course_id, people = await _scene(database, 12, seats=4)
    await asyncio.gather(*(_enrol(database, person, course_id) for person in people))

    await asyncio.gather(*(_leave(database, person, course_id) for person in people[:6]))
    await asyncio.gather(*(_enrol(database, person, course_id) for person in people[:6]))

    await counts_are_the_rows(database)
    async with database.begin() as db:
        course = await db.get_one(Course, course_id)
        assert course.enrolled == 4


async def test_an_offer_nobody_answers_goes_round(database: Database) -> None:
    course_id, (hoa, nam, tu) = await _scene(database, 3, seats=1)
    for person in (hoa, nam, tu):
        await _enrol(database, person, course_id)
    await _leave(database, hoa, course_id)

    clock.stop_at(clock.now() + timedelta(hours=5))
    async with database.begin() as db:
        assert await offers.expire(db) == 1
        standing = {row.person_id: row.status for row in await db.scalars(select(Enrolment))}
        assert (standing[nam], standing[tu]) == (EnrolmentStatus.WAITLISTED, EnrolmentStatus.OFFERED)
        next_in_line = await db.get_one(Person, tu)
        assert await offers.accept_place(db, next_in_line, course_id, next_in_line)
        seats = {(seat.person_id, seat.status) for seat in await db.scalars(select(Seat))}
    assert seats == {(hoa, SeatStatus.RELEASED), (tu, SeatStatus.HELD)}
    await counts_are_the_rows(database)


async def test_a_busy_frees_that_session_only(database: Database) -> None:
    course_id, (hoa, nam) = await _scene(database, 2, seats=1)
    await _enrol(database, hoa, course_id)
    await _enrol(database, nam, course_id)

    async with database.begin() as db:
        person, first = (
            await db.get_one(Person, hoa),
            (await db.scalars(select(ClassSession).order_by(ClassSession.id))).first(),
        )
        assert first is not None
        await enrolment.excuse(db, person, first, person)
    async with database.begin() as db:
        seats = {(seat.session_id, seat.person_id): seat.status for seat in await db.scalars(select(Seat))}
        statuses = {row.person_id: row.status for row in await db.scalars(select(Enrolment))}
    assert seats[first.id, hoa] is SeatStatus.EXCUSED
    assert seats[first.id, nam] is SeatStatus.OFFERED
    assert seats[first.id + 1, hoa] is SeatStatus.HELD
    assert statuses == {hoa: EnrolmentStatus.ENROLLED, nam: EnrolmentStatus.WAITLISTED}
    await counts_are_the_rows(database)
