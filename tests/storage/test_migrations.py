"""Models equal migrations, up and down, on every database."""

import asyncio
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import Connection, text

from bot import clock
from bot.config import Settings
from bot.lease import leased
from bot.operation.admin import NotPossible, bring_up, outlook
from bot.storage.database import Database
from bot.storage.migrate import UnknownRevision, migrate
from bot.storage.revision import LOCK, is_newest, newest_revision
from bot.storage.tables import Base
from bot.storage.tables.people import Person
from tests.blank import make_tables
from tests.storage import earlier
from tests.storage.schema import described

MIGRATIONS = Path(__file__).parents[2] / "migrations"
IMPORTS_OURS = re.compile(r"^\s*(?:from|import) bot\b", re.MULTILINE)


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_ours})
    return list(compare_metadata(context, Base.metadata))


def _is_ours(name: str | None, kind: str, _of: object) -> bool:
    """The tables of the job queue are its library's: it looks at them itself when it begins."""
    return kind != "table" or not (name or "").startswith("pgqueuer")


async def test_models_equal_migrations(database_url: str) -> None:
    database = Database(database_url)
    await migrate(database)
    assert await is_newest(database)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_differences) == []
        migrated = await connection.run_sync(described)
    await migrate(database, "base")
    assert not await is_newest(database)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(described) == {}
    async with database.engine.begin() as connection:
        await connection.run_sync(make_tables)
        assert migrated == await connection.run_sync(described)
    await database.close()


def test_what_is_newest_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert newest_revision() == ScriptDirectory.from_config(config).get_current_head()


def test_a_revision_knows_nothing_of_the_program_of_its_day() -> None:
    scripts = [script for script in MIGRATIONS.rglob("*.py") if script.name != "env.py"]
    assert len(scripts) >= 2
    assert [script.name for script in scripts if IMPORTS_OURS.search(script.read_text("utf-8"))] == []


async def test_an_id_is_never_given_out_again(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when its row was deleted, nor when its table was built anew."""
    database = Database(database_url)
    await migrate(database)
    given = [await _given_out_and_deleted(database) for _time in range(2)]
    if database.embedded:  # PostgreSQL changes a table where it stands
        monkeypatch.setattr("bot.storage.migrate.command.upgrade", _build_people_anew)
        await migrate(database)
    given.append(await _given_out_and_deleted(database))
    assert given == sorted(set(given))
    await database.close()


def _build_people_anew(config: Config, _to: str) -> None:
    """As a revision does that changes a column."""
    operations = Operations(MigrationContext.configure(config.attributes["connection"]))
    with operations.batch_alter_table("person", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass


async def _given_out_and_deleted(database: Database) -> int:
    async with database.begin() as db:
        nobody = Person(created_at=clock.now())
        db.add(nobody)
        await db.flush()
        given = nobody.id
        await db.delete(nobody)
    return given


async def test_a_revision_that_is_not_there_is_said_in_one_line(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(UnknownRevision, match=r"^Can't locate revision identified by '0012'$"):
        await migrate(database, "0012")
    await database.close()


async def test_they_are_left_alone_while_somebody_works_with_them(database_url: str, tmp_path: Path) -> None:
    database = await earlier.left_at(earlier.OLDEST, database_url)
    settings = Settings(database_url=database_url, keys=SecretStr(earlier.KEY), key_file=tmp_path / "key")
    clock.release()
    async with leased(database, "telegram:1"):
        for order in (bring_up(settings, "head"), outlook(settings)):
            with pytest.raises(NotPossible, match="the bot is running"):
                await order
        async with database.connect() as connection:
            assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == earlier.OLDEST
    await database.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_that_begin_at_once_do_so_one_after_the_other(database_url: str) -> None:
    database = Database(database_url)
    async with database.connect() as first:
        await first.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        second = asyncio.create_task(migrate(database))
        async with database.connect() as looking:
            while not await looking.scalar(text("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")):
                assert not second.done()
    await second
    await database.close()
