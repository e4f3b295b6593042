"""The machine: rights of files, disk, version of SQLite."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from bot.config import Settings
from bot.operation.doctor.finding import Finding, note, sick, well
from bot.storage.backup import erased
from bot.storage.private_files import JOURNALS, beside

_OTHERS = 0o077
_MB = 1_000_000
_LOW, _EMPTY = 1000 * _MB, 200 * _MB  # bytes that are free
# sqlite.org/wal.html, «The WAL-Reset Bug»: two connections that write or checkpoint at once may lose data.
_FAULTY_FROM, _MENDED_IN = (3, 7, 0), (3, 51, 3)
_MENDED_TOO = {(3, 50, 7), (3, 44, 6)}


def file_of(settings: Settings) -> Path | None:
    url = make_url(settings.database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def rights(settings: Settings) -> Iterator[Finding]:
    open_to_others = [file for file in _private(settings) if file.exists() and file.stat().st_mode & _OTHERS]
    if not open_to_others:
        yield well("quyền tệp · rights of files", "chỉ chủ máy đọc được · readable by their owner only")
    for file in open_to_others:
        how = "700" if file.is_dir() else "600"
        yield sick(
            "quyền tệp · rights of files",
            f"{file}: người khác trên máy đọc được · others on the machine can read it",
            f"chmod {how} {file}",
        )


def _private(settings: Settings) -> Iterator[Path]:
    if settings.keys is None:
        yield settings.key_file
    yield erased.list_of(settings)
    file = file_of(settings)
    if file is not None:
        yield from (beside(file, suffix) for suffix in ("", *JOURNALS))
    yield from filter(None, (settings.backup_folder, settings.backup_copy))


def disk(settings: Settings) -> Iterator[Finding]:
    file = file_of(settings)
    database = file.resolve().parent if file is not None else Path.cwd()
    size = file.stat().st_size if file is not None and file.exists() else 0
    yield _room(database, _EMPTY)
    for folder in filter(None, (settings.backup_folder, settings.backup_copy)):
        yield _room(folder, max(_EMPTY, 2 * size))


def free_at(folder: Path) -> int:
    there = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    return shutil.disk_usage(there).free


def _room(folder: Path, least: int) -> Finding:
    free = free_at(folder)
    says = f"{folder}: còn {free // _MB} MB · MB free"
    if free < least:
        return sick(
            "ổ đĩa · disk",
            f"{says}, cần · needs {least // _MB}",
            "dọn ổ đĩa, chuyển bản lưu cũ sang ổ khác · make room, move old backups to another disk"
            " (docs/how-to/when-something-is-wrong.md)",
        )
    if free < _LOW:
        return note("ổ đĩa · disk", says, "sắp đầy: dọn trong tuần này · nearly full: make room this week")
    return well("ổ đĩa · disk", says)


def sqlite(settings: Settings) -> Iterator[Finding]:
    if file_of(settings) is None:
        return
    version = sqlite3.sqlite_version_info
    says = f"SQLite {sqlite3.sqlite_version}"
    if is_faulty(version):
        yield note(
            "SQLite",
            f"{says}: có lỗi «WAL reset» · has the WAL-reset fault",
            "trợ lý tự tránh được; đừng mở tệp dữ liệu bằng chương trình khác khi trợ lý đang chạy"
            " · the bot keeps clear of it; open the file with no other program while it runs",
        )
    else:
        yield well("SQLite", says)


def is_faulty(version: tuple[int, int, int]) -> bool:
    return _FAULTY_FROM <= version < _MENDED_IN and version not in _MENDED_TOO
