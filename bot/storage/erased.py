"""Who was erased, by random keys in files outside the database: an earlier state of it would not know."""

from collections.abc import Iterable
from pathlib import Path

from bot.config import Settings
from bot.storage import private_files

_NAME = "hoc-vu-so-erased"


def list_of(settings: Settings) -> Path:
    """The installation's own, where its key is kept too."""
    return settings.key_file.with_name(_NAME)


def list_beside(backup: Path) -> Path:
    """The one of all backups in that folder."""
    return backup.with_name(_NAME)


def listed(*files: Path) -> set[str]:
    """The keys in these, of which some may not be there."""
    return {key for file in files if file.exists() for key in file.read_text("ascii").split()}


def add(file: Path, keys: Iterable[str]) -> None:
    """A key more stays for ever: nobody knows how old a backup is that somebody will find."""
    known = listed(file)
    if more := set(keys) - known:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        private_files.write(file, "".join(f"{key}\n" for key in sorted(known | more)).encode())
