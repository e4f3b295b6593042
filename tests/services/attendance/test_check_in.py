"""What a volunteer says at the door, and takes back."""

from sqlalchemy import select

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind
from bot.services.attendance import check_in, helpers
from bot.storage.database import Database
from bot.storage.tables.volunteers import Assignment
from tests import scene


async def test_a_check_in_that_is_taken_back_leaves_what_the_roll_call_had_said(file_database: Database) -> None:
    async with file_database.begin() as db:
        home = await scene.group(db)
        lan, huong = [await scene.without_phone(db, home, name, "chi") for name in ("Lan", "Hương")]
        await scene.role(db, lan, RoleKind.LEADER, home)
        await scene.role(db, huong, RoleKind.VOLUNTEER, home)
        session = (await scene.course(db, lan, "2026-11-24 08:00")).sessions[0]
        await scene.accepted(db, huong, session.id)
        clock.stop_at(scene.local("2026-11-24 08:10"))
        await helpers.put(db, lan, session.id, (huong.id, Mark.NO_SHOW))
        act = await check_in.arrive(db, huong, session)
        assert act is not None
        await check_in.undo_arrive_to_help(db, act)
        mine = await db.scalar(select(Assignment).execution_options(populate_existing=True))
        assert mine is not None
        assert (mine.mark, mine.marked_by_id) == (Mark.NO_SHOW, lan.id)
