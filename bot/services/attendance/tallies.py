"""What people were helped with at a session: counted by whoever calls the roll, while the roll takes marks."""

from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.tallies import Helped
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.attendance.roll import Roll
from bot.storage.database import insert_new
from bot.storage.tables.courses import Tally
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

TALLY = acts.ActKind("tally")


async def of_session(db: AsyncSession, session_id: int) -> dict[Helped, int]:
    """Return the counts; what nobody has counted is missing, not 0."""
    rows = await db.execute(select(Tally.helped, Tally.n).where(Tally.session_id == session_id))
    counted = {row.helped: row.n for row in rows}
    return {helped: counted[helped] for helped in Helped if helped in counted}


async def put(db: AsyncSession, by: Person, of: Roll, counts: Mapping[Helped, int]) -> Act | None:
    if not of.takes_marks:
        return None
    session_id = of.details.session.id
    before = await of_session(db, session_id)
    for helped, n in counts.items():
        await _set(db, by, session_id, (helped, n))
    was = {helped.value: before.get(helped) for helped in counts}
    return await acts.record(db, by, TALLY, session=session_id, was=was)


async def undo_tally(db: AsyncSession, act: Act) -> Text | None:
    by = await db.get_one(Person, act.by_id)
    for word, n in act.facts["was"].items():
        if n is None:
            mine = (Tally.session_id == act.facts["session"], Tally.helped == Helped(word))
            await db.execute(delete(Tally).where(*mine))
        else:
            await _set(db, by, act.facts["session"], (Helped(word), n))
    return _("The count of what was helped with is as it was before.")


async def _set(db: AsyncSession, by: Person, session_id: int, count: tuple[Helped, int]) -> None:
    helped, n = count
    values = {"n": n, "by_id": by.id, "at": clock.now()}
    if not await insert_new(db, Tally, session_id=session_id, helped=helped, **values):
        mine = (Tally.session_id == session_id, Tally.helped == helped)
        await db.execute(update(Tally).where(*mine).values(**values))
