"""What is personal opens only with the keys; these can be lost, wrong, and changed in the middle of everything."""

import asyncio
import os
import stat
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text

from bot import clock
from bot.config import Settings
from bot.errors import OperatorError
from bot.lease import leased
from bot.operation import admin
from bot.services.messaging import attachments
from bot.storage import encryption, key_rotation, keys
from bot.storage.database import Database
from bot.storage.encryption import KeyRing, WrongKey, new_key
from bot.storage.migrate import migrate
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Person, has_number

ROOT = Path(__file__).parents[2]
NUMBERS = [f"+8491234{n:04}" for n in range(1200)]


def _settings(url: str, folder: Path, *given: str) -> Settings:
    words = SecretStr(",".join(given)) if given else None
    return Settings(database_url=url, key_file=folder / "apart" / "key", keys=words)


async def _people(database: Database, numbers: Sequence[str]) -> None:
    async with database.begin() as db:
        db.add_all(Person(phone=number, created_at=clock.now()) for number in numbers)


async def _known(database: Database) -> list[str | None]:
    async with database.begin() as db:
        return list(await db.scalars(select(Person.phone).order_by(Person.id)))


async def _kept(database: Database) -> list[str]:
    async with database.engine.begin() as connection:
        return list((await connection.scalars(text("SELECT phone FROM person ORDER BY id"))).all())


async def test_a_number_is_sealed_and_found_by_its_mark(database: Database) -> None:
    await _people(database, NUMBERS[:3])
    async with database.begin() as db:
        nobody = Person(created_at=clock.now())
        db.add(nobody)
        found = (await db.scalars(select(Person).where(has_number(NUMBERS[1])))).one()
        assert found.phone == NUMBERS[1]
        assert (await db.scalars(select(Person).where(has_number(NUMBERS[9])))).all() == []
        found.phone = None
        await db.flush()
        assert (await db.scalars(select(Person).where(has_number(NUMBERS[1])))).all() == []
    async with database.engine.begin() as connection:
        rows = (await connection.execute(text("SELECT phone, phone_index FROM person WHERE phone IS NOT NULL"))).all()
    assert len({phone for phone, _mark in rows}) == len(rows) == 2
    assert not any(number[-9:] in str(row) for row in rows for number in NUMBERS[:3])


def test_whoever_looks_for_a_sealed_text_in_sql_is_told_at_once() -> None:
    for compare in (Person.name.__eq__, Person.name.like, Person.phone.startswith, Outbox.message.__eq__):
        with pytest.raises(TypeError, match="SQL cannot look into it"):
            compare("Nguyễn Thị Tư")
    with pytest.raises(TypeError, match="SQL cannot look into it"):
        Person.name.in_(["Nguyễn Thị Tư"])
    assert str(Person.name.is_not(None)) == "person.name IS NOT NULL"


async def test_the_key_is_made_once_and_nobody_else_may_read_it(database_url: str, tmp_path: Path) -> None:
    settings, database = _settings(database_url, tmp_path), Database(database_url)
    await keys.unlock(database, settings)
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.key_file.parent.stat().st_mode) == 0o700
    made = settings.key_file.read_text("utf-8")
    await migrate(database)
    await _people(database, NUMBERS[:1])
    await keys.unlock(database, settings)
    assert settings.key_file.read_text("utf-8") == made
    assert await _known(database) == NUMBERS[:1]
    await database.close()


async def test_without_the_right_key_nothing_starts_and_nothing_is_changed(database_url: str, tmp_path: Path) -> None:
    settings, database = _settings(database_url, tmp_path), Database(database_url)
    await keys.unlock(database, settings)
    await migrate(database)
    await _people(database, NUMBERS[:1])
    put_away = settings.key_file.rename(tmp_path / "put away")

    with pytest.raises(WrongKey, match=r"^BOT_KEY_FILE: .* is not there, and without the key"):
        await keys.unlock(database, settings)
    assert not settings.key_file.exists(), "a new key would hide that the old one is lost"
    with pytest.raises(WrongKey, match=r"^BOT_KEYS: these keys do not open"):
        await keys.unlock(database, _settings(database_url, tmp_path, new_key()))
    with pytest.raises(WrongKey, match=r"^BOT_KEYS: not keys with commas"):
        await keys.unlock(database, _settings(database_url, tmp_path, "not a key"))
    settings.key_file.write_text("not a key\n", "utf-8")
    with pytest.raises(WrongKey, match=r"^BOT_KEY_FILE: .* holds something else"):
        await keys.unlock(database, settings)

    put_away.rename(settings.key_file)
    await keys.unlock(database, settings)
    assert await _known(database) == NUMBERS[:1]
    await database.close()


