"""A coordinator's desk is used while the process is killed again and again: nothing half-done, nothing twice."""

import random
import secrets

import pytest

from tests.channels.desk_crashes import day


@pytest.mark.lane
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_what_a_coordinator_does_for_a_ward_is_done_whole_and_once(mode: str) -> None:
    right = await day(0, random.Random(0), mode)  # noqa: S311 not used
    assert sum(n for row, n in right.rows.items() if row[:2] == ("act", "act_for_leader")) == 3
    seed = secrets.randbelow(10**6)
    left = await day(8, random.Random(seed), mode)  # noqa: S311 repeatable on purpose
    assert left.kills == 8
    assert left.differs_from(right) == [], f"seed {seed}"
