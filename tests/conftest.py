"""Fixtures: a clock that stands still, and towns of every kind of channel."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot import clock
from tests.town import Town

# A Monday morning: the week lies ahead.
START = datetime(2026, 11, 23, 9, 0, tzinfo=clock.LOCAL)


@pytest.fixture(autouse=True)
def _still_clock() -> Iterator[None]:
    clock.stop_at(START)
    yield
    clock.release()


@pytest.fixture(params=["buttons", "few", "none"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose people all have this kind of channel: every scenario runs on each."""
    town = await Town.open(tmp_path / "town.db", request.param, request.node.name)
    yield town
    await town.close()
