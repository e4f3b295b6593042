"""A small disk of one's own, which may be full, shut to writers, or frozen. Only root can make one."""

import asyncio
import errno
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_BLOCK, _FILL_EVERY = 4096, 0.2  # bytes, seconds


class Disk:
    """Mounted at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    @asynccontextmanager
    async def of(cls, folder: Path, megabytes: int) -> AsyncIterator["Disk"]:
        image, root = folder / "disk.img", folder / "disk"
        root.mkdir()
        with image.open("wb") as file:
            file.truncate(megabytes * 1024 * 1024)
        await _run("mkfs.ext4", "-q", "-m", "0", str(image))
        await _run("mount", "-o", "loop", str(image), str(root))
        try:
            yield cls(root)
        finally:
            await _run("umount", str(root))

    @asynccontextmanager
    async def full(self) -> AsyncIterator[None]:
        """Kept full, whatever is freed meanwhile."""
        ballast, over = self.root / "ballast", asyncio.Event()
        filling = asyncio.create_task(_keep_filling(ballast, over))
        try:
            yield
        finally:
            over.set()
            await filling
            ballast.unlink()

    @asynccontextmanager
    async def read_only(self, files: Sequence[Path]) -> AsyncIterator[None]:
        """Nothing is written into these, not even by whoever has opened them already."""
        await _run("chattr", "+i", *map(str, files))
        try:
            yield
        finally:
            await _run("chattr", "-i", *map(str, files))

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """Whoever writes hangs."""
        await _run("fsfreeze", "--freeze", str(self.root))
        try:
            yield
        finally:
            await _run("fsfreeze", "--unfreeze", str(self.root))


async def _keep_filling(ballast: Path, over: asyncio.Event) -> None:
    while not over.is_set():
        await asyncio.to_thread(_fill, ballast)
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), _FILL_EVERY)


def _fill(ballast: Path) -> None:
    for size in (_BLOCK * 256, _BLOCK):
        try:
            with ballast.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(size))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE)
    _out, said = await process.communicate()
    if process.returncode:
        raise AssertionError(f"{' '.join(command)}: {said.decode()}")
