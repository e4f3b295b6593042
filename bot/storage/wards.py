"""The 36 wards and communes of the area with former names: the first content of a database.

Names: resolution 1685/NQ-UBTVQH15 (June 2025); codes: list of the General Statistics Office. A code may have belonged
to another ward before July 2025, so former names lead to wards only through WardAlias.
"""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from bot.domain.vietnamese import fold
from bot.storage.database import Database
from bot.storage.revision import LeaseRow, is_newest
from bot.storage.tables.places import Ward, WardAlias

_FILE = Path(__file__).with_name("wards.csv")


async def prepare(database: Database, *, alone: Collection[LeaseRow] | None = None) -> None:
    """Raises OthersWork if the tables have to change `alone`, with nobody but the dead of these leases, and others
    work.
    """
    if not await is_newest(database):
        from bot.storage.migrate import migrate  # noqa: PLC0415 most starts need no Alembic: docs/adr/0030

        await migrate(database, alone=alone)
    async with database.begin() as db:
        await seed(db)


async def seed(db: AsyncSession) -> None:
    await db.run_sync(_wait_for_others)
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


def _wait_for_others(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(Ward.__tablename__))))


def _rows() -> Iterator[dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _former(row: dict[str, str], column: str) -> dict[str, str]:
    return {fold(name): name for name in row[column].split("; ")}
