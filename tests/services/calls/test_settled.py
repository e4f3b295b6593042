"""A name leaves the list of calls by what became of its own class, and by no other's."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.calls import CallReason
from bot.domain.courses import NoticeKind
from bot.domain.people.person import RoleKind
from bot.services.calls import call_list
from bot.storage.database import Database
from bot.storage.tables.courses import Acknowledgement, Notice
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person
from tests import scene


async def _moved(db: AsyncSession, by: Person, resident: Person, starts: str) -> Notice:
    """A class was moved, and somebody is to be called about it who has not read that."""
    session = (await scene.course(db, by, starts)).sessions[0].id
    notice = Notice(session_id=session, kind=NoticeKind.MOVED, by_id=by.id, at=clock.now())
    db.add(notice)
    await db.flush()
    db.add(Acknowledgement(notice_id=notice.id, person_id=resident.id))
    db.add(Call(person_id=resident.id, session_id=session, reason=CallReason.MOVED, since=clock.now()))
    await db.flush()
    return notice


async def test_news_of_another_class_settles_no_call(file_database: Database) -> None:
    async with file_database.begin() as db:
        home = await scene.group(db)
        lan = await scene.without_phone(db, home, "Trần Thị Lan", "chi")
        await scene.role(db, lan, RoleKind.LEADER, home)
        an, tu = [await scene.without_phone(db, home, name, "bac") for name in ("Nguyễn Văn An", "Nguyễn Thị Tư")]
        first = await _moved(db, lan, an, "2026-11-26 19:00")
        await _moved(db, lan, tu, "2026-11-27 19:00")

        await call_list.run_due(db)
        assert set(await db.scalars(select(Call.person_id).where(Call.closed_at.is_(None)))) == {an.id, tu.id}
        assert not await db.scalar(select(call_list.DUE))

        (await db.get_one(Acknowledgement, (first.id, an.id))).at = clock.now()
        await db.flush()
        assert await db.scalar(select(call_list.DUE))
        await call_list.run_due(db)
        assert list(await db.scalars(select(Call.person_id).where(Call.closed_at.is_(None)))) == [tu.id]
