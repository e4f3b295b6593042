"""Wards and residential groups, found by the names people use."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Place
from bot.domain.people.places import GroupName, find_ward, group_order, read_group, read_number
from bot.domain.vietnamese import fold
from bot.storage.tables.places import ResidentialGroup, Ward, WardAlias

_LONGEST_NAME = 40


@dataclass(frozen=True)
class Home:
    """Where somebody lives: always a ward, and its residential group if that is known.

    `said` is what they called the group, as long as the ward has none of that name.
    """

    ward_code: str
    group: ResidentialGroup | None = None
    said: GroupName | None = None

    @property
    def place(self) -> Place:
        return Place(self.ward_code, self.group.id if self.group is not None else None)


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


async def wards(db: AsyncSession, codes: Collection[str]) -> dict[str, Ward]:
    return {ward.code: ward for ward in await db.scalars(select(Ward).where(Ward.code.in_(codes)))}


async def wards_near(db: AsyncSession, ward_code: str) -> Sequence[Ward]:
    """Return the other wards that share a former ward or district with this one, those that share most first."""
    mine = select(WardAlias.search_name).where(WardAlias.ward_code == ward_code)
    shared = (
        select(WardAlias.ward_code, func.count().label("n"))
        .where(WardAlias.search_name.in_(mine), WardAlias.ward_code != ward_code)
        .group_by(WardAlias.ward_code)
        .subquery()
    )
    near = select(Ward).join(shared, shared.c.ward_code == Ward.code).order_by(shared.c.n.desc(), Ward.short_name)
    return (await db.scalars(near)).all()


async def wards_named(db: AsyncSession, typed: str) -> Sequence[Ward]:
    """Return the wards these words may mean, best match first; former names count too."""
    at_work = select(Ward.code, Ward.search_name).where(Ward.active)
    official = [(code, folded) for code, folded in await db.execute(at_work)]
    aliases = [(folded, code) for folded, code in await db.execute(select(WardAlias.search_name, WardAlias.ward_code))]
    codes = find_ward(typed, official, aliases)
    found = await wards(db, codes)
    return [found[code] for code in codes]


def group_named(groups: Sequence[ResidentialGroup], typed: str) -> ResidentialGroup | None:
    read = read_group(typed)
    wanted = {fold(typed), fold(read.name if read else read_number(typed) or "")}
    named = [group for group in groups if group.search_name in wanted]
    # «khu 3» is «khu phố 3» where there is no khu of that name.
    fits = [group for group in named if read is None or group.kind == read[0]] or named
    return fits[0] if len(fits) == 1 else None


def group_of_name(groups: Sequence[ResidentialGroup], name: GroupName) -> ResidentialGroup | None:
    wanted = (name.kind, fold(name.name))
    return next((group for group in groups if (group.kind, group.search_name) == wanted), None)


def group_said(ward: Ward, groups: Sequence[ResidentialGroup], typed: str) -> GroupName | None:
    """Return the group these words name, whether the ward has it or not; a bare number is of the kind usual there."""
    read, number = read_group(typed), read_number(typed)
    if read is None and number is not None:
        kinds = [group.kind for group in groups] or ["ap" if ward.kind == "xã" else "khu_pho"]
        return GroupName(max(sorted(set(kinds)), key=kinds.count), number)
    return read if read is not None and len(read.name) <= _LONGEST_NAME else None
