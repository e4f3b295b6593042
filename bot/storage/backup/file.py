"""Backup files: two kinds, each with a checksum beside it."""

import hashlib
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL

from bot.errors import OperatorError
from bot.storage.private_files import beside


class BackupRefused(OperatorError):
    """A backup is not made or not restored; the message says why in one line, and what can be done."""


class DatabaseKind(StrEnum):
    """The value is the suffix of the backup's name."""

    SQLITE = "db"
    POSTGRESQL = "dump"


_BEGINS = {b"SQLite format 3\0": DatabaseKind.SQLITE, b"PGDMP": DatabaseKind.POSTGRESQL}


def kind_of(url: URL) -> DatabaseKind:
    return DatabaseKind.SQLITE if url.get_backend_name() == "sqlite" else DatabaseKind.POSTGRESQL


def kind_found(file: Path) -> DatabaseKind:
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise BackupRefused(f"{file}: không mở được · cannot be opened: {error.strerror}") from None
    for begins, kind in _BEGINS.items():
        if head.startswith(begins):
            return kind
    raise BackupRefused(f"{file}: không phải bản lưu · not a backup")


def sum_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sum_beside(file: Path) -> Path:
    return beside(file, ".sha256")


def sum_kept(file: Path) -> str | None:
    """Return the stored checksum; None if there is none. Raises BackupRefused if it cannot be read."""
    try:
        return sum_beside(file).read_text("utf-8").split()[0]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, IndexError):
        raise BackupRefused(f"{sum_beside(file)}: không đọc được · cannot be read") from None
