"""A backup each night, kept for 14 days, and a copy in a second folder if one is wanted."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

import structlog

from bot import clock
from bot.chat.say import say
from bot.config import Settings
from bot.i18n import _, lines
from bot.services.delivery.leases import Hold
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage import private_files
from bot.storage.backup import erased, making
from bot.storage.backup.file import BackupRefused, sum_beside
from bot.storage.database import Database
from bot.storage.passing import Unavailable

log = structlog.get_logger()

NIGHT = time(2, 0)
# An erasure must be complete within 20 days; the newest backup is kept a little longer than the others.
KEEP, KEEP_NEWEST = timedelta(days=14), timedelta(days=19)
# Whoever sets the clock years ahead must not lose all backups in one night.
_AT_ONCE = 5
_LOOK_EVERY = 60.0  # seconds
_FIRST_LOOK = 300.0  # a start has other things to do
_NAME = re.compile(r"hoc-vu-so-(\d{8}-\d{6})(?:-\d+)?\.(?:db|dump)")


@dataclass(frozen=True)
class Backup:
    """A complete backup, made at the time that its name says."""

    file: Path
    at: datetime


def found(folder: Path) -> list[Backup]:
    if not folder.is_dir():
        return []
    named = ((file, _NAME.fullmatch(file.name)) for file in folder.iterdir())
    backups = [Backup(file, _read(name[1])) for file, name in named if name is not None]
    return sorted(backups, key=lambda backup: backup.at, reverse=True)


def newest(folder: Path) -> Backup | None:
    return next(iter(found(folder)), None)


def _read(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=clock.LOCAL).astimezone(UTC)


def is_due(folder: Path) -> bool:
    """Return whether there was none since the last 02:00: a machine that is off at night makes it by day."""
    now = clock.now()
    tonight = clock.at(clock.today(), NIGHT)
    last_night = tonight if tonight <= now else tonight - timedelta(days=1)
    last = newest(folder)
    return last is None or not last_night <= last.at <= now


def make(settings: Settings) -> Path:
    """Make one in both folders, and remove what is too old. Raises BackupRefused."""
    file, _tried = making.back_up(settings, settings.backup_folder)
    rotate(settings.backup_folder)
    if settings.backup_copy is not None:
        copy(file, settings.backup_copy)
        rotate(settings.backup_copy)
    return file


def copy(backup: Path, folder: Path) -> Path:
    """Put a backup with its sum and the list of the erased into another folder. Raises BackupRefused."""
    there = folder / backup.name
    part = folder / f".{backup.name}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with private_files.being_made(part) as held:
            with backup.open("rb") as original:
                shutil.copyfileobj(original, held)
            held.flush()
            private_files.write(sum_beside(there), sum_beside(backup).read_bytes())
            erased.add(erased.list_beside(there), erased.listed(erased.list_beside(backup)))
            private_files.put(part, there)
    except (OSError, private_files.AtWork) as error:
        raise BackupRefused(f"BOT_BACKUP_COPY: {folder}: không chép được · cannot be copied to: {error}") from None
    return there


def rotate(folder: Path) -> list[Path]:
    now = clock.now()
    backups = found(folder)
    old = [backup for backup in backups[1:] if now - backup.at > KEEP]
    old += [backup for backup in backups[:1] if now - backup.at > KEEP_NEWEST]
    gone = sorted(old, key=lambda backup: backup.at)[:_AT_ONCE]
    for backup in gone:
        backup.file.unlink(missing_ok=True)
        sum_beside(backup.file).unlink(missing_ok=True)
    return [backup.file for backup in gone]


@asynccontextmanager
async def nightly(database: Database, settings: Settings, duty: Hold) -> AsyncIterator[None]:
    making_them = asyncio.create_task(duty.while_mine(partial(_each_night, database, settings)))
    try:
        yield
    finally:
        making_them.cancel()
        with suppress(asyncio.CancelledError):
            await making_them


async def _each_night(database: Database, settings: Settings) -> None:
    await asyncio.sleep(_FIRST_LOOK)
    while True:
        await tonight(database, settings)
        await asyncio.sleep(_LOOK_EVERY)


async def tonight(database: Database, settings: Settings) -> None:
    """Make the backup that is due; a failure is told to the administrators once a day, and tried again in an hour."""
    try:
        if await asyncio.to_thread(is_due, settings.backup_folder):
            file = await asyncio.to_thread(make, settings)
            log.info("backed up", file=str(file))
    except (BackupRefused, OSError) as error:
        log.error("no backup could be made", why=str(error))  # noqa: TRY400 no trace: the reason is one line
        await _tell(database)
        await asyncio.sleep(_AGAIN_IN)


_AGAIN_IN = 3600.0  # seconds


async def _tell(database: Database) -> None:
    words = lines(
        _("⚠️ Tonight's backup could not be made or copied. Everything else goes on."),
        _("On the machine, «python3 -m bot doctor» says what is in the way."),
    )
    with suppress(Unavailable):
        async with database.begin() as db:
            for one in await identity.administrators(db):
                await outbox.tell(db, one, say(words), Plan(key=f"backup-failed:{clock.today()}:{one.id}"))


def too_old(backups: Sequence[Backup]) -> bool:
    return not backups or clock.now() - backups[0].at > timedelta(hours=36)
