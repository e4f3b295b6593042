"""What the doctor prints on a healthy installation and on sick ones stands in the how-to, word for word."""

import re
import shutil
import sqlite3
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot import clock
from bot.config import Settings
from bot.operation import backups
from bot.operation.doctor.examine import examine, line
from bot.operation.doctor.finding import Severity
from bot.storage.encryption import new_key
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.fake import TOKEN
from tests.operation.certificates import certificate, shown
from tests.storage import kills

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "when-something-is-wrong.md"
SHOWN = dict(re.findall(r"^\*\*([^*]+)\*\*\n\n```\n(.*?)\n```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
Sick = Callable[[Settings, ExitStack, pytest.MonkeyPatch], Settings]


@pytest.fixture(scope="module")
def _healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with people, its key in a file, a backup in two places: made once, and copied."""
    folder = tmp_path_factory.mktemp("healthy")
    kills.people(folder / "hoc-vu-so.db", "An", 3)
    (folder / "keys").mkdir(mode=0o700)
    key = folder / "keys" / "hoc-vu-so.key"
    key.write_text(f"{kills.KEY}\n")
    key.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        backups.make(_settings("http://nowhere"))
    return folder


def _settings(telegram: str) -> Settings:
    return Settings(
        telegram_token=SecretStr(TOKEN),
        telegram_api_base=telegram,
        database_url="sqlite+aiosqlite:///hoc-vu-so.db",
        key_file=Path("keys/hoc-vu-so.key"),
        backup_folder=Path("sao-luu"),
        backup_copy=Path("o-khac"),
    )


@pytest.fixture
async def settings(_healthy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Settings]:
    shutil.copytree(_healthy, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.51.3")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    _free(monkeypatch, 50_000_000_000)
    _clock_is_off(monkeypatch, 0)
    clock.stop_at(backups.found(Path("sao-luu"))[0].at)
    async with FakeTelegram() as tg:
        yield _settings(tg.root)


def _free(patch: pytest.MonkeyPatch, free: int) -> None:
    patch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": free})())


def _clock_is_off(patch: pytest.MonkeyPatch, seconds: int) -> None:
    """The platform's answers bear its own time."""
    post = httpx.AsyncClient.__dict__["post"]

    async def dated(self: httpx.AsyncClient, *words: Any, **more: Any) -> httpx.Response:  # noqa: ANN401 as the library
        answer: httpx.Response = await post(self, *words, **more)
        answer.headers["Date"] = format_datetime(clock.now() - timedelta(seconds=seconds), usegmt=True)
        return answer

    patch.setattr(httpx.AsyncClient, "post", dated)


def _nothing(settings: Settings, _until: ExitStack, _patch: pytest.MonkeyPatch) -> Settings:
    return settings


def _rights(settings: Settings, _until: ExitStack, _patch: pytest.MonkeyPatch) -> Settings:
    settings.key_file.chmod(0o644)
    settings.backup_folder.chmod(0o755)
    return settings


def _another_key(settings: Settings, _until: ExitStack, _patch: pytest.MonkeyPatch) -> Settings:
    """As after a change of keys, when the file of before is put back."""
    settings.key_file.write_text(f"{new_key()}\n")
    return settings


def _no_backups(settings: Settings, _until: ExitStack, _patch: pytest.MonkeyPatch) -> Settings:
    for folder in filter(None, (settings.backup_folder, settings.backup_copy)):
        shutil.rmtree(folder)
    return settings


def _expired(settings: Settings, until: ExitStack, patch: pytest.MonkeyPatch) -> Settings:
    clock.release()
    file = certificate(Path(), -1)
    clock.stop_at(backups.found(Path("sao-luu"))[0].at)
    trusting = ssl.create_default_context(cafile=str(file))
    patch.setattr(ssl, "create_default_context", lambda **_more: trusting)
    port = until.enter_context(shown(file))
    return settings.model_copy(update={"public_url": f"https://localhost:{port}"})


def _disk_full(settings: Settings, _until: ExitStack, patch: pytest.MonkeyPatch) -> Settings:
    _free(patch, 50_000_000)
    return settings


def _an_hour_ahead(settings: Settings, _until: ExitStack, patch: pytest.MonkeyPatch) -> Settings:
    _clock_is_off(patch, 3600)
    return settings


def _moved(settings: Settings, _until: ExitStack, _patch: pytest.MonkeyPatch) -> Settings:
    Path("hoc-vu-so.db").rename("hoc-vu-so-cu.db")
    return settings


INSTALLATIONS: dict[str, Sick] = {
    "healthy": _nothing,
    "others can read the key and the backups": _rights,
    "the key of before is put back": _another_key,
    "the backups are gone": _no_backups,
    "the certificate has expired": _expired,
    "the disk is full": _disk_full,
    "the clock is an hour ahead": _an_hour_ahead,
    "the database was moved": _moved,
}


@pytest.mark.parametrize("name", INSTALLATIONS)
async def test_what_the_doctor_prints_stands_in_the_how_to(
    settings: Settings, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as until:
        there = INSTALLATIONS[name](settings, until, monkeypatch)
        found = [finding async for finding in examine(there)]
    is_sick = [finding for finding in found if finding.verdict is Severity.SICK]
    assert bool(is_sick) is (name != "healthy")
    told = "\n".join(line(finding) for finding in (is_sick or found))
    told = re.sub(r"\d{8}-\d{6}", "20261123-020000", told.replace(str(Path.cwd()), "/srv/hoc-vu-so"))
    told = re.sub(r"(?<=newest )\(\d{4}\)", "(0051)", told)  # whatever the newest is
    assert told == SHOWN.get(name)


def test_the_how_to_shows_no_other_installation() -> None:
    assert list(SHOWN) == list(INSTALLATIONS)
