"""Which revision the tables are of, read without Alembic: a start that finds the newest ones never loads it."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database

_PACKAGE = Path(__file__).resolve().parents[1]
_IS = re.compile(r'^revision\b.*= "(\w+)"$', re.MULTILINE)
_BEGINS_FROM = re.compile(r'^down_revision\b.*= "(\w+)"$', re.MULTILINE)


def scripts() -> Path:
    """The folder of the migrations, installed or in a checkout."""
    packaged = _PACKAGE / "_migrations"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "migrations"


async def is_newest(database: Database) -> bool:
    async with database.connect() as connection:
        return await connection.run_sync(_is_newest)


async def shows_newest(db: AsyncSession) -> bool:
    """The same, in a transaction that only reads."""
    return await db.run_sync(lambda session: _is_newest(session.connection()))


async def is_blank(database: Database) -> bool:
    async with database.connect() as connection:
        return await connection.run_sync(revision_of) is None


def _is_newest(connection: Connection) -> bool:
    return revision_of(connection) == newest_revision()


@cache
def newest_revision() -> str:
    """The one that no other begins from."""
    files = [script.read_text("utf-8") for script in (scripts() / "versions").glob("*.py")]
    before = {found[1] for file in files if (found := _BEGINS_FROM.search(file)) is not None}
    (newest,) = {found[1] for file in files if (found := _IS.search(file)) is not None} - before
    return newest


def revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)
