"""A volunteer's pause: nobody asks them until it is over, and what they have taken on stays theirs."""

from collections.abc import Collection
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.storage.base import TODAY
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Volunteer


@cache
def is_here() -> ColumnElement[bool]:
    return Volunteer.away_until.is_(None) | (Volunteer.away_until < TODAY)


async def away(db: AsyncSession, ids: Collection[int]) -> set[int]:
    return set(await db.scalars(select(Volunteer.person_id).where(Volunteer.person_id.in_(ids), ~is_here())))


async def begin(db: AsyncSession, person: Person, until: date) -> None:
    await _set(db, person, until)


async def end(db: AsyncSession, person: Person) -> None:
    await _set(db, person, None)


async def until(db: AsyncSession, person: Person) -> date | None:
    profile = await db.get(Volunteer, person.id)
    last = None if profile is None else profile.away_until
    return last if last is not None and last >= clock.today() else None


async def _set(db: AsyncSession, person: Person, until: date | None) -> None:
    await db.execute(update(Volunteer).where(Volunteer.person_id == person.id).values(away_until=until))
