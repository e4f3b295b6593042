"""The ward's table: people and attendances apart, missing apart from 0, thirty groups as cheap as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people.person import AgeBand, Audience, OrganisationKind
from bot.domain.reports.date_range import BackToFront, Span, week_of
from bot.domain.reports.ladder import Step
from bot.domain.shifts import AssignmentStatus
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.services.reports import drill_down, small_numbers, ward_table
from bot.services.reports.columns import OF_PERSONS, Column, Count, Measure, WardRow
from bot.storage.database import Database
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Tally
from bot.storage.tables.ladder import StepSaid
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, ResidentialGroup, Venue
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer
from tests import scene

WEEK = Span(date(2026, 11, 16), date(2026, 11, 22))


async def person(db: AsyncSession, **known: object) -> Person:
    made = Person(name="Nguyễn Văn An", created_at=clock.now(), **known)
    db.add(made)
    await db.flush()
    return made


async def course(db: AsyncSession, group: ResidentialGroup, by: Person, topic: Topic = Topic.T03) -> Course:
    venue = Venue(group_id=group.id, name=f"Nhà {topic}", search_name=f"nha {topic}")
    db.add(venue)
    await db.flush()
    made = Course(
        code=f"{group.id}-{topic}",
        topic=topic,
        group_id=group.id,
        venue_id=venue.id,
        seats=9,
        created_by_id=by.id,
        created_at=clock.now(),
    )
    db.add(made)
    await db.flush()
    return made


async def session(db: AsyncSession, of: Course, day: str, status: SessionStatus = SessionStatus.HELD) -> ClassSession:
    starts = datetime.fromisoformat(f"{day} 19:00").replace(tzinfo=clock.LOCAL)
    made = ClassSession(course_id=of.id, starts_at=starts, venue_id=of.venue_id, status=status, seats=9)
    db.add(made)
    await db.flush()
    return made


async def mark(db: AsyncSession, at: ClassSession, marks: dict[Person, Mark]) -> None:
    for who, said in marks.items():
        row = Attendance(session_id=at.id, person_id=who.id, mark=said, marked_by_id=who.id, marked_at=clock.now())
        db.add(row)
    await db.flush()


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def two_groups(db: AsyncSession) -> tuple[int, int]:
    """An, entered twice and joined since, goes to classes of two groups; Bình to one."""
    three, five = await scene.group(db), await scene.group(db, "5")
    an = await person(db, gender="f", age_band=AgeBand.FROM_60, audiences={Audience.TRADER})
    binh, twin = await person(db, age_band=AgeBand.FROM_36), await person(db, merged_into_id=an.id)
    made, other = await course(db, three, an), await course(db, five, an, Topic.T06)
    await mark(db, await session(db, made, "2026-11-11"), {an: Mark.PRESENT})
    first = await session(db, made, "2026-11-16")
    await mark(db, first, {an: Mark.PRESENT, binh: Mark.NO_SHOW})
    last = await session(db, made, "2026-11-22")
    await mark(db, last, {an: Mark.LATE, binh: Mark.PRESENT, twin: Mark.PRESENT})
    await session(db, made, "2026-11-17", SessionStatus.CALLED_OFF)
    await session(db, made, "2026-11-23")
    await mark(db, await session(db, other, "2026-11-18"), {an: Mark.PRESENT, binh: Mark.EXCUSED})
    db.add(Tally(session_id=first.id, helped=Helped.VNEID, n=4, by_id=an.id, at=clock.now()))
    await db.flush()
    return three.id, five.id


async def test_a_week_of_two_groups(database: Database) -> None:
    async with database.begin() as db:
        three, five = await two_groups(db)
        table = await ward_table.of_ward(db, scene.PHU_LOI, WEEK)

    here, there = table.rows[three].counts, table.rows[five].counts
    assert (here[Measure.SESSIONS_HELD], here[Measure.SESSIONS_CALLED_OFF], here[Measure.CLASSES_OPENED]) == (2, 1, 0)
    assert there[Measure.CLASSES_OPENED] == 1
    assert (here[Measure.PEOPLE], here[Measure.ATTENDANCES]) == (2, 3), "An, entered twice, came once to each"
    assert here[Measure.ATTENDANCE_RATE] == 75
    assert there[Measure.ATTENDANCE_RATE] == 100, "excused counts in neither"
    assert (here[Topic.T03], here[Topic.T06]) == (3, 0)
    assert (here[Measure.PEOPLE_FEMALE], here[Measure.PEOPLE_60PLUS], here[Measure.PEOPLE_TRADERS]) == (1, 1, 1)
    assert (here[Helped.VNEID], here[Helped.HEALTH]) == (4, None), "not tallied is not 0"


async def test_the_total_counts_everybody_once_and_so_far_counts_all_weeks(database: Database) -> None:
    async with database.begin() as db:
        three, _five = await two_groups(db)
        table = await ward_table.of_ward(db, scene.PHU_LOI, WEEK)

    total, so_far = table.total.counts, table.rows[three].so_far
    assert (total[Measure.PEOPLE], total[Measure.ATTENDANCES]) == (2, 4), "who came in both groups is one person"
    assert (so_far[Measure.ATTENDANCES], so_far[Measure.SESSIONS_HELD]) == (4, 3)


async def test_behind_every_number_of_people_stand_as_many_names(database: Database) -> None:
    async with database.begin() as db:
        three, _five = await two_groups(db)
        group = await db.get_one(ResidentialGroup, three)
        made = (await db.scalars(select(Course).where(Course.group_id == three))).one()
        waits, said = await person(db, group_id=three), await person(db, group_id=three)
        waiting = EnrolmentStatus.WAITLISTED
        db.add(
            Enrolment(course_id=made.id, person_id=waits.id, status=waiting, since=clock.now(), enrolled_by_id=said.id)
        )
        at = clock.at(WEEK.first, time(9))
        db.add(StepSaid(person_id=said.id, step=Step.CONFIRMED, by_id=said.id, at=at))
        helped = Shift(session_id=(await session(db, made, "2026-11-20")).id, needed=1, filled=1)
        db.add(helped)
        await db.flush()
        accepted = AssignmentStatus.ACCEPTED
        came = {"mark": Mark.PRESENT, "offered_at": at, "reason": {}}
        db.add(Assignment(shift_id=helped.id, person_id=said.id, status=accepted, **came))
        await db.flush()
        counts = (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).rows[three].counts
        for measure in drill_down.COLUMNS:
            found = await drill_down.names(db, [group], WEEK, measure)
            times = measure is Measure.ATTENDANCES or isinstance(measure, Topic)
            assert (sum(n or 0 for _who, n in found) if times else len(found)) == (counts[measure] or 0), measure
    counted = [measure for measure in drill_down.COLUMNS if counts[measure]]
    assert {Measure.PEOPLE_60PLUS, Measure.WAITING, Measure.VNEID_SELF_REPORTED, Measure.VOLUNTEERS} <= set(counted)


async def test_not_counted_is_blank_and_nothing_is_0(database: Database) -> None:
    async with database.begin() as db:
        silent, open_roll, idle = [await scene.group(db, name) for name in ("1", "2", "4")]
        an = await person(db)
        await session(db, await course(db, open_roll, an), "2026-11-18", SessionStatus.PLANNED)
        held = await session(db, await course(db, idle, an), "2026-11-03")
        await mark(db, held, {an: Mark.PRESENT})

        table = await ward_table.of_ward(db, scene.PHU_LOI, WEEK)

    assert set(table.rows[silent.id].counts.values()) == {None}, "a group we have never heard of"
    unmarked = table.rows[open_roll.id].counts
    assert (unmarked[Measure.SESSIONS_UNMARKED], unmarked[Measure.ATTENDANCES], unmarked[Measure.PEOPLE]) == (
        1,
        None,
        None,
    )
    nothing = table.rows[idle.id].counts
    assert (nothing[Measure.SESSIONS_HELD], nothing[Measure.ATTENDANCES], nothing[Measure.ATTENDANCE_RATE]) == (
        0,
        0,
        None,
    )


async def test_volunteers_and_their_hours_by_who_sent_them(database: Database) -> None:
    async with database.begin() as db:
        three = await scene.group(db)
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường")
        db.add(union)
        await db.flush()
        huong, minh = await person(db), await person(db)
        db.add(Volunteer(person_id=huong.id, topics=[], phones=[], organisation_id=union.id))
        db.add(Volunteer(person_id=minh.id, topics=[], phones=[]))
        made = await course(db, three, huong)
        for day, helpers in (("2026-11-17", (huong, minh)), ("2026-11-19", (huong,))):
            shift = Shift(session_id=(await session(db, made, day)).id, needed=2, filled=len(helpers))
            db.add(shift)
            await db.flush()
            for helper in helpers:
                came = {"mark": Mark.PRESENT, "offered_at": clock.now(), "reason": {}}
                accepted = AssignmentStatus.ACCEPTED
                db.add(Assignment(shift_id=shift.id, person_id=helper.id, status=accepted, **came))
        await db.flush()

        counts = (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).rows[three.id].counts

    assert (counts[Measure.VOLUNTEERS], counts[Measure.VOLUNTEER_HOURS], counts[Measure.VOLUNTEERS_YOUTH]) == (2, 3, 1)


async def test_what_an_organisation_ran_counts_in_the_group_and_in_a_row_of_its_own(database: Database) -> None:
    async with database.begin() as db:
        three, five = await two_groups(db)
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn phường")
        db.add(union)
        await db.flush()
        (theirs,) = await db.scalars(select(Course).where(Course.group_id == five))
        theirs.organisation_id = union.id
        await db.flush()
        table = await ward_table.of_ward(db, scene.PHU_LOI, WEEK)

    assert [one.name for one in table.organisations] == ["Đoàn phường"]
    row = table.by_organisation[union.id].counts
    assert (row[Measure.SESSIONS_HELD], row[Measure.PEOPLE], row[Measure.ATTENDANCES]) == (1, 1, 1)
    assert row[Measure.ATTENDANCES] == table.rows[five].counts[Measure.ATTENDANCES]
    assert table.total.counts[Measure.PEOPLE] == 2, "An, who came to both, is one person"
    assert three in table.rows


async def test_thirty_groups_cost_as_many_queries_as_one(database: Database) -> None:
    async with database.begin() as db:
        an = await person(db)
        groups = [await scene.group(db, str(number)) for number in range(30)]
        for group in groups:
            await mark(db, await session(db, await course(db, group, an), "2026-11-18"), {an: Mark.PRESENT})

        with counting(database) as for_one:
            await ward_table.of_groups(db, groups[:1], WEEK)
        with counting(database) as for_thirty:
            table = await ward_table.of_groups(db, groups, WEEK)

    assert table.total.counts[Measure.ATTENDANCES] == 30
    assert table.total.counts[Measure.PEOPLE] == 1
    assert len(for_one) == len(for_thirty) > 0


def hidden(*people: int, total: int) -> list[Count]:
    rows = {n: WardRow(_people(value), _people(value)) for n, value in enumerate((*people, total))}
    shown = small_numbers.hide(rows, OF_PERSONS, len(people))
    assert all(row.counts == row.so_far for row in shown.values())
    assert all(row.counts[Measure.SESSIONS_HELD] == 2 for row in shown.values())
    return [row.counts[Measure.PEOPLE] for row in shown.values()]


def _people(n: int) -> dict[Column, Count]:
    return {Measure.PEOPLE: n, Measure.SESSIONS_HELD: 2}


def test_small_numbers_of_people_are_hidden_and_what_is_shown_does_not_tell_them() -> None:
    assert hidden(4, 5, 0, total=9) == [None, None, 0, 9], "9 - 5 would be the 4"
    assert hidden(4, 20, 30, total=54) == [None, None, 30, 54]
    assert hidden(4, 3, 20, total=27) == [None, None, 20, 27]
    assert hidden(7, 9, total=16) == [7, 9, 16]
    assert hidden(1, 2, total=3) == [None, None, None]


def test_a_span_has_a_beginning_before_its_end() -> None:
    assert week_of(date(2026, 11, 22)) == WEEK
    assert week_of(date(2026, 11, 16)) == WEEK
    assert WEEK.before == Span(date(2026, 11, 9), date(2026, 11, 15))
    assert Span(WEEK.last, WEEK.last).before.last == WEEK.last - timedelta(days=1)
    with pytest.raises(BackToFront):
        Span(WEEK.last, WEEK.first)
