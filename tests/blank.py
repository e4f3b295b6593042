"""Databases set back for each test to what was made once: all tables and the wards, in which nobody lives.

The engine stays, and with it the statements it has compiled.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from pgqueuer.queries import Queries
from sqlalchemy import URL, Connection, MetaData, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage import wards
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables import Base

T = TypeVar("T")


async def fill(database: Database) -> None:
    """Make the tables, and put in the wards."""
    async with database.engine.begin() as connection:
        await connection.run_sync(make_tables)
    async with database.begin() as db:
        await wards.seed(db)


def make_tables(connection: Connection) -> None:
    """As the models say, sooner than by migrating.

    From a copy: a constraint that was once added to a table of PostgreSQL is left out of all tables made after that.
    """
    copied = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(copied)
    copied.create_all(connection)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.dbapi_connection
        driver.run_async(lambda own: Queries.from_asyncpg_connection(own).install())


class BlankFile:
    """A SQLite file, alone in its folder."""

    def __init__(self, folder: Path, *, small: bool = False) -> None:
        """`small`: its statements run without a thread."""
        self.file = folder / "bot.db"
        self.database = Database(f"sqlite+aiosqlite:///{self.file}", small=small)
        event.listen(self.database.engine.sync_engine, "connect", _forget_the_disk)
        self._content = b""

    async def restored(self) -> Database:
        """As it was before anybody lived there; whoever used it has closed it."""
        if not self._content:
            await fill(self.database)
            await self.database.empty_journal()
            await self.database.close()
            self._content = self.file.read_bytes()
        holds_only(self.file, self._content)
        self.database.belongs_to(Installation())
        return self.database


def holds_only(file: Path, content: bytes) -> None:
    """Write the file of a closed database, and leave nothing beside it."""
    for left in file.parent.iterdir():
        left.unlink()
    file.write_bytes(content)


def _forget_the_disk(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """It does not outlive the test: nothing waits until it stands on the disk."""
    connection.cursor().execute("PRAGMA synchronous=OFF")


class BlankOnServer:
    """A database of PostgreSQL. What a test has left in it is removed; with other tables it is copied anew.

    To drop a database and copy another, the server writes all it has in memory to the disk: seconds, beside other work.
    """

    def __init__(self, server: str) -> None:
        """`server` as SQLAlchemy writes it, with a database to connect to."""
        self._server, ours = make_url(server), secrets.token_hex(6)
        self._name, self._template = f"test_{ours}", f"blank_{ours}"
        self._url = self._server.set(database=self._name)
        self.database = Database(_url(self._url))
        self._blank: _Blank | None = None

    async def restored(self) -> Database:
        """As it was before anybody lived there; whoever used it has closed it."""
        if self._blank is None:
            await order(self._server, f"CREATE DATABASE {self._template}")
            template = Database(_url(self._server.set(database=self._template)))
            await fill(template)
            await template.close()
            await self._copied()
            self._blank = await self._looked_at(_Blank.of)
        elif not await self._looked_at(self._blank.is_set_back):
            await self._copied()
        self.database.belongs_to(Installation())
        return self.database

    async def _looked_at(self, by: Callable[[Any], Awaitable[T]]) -> T:
        connection = await asyncpg.connect(_plain(self._url))
        try:
            return await by(connection)
        finally:
            await connection.close()

    async def _copied(self) -> None:
        await order(
            self._server,
            f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)",
            f"CREATE DATABASE {self._name} TEMPLATE {self._template}",
        )

    async def drop(self) -> None:
        """Leave nothing on the server."""
        names = (self._name, self._template)
        await order(self._server, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in names))


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_NUMBERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"
_NUMBERED = "SELECT setval(format('public.%I', $1::text)::regclass, coalesce($2::bigint, 1), $2 IS NOT NULL)"
# Columns of tables and indexes, constraints, triggers.
_SHAPE = """
    SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attnum)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1
"""
_ELSE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


# TRUNCATE would give each table, and all that refer to it, a new file: ten times what deleting a few rows takes.
_EMPTIED = "SET session_replication_role = replica; {} SET session_replication_role = DEFAULT"


@dataclass(frozen=True)
class _Blank:
    """What a database is like in which nobody lives: its tables, the rows of those that have any, and its numbers."""

    shape: list[Any]
    rows: dict[str, list[Any]]
    numbers: list[Any]

    @classmethod
    async def of(cls, connection: Any) -> "_Blank":  # noqa: ANN401 asyncpg has no types
        tables = [table for (table,) in await connection.fetch(_TABLES)]
        rows = {table: await _rows(connection, table) for table in tables}
        return cls(await connection.fetch(_SHAPE), rows, await connection.fetch(_NUMBERS))

    async def is_set_back(self, connection: Any) -> bool:  # noqa: ANN401 the same
        await connection.execute(_ELSE)
        if await connection.fetch(_SHAPE) != self.shape:
            return False
        empty = [table for table, rows in self.rows.items() if not rows]
        filled = [f'"{table}"' for (table,) in await connection.fetch(" UNION ALL ".join(map(_if_filled, empty)))]
        if filled:
            await connection.execute(_EMPTIED.format("".join(map("DELETE FROM {};".format, filled))))
            # Without the dead rows the next ones stand in the order in which they are written.
            await connection.execute(f"VACUUM {', '.join(filled)}")
        for name, last in set(self.numbers) - set(await connection.fetch(_NUMBERS)):
            await connection.execute(_NUMBERED, name, last)
        return all([await _rows(connection, table) == rows for table, rows in self.rows.items() if rows])


async def _rows(connection: Any, table: str) -> list[Any]:  # noqa: ANN401 the same
    found: list[Any] = await connection.fetch(f'SELECT one::text FROM "{table}" AS one ORDER BY 1')  # noqa: S608 a table of ours
    return found


def _if_filled(table: str) -> str:
    return f"""SELECT '{table}' WHERE EXISTS (SELECT FROM "{table}")"""  # noqa: S608 the same


async def order(server: URL, *statements: str) -> None:
    """Have a server of PostgreSQL do what it does outside a transaction only."""
    connection = await asyncpg.connect(_plain(server))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def _plain(url: URL) -> str:
    return _url(url.set(drivername="postgresql"))


def _url(url: URL) -> str:
    return url.render_as_string(hide_password=False)
