"""Restores a backup: prepared beside its place, and moved there only when complete."""

import asyncio
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC
from itertools import count
from pathlib import Path

from sqlalchemy import URL

from bot import clock
from bot.config import Settings
from bot.storage import counters, encryption, private_files
from bot.storage.backup import erased, postgres, rehearsal, sqlite
from bot.storage.backup.file import BackupRefused, DatabaseKind, kind_found, kind_of
from bot.storage.backup.rehearsal import Tried
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.private_files import JOURNALS, AtWork, beside

_OTHER_KIND = {
    DatabaseKind.POSTGRESQL: (
        "bản lưu PostgreSQL không đưa vào tệp SQLite được · a PostgreSQL backup needs --into postgresql+…"
    ),
    DatabaseKind.SQLITE: "bản lưu SQLite không đưa vào PostgreSQL được · a SQLite backup needs --into a file",
}


@dataclass(frozen=True)
class Restored:
    """`aside` is the file or schema with the data from before; None if there were none."""

    tried: Tried
    aside: str | None


def restore(settings: Settings, file: Path, into: URL, *, replace: bool) -> Restored:
    """Restore into a new file or an empty database; with `replace` move existing data aside. Raises BackupRefused.

    If it is killed, the place is unchanged, empty, or complete.
    """
    kind = kind_found(file)
    if kind is not kind_of(into):
        raise BackupRefused(f"{file}: {_OTHER_KIND[kind]}")
    if kind is DatabaseKind.POSTGRESQL:
        return _into_server(settings, file, into, replace=replace)
    return _into_file(settings, file, Path(into.database or "").resolve(), replace=replace)


def _into_server(settings: Settings, file: Path, into: URL, *, replace: bool) -> Restored:
    tried = rehearsal.rehearse(file, settings)
    _add_to_erased(file, settings)
    aside = f"{postgres.ASIDE}{_stamp()}_{secrets.token_hex(2)}".replace("-", "_")
    moved = postgres.restore(into, file, replace=replace, aside=aside)
    return Restored(tried, aside if moved else None)


def _into_file(settings: Settings, file: Path, target: Path, *, replace: bool) -> Restored:
    rehearsal.refuse_in_use(file)
    part = target.with_name(f".{target.name}.restoring")
    try:
        # Whether it is there is asked once nobody else restores: a second operator may just have done so.
        with private_files.being_made(part) as held, _free(target, replace=replace), _locked(target) as given_out:
            with file.open("rb") as backup:
                shutil.copyfileobj(backup, held)
            held.flush()
            tried = rehearsal.try_out(part, file, settings)
            _add_to_erased(file, settings)
            asyncio.run(_make_ready(part, tried, given_out))
            return Restored(tried, _swap(part, target))
    except AtWork:
        raise BackupRefused(f"{target}: đang có một lần phục hồi khác · another restore is at work there") from None
    except OSError as error:
        raise BackupRefused(f"{target}: không ghi được · cannot be written: {error.strerror}") from None


@contextmanager
def _free(target: Path, *, replace: bool) -> Iterator[None]:
    if target.exists() and not replace:
        raise BackupRefused(
            f"{target}: đã có dữ liệu; thêm --replace để dời sang bên · it is there already; --replace moves it aside"
        )
    yield


@contextmanager
def _locked(target: Path) -> Iterator[Mapping[str, int]]:
    """Lock out the bot; yield the last id given out by table, as far as it can be read."""
    if not target.exists():
        yield {}
        return
    given_out = _ids_given_out(target)
    with sqlite.alone_with(target):
        yield given_out


def _ids_given_out(target: Path) -> Mapping[str, int]:
    now = clock.now().astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    try:
        with closing(sqlite.reading(target)) as old:
            if old.execute("SELECT 1 FROM lease WHERE until > ?", (now,)).fetchone():
                raise BackupRefused(
                    f"{target}: trợ lý đang chạy trên dữ liệu này, hãy dừng trước"
                    " · the bot is running on it: stop it first, and wait ten seconds"
                )
            return dict(old.execute("SELECT name, seq FROM sqlite_sequence"))
    except sqlite3.DatabaseError:
        return {}  # an unreadable file is what a restore may have to replace


def _add_to_erased(file: Path, settings: Settings) -> None:
    erased.add(erased.list_of(settings), erased.listed(erased.list_beside(file)))


async def _make_ready(part: Path, tried: Tried, given_out: Mapping[str, int]) -> None:
    encryption.KEY_RING = tried.ring or encryption.KEY_RING
    database = Database(URL.create("sqlite+aiosqlite", database=str(part)).render_as_string())
    try:
        await migrate(database)
        async with database.engine.begin() as connection:
            await connection.run_sync(counters.leap, given_out)
        await database.empty_journal()
    finally:
        await database.close()


def _swap(part: Path, target: Path) -> str | None:
    """Replace `target` by `part`; return where the old data are, None if there were none.

    Killed at any moment, the old file is complete with its journals under one of its names, and the new file never
    stands beside a journal of the old one.
    """
    old = [suffix for suffix in ("", *JOURNALS) if beside(target, suffix).exists()]
    aside = next(name for n in count(1) if not (name := _aside(target, n)).exists())
    for suffix in old:
        os.link(beside(target, suffix), beside(aside, suffix))
    private_files.settle(target.parent)
    for suffix in old:
        beside(target, suffix).unlink()
    private_files.settle(target.parent)
    private_files.restrict(aside)
    private_files.put(part, target)
    return str(aside) if "" in old else None


def _aside(target: Path, n: int) -> Path:
    return beside(target, f".before-restore-{_stamp()}{'' if n == 1 else f'-{n}'}")


def _stamp() -> str:
    return f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"
