"""Somebody who stands in two books is counted once: in a list of an organisation, and with the leader where they live.

Neither book learns of the other: each keeps its entry, and only sums know.
"""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import duplicates
from bot.domain.people.duplicates import ComparedPerson, DuplicateReason
from bot.storage.encryption import key_ring
from bot.storage.tables.people import Person

_SURELY = frozenset((DuplicateReason.NAME, DuplicateReason.PHONE))


async def link(db: AsyncSession, people: Collection[Person]) -> None:
    """Count who has name and number of somebody in another book as that one, unless something speaks against it.

    Who has no number may be anybody of that name, and stays apart.
    """
    numbered = [person for person in people if person.phone is not None and person.name is not None]
    if not numbered:
        return
    marks = {mark for person in numbered for mark in key_ring().blind_indexes(person.phone or "")}
    alike = select(Person).where(Person.phone_index.in_(marks), Person.name.is_not(None))
    alike = alike.where(Person.merged_into_id.is_(None), Person.erased_at.is_(None)).order_by(Person.id)
    known: dict[str | None, list[Person]] = {}
    for one in await db.scalars(alike):
        known.setdefault(one.phone, []).append(one)
    for person in numbered:
        others = known.get(person.phone, [])
        other = next((one for one in others if one.id < person.id and _is_surely(person, one)), None)
        if other is not None:
            person.same_as_id = other.same_as_id or other.id
        for later in others:
            if later.id > person.id and later.same_as_id is None and _is_surely(person, later):
                later.same_as_id = person.same_as_id or person.id
    await db.flush()


async def part(db: AsyncSession, ids: Collection[int]) -> None:
    await db.execute(update(Person).where(Person.same_as_id.in_(ids)).values(same_as_id=None))


async def merge(db: AsyncSession, keep: Person, gone: Person) -> list[int | None]:
    """Count both, and whoever is counted as either, as one; return as whom each was counted before."""
    before = [keep.same_as_id, gone.same_as_id]
    pointed_at = set(await db.scalars(select(Person.same_as_id).where(Person.same_as_id.in_((keep.id, gone.id)))))
    if keep.id in pointed_at:
        root: int | None = keep.id
    else:
        root = keep.same_as_id or gone.same_as_id or (gone.id if gone.id in pointed_at else None)
    if root is not None:
        keep.same_as_id = gone.same_as_id = root
    return before


def _is_surely(person: Person, other: Person) -> bool:
    # In one book it is the leader who says whether they are one.
    in_one_book = person.group_id is not None and person.group_id == other.group_id
    return not in_one_book and set(duplicates.reasons(_compared(person), _compared(other))) >= _SURELY


def _compared(person: Person) -> ComparedPerson:
    return ComparedPerson(person.id, person.name or "", person.gender, person.age_band, person.phone)
