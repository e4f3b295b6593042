"""People of whom only the ward is known, and what they called their residential group."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.vietnamese import fold
from bot.services.people import profile
from bot.services.people.places import Home
from bot.storage.piecewise import legible
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

WAITS = (
    Person.ward_code.is_not(None),
    Person.group_id.is_(None),
    Person.name.is_not(None),
    Person.left_book_at.is_(None),
    Person.merged_into_id.is_(None),
    Person.erased_at.is_(None),
)


async def those(db: AsyncSession, where: ColumnElement[bool]) -> Sequence[Person]:
    return await legible(db, select(Person).where(*WAITS, where).order_by(Person.created_at, Person.id))


async def place_who_named(db: AsyncSession, ward_code: str, new: Sequence[ResidentialGroup]) -> list[int]:
    """Put everybody of the ward who had named one of these groups into it; return their ids."""
    by_name = {(group.kind, group.search_name): group for group in new}
    placed = []
    for person in await those(db, Person.ward_code == ward_code):
        said = profile.said_group(person)
        group = by_name.get((said.kind, fold(said.name))) if said is not None else None
        if group is not None:
            profile.live_in(person, Home(ward_code, group))
            placed.append(person.id)
    await db.flush()
    return placed
