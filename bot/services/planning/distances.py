"""Distances between residential groups in steps, since nobody has measured the ways."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain import coaching
from bot.domain.matching.instance import UNREACHABLE, Ints
from bot.services.planning.coaches import Where
from bot.storage.tables.places import WardAlias


async def between(db: AsyncSession, wards: Sequence[Where]) -> Ints:
    """Return an n × n matrix of steps; UNREACHABLE between wards without a common former ward or district."""
    codes = {code for code, _group in wards}
    rows = await db.execute(select(WardAlias.search_name, WardAlias.ward_code).where(WardAlias.ward_code.in_(codes)))
    former: dict[str, set[str]] = defaultdict(set)
    for folded, code in rows:
        former[code].add(folded)
    shared = await _split(db)
    km = np.full((len(wards), len(wards)), UNREACHABLE, dtype=np.int64)
    for here, one in enumerate(wards):
        for there, other in enumerate(wards):
            km[here, there] = _steps(one, other, (former[one[0]] & former[other[0]], shared))
    return km


def _steps(one: Where, other: Where, common: tuple[set[str], set[str]]) -> int:
    if one == other:
        return coaching.IN_GROUP
    if one[0] == other[0]:
        return coaching.IN_WARD
    names, split = common
    if names & split:
        return coaching.IN_FORMER_WARD
    return coaching.IN_FORMER_DISTRICT if names else UNREACHABLE


async def _split(db: AsyncSession) -> set[str]:
    """Return former wards that lie in two wards now, which are neighbours; a former district lies in many."""
    rows = await db.scalars(select(WardAlias.search_name))
    times: dict[str, int] = defaultdict(int)
    for folded in rows:
        times[folded] += 1
    return {folded for folded, n in times.items() if n == 2}  # noqa: PLR2004 in two
