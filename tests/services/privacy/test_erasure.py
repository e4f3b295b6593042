"""Whoever was erased does not come back with a backup from before; whoever came since is not taken for them."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from bot.config import Settings
from bot.operation import erasures
from bot.services.privacy import erasure
from bot.storage import encryption
from bot.storage.backup import erased, making, rehearsal, restoring
from bot.storage.database import Database
from bot.storage.encryption import KeyRing
from bot.storage.passing import Unavailable
from bot.storage.tables.people import Person
from tests.storage import kills


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    encryption.KEY_RING = KeyRing([kills.KEY])
    return kills.settings(database_url).model_copy(update={"key_file": tmp_path / "keys" / "key"})


async def _runs(settings: Settings, *erase: str) -> list[str]:
    """As a start and a stop, with some erased in between; the names that are left."""
    database = Database(settings.database_url)
    async with erasures.remembered(database, erased.list_of(settings)):
        for name in erase:
            async with database.begin() as db:
                (person,) = [one for one in await db.scalars(select(Person)) if one.name == name]
                await erasure.erase(db, person)
    async with database.begin() as db:
        names = [one.name for one in await db.scalars(select(Person)) if one.name is not None]
    await database.close()
    return sorted(names)


async def _restore(settings: Settings, backup: Path) -> int:
    """How many of those in it were erased since, as it is said beforehand and afterwards."""
    told = await asyncio.to_thread(rehearsal.rehearse, backup, settings)
    place = make_url(settings.database_url)
    done = await asyncio.to_thread(restoring.restore, settings, backup, place, replace=True)
    assert told.back == done.tried.back
    return done.tried.back


async def test_who_was_erased_since_the_backup_is_erased_again(settings: Settings, tmp_path: Path) -> None:
    url, folder = settings.database_url, tmp_path / "backups"
    for name in ("An", "Bảy"):
        await kills.peopled(url, name, 1)
    backup = (await asyncio.to_thread(making.back_up, settings, folder))[0]
    await kills.peopled(url, "Cúc", 1)
    assert await _runs(settings, "An", "Cúc") == ["Bảy"]

    assert await _restore(settings, backup) == 1
    await kills.peopled(url, "Dung", 1)
    assert await _runs(settings) == ["Bảy", "Dung"]
    assert await _restore(settings, backup) == 1
    assert await _runs(settings) == ["Bảy"]


async def test_the_list_beside_the_backups_is_enough_on_a_new_machine(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for name in ("An", "Bảy"):
        await kills.peopled(settings.database_url, name, 1)
    backup = (await asyncio.to_thread(making.back_up, settings, folder))[0]
    assert await _runs(settings, "An") == ["Bảy"]
    await asyncio.to_thread(making.back_up, settings, folder)
    shutil.rmtree(erased.list_of(settings).parent)

    assert await _restore(settings, backup) == 1
    assert await _runs(settings) == ["Bảy"]
    assert erased.list_of(settings).stat().st_mode & 0o777 == 0o600


async def test_a_list_that_cannot_be_written_stops_nobody(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "keys").write_text("in the way", "utf-8")
    await kills.peopled(settings.database_url, "An", 1)
    assert await _runs(settings, "An") == []
    assert "who was erased could not be written down yet" in caplog.text


async def test_while_the_database_is_away_the_list_waits_for_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kills.peopled(settings.database_url, "An", 1)
    monkeypatch.setattr(erasures, "_EVERY", 0.01)
    looked, asked = asyncio.Event(), erasure.keys_of_erased

    async def away(*_asked: object) -> list[str]:
        looked.set()
        raise Unavailable("gone for a while")

    database = Database(settings.database_url)
    async with erasures.remembered(database, erased.list_of(settings)):
        monkeypatch.setattr(erasure, "keys_of_erased", away)
        await looked.wait()
        async with database.begin() as db:
            (person,) = await db.scalars(select(Person))
            await erasure.erase(db, person)
        monkeypatch.setattr(erasure, "keys_of_erased", asked)
    await database.close()

    assert len(erased.listed(erased.list_of(settings))) == 1
