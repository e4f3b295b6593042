"""Kills a piece of work in a process of its own, at a step of files or of the database, and looks at what is left."""

import asyncio
import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import URL, Connection, Engine, event, inspect

from bot import clock
from bot.config import Settings
from bot.storage import encryption, migrate
from bot.storage.backup import making, restoring
from bot.storage.database import Database
from bot.storage.encryption import KeyRing
from bot.storage.tables.people import Person
from tests.blank import make_tables

# One for all processes, which import this file too.
KEY = "pJ8Y3cY9kA1p6wq1Hk3mZt0b3v7yB2m5lq8c4oX9dEE="
# What changes a file or its name, besides what is written into it.
_STEPS = frozenset({"os.link", "os.remove", "os.rename", "os.chmod", "os.truncate", "sqlite3.connect"})


def settings(database: Path | str) -> Settings:
    """Of a database, with the key of the tests."""
    url = database if isinstance(database, str) else f"sqlite+aiosqlite:///{database}"
    return Settings(database_url=url, keys=SecretStr(KEY), key_file=Path("nowhere"))


async def peopled(url: str, name: str, number: int) -> None:
    """A database with so many people of one name, or so many more."""
    encryption.KEY_RING = KeyRing([KEY])
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(with_tables)
    async with database.begin() as db:
        db.add_all(Person(name=name, created_at=clock.now()) for _each in range(number))
    await database.close()


def with_tables(connection: Connection) -> None:
    """As after a migration, sooner."""
    if not inspect(connection).has_table("person"):
        make_tables(connection)
    if not inspect(connection).has_table("alembic_version"):
        newest = ScriptDirectory.from_config(migrate._config())
        MigrationContext.configure(connection).stamp(newest, "head")


def people(database: Path, name: str, number: int) -> None:
    """The same in a file."""
    asyncio.run(peopled(f"sqlite+aiosqlite:///{database}", name, number))


def back_up(database: Path, folder: Path) -> None:
    """As the command does."""
    making.back_up(settings(database), folder)


def restore(file: Path, target: Path) -> None:
    """As the command does, with the word."""
    place = URL.create("sqlite", database=str(target))
    restoring.restore(settings(target), file, place, replace=True)


def restore_anew(file: Path, target: Path) -> None:
    """As the command does, where there is nothing yet."""
    restoring.restore(settings(target), file, URL.create("sqlite", database=str(target)), replace=False)


def swap(part: Path, target: Path) -> None:
    """The last moment of a restore alone."""
    restoring._swap(part, target)


def leave_a_journal(database: Path, name: str, people: int) -> None:
    """Somebody works on it, and is killed: what was committed stands in its journal alone."""
    process = worker(_die_writing, database, name, people)
    process.start()
    process.join()


def killed_at(step: int, work: Callable[..., None], *given: Any) -> bool:  # noqa: ANN401 what the work wants
    """Killed before that step, from 0; False if it came to its end first."""
    return _was_killed(worker(_live_until, step, work, given))


def killed_at_statement(step: int, work: Callable[..., None], *given: Any) -> bool:  # noqa: ANN401 what the work wants
    """Killed before that statement or commit, from 0; False if it came to its end first."""
    return _was_killed(worker(_live_until_statement, step, work, given))


def _was_killed(process: BaseProcess) -> bool:
    process.start()
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise AssertionError(f"it ended by itself with {process.exitcode}")
    return process.exitcode != 0


def killed_after(seconds: float, work: Callable[..., None], *given: Any) -> bool:  # noqa: ANN401 what the work wants
    """Killed so long after it has begun; False if it came to its end first."""
    process = worker(work, *given)
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise AssertionError(f"it ended by itself with {process.exitcode}")
    return process.exitcode != 0


def names_in(database: Path) -> dict[str, int]:
    """How many people of each name it has, when it is opened as the bot would; nothing may be wrong with it."""
    ring = KeyRing([KEY])
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [ring.decrypt(token).decode() for (token,) in db.execute("SELECT name FROM person")]
    return {name: names.count(name) for name in sorted(set(names))}


def worker(work: Callable[..., None], *given: Any) -> BaseProcess:  # noqa: ANN401 what the work wants
    context = multiprocessing.get_context("forkserver")
    # It finds them from the folder it is started in.
    # What the work imports is imported once, not in each process.
    context.set_forkserver_preload(["tests.storage.kills", "bot.services.register.register"])
    return context.Process(target=work, args=given)


def _live_until(step: int, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    steps = count()

    def look(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in _STEPS and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    work(*given)


def _live_until_statement(step: int, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    steps = count()

    def look(*_what: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        event.listen(Engine, moment, look)
    work(*given)


def _die_writing(database: Path, name: str, people: int) -> None:
    encryption.KEY_RING = KeyRing([KEY])
    asyncio.run(_write_and_die(database, name, people))


async def _write_and_die(file: Path, name: str, people: int) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    async with database.begin() as db:
        db.add_all(Person(name=name, created_at=clock.now()) for _each in range(people))
    os.kill(os.getpid(), signal.SIGKILL)
