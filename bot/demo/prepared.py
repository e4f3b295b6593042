"""Keeps the demo's neighbourhood beside the bytecode, with a key of its own, so that a start only copies a file."""

import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage import encryption
from bot.storage.encryption import KeyRing, new_key

_PLACE = Path(cache_from_source(__file__)).with_name("neighbourhood")
_CODE = Path(__file__).parents[1]
_DATABASE, _KEY, _DIGEST = "bot.db", "key", "digest"
_BESIDE = "neighbourhood-"

Build = Callable[[Path], Awaitable[None]]


async def neighbourhood(folder: Path, build: Build, place: Path = _PLACE) -> Path:
    """Return a database file in `folder` that holds the neighbourhood, and use the key it is sealed with.

    It is copied from where it was kept, or built anew if the code has changed since; nobody in it is real.
    """
    digest = _digest()
    copied = _copied(place, folder)
    if not _is_kept(copied, digest):
        copied = _begin(folder)
        await build(Path(copied, _DATABASE))
        _keep(copied, place, digest)
    return _opened(copied)


def _opened(copied: Path) -> Path:
    encryption.KEY_RING = KeyRing([Path(copied, _KEY).read_text(encoding="ascii")])
    return Path(copied, _DATABASE)


def _begin(folder: Path) -> Path:
    made, key = Path(folder, "made"), new_key()
    made.mkdir()
    Path(made, _KEY).write_text(key, encoding="ascii")
    encryption.KEY_RING = KeyRing([key])
    return made


def _copied(place: Path, folder: Path) -> Path:
    """Copy database, key and digest of one neighbourhood, though another start may put a new one in its place."""
    copied = Path(folder, "copied")
    copied.mkdir()
    with suppress(OSError):  # nothing is kept there, or no longer
        there = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for name in (_DATABASE, _KEY, _DIGEST):
                with open(name, "rb", opener=partial(os.open, dir_fd=there)) as one:
                    Path(copied, name).write_bytes(one.read())
        finally:
            os.close(there)
    return copied


def _is_kept(place: Path, digest: str) -> bool:
    try:
        return Path(place, _DIGEST).read_text(encoding="ascii") == digest
    except OSError:
        return False


def _keep(made: Path, place: Path, digest: str) -> None:
    """Keep it whole or not at all: where nobody may write, each start makes it anew."""
    Path(made, _DIGEST).write_text(digest, encoding="ascii")
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        for left in place.parent.glob(f"{_BESIDE}*"):  # by a start that was killed; another at work keeps its own copy
            shutil.rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=_BESIDE, dir=place.parent) as beside:
            new = Path(shutil.copytree(made, Path(beside, "new")))
            if place.exists():
                place.rename(Path(beside, "old"))
            new.rename(place)


def _digest() -> str:
    """Return a digest of the code: other code may write another database."""
    digest = sha256()
    for script in sorted(_CODE.rglob("*.py")):
        digest.update(script.read_bytes())
    return digest.hexdigest()
