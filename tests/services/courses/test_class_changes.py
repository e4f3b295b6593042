"""A class is changed while it runs: nobody loses a place, everybody is told once, and all of it is undone."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.courses import Extent, SessionStatus
from bot.domain.enrolment import TAKES_A_PLACE, EnrolmentStatus, SeatStatus
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.services.access import acts
from bot.services.courses import class_changes
from bot.services.courses.courses import Registered
from bot.services.courses.reschedule import Changed, Slot
from bot.services.enrolment import enrolment
from bot.services.history import registry
from bot.storage import session_queries
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Seat
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address, Person
from tests import scene

_NAMES = ("Trần Thị Lan", "Lê An", "Lê Bình", "Lê Chi", "Lê Dung")
_DAY = timedelta(days=1)


async def _running(db: AsyncSession, *, seats: int = 3, weeks: int = 3) -> tuple[Person, list[Person], Registered]:
    """Lan's class, with as many people as seats; they have phones, and one more waits."""
    group = await scene.group(db)
    lan, *people = [await scene.without_phone(db, group, name, "bac") for name in _NAMES]
    for one in (lan, *people):
        db.add(Address(person_id=one.id, channel="web", external_id=str(one.id), last_used_at=clock.now()))
    await scene.role(db, lan, RoleKind.LEADER, group)
    made = await scene.course(db, lan, "2026-11-28 19:00", seats=seats, weeks=weeks)
    for n, one in enumerate(people):
        await scene.seat(db, one, made)
        mine = await db.scalar(select(Enrolment).where(Enrolment.person_id == one.id))
        assert mine is not None
        mine.since = clock.now() + timedelta(seconds=n)
    return lan, people, made


async def _told(db: AsyncSession, people: Sequence[Person]) -> dict[str, list[str]]:
    rows = await db.scalars(select(Outbox).order_by(Outbox.id))
    said: dict[int | None, list[str]] = {}
    for row in rows:
        said.setdefault(row.person_id, []).append(row.message["text"])
    return {str(one.name): said.get(one.id, []) for one in people}


async def _state(db: AsyncSession, made: Registered) -> list[object]:
    course = await db.get_one(Course, made.course.id, populate_existing=True)
    now = select(ClassSession).order_by(ClassSession.id).execution_options(populate_existing=True)
    sessions = await db.scalars(now)
    each = [
        (one.id, one.starts_at, one.venue_id, one.status, one.seats, one.seats_taken, one.surplus, one.topic)
        for one in sessions
    ]
    seats = select(Seat.person_id, Seat.session_id).where(Seat.status.in_(TAKES_A_PLACE))
    taken = [tuple(row) for row in await db.execute(seats.order_by(Seat.person_id, Seat.session_id))]
    return [course.topic, course.venue_id, course.seats, course.enrolled, course.surplus, each, taken]


async def _undo(db: AsyncSession, change: Changed | None) -> None:
    assert change is not None
    row = registry.BY_KIND[change.act.kind]
    assert not isinstance(row.undo, registry.Stays)
    assert await acts.mark_undone(db, change.act)
    assert await row.undo(db, change.act) is not None


async def _moved(db: AsyncSession, by: Person, made: Registered, extent: Extent) -> Changed | None:
    to = Slot(made.sessions[1].starts_at + _DAY, "Trường Nguyễn Du")
    return await class_changes.move(db, by, made.sessions[1].id, to, extent)


async def _of_topic(db: AsyncSession, by: Person, made: Registered, extent: Extent) -> Changed | None:
    return await class_changes.change_topic(db, by, made.sessions[1].id, Topic.T02, extent)


async def _more_seats(db: AsyncSession, by: Person, made: Registered, extent: Extent) -> Changed | None:
    return await class_changes.change_seats(db, by, made.sessions[1].id, 8, extent)


async def _fewer_seats(db: AsyncSession, by: Person, made: Registered, extent: Extent) -> Changed | None:
    return await class_changes.change_seats(db, by, made.sessions[1].id, 1, extent, ask=True)


async def _longer(db: AsyncSession, by: Person, made: Registered, _extent: Extent) -> Changed | None:
    return await class_changes.change_weeks(db, by, made.sessions[0].id, 5, "…")


async def _shorter(db: AsyncSession, by: Person, made: Registered, _extent: Extent) -> Changed | None:
    return await class_changes.change_weeks(db, by, made.sessions[0].id, 1, "lớp kết thúc sớm")


_CHANGES = (
    *((change, extent) for change in (_moved, _of_topic) for extent in Extent),
    *((change, extent) for change in (_more_seats, _fewer_seats) for extent in (Extent.ONE, Extent.ALL)),
    (_longer, Extent.ALL),
    (_shorter, Extent.ALL),
)


