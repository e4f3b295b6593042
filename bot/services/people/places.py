"""Wards and residential groups, found by the names people use."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people.places import find_ward, group_order, read_group
from bot.domain.vietnamese import fold
from bot.storage.tables.places import ResidentialGroup, Ward, WardAlias


async def groups_of(db: AsyncSession, ward_code: str) -> list[ResidentialGroup]:
    found = await db.scalars(
        select(ResidentialGroup).where(ResidentialGroup.ward_code == ward_code, ResidentialGroup.active)
    )
    return in_order(found)


def in_order(groups: Iterable[ResidentialGroup]) -> list[ResidentialGroup]:
    """Sort as people count: 2, 4A, 10, then names."""
    return sorted(groups, key=lambda group: (group.kind, group_order(group.name)))


async def of_ids(db: AsyncSession, ids: Collection[int]) -> Sequence[ResidentialGroup]:
    rows = await db.scalars(select(ResidentialGroup).where(ResidentialGroup.id.in_(ids)))
    return rows.all()


async def wards_with_groups(db: AsyncSession) -> Sequence[Ward]:
    there = select(ResidentialGroup.ward_code).where(ResidentialGroup.active)
    return (await db.scalars(select(Ward).where(Ward.code.in_(there)).order_by(Ward.short_name))).all()


async def wards_named(db: AsyncSession, typed: str) -> Sequence[Ward]:
    """Return the wards these words may mean, best match first; former names count too."""
    wards = [(code, folded) for code, folded in await db.execute(select(Ward.code, Ward.search_name))]
    aliases = [(folded, code) for folded, code in await db.execute(select(WardAlias.search_name, WardAlias.ward_code))]
    codes = find_ward(typed, wards, aliases)
    found = {ward.code: ward for ward in await db.scalars(select(Ward).where(Ward.code.in_(codes)))}
    return [found[code] for code in codes]


def group_named(groups: Sequence[ResidentialGroup], typed: str) -> ResidentialGroup | None:
    read = read_group(typed)
    wanted = {fold(typed), fold(read[1]) if read else ""}
    named = [group for group in groups if group.search_name in wanted]
    # «khu 3» is «khu phố 3» where there is no khu of that name.
    fits = [group for group in named if read is None or group.kind == read[0]] or named
    return fits[0] if len(fits) == 1 else None
