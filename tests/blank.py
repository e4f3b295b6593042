"""Databases set back for each test to what was made once: all tables and the wards, in which nobody lives.

The engine stays, and with it the statements it has compiled.
"""

import secrets
from pathlib import Path

import asyncpg
from sqlalchemy import URL, Connection, MetaData, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage import wards
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables import Base


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
        for left in self.file.parent.iterdir():
            left.unlink()
        self.file.write_bytes(self._content)
        self.database.belongs_to(Installation())
        return self.database


def _forget_the_disk(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """It does not outlive the test: nothing waits until it stands on the disk."""
    connection.cursor().execute("PRAGMA synchronous=OFF")


class BlankOnServer:
    """A database of PostgreSQL, copied from a template by the server."""

    def __init__(self, server: str) -> None:
        """`server` as SQLAlchemy writes it, with a database to connect to."""
        self._server, ours = make_url(server), secrets.token_hex(6)
        self._name, self._template = f"test_{ours}", f"blank_{ours}"
        self.database = Database(_url(self._server.set(database=self._name)))
        self._is_made = False

    async def restored(self) -> Database:
        """As it was before anybody lived there; whoever used it has closed it."""
        if not self._is_made:
            await order(self._server, f"CREATE DATABASE {self._template}")
            template = Database(_url(self._server.set(database=self._template)))
            await fill(template)
            await template.close()
            self._is_made = True
        await order(
            self._server,
            f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)",
            f"CREATE DATABASE {self._name} TEMPLATE {self._template}",
        )
        self.database.belongs_to(Installation())
        return self.database

    async def drop(self) -> None:
        """Leave nothing on the server."""
        names = (self._name, self._template)
        await order(self._server, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in names))


async def order(server: URL, *statements: str) -> None:
    """Have a server of PostgreSQL do what it does outside a transaction only."""
    connection = await asyncpg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def _url(url: URL) -> str:
    return url.render_as_string(hide_password=False)
