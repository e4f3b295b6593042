"""Migrates a database to the newest tables, in one transaction."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError, load_python_file
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import OperatorError
from bot.storage import counters
from bot.storage.database import Database
from bot.storage.revision import (
    BASELINE,
    BRIDGED,
    FIRST_BASELINE,
    OLDEST,
    LeaseRow,
    lock,
    must_be_alone,
    revision_of,
    scripts,
    why_not,
)


class UnknownRevision(OperatorError):
    """The tables are of, or were asked to become those of, a revision that this version does not have."""


async def migrate(database: Database, to: str = "head", *, alone: Collection[LeaseRow] | None = None) -> None:
    """Bring the tables up to a revision, or down to an earlier one.

    Raises UnknownRevision; with `alone`, the leases of the dead, OthersWork.
    """
    async with database.unhurried() as connection, _rebuildable(database, connection):
        async with connection.begin():
            before, after = await connection.run_sync(partial(_migrate, to=to, alone=alone))
        if database.embedded and before not in (None, after):
            await _wipe_free_pages(connection)


async def _wipe_free_pages(connection: AsyncConnection) -> None:
    """Rewrite the file and truncate its log: old values remain in both."""
    raw = await _driver(connection)
    for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        await raw.execute(statement)


@asynccontextmanager
async def _rebuildable(database: Database, connection: AsyncConnection) -> AsyncIterator[None]:
    """Switch off foreign keys of SQLite, which rebuilds a table to change a column.

    This works only outside a transaction, so it is done on the driver, before SQLAlchemy begins one.
    """
    if not database.embedded:
        yield
        return
    raw = await _driver(connection)
    await raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await raw.execute("PRAGMA foreign_keys=ON")


async def _driver(connection: AsyncConnection) -> Any:  # noqa: ANN401 another class for each database
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None, "a connection has a driver's behind it"  # noqa: S101
    return raw


def _migrate(connection: Connection, to: str, *, alone: Collection[LeaseRow] | None) -> tuple[str | None, str | None]:
    config = _config()
    lock(connection)
    if alone is not None:
        must_be_alone(connection, alone)
    before = revision_of(connection)
    if before is not None and (why := why_not(before)):
        raise UnknownRevision(f"BOT_DATABASE_URL: {why}")
    config.attributes["connection"] = connection
    given_out = counters.kept(connection)
    if before in BRIDGED:
        _cross(config, connection, before)
    _move(config, connection, to)
    counters.keep(connection, given_out)
    if connection.dialect.name == "sqlite" and (astray := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"rows without what they refer to: {astray[:5]}")
    return before, revision_of(connection)


def _cross(config: Config, connection: Connection, before: str) -> None:
    """Bridge the tables from an earlier revision to the baseline."""
    with Operations.context(MigrationContext.configure(connection)):
        if before == OLDEST:
            load_python_file(str(scripts()), f"from_{OLDEST}.py").upgrade()
            before = FIRST_BASELINE
        load_python_file(str(scripts()), f"from_{FIRST_BASELINE}.py").upgrade(before)
    command.stamp(config, BASELINE, purge=True)


def _move(config: Config, connection: Connection, to: str) -> None:
    move = command.downgrade if to == "base" or _is_below(config, connection, to) else command.upgrade
    try:
        move(config, to)
    except CommandError as unknown:
        raise UnknownRevision(str(unknown)) from None


def _is_below(config: Config, connection: Connection, to: str) -> bool:
    current = revision_of(connection)
    if current is None or to in ("head", current):
        return False
    earlier = ScriptDirectory.from_config(config).iterate_revisions(current, "base")
    return any(script.revision == to for script in earlier)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts()))
    return config
