"""Random keys of erased people in files outside the database, so that a restore erases them again."""

from collections.abc import Iterable
from pathlib import Path

from bot.config import Settings
from bot.storage import private_files

_NAME = "hoc-vu-so-erased"


def list_of(settings: Settings) -> Path:
    return settings.key_file.with_name(_NAME)


def list_beside(backup: Path) -> Path:
    return backup.with_name(_NAME)


def listed(*files: Path) -> set[str]:
    return {key for file in files if file.exists() for key in file.read_text("ascii").split()}


def add(file: Path, keys: Iterable[str]) -> None:
    """Add keys for ever: a backup of any age may be restored."""
    known = listed(file)
    if more := set(keys) - known:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        private_files.write(file, "".join(f"{key}\n" for key in sorted(known | more)).encode())
