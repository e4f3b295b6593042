"""The file that was opened: written to only as long as it stands where it stood."""

from pathlib import Path

from bot.storage.passing import Unavailable


class OpenedFile:
    """SQLite goes on writing into a file that was moved away or deleted, and opens a new one where there is none."""

    def __init__(self, path: str) -> None:
        self._path = Path(path.removeprefix("file:")).absolute()
        self._opened: tuple[int, int] | None = None

    def is_open(self, *_event: object) -> None:
        """This is the one from now on."""
        self._opened = self._now()

    def may_be_opened(self, *_event: object) -> None:
        """At first it need not be there, but it needs a place. Raises Unavailable."""
        self.must_be_there()
        if not self._path.parent.is_dir():
            raise Unavailable(f"there is no folder {self._path.parent}")

    def must_be_there(self, *_event: object) -> None:
        """Before anything is read or committed. Raises Unavailable: the file can be put back."""
        if self._opened is not None and self._now() != self._opened:
            raise Unavailable(
                f"{self._path} was moved, deleted or replaced: put it back, or stop this process before you change it"
            )

    def is_closed(self) -> None:
        """Whatever stands there the next time will be another one."""
        self._opened = None

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
