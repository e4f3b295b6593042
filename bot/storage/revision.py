"""Which revision the tables are of, read without Alembic: a start that finds the newest ones never loads it."""

import re
from collections.abc import Collection
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import AssistantError
from bot.storage.database import Database
from bot.storage.tables.messaging import Lease

_PACKAGE = Path(__file__).resolve().parents[1]
BASELINE = "0047"
# The revisions that led to the baseline are gone. From those that were in use, scripts of their own lead there:
# `from_0027.py` to 0030, `from_0030.py` from there and from each later one. The commit `_EARLIER` has the others.
OLDEST, FIRST_BASELINE = "0027", "0030"
BRIDGED = {OLDEST, *(f"00{n}" for n in (*range(30, 35), 36, *range(38, 43), 44, 45, 46))}
_EARLIER = "ed21bf4"
_IS = re.compile(r'^revision\b.*= "(\w+)"$', re.MULTILINE)
LOCK = 20_251_130  # any number that nobody else locks in this database
_BEGINS_FROM = re.compile(r'^down_revision\b.*= "(\w+)"$', re.MULTILINE)


# A lease, its holder, and until when.
LeaseRow: TypeAlias = tuple[str, str, datetime]


class OthersWork(AssistantError):
    """Processes work with the tables as they are, so that they must not change now: whoever holds these `leases`."""

    def __init__(self, leases: Collection[LeaseRow]) -> None:
        super().__init__("others work")
        self.leases = leases


def scripts() -> Path:
    """Return the folder of the migrations, installed or in a checkout."""
    packaged = _PACKAGE / "_migrations"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "migrations"


async def is_newest(database: Database) -> bool:
    async with database.connect() as connection:
        return await connection.run_sync(_is_newest)


async def shows_newest(db: AsyncSession) -> bool:
    return await db.run_sync(lambda session: _is_newest(session.connection()))


async def wait_for_migration(db: AsyncSession) -> None:
    """Wait until nobody changes the tables; nobody does until this transaction ends."""
    if db.get_bind().dialect.name == "postgresql":
        await db.execute(select(func.pg_advisory_xact_lock_shared(LOCK)))


def lock(connection: Connection) -> None:
    # SQLite has one writer anyway.
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))


def must_be_alone(connection: Connection, dead: Collection[LeaseRow]) -> None:
    """Raises OthersWork if the tables have to change and there is a lease that is not of the dead."""
    if revision_of(connection) in (None, newest_revision()) or not inspect(connection).has_table(Lease.__tablename__):
        return
    rows = connection.execute(select(Lease.name, Lease.holder, Lease.until))
    if held := {(name, holder, until) for name, holder, until in rows}.difference(dead):
        raise OthersWork(held)


async def is_blank(database: Database) -> bool:
    async with database.connect() as connection:
        return await connection.run_sync(revision_of) is None


def _is_newest(connection: Connection) -> bool:
    return revision_of(connection) == newest_revision()


@cache
def newest_revision() -> str:
    (newest,) = _steps().keys() - _steps().values()
    return newest


def why_not(revision: str) -> str | None:
    """Say what to do with tables that this version cannot bring up to date; None if it can."""
    if revision in BRIDGED or revision in _steps():
        return None
    if revision < FIRST_BASELINE:
        return (
            f"là dữ liệu của bản rất cũ ({revision}), hãy nâng lên bằng chương trình của {_EARLIER} trước"
            f" · of an early version: migrate it with the program of «git checkout {_EARLIER}», then with this one"
        )
    return (
        f"là dữ liệu của phiên bản mới hơn ({revision}), hãy cập nhật chương trình trước"
        " · made by a newer version: update the program first"
    )


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


@cache
def _steps() -> dict[str, str | None]:
    return dict(_step(script.read_text("utf-8")) for script in (scripts() / "versions").glob("*.py"))


def _step(script: str) -> tuple[str, str | None]:
    (revision,), before = _IS.findall(script), _BEGINS_FROM.search(script)
    return revision, None if before is None else before[1]
