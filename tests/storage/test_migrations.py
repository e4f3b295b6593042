"""Models equal migrations, up and down, on every database."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from bot.storage import Base
from bot.storage.database import Database
from bot.storage.migrate import is_newest, migrate


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