@pytest.mark.parametrize(("change", "extent"), _CHANGES)
async def test_whoever_is_concerned_hears_of_it_once_and_it_is_undone_as_one_act(
    database: Database, change: type, extent: Extent
) -> None:
    async with database.begin() as db:
        lan, people, made = await _running(db, seats=4)
        before, heard = await _state(db, made), await _told(db, people)
        changed = await change(db, lan, made, extent)
        after = await _state(db, made)
        news = {name: said[len(heard[name]) :] for name, said in (await _told(db, people)).items()}

        assert after != before
        assert after[-1] == before[-1] or change is _longer, "nobody loses a seat"
        asked = {"Lê Bình", "Lê Chi", "Lê Dung"}
        expected = {_more_seats: set[str](), _fewer_seats: asked}.get(change, {str(one.name) for one in people})
        assert {name: len(said) for name, said in news.items()} == {
            str(one.name): int(one.name in expected) for one in people
        }

        await _undo(db, changed)
        assert await _state(db, made) == before


async def test_a_change_reaches_as_far_as_was_said(database: Database) -> None:
    async with database.begin() as db:
        lan, _people, made = await _running(db)
        reach = {}
        for extent in Extent:
            change = await _moved(db, lan, made, extent)
            places = await db.scalars(select(ClassSession.venue_id).order_by(ClassSession.id))
            reach[extent] = [place != made.venue.id for place in places]
            await _undo(db, change)
        assert reach == {
            Extent.ONE: [False, True, False],
            Extent.ONWARD: [False, True, True],
            Extent.ALL: [True, True, True],
        }


async def test_what_is_over_keeps_its_topic(database: Database) -> None:
    async with database.begin() as db:
        lan, _people, made = await _running(db)
        clock.stop_at(scene.local("2026-12-01 09:00"))
        await _of_topic(db, lan, made, Extent.ALL)
        all_details = [await session_queries.details(db, session.id) for session in made.sessions]
        assert [one and one.topic for one in all_details] == [Topic.T06, Topic.T02, Topic.T02]


async def test_a_seat_beyond_the_new_number_ends_with_whoever_leaves(database: Database) -> None:
    async with database.begin() as db:
        lan, people, made = await _running(db, seats=3)
        await class_changes.change_seats(db, lan, made.sessions[0].id, 2, Extent.ALL, ask=True)

        await enrolment.leave(db, people[2], made.course, people[2])

        waits = select(Enrolment.status).where(Enrolment.person_id == people[3].id)
        assert await db.scalar(waits) is EnrolmentStatus.WAITLISTED, "the seat is gone, not free"
        course = await db.get_one(Course, made.course.id, populate_existing=True)
        assert (course.seats, course.enrolled, course.surplus) == (2, 2, 0)
        await enrolment.leave(db, people[1], made.course, people[1])
        assert await db.scalar(waits) is EnrolmentStatus.OFFERED, "from now on a seat that is given back is free"


async def test_busy_for_one_session_that_got_smaller_ends_that_seat_and_nothing_else(database: Database) -> None:
    async with database.begin() as db:
        lan, people, made = await _running(db, seats=3)
        first = made.sessions[0]
        await class_changes.change_seats(db, lan, first.id, 2, Extent.ONE, ask=True)

        await enrolment.excuse(db, people[2], first, people[2])

        for_first = select(func.count()).select_from(Seat).where(Seat.session_id == first.id)
        assert await db.scalar(for_first.where(Seat.status == SeatStatus.OFFERED)) == 0, "the seat is gone, not free"
        await db.refresh(first)
        assert (first.seats, first.seats_taken, first.surplus) == (2, 2, 0)
        mine = select(Enrolment.status).where(Enrolment.person_id == people[2].id)
        assert await db.scalar(mine) is EnrolmentStatus.ENROLLED
        held = select(func.count()).select_from(Seat).where(Seat.person_id == people[2].id)
        assert await db.scalar(held.where(Seat.status == SeatStatus.HELD)) == len(made.sessions) - 1


async def test_more_seats_go_to_who_waits(database: Database) -> None:
    async with database.begin() as db:
        lan, people, made = await _running(db, seats=3)
        await class_changes.change_seats(db, lan, made.sessions[0].id, 4, Extent.ALL)
        offered = select(func.count()).select_from(Seat).where(Seat.person_id == people[3].id)
        assert await db.scalar(offered.where(Seat.status == SeatStatus.OFFERED)) == 3


async def test_sessions_that_are_not_held_any_more_are_called_off(database: Database) -> None:
    async with database.begin() as db:
        lan, people, made = await _running(db)
        await _shorter(db, lan, made, Extent.ALL)
        statuses = await db.scalars(select(ClassSession.status).order_by(ClassSession.id))
        assert list(statuses) == [SessionStatus.PLANNED, SessionStatus.CALLED_OFF, SessionStatus.CALLED_OFF]
        assert "kết thúc sớm" in (await _told(db, people))["Lê An"][-1]
