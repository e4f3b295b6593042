"""The database goes away in every way it can, and the real process waits for it: no word is lost, nobody is alarmed.

Here for a few seconds, and with as little patience; `-m outage` for as many seconds as BOT_TEST_OUTAGE says.
"""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from tests.channels.outages import Home, InFile, OnServer, endure, long, short
from tests.cluster import Cluster, programs
from tests.conftest import POSTGRES
from tests.disk import Disk

SECONDS = float(os.environ.get("BOT_TEST_OUTAGE", "120"))
MODES = pytest.mark.parametrize("mode", ["polling", "webhook"])

with_server = pytest.mark.skipif(
    POSTGRES is None or programs() is None, reason="no PostgreSQL to start and stop here (.ci/run installs one)"
)
with_disk = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a disk")


def passable(folder: str) -> Path:
    """The same, and PostgreSQL's own user gets through it."""
    Path(folder).chmod(0o755)
    return Path(folder)


@asynccontextmanager
async def server(disk: Disk | None = None) -> AsyncIterator[Cluster]:
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(passable(folder) if disk is None else disk.root)
        await cluster.make()
        yield cluster
        await cluster.stop()


@pytest.mark.lane
async def test_a_file_that_cannot_be_written_is_waited_for(tmp_path: Path) -> None:
    home = InFile(tmp_path)
    tally = await endure(tmp_path, home, [home.locked, home.moved, home.cut_short], "webhook", short(1.0))

    assert tally.is_good, "\n".join([str(tally), *tally.said])


@pytest.mark.outage
@with_server
async def test_a_server_that_does_not_answer_is_waited_for(tmp_path: Path) -> None:
    async with server() as cluster:
        home = OnServer(cluster)
        troubles = [home.stopped, home.read_only, home.frozen]
        tally = await endure(tmp_path, home, troubles, "polling", short(1.5))

    assert tally.is_good, "\n".join([str(tally), *tally.said])


@pytest.mark.outage
@MODES
@pytest.mark.parametrize("trouble", ["locked", "moved", "cut_short"])
async def test_a_file_is_waited_for_as_long_as_it_takes(tmp_path: Path, trouble: str, mode: str) -> None:
    await lasts(tmp_path, InFile(tmp_path), trouble, mode)


@pytest.mark.outage
@with_disk
@MODES
@pytest.mark.parametrize("trouble", ["full", "read_only", "frozen"])
async def test_a_disk_is_waited_for_as_long_as_it_takes(tmp_path: Path, trouble: str, mode: str) -> None:
    async with Disk.of(tmp_path, megabytes=64) as disk:
        await lasts(tmp_path, InFile(disk.root, disk), trouble, mode)


@pytest.mark.outage
@with_server
@MODES
@pytest.mark.parametrize("trouble", ["frozen", "stopped", "locked", "read_only"])
async def test_a_server_is_waited_for_as_long_as_it_takes(tmp_path: Path, trouble: str, mode: str) -> None:
    async with server() as cluster:
        await lasts(tmp_path, OnServer(cluster), trouble, mode)


@pytest.mark.outage
@with_server
@with_disk
@MODES
async def test_a_server_without_room_is_waited_for_as_long_as_it_takes(tmp_path: Path, mode: str) -> None:
    async with AsyncExitStack() as stack:
        folder = passable(stack.enter_context(tempfile.TemporaryDirectory()))
        disk = await stack.enter_async_context(Disk.of(folder, megabytes=160))
        cluster = await stack.enter_async_context(server(disk))
        await lasts(tmp_path, OnServer(cluster, disk), "full", mode)


async def lasts(folder: Path, home: Home, trouble: str, mode: str) -> None:
    tally = await endure(folder, home, [getattr(home, trouble)], mode, long(SECONDS))
    print(tally)  # noqa: T201 the figures of the lane

    assert tally.is_good, "\n".join([str(tally), *tally.said])
