"""The wards, groups and sessions a leader or coordinator oversees."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Place, Right
from bot.domain.reports.date_range import Span
from bot.services.access import permissions
from bot.services.people import places
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup, Ward

_MOST = 500


@dataclass(frozen=True)
class Overseen:
    """A ward with those of its groups whose numbers the person may see; `whole`: those of the ward are theirs, too."""

    ward: Ward
    groups: Sequence[ResidentialGroup]
    whole: bool = False


async def of(db: AsyncSession, person: Person) -> list[Overseen]:
    rows = (
        await db.execute(
            select(Ward, ResidentialGroup)
            .join(ResidentialGroup, ResidentialGroup.ward_code == Ward.code)
            .where(ResidentialGroup.active)
            .order_by(Ward.short_name)
        )
    ).all()
    mine = {
        group.id for group in await permissions.among(db, person, Right.SEE_NUMBERS, [group for _ward, group in rows])
    }
    by_ward: dict[str, tuple[Ward, list[ResidentialGroup]]] = {}
    for ward, group in rows:
        if group.id in mine:
            by_ward.setdefault(ward.code, (ward, []))[1].append(group)
    return [
        Overseen(
            ward, places.in_order(groups), await permissions.may_at(db, person, Right.SEE_NUMBERS, Place(ward.code))
        )
        for ward, groups in by_ward.values()
    ]


async def is_of_area(db: AsyncSession, person: Person) -> bool:
    """Return whether the numbers of the whole area are theirs to see."""
    return await permissions.may_at(db, person, Right.SEE_NUMBERS, Place())


async def sessions(db: AsyncSession, groups: Sequence[ResidentialGroup], span: Span) -> list[SessionDetails]:
    query = session_queries.all_details().where(Course.group_id.in_([group.id for group in groups]), _within(span))
    return await session_queries.found(db, query.limit(_MOST))


def _within(span: Span) -> ColumnElement[bool]:
    first, end = clock.days(span.first, span.last)
    return (ClassSession.starts_at >= first) & (ClassSession.starts_at < end)
