"""Names to call that nobody has taken: whoever coordinates the ward sees at which classes they wait."""

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.calls import NOBODY_TOOK
from bot.services.access import permissions
from bot.services.calls import call_queue
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Course
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup


async def by_session(db: AsyncSession, by: Person) -> list[tuple[SessionDetails, int]]:
    """Return the sessions of groups where names have waited long, soonest first, and how many wait there."""
    places = await permissions.reach(db, by, Right.ACT_FOR_LEADERS)
    if not places:
        return []
    here = or_(*(ResidentialGroup.ward_code == place.ward for place in places if place.ward is not None))
    groups = select(ResidentialGroup.id).where(here)
    n = func.count(Call.person_id.distinct())
    waiting = (
        call_queue.open_calls(n)
        .add_columns(Call.session_id)
        .where(Call.taken_by_id.is_(None), Call.tries == 0, Call.since < clock.now() - NOBODY_TOOK)
        .where(Course.organisation_id.is_(None), Course.group_id.in_(groups))
        .group_by(Call.session_id)
    )
    counted = {session: many for many, session in await db.execute(waiting)}
    found = await session_queries.all_of(db, list(counted))
    return [(one, counted[one.session.id]) for one in found]
