"""A roll call is asked for an hour after the class, however long the class is."""

from datetime import timedelta

import pytest
from sqlalchemy import select, true

from bot import clock
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import Span
from bot.services.attendance import open_roll_reminders, roll
from bot.services.reports import week_figures
from bot.storage.database import Database
from bot.storage.tables.courses import ClassSession, is_over
from tests import scene

A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("minutes", "over", "asked"), [(60, "09:00", "10:00"), (150, "10:30", "11:30")])
async def test_a_class_is_over_when_it_has_lasted(database: Database, minutes: int, over: str, asked: str) -> None:
    async with database.begin() as db:
        lan = await scene.without_phone(db, await scene.group(db), "Lan", "chi")
        await scene.role(db, lan, RoleKind.LEADER, await scene.home(db, lan))
        session = (await scene.course(db, lan, "2026-11-24 08:00")).sessions[0]
        session.minutes = minutes
        await db.flush()
        ((first, _words), (_noon, _later)) = await open_roll_reminders.upcoming(db)
        assert first == scene.local(f"2026-11-24 {asked}")
        day = scene.local(f"2026-11-24 {over}")
        for moment, is_so in ((day - A_SECOND, False), (day, True)):
            clock.stop_at(moment)
            assert list(await db.scalars(select(ClassSession.id).where(is_over()))) == [session.id] * is_so
            assert len(await roll.never_marked(db, lan)) == is_so
            figures = await week_figures.of(db, [lan.group_id or 0], Span(clock.today(), clock.today()))
            assert (figures.unmarked, figures.ahead) == (int(is_so), int(not is_so))
        for moment, is_so in ((first - A_SECOND, False), (first, True)):
            clock.stop_at(moment)
            assert bool(await db.scalar(select(true()).where(open_roll_reminders.DUE))) is is_so
