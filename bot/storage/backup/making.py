"""Makes a backup while the bot runs, and tries it before it gets its name."""

from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from bot import clock
from bot.config import Settings
from bot.storage import private_files
from bot.storage.backup import erased, postgres, rehearsal, sqlite
from bot.storage.backup.file import BackupRefused, DatabaseKind, kind_of, sum_beside, sum_of
from bot.storage.backup.rehearsal import Tried
from bot.storage.private_files import AtWork


def back_up(settings: Settings, folder: Path) -> tuple[Path, Tried]:
    """Write a backup into the folder, named by local time. Raises BackupRefused."""
    kind = kind_of(make_url(settings.database_url))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _free(folder, f"hoc-vu-so-{clock.local(clock.now()):%Y%m%d-%H%M%S}", kind)
        return file, _made(settings, kind, file)
    except AtWork:
        raise BackupRefused(f"{folder}: đang có một lần sao lưu khác · another backup is being made there") from None
    except OSError as error:
        raise BackupRefused(f"{folder}: {error.strerror}; --out chọn thư mục khác · chooses another folder") from None


def _free(folder: Path, name: str, kind: DatabaseKind) -> Path:
    names = (folder / f"{name}{'' if n == 1 else f'-{n}'}.{kind}" for n in count(1))
    return next(file for file in names if not (file.exists() or sum_beside(file).exists()))


def _made(settings: Settings, kind: DatabaseKind, file: Path) -> Tried:
    url = make_url(settings.database_url)
    part = file.with_name(f".hoc-vu-so.{kind}.part")
    with private_files.being_made(part) as held:
        if kind is DatabaseKind.SQLITE:
            sqlite.copy(Path(url.database or ""), part)
        else:
            postgres.dump(url, held)
        tried = _tried(part, file, settings)
        private_files.write(sum_beside(part), f"{sum_of(part)}  {file.name}\n".encode()).replace(sum_beside(file))
        erased.add(erased.list_beside(file), erased.listed(erased.list_of(settings)))
        private_files.put(part, file)
    return tried


def _tried(part: Path, file: Path, settings: Settings) -> Tried:
    try:
        return rehearsal.try_out(part, file, settings)
    except BackupRefused as why:
        raise BackupRefused(
            f"không sao lưu được, bản trước vẫn còn · not backed up, earlier ones stay: {why}"
        ) from None
