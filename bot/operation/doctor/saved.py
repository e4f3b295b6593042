"""The backups: is there one of last night, is it whole, is the copy there, does an old one wait to be removed."""

from collections.abc import Iterator
from pathlib import Path

from bot import clock
from bot.config import Settings
from bot.operation import backups
from bot.operation.backups import Backup
from bot.operation.doctor.finding import Finding, note, sick, well
from bot.storage.backup.file import BackupRefused, sum_kept, sum_of

_CHECK = "bản lưu · backups"
_MAKE = "python3 -m bot backup"


def findings(settings: Settings) -> Iterator[Finding]:
    yield _folder(settings.backup_folder, _MAKE)
    if settings.backup_copy is None:
        yield note(
            _CHECK,
            "chỉ có một chỗ, cùng máy · in one place only, on this machine",
            "BOT_BACKUP_COPY=/thư/mục/ổ/khác · a folder on another disk",
        )
    else:
        yield _folder(settings.backup_copy, f"gắn lại ổ đĩa · mount that disk; {_MAKE}")


def _folder(folder: Path, do: str) -> Finding:
    found = backups.found(folder)
    if not found:
        return sick(_CHECK, f"{folder}: chưa có bản nào · there is none", do)
    newest = found[0]
    if newest.at > clock.now():
        return sick(_CHECK, f"{newest.file}: ở tương lai · is of the future", "chỉnh đồng hồ máy · set the clock right")
    if backups.too_old(found):
        return sick(_CHECK, f"{newest.file}: bản mới nhất đã cũ · the newest one is old", do)
    if (damaged := _damage(newest)) is not None:
        return sick(_CHECK, damaged, f"{_MAKE}; kiểm tra ổ đĩa · and look after that disk")
    return well(_CHECK, f"{newest.file}: nguyên vẹn · is whole ({len(found)})")


def _damage(backup: Backup) -> str | None:
    try:
        kept = sum_kept(backup.file)
        if kept is not None and kept == sum_of(backup.file):
            return None
    except (BackupRefused, OSError) as error:
        return str(error)
    return f"{backup.file}: không còn như lúc sao lưu · is no longer what was backed up"
