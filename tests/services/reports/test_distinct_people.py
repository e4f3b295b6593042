"""Somebody who walked in and was joined to an entry of the book since is one person in every report."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.topics import Topic
from bot.services.reports import drill_down, ward_table, week_figures
from bot.services.reports.columns import Measure
from bot.storage.database import Database
from bot.storage.tables.courses import Enrolment
from bot.storage.tables.places import ResidentialGroup
from tests import scene
from tests.services.reports.test_ward_table import WEEK, course, mark, person, session


async def joined(db: AsyncSession) -> int:
    """Tư was called absent and came as a walk-in on Monday; on Wednesday both entries are marked."""
    three = await scene.group(db)
    tu = await person(db, group_id=three.id)
    walked_in = await person(db, group_id=three.id, merged_into_id=tu.id)
    made = await course(db, three, tu)
    await mark(db, await session(db, made, "2026-11-16"), {tu: Mark.NO_SHOW, walked_in: Mark.PRESENT})
    for entry, topic in ((tu, Topic.T06), (walked_in, Topic.T07)):
        waits = EnrolmentStatus.WAITLISTED
        db.add(
            Enrolment(
                course_id=(await course(db, three, tu, topic)).id,
                person_id=entry.id,
                status=waits,
                since=clock.now(),
                enrolled_by_id=tu.id,
            )
        )
    await mark(db, await session(db, made, "2026-11-18"), {tu: Mark.PRESENT, walked_in: Mark.PRESENT})
    return three.id


async def test_the_week_and_the_ward_count_one_person_who_was_never_absent(database: Database) -> None:
    async with database.begin() as db:
        group_id = await joined(db)
        week = await week_figures.of(db, [group_id], WEEK)
        waiting = await week_figures.waiting(db, [group_id])
        behind_it = await drill_down.names(db, [await db.get_one(ResidentialGroup, group_id)], WEEK, Measure.WAITING)
        ward = (await ward_table.of_ward(db, scene.PHU_LOI, WEEK)).rows[group_id].counts

    assert (week.people, ward[Measure.PEOPLE]) == (1, 1)
    assert (week.came, ward[Measure.ATTENDANCES]) == (2, 2)
    assert (week.no_show, ward[Measure.ATTENDANCE_RATE]) == (0, 100), "who came is not absent from the same session"
    assert (waiting, len(behind_it), ward[Measure.WAITING]) == (1, 1, 1), "both entries wait, for different classes"
