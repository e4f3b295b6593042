"""Models equal migrations, up and down, on every database."""

from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.migrate import is_newest, migrate
from bot.storage.tables import Base


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _checks(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {str(check["name"]) for table in _tables(connection) for check in inspector.get_check_constraints(table)}


async def test_models_equal_migrations(database_url: str) -> None:
    database = Database(database_url)
    await migrate(database)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_differences) == []
        assert await connection.run_sync(_tables) == set(Base.metadata.tables)
        # Alembic does not compare checks, and ours keep the seats.
        assert {"ck_course_seats", "ck_class_session_seats", "ck_shift_filled"} <= await connection.run_sync(_checks)
    assert await is_newest(database)
    await database.close()


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
