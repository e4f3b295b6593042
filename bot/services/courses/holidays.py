"""Days without classes: public holidays, which are warned of, and those on which a ward is closed."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.tables.places import ClosedDay


async def public(db: AsyncSession, days: Iterable[date]) -> dict[date, str]:
    wanted = set(days)
    for year in {day.year for day in wanted}:
        await _seed(db, year)
    rows = await db.scalars(
        select(ClosedDay).where(ClosedDay.day.in_(wanted), ClosedDay.ward_code.is_(None)).order_by(ClosedDay.day)
    )
    return {row.day: row.name for row in rows}


async def closed(db: AsyncSession, days: Iterable[date], ward_code: str) -> dict[date, str]:
    rows = await db.scalars(
        select(ClosedDay).where(
            ClosedDay.day.in_(set(days)), ClosedDay.ward_code == ward_code, ClosedDay.reopened_at.is_(None)
        )
    )
    return {row.day: row.name for row in rows}


async def _seed(db: AsyncSession, year: int) -> None:
    """Store the public holidays of a year that has none yet; what an installation has changed stays."""
    there = await db.scalar(
        select(ClosedDay.id).where(
            ClosedDay.ward_code.is_(None), ClosedDay.day.between(date(year, 1, 1), date(year, 12, 31))
        )
    )
    if there is None:
        db.add_all(ClosedDay(day=day, name=name) for day, name in _public(year))
        await db.flush()


@cache
def _public(year: int) -> tuple[tuple[date, str], ...]:
    import holidays  # noqa: PLC0415 asked for once a year: docs/adr/0030

    return tuple(sorted(holidays.country_holidays("VN", years=year, language="vi").items()))
