"""Watches that the opened SQLite file is still in its place."""

from pathlib import Path

from bot.storage.passing import Unavailable


class OpenedFile:
    """SQLite would go on writing to a file that was moved or deleted, and create a missing one.

    The methods are called on events of SQLAlchemy.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path.removeprefix("file:")).absolute()
        self._opened: tuple[int, int] | None = None

    def is_open(self, *_event: object) -> None:
        self._opened = self._now()

    def may_be_opened(self, *_event: object) -> None:
        """Raises Unavailable if the folder is missing; a new file may be missing."""
        self.must_be_there()
        if not self._path.parent.is_dir():
            raise Unavailable(f"there is no folder {self._path.parent}")

    def must_be_there(self, *_event: object) -> None:
        """Raises Unavailable if the file was moved, deleted or replaced: it can be put back."""
        if self._opened is not None and self._now() != self._opened:
            raise Unavailable(
                f"{self._path} was moved, deleted or replaced: put it back, or stop this process before you change it"
            )

    def is_closed(self) -> None:
        self._opened = None

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
