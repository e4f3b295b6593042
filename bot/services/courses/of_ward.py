"""The classes of a ward, for whoever coordinates it: by day, by group, by state."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus
from bot.domain.weeks import A_WEEK
from bot.services.access import permissions
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, is_over
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Shift

_MOST = 300
_LATELY = timedelta(days=14)


class WardFilter(StrEnum):
    """Which classes of the ward are listed."""

    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    SHORT = "short"
    UNMARKED = "unmarked"
    CALLED_OFF = "called_off"


async def sessions(
    db: AsyncSession, by: Person, shown: WardFilter, group_id: int | None = None
) -> Sequence[SessionDetails]:
    """Return those of the places where somebody may act for leaders, soonest first."""
    places = await permissions.reach(db, by, Right.ACT_FOR_LEADERS)
    if not places:
        return []
    query = session_queries.all_details().where(or_(*map(session_queries.within, places)), _is(shown))
    if group_id is not None:
        query = query.where(Course.group_id == group_id)
    return await session_queries.found(db, query.limit(_MOST))


def _is(shown: WardFilter) -> ColumnElement[bool]:
    now, (today, tomorrow) = clock.now(), clock.days(clock.today(), clock.today())
    planned = ClassSession.status == SessionStatus.PLANNED
    called_off = ClassSession.status == SessionStatus.CALLED_OFF
    return {
        WardFilter.TODAY: ClassSession.starts_at.between(today, tomorrow),
        WardFilter.WEEK: planned & ClassSession.starts_at.between(now, now + A_WEEK),
        WardFilter.LATER: planned & (ClassSession.starts_at > now + A_WEEK),
        WardFilter.SHORT: planned & (ClassSession.starts_at > now) & _lacks_helpers(),
        WardFilter.UNMARKED: planned & (ClassSession.starts_at >= now - _LATELY) & is_over(),
        WardFilter.CALLED_OFF: called_off & (ClassSession.starts_at > now - A_WEEK),
    }[shown]


def _lacks_helpers() -> ColumnElement[bool]:
    return exists().where(Shift.session_id == ClassSession.id, Shift.filled < Shift.needed)
