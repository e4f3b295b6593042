"""Fixtures: a clock that stands still, real databases, and towns of every kind of channel."""

import asyncio
import gc
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot import clock, logs, ticks
from bot.storage import encryption, piecewise
from bot.storage.database import Database
from tests import lanes, transcripts
from tests.blank import BlankFile, BlankOnServer, order
from tests.fitting import must_be_passed_on_true, must_be_sent_on_true, must_be_true_on_any_day, must_fit_everywhere
from tests.town import FEW, Town, due_and_nothing_else, planned_and_nothing_else, planned_as_if_asked_anew

# A Monday morning: the week lies ahead.
START = datetime(2026, 11, 23, 9, 0, tzinfo=clock.LOCAL)
# The server on which tests make and drop databases of their own, such as postgresql+asyncpg://postgres@127.0.0.1:5499/postgres.
POSTGRES = os.environ.get("BOT_TEST_POSTGRES_URL")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Transcripts are written only by whoever wants them to change."""
    parser.addoption(transcripts.OPTION, action="store_true", help="keep the conversations as they are told now")
    lanes.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """How much is run."""
    lanes.configure(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is run, and in which order."""
    lanes.choose(config, items)


def pytest_collection_finish() -> None:
    """What is collected stays: it is not looked through for garbage again and again."""
    gc.freeze()


_BEGUN = pytest.StashKey[float]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """A machine that others use too is slow: what a test costs is read off the processor, not the clock."""
    item.stash[_BEGUN] = _processor_time()
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """`--junitxml` keeps it; `bot bench structure --suite` sums it up."""
    yield
    item.user_properties.append(("processor", f"{_processor_time() - item.stash[_BEGUN]:.3f}"))


def _processor_time() -> float:
    """Seconds of this process, and of those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A scenario that went well is told as it is kept, and whatever was said in it fits every channel."""
    yield
    if isinstance(item, pytest.Function):
        town = item.funcargs.get("town")
        for message in town.put if isinstance(town, Town) else ():
            must_fit_everywhere(message)
        if isinstance(town, Town):
            must_be_true_on_any_day(*town.posted)
            must_be_sent_on_true(town.put)
            must_be_passed_on_true(town.put)
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


@pytest.fixture(autouse=True)
def _nothing_is_set_aside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece of work that fails is a fault of ours, but where a test is about it."""
    if request.node.get_closest_marker("damaged") is None:
        monkeypatch.setattr(piecewise, "note", _raise)


def _raise(_db: object, _piece: str, error: Exception) -> None:
    raise error


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
        return
    server, name = make_url(_postgres()), f"test_{secrets.token_hex(6)}"
    await order(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    await order(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """A database of each kind with all tables and the wards."""
    blank: BlankFile | BlankOnServer = request.getfixturevalue(f"_blank_{request.param}")
    yield await blank.restored()
    await blank.database.close()


@pytest.fixture
async def file_database(_blank_sqlite: BlankFile) -> AsyncIterator[Database]:
    """The same, of SQLite alone."""
    yield await _blank_sqlite.restored()
    await _blank_sqlite.database.close()


@pytest.fixture(scope="session")
def _blank_sqlite(tmp_path_factory: pytest.TempPathFactory) -> BlankFile:
    return BlankFile(tmp_path_factory.mktemp("blank"))


@pytest.fixture(scope="session")
def _blank_postgresql() -> Iterator[BlankOnServer]:
    blank = BlankOnServer(_postgres())
    yield blank
    asyncio.run(blank.drop())


@pytest.fixture(scope="session")
def blank_town(tmp_path_factory: pytest.TempPathFactory) -> BlankFile:
    return BlankFile(tmp_path_factory.mktemp("town"), small=True)


def _postgres() -> str:
    if POSTGRES is None:
        pytest.skip("no PostgreSQL here: BOT_TEST_POSTGRES_URL names a server (.ci/run starts one)")
    return POSTGRES


@pytest.fixture(params=["buttons", FEW, pytest.param("none", marks=pytest.mark.lane)])
async def town(
    request: pytest.FixtureRequest, blank_town: BlankFile, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """A town whose people all have this kind of channel: every scenario runs on each, here or in the lanes."""
    if request.param == "few":
        monkeypatch.setattr(ticks, "_due", due_and_nothing_else)
    if request.node.get_closest_marker("outlook") or request.param == "few":
        monkeypatch.setattr(ticks, "_planning", planned_and_nothing_else)
        monkeypatch.setattr(ticks, "planned", planned_as_if_asked_anew)
    town = Town(await blank_town.restored(), request.param)
    yield town
    await town.close()