async def test_a_change_of_keys_is_broken_off_and_goes_on(database: Database) -> None:
    old, new = new_key(), new_key()
    encryption.KEY_RING = KeyRing([old])
    await _people(database, NUMBERS)
    async with database.begin() as db:
        await attachments.keep(db, "a.csv", b"anything")

    encryption.KEY_RING = KeyRing([new, old])
    async with aclosing(key_rotation.reencrypt(database)) as steps:
        while (await anext(steps)).table != "person":
            pass
    half = [encryption.KEY_RING.is_newest(token) for token in await _kept(database)]
    assert 0 < sum(half) < len(half), "it was not broken off in the middle"
    assert await _known(database) == NUMBERS
    async with database.begin() as db:
        for number in (NUMBERS[0], NUMBERS[-1]):
            assert (await db.scalars(select(Person).where(has_number(number)))).one().phone == number

    anew = {step.table: step.anew async for step in key_rotation.reencrypt(database)}
    assert anew["person"] == len(NUMBERS) - sum(half)
    assert anew["file"] == 0, "done already"
    assert {step.anew async for step in key_rotation.reencrypt(database)} == {0}
    encryption.KEY_RING = KeyRing([new])
    assert await _known(database) == NUMBERS
    async with database.begin() as db:
        assert (await db.scalars(select(Person).where(has_number(NUMBERS[5])))).one().phone == NUMBERS[5]
    with pytest.raises(WrongKey):
        KeyRing([old]).decrypt((await _kept(database))[0])


@pytest.mark.lane
async def test_a_rotation_that_is_killed_goes_on_when_run_again(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    settings, database = _settings(url, tmp_path), Database(url)
    await keys.unlock(database, settings)
    await migrate(database)
    await _people(database, NUMBERS * 5)
    await database.close()

    assert (await _ends(await _command(settings, "new")))[0] == 0
    killed = await _command(settings, "rotate")
    assert killed.stdout is not None
    async for line in killed.stdout:
        if b"person: " in line:
            killed.kill()
            break
    await killed.communicate()
    code, output = await _ends(await _command(settings, "rotate"))
    assert code == 0, output
    assert "6000/6000" in output

    newest = next(line for line in settings.key_file.read_text("utf-8").splitlines() if not line.startswith("#"))
    settings.key_file.write_text(newest, "utf-8")
    await keys.unlock(database, settings)
    assert await _known(database) == NUMBERS * 5
    await database.close()


async def test_who_runs_the_bot_is_told_to_stop_it_first(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    settings, database = _settings(url, tmp_path), Database(url)
    await keys.unlock(database, settings)
    await migrate(database)
    clock.release()
    async with leased(database, "telegram:1"):
        with pytest.raises(OperatorError, match=r"^the bot is running"):
            await anext(admin.reencrypt(settings))
    await database.close()


async def _command(settings: Settings, *words: str) -> Process:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")} | {
        "PYTHONPATH": str(ROOT),
        "BOT_NO_SETUP": "1",
        "BOT_DATABASE_URL": settings.database_url,
        "BOT_KEY_FILE": str(settings.key_file),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "bot", "keys", *words]
    return await asyncio.create_subprocess_exec(
        *command, cwd=settings.key_file.parent, env=environment, stdout=PIPE, stderr=asyncio.subprocess.STDOUT
    )


async def _ends(process: Process) -> tuple[int, str]:
    output, _nothing = await asyncio.wait_for(process.communicate(), 90)
    return process.returncode or 0, output.decode()
