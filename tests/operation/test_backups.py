"""A backup by itself each night, two weeks of them, and the same in a second folder."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import clock
from bot.chat.message import Incoming, Outgoing
from bot.config import Settings
from bot.domain.people.person import RoleKind, RoleStatus
from bot.operation import backups
from bot.services.people import identity
from bot.storage import encryption
from bot.storage.backup import erased, rehearsal
from bot.storage.backup.file import BackupRefused, sum_beside
from bot.storage.database import Database
from bot.storage.encryption import KeyRing
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Role
from tests.storage import kills


def _named(folder: Path, at: datetime) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"hoc-vu-so-{at:%Y%m%d-%H%M%S}.db"
    file.write_bytes(b"SQLite format 3\0")
    sum_beside(file).write_text("0")
    return file


def _at(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, 0, tzinfo=clock.LOCAL)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    encryption.KEY_RING = KeyRing([kills.KEY])
    kills.people(tmp_path / "bot.db", "An", 3)
    here = {"backup_folder": tmp_path / "here", "backup_copy": tmp_path / "there" / "deeper"}
    return kills.settings(tmp_path / "bot.db").model_copy(update={**here, "key_file": tmp_path / "keys" / "key"})


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, _at(9), True),
        (_at(2), _at(9), False),
        (_at(2), _at(1, 24), False),
        (_at(2), _at(2, 24), True),
        (_at(10, 22), _at(9), True),  # the machine was off at night
        (_at(9, 25), _at(9), True),  # made by a clock that was ahead
    ],
)
def test_one_is_due_each_night(tmp_path: Path, last: datetime | None, now: datetime, *, due: bool) -> None:
    if last is not None:
        _named(tmp_path, last)
    clock.stop_at(now)
    assert backups.is_due(tmp_path) is due


def test_two_weeks_are_kept_and_the_newest_a_little_longer(tmp_path: Path) -> None:
    made = [_named(tmp_path, _at(2, 20) - timedelta(days=n)) for n in range(20)]
    (tmp_path / "hoc-vu-so-erased").touch()
    clock.stop_at(_at(9, 20))
    for _night in range(4):
        backups.rotate(tmp_path)
    assert [backup.file for backup in backups.found(tmp_path)] == made[:14]
    clock.stop_at(_at(9, 20) + timedelta(days=18))
    for _night in range(4):
        backups.rotate(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "hoc-vu-so-20261120-020000.db",
        "hoc-vu-so-20261120-020000.db.sha256",
        "hoc-vu-so-erased",
    ]
    clock.stop_at(_at(9, 20) + timedelta(days=20))
    backups.rotate(tmp_path)
    assert backups.found(tmp_path) == []


def test_a_clock_that_jumps_takes_a_few_of_them_at_most(tmp_path: Path) -> None:
    for n in range(14):
        _named(tmp_path, _at(2) - timedelta(days=n))
    clock.stop_at(_at(9) + timedelta(days=3650))
    assert len(backups.rotate(tmp_path)) == 5


def test_both_folders_hold_what_can_be_restored_and_who_was_erased(settings: Settings, tmp_path: Path) -> None:
    erased.add(erased.list_of(settings), {"abc"})
    file = backups.make(settings)
    there = tmp_path / "there" / "deeper" / file.name
    assert rehearsal.rehearse(there, settings).rows["person"] == 3
    assert rehearsal.rehearse(there, settings).summed
    assert erased.listed(erased.list_beside(there)) == {"abc"}
    assert {path.stat().st_mode & 0o077 for path in there.parent.iterdir()} == {0}


def test_a_copy_cut_off_leaves_no_file_with_such_a_name(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_any: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(BackupRefused, match=r"BOT_BACKUP_COPY: .*No space left"):
        backups.make(settings)
    assert settings.backup_copy is not None
    assert [*settings.backup_copy.iterdir()] == []
    assert backups.newest(settings.backup_folder), "the first one is whole"


async def test_what_cannot_be_made_is_told_to_the_administrators_once_a_day(
    file_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_AGAIN_IN", 0.0)
    (tmp_path / "file").touch()
    async with file_database.begin() as db:
        person = (await identity.caller(db, Incoming("web", "1", "1"))).person
        now = clock.now()
        db.add(
            Role(
                person_id=person.id,
                kind=RoleKind.ADMINISTRATOR,
                status=RoleStatus.ACTIVE,
                requested_at=now,
                decided_at=now,
            )
        )
    settings = Settings(backup_folder=tmp_path / "file" / "folder")
    for _time in range(2):
        await backups.tonight(file_database, settings)
    async with file_database.begin() as db:
        (told,) = await db.scalars(select(Outbox))
        assert "bản lưu" in Outgoing.from_json(told.message).text.lower()
