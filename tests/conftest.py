"""Fixtures: a clock that stands still, real databases, and towns of every kind of channel."""

import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot import clock, logs
from bot.storage import encryption
from bot.storage.database import Database
from tests import transcripts
from tests.fitting import must_fit_everywhere
from tests.town import Town

# A Monday morning: the week lies ahead.
START = datetime(2026, 11, 23, 9, 0, tzinfo=clock.LOCAL)
# The server on which tests make and drop databases of their own, such as postgresql+asyncpg://postgres@127.0.0.1:5499/postgres.
POSTGRES = os.environ.get("BOT_TEST_POSTGRES_URL")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Transcripts are written only by whoever wants them to change."""
    parser.addoption(transcripts.OPTION, action="store_true", help="keep the conversations as they are told now")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A scenario that went well is told as it is kept, and whatever was said in it fits every channel."""
    yield
    if isinstance(item, pytest.Function):
        town = item.funcargs.get("town")
        for message in town.put if isinstance(town, Town) else ():
            must_fit_everywhere(message)
        if isinstance(town, Town) and town.kind == "buttons":
            transcripts.compare(item.config, _title(item), town.talk)


def _title(item: pytest.Function) -> str:
    name = item.originalname.removeprefix("test_")
    variant = "-".join(part for part in item.callspec.id.split("-") if part != "buttons")
    return f"{name}-{variant}" if variant else name


@pytest.fixture(autouse=True, scope="session")
def _plain_logs() -> None:
    """As in a real run: without secrets, and without pictures of every traceback's variables."""
    logs.set_up()


@pytest.fixture(autouse=True, scope="session")
def _key_of_the_run() -> encryption.KeyRing:
    """One new key for all tests, since some share a database."""
    encryption.KEY_RING = encryption.KeyRing.fresh()
    return encryption.KEY_RING


@pytest.fixture(autouse=True)
def _keys(_key_of_the_run: encryption.KeyRing) -> None:
    """Whatever another test did with the keys."""
    encryption.KEY_RING = _key_of_the_run


@pytest.fixture(autouse=True)
def _still_clock() -> Iterator[None]:
    clock.stop_at(START)
    yield
    clock.release()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    elif POSTGRES is None:
        pytest.skip("no PostgreSQL here: BOT_TEST_POSTGRES_URL names a server (.ci/run starts one)")
    else:
        async with _postgres_database(POSTGRES) as url:
            yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database of each kind with all tables."""
    database = Database(database_url)
    await database.create_tables()
    yield database
    await database.close()


@pytest.fixture(params=["buttons", "none"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose people all have this kind of channel: every scenario runs on each."""
    town = await Town.open(tmp_path, request.param)
    yield town
    await town.close()


@asynccontextmanager
async def _postgres_database(server: str) -> AsyncIterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()
