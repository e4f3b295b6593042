"""People taught at home by their family, who have said so: each once, where they live; no lesson, no hour."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.reports.date_range import Span
from bot.i18n import Text, n_
from bot.services.reports.distinct_people import SOMEBODY
from bot.storage.tables.coaching import FamilyLesson
from bot.storage.tables.people import Person


def live_in(group_ids: Collection[int], ward_codes: Collection[str] = ()) -> ColumnElement[bool]:
    """Match people of the groups, and of the wards who have told no group."""
    return Person.group_id.in_(group_ids) | (Person.group_id.is_(None) & Person.ward_code.in_(ward_codes))


def told(n: int) -> Text:
    return n_("• Taught at home by family: {n} person", "• Taught at home by family: {n} people", n)


async def people(db: AsyncSession, group_ids: Collection[int], ward_codes: Collection[str], span: Span) -> int:
    first, end = clock.days(span.first, span.last)
    counted = (
        select(func.count(distinct(SOMEBODY)))
        .select_from(FamilyLesson)
        .join(Person, Person.id == FamilyLesson.learner_id)
        .where(live_in(group_ids, ward_codes), FamilyLesson.agreed_at >= first, FamilyLesson.agreed_at < end)
    )
    return await db.scalar(counted) or 0
