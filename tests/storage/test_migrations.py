"""Models equal migrations, up and down, on every database."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from bot import clock
from bot.admin import NotPossible, bring_up, outlook
from bot.config import Settings
from bot.lease import leased
from bot.storage.database import Database
from bot.storage.migrate import LOCK, is_newest, migrate
from bot.storage.tables import Base
from bot.storage.tables.people import Person


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _checks(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {str(check["name"]) for table in _tables(connection) for check in inspector.get_check_constraints(table)}


def _counting(connection: Connection) -> set[str]:
    """The tables of SQLite that give no id out again."""
    found = connection.scalars(text("SELECT name FROM sqlite_master WHERE sql LIKE '%PRIMARY KEY AUTOINCREMENT%'"))
    return set(found)


async def test_models_equal_migrations(database_url: str) -> None:
    database = Database(database_url)
    await migrate(database)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_differences) == []
        assert await connection.run_sync(_tables) == set(Base.metadata.tables)
        # Alembic does not compare checks, and ours keep the seats.
        assert {"ck_course_seats", "ck_class_session_seats", "ck_shift_filled"} <= await connection.run_sync(_checks)
        if database.embedded:  # Alembic does not compare this either, and forgets it in a batch
            numbered = {table.name for table in Base.metadata.sorted_tables if table.autoincrement_column is not None}
            assert await connection.run_sync(_counting) == numbered
    assert await is_newest(database)
    await database.close()


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


async def test_down_to_nothing_and_up_again(database_url: str) -> None:
    database = Database(database_url)
    await migrate(database)
    await migrate(database, "base")
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_tables) == set()
    assert not await is_newest(database)
    await migrate(database)
    assert await is_newest(database)
    await database.close()


async def test_they_are_left_alone_while_somebody_works_with_them(database_url: str, tmp_path: Path) -> None:
    database, settings = Database(database_url), Settings(database_url=database_url, key_file=tmp_path / "key")
    await migrate(database, "0001")
    async with leased(database, "telegram:1"):
        for order in (bring_up(settings, "head"), outlook(settings)):
            with pytest.raises(NotPossible, match="the bot is running"):
                await order
        async with database.connect() as connection:
            assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
    await database.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_that_begin_at_once_do_so_one_after_the_other(database_url: str) -> None:
    database = Database(database_url)
    async with database.connect() as first:
        await first.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        second = asyncio.create_task(migrate(database, "0001"))
        async with database.connect() as looking:
            while not await looking.scalar(text("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")):
                assert not second.done()
    await second
    await database.close()


async def test_a_table_built_anew_keeps_its_rows_and_what_refers_to_them(database_url: str) -> None:
    database = Database(database_url)
    await migrate(database, "0008")
    now = datetime(2026, 11, 23)  # noqa: DTZ001 as it stands in a column
    rows = {
        "person": {"language": "vi", "told_via": "self", "created_at": now},
        "address": {"person_id": 1, "channel": "web", "external_id": "an", "last_used_at": now},
        "outbox": {"address_id": 1, "person_id": 1, "lane": "a_reply", "message": "{}", "status": "queued"}
        | {"put_at": now, "due_at": now, "expires_at": now, "attempts": 0},
        "conversation": {"address_id": 1, "answers": "{}", "misses": 0, "updated_at": now},
    }
    async with database.engine.begin() as connection:
        for table, row in rows.items():
            names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            await connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)  # noqa: S608 ours
        await connection.execute(text("UPDATE outbox SET edits_id = id"))
    await migrate(database)
    async with database.engine.begin() as connection:
        for table in rows:
            assert await connection.scalar(text(f"SELECT count(*) FROM {table}")) == 1  # noqa: S608 ours
        indexes = await connection.run_sync(lambda sync: inspect(sync).get_indexes("outbox"))
        (due,) = [index for index in indexes if index["name"] == "ix_outbox_due"]
        assert "queued" in " ".join(str(option) for option in due["dialect_options"].values())
    with pytest.raises(IntegrityError):
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE outbox SET address_id = 99"))
    await database.close()
