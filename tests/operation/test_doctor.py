"""What the doctor says on a healthy installation, and on sick ones; it changes nothing."""

import asyncio
import json
import shutil
import sqlite3
import ssl
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url, text
from typer.testing import CliRunner

from bot import cli, clock, config
from bot.config import Settings
from bot.operation import admin, backups
from bot.operation.doctor import machine, outside
from bot.operation.doctor.examine import examine
from bot.operation.doctor.finding import Finding, Severity
from bot.storage.database import Database
from bot.storage.encryption import new_key
from bot.storage.tables.people import Person
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.fake import TOKEN
from tests.operation.certificates import certificate, shown
from tests.storage import kills


@pytest.fixture(scope="module")
def _healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with people, its key in a file, a backup here and elsewhere: made once, and copied."""
    folder = tmp_path_factory.mktemp("healthy")
    kills.people(folder / "bot.db", "An", 3)
    key = folder / "keys" / "the.key"
    key.parent.mkdir(mode=0o700)
    key.write_text(f"{kills.KEY}\n")
    key.chmod(0o600)
    backups.make(_settings(folder, "http://nowhere"))
    return folder


def _settings(folder: Path, telegram: str) -> Settings:
    return Settings(
        telegram_token=SecretStr(TOKEN),
        telegram_api_base=telegram,
        database_url=f"sqlite+aiosqlite:///{folder}/bot.db",
        key_file=folder / "keys" / "the.key",
        backup_folder=folder / "saved",
        backup_copy=folder / "elsewhere",
    )


@pytest.fixture
async def settings(_healthy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    shutil.copytree(_healthy, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    clock.stop_at(backups.found(tmp_path / "saved")[0].at)
    async with FakeTelegram() as tg:
        yield _settings(tmp_path, tg.root)


async def _found(settings: Settings) -> list[Finding]:
    return [finding async for finding in examine(settings)]


async def _sick(settings: Settings) -> list[Finding]:
    found = await _found(settings)
    assert all(finding.do for finding in found if finding.verdict is not Severity.WELL), "each says what to do"
    return [finding for finding in found if finding.verdict is Severity.SICK]


async def test_a_healthy_installation_has_nothing_to_be_done_and_is_left_as_it_is(
    settings: Settings, tmp_path: Path
) -> None:
    before = _contents(tmp_path)
    assert await _sick(settings) == []
    # Tables, key, rights, two folders, a platform and its webhook, clock, SQLite, backups: each is looked at.
    assert len(await _found(settings)) >= 12
    assert _contents(tmp_path) == before


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_lost_key_is_named(settings: Settings) -> None:
    settings.key_file.unlink()
    (found,) = await _sick(settings)
    assert found.check == "khóa · key"
    assert "is not there" in found.says


async def test_another_key_is_named(settings: Settings) -> None:
    settings.key_file.write_text(f"{new_key()}\n")
    (found,) = await _sick(settings)
    assert "do not open" in found.says


async def test_a_damaged_database_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database at all" * 1000)
    assert [finding.check for finding in await _sick(settings)] == ["cơ sở dữ liệu · database"]


async def test_tables_of_a_newer_version_are_named(settings: Settings, tmp_path: Path) -> None:
    _change(tmp_path / "bot.db", "UPDATE alembic_version SET version_num = '9999'")
    (found,) = await _sick(settings)
    assert "newer version" in found.says


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_is_looked_at_like_a_file(database_url: str, settings: Settings) -> None:
    """PostgreSQL: healthy, with tables of a newer version, with another key, away."""
    await kills.peopled(database_url, "An", 3)
    shutil.rmtree(settings.backup_folder)
    there = settings.model_copy(update={"database_url": database_url, "backup_copy": None})
    await asyncio.to_thread(backups.make, there)
    clock.stop_at(backups.found(there.backup_folder)[0].at)
    found = await _found(there)
    assert [one for one in found if one.verdict is Severity.SICK] == []
    assert {"cơ sở dữ liệu · database", "bảng · tables", "khóa · key"} <= {one.check for one in found}

    away = make_url(database_url).set(port=9).render_as_string(hide_password=False)
    sick = await _sick(there.model_copy(update={"database_url": away}))
    assert [one.check for one in sick] == ["cơ sở dữ liệu · database"]

    settings.key_file.write_text(f"{new_key()}\n")
    assert "do not open" in next(iter(await _sick(there))).says
    settings.key_file.write_text(f"{kills.KEY}\n")
    await _on_server(database_url, "UPDATE alembic_version SET version_num = '9999'")
    (newer,) = await _sick(there)
    assert "newer version" in newer.says


async def _on_server(url: str, statement: str) -> None:
    database = Database(url)
    async with database.begin() as db:
        await db.execute(text(statement))
    await database.close()


async def test_files_that_others_can_read_are_named(settings: Settings) -> None:
    settings.key_file.chmod(0o644)
    (found,) = await _sick(settings)
    assert found.do == f"chmod 600 {settings.key_file}"


async def test_a_full_disk_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 50_000_000})())
    found = await _sick(settings)
    assert [finding.check for finding in found] == ["ổ đĩa · disk"] * 3
    assert "50 MB" in found[0].says


async def test_backups_that_are_old_damaged_or_gone_are_named(settings: Settings) -> None:
    newest = backups.newest(settings.backup_folder)
    assert newest is not None
    newest.file.write_bytes(newest.file.read_bytes()[:-1])
    assert ["is no longer what was backed up" in finding.says for finding in await _sick(settings)] == [True]
    clock.stop_at(clock.now() + timedelta(hours=40))
    assert len(await _sick(settings)) == 2, "both folders are a day and a half behind"
    newest.file.unlink()
    assert any("there is none" in finding.says for finding in await _sick(settings))


async def test_a_name_that_dns_does_not_know_is_told_from_a_server_that_is_down(settings: Settings) -> None:
    (found,) = await _sick(settings.model_copy(update={"telegram_api_base": "https://khong-co.invalid"}))
    assert "DNS does not know khong-co.invalid" in found.says
    (found,) = await _sick(settings.model_copy(update={"telegram_api_base": "http://127.0.0.1:9"}))
    assert "cannot be reached" in found.says


async def test_a_token_that_the_platform_does_not_know_is_named(settings: Settings) -> None:
    (found,) = await _sick(settings.model_copy(update={"telegram_token": SecretStr("999:unknown")}))
    assert "BOT_TELEGRAM_TOKEN" in found.do
    assert "999" not in f"{found.says}{found.do}"


@pytest.mark.parametrize(("off", "verdict"), [(5, Severity.WELL), (3600, Severity.SICK), (-3600, Severity.SICK)])
def test_a_clock_that_is_wrong_is_named(off: int, verdict: Severity) -> None:
    date = format_datetime(clock.now() - timedelta(seconds=off), usegmt=True)
    assert outside._clock(date).verdict is verdict


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
    ],
)
def test_versions_of_sqlite_with_the_fault_are_known(version: tuple[int, int, int], *, faulty: bool) -> None:
    assert machine.is_faulty(version) is faulty


@pytest.mark.parametrize(
    ("days", "verdict"), [(60, Severity.WELL), (5, Severity.NOTE), (-1, Severity.SICK)], ids=["good", "soon", "expired"]
)
def test_a_certificate_is_looked_at_as_a_platform_would(tmp_path: Path, days: int, verdict: Severity) -> None:
    clock.release()
    file = certificate(tmp_path, days)
    with shown(file) as port:
        found = outside._certificate_of("localhost", port, ssl.create_default_context(cafile=str(file)))
    assert found.verdict is verdict, found
    assert verdict is not Severity.SICK or "expired" in found.says


def test_the_command_says_it_for_people_and_machines_and_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TELEGRAM_TOKEN", "no token")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli.cli, ["doctor", "--json"])
    (found,) = json.loads(done.stdout)
    assert (done.exit_code, found["check"], found["verdict"]) == (1, "cài đặt · settings", "sick")
    assert "✗ cài đặt · settings: BOT_TELEGRAM_TOKEN" in CliRunner().invoke(cli.cli, ["doctor"]).stdout

    async def well(_settings: Settings) -> AsyncIterator[Finding]:
        yield Finding("x", Severity.WELL, "y")
        yield Finding("x", Severity.NOTE, "y", "z")

    monkeypatch.setattr(config, "settings", Settings)
    monkeypatch.delenv("BOT_TELEGRAM_TOKEN")
    monkeypatch.setattr("bot.operation.doctor.examine.examine", well)
    assert CliRunner().invoke(cli.cli, ["doctor"]).exit_code == 0


def _change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as db:
        db.execute(statement)
        db.commit()


async def test_commands_beside_a_running_bot_leave_its_journal_alone(settings: Settings, tmp_path: Path) -> None:
    """Whoever checkpoints beside the bot may lose what it writes at that moment; reading opens nothing to write."""
    kills.leave_a_journal(tmp_path / "bot.db", "sau", 2)
    files = [tmp_path / "bot.db", tmp_path / "bot.db-wal"]
    before = [file.read_bytes() for file in files]
    # As the bot has it: whoever is not the last to close leaves the journal where it is.
    with closing(sqlite3.connect(f"file:{tmp_path}/bot.db?mode=ro", uri=True)) as running:
        running.execute("SELECT count(*) FROM person").fetchall()
        await admin.outlook(settings)
        await _found(settings)
        assert [file.read_bytes() for file in files] == before
        async with admin._unlocked(settings) as database, database.begin() as db:
            db.add(
                Person(name="x" * 6_000_000, created_at=clock.now())
            )  # more than the journal holds before it is moved
        assert files[0].read_bytes() == before[0], "what is written stands in the journal alone"
