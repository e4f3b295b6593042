"""The 36 wards and communes of the area with former names: the first content of a database.

Names: resolution 1685/NQ-UBTVQH15 (June 2025); codes: list of the General Statistics Office. A code may have belonged
to another ward before July 2025, so former names lead to wards only through WardAlias.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.vietnamese import fold
from bot.storage.database import Database
from bot.storage.revision import is_newest
from bot.storage.tables.places import Ward, WardAlias

_FILE = Path(__file__).with_name("wards.csv")


async def prepare(database: Database) -> None:
    if not await is_newest(database):
        from bot.storage.migrate import migrate  # noqa: PLC0415 most starts need no Alembic: docs/adr/0030

        await migrate(database)
    async with database.begin() as db:
        await seed(db)


async def seed(db: AsyncSession) -> None:
    there = set(await db.scalars(select(Ward.code)))
    for row in (row for row in _rows() if row["code"] not in there):
        db.add(
            Ward(
                code=row["code"],
                name=f"{row['kind'].capitalize()} {row['short_name']}",
                kind=row["kind"],
                short_name=row["short_name"],
                search_name=fold(row["short_name"]),
            )
        )
        former = {**_former(row, "former_wards"), **_former(row, "former_districts")}
        db.add_all(WardAlias(search_name=folded, ward_code=row["code"], name=name) for folded, name in former.items())
    await db.flush()


def _rows() -> Iterator[dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _former(row: dict[str, str], column: str) -> dict[str, str]:
    return {fold(name): name for name in row[column].split("; ")}
