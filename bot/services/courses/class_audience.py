"""Whom a class is meant for: said when it is registered, or changed while it runs; others may come, too."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Right
from bot.domain.people.person import OPENLY_NAMED, Audience
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.storage.database import changed
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

MEAN_FOR = acts.ActKind("mean_for")


async def mean_for(db: AsyncSession, by: Person, details: SessionDetails, audience: Audience | None) -> Act | None:
    """Return None if it is so already, or if nobody may be invited by it. Raise NotAllowed."""
    await permissions.must_at_session(db, by, Right.CHANGE_SESSION, details)
    course, was = details.course, details.course.audience
    if audience is was or (audience is not None and audience not in OPENLY_NAMED):
        return None
    await db.execute(update(Course).where(Course.id == course.id).values(audience=audience))
    facts = {"course": course.id, "was": was and was.value, "now": audience and audience.value}
    return await acts.record(db, by, MEAN_FOR, **facts)


async def undo_mean_for(db: AsyncSession, act: Act) -> Text | None:
    now, was = act.facts["now"], act.facts["was"]
    stands = Course.audience.is_(None) if now is None else Course.audience == Audience(now)
    mine = (Course.id == act.facts["course"], stands)
    if not await changed(db, update(Course).where(*mine).values(audience=was and Audience(was))):
        return None
    return _("The class is for whom it was before.")
