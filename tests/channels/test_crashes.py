"""A few kills at random moments, in both modes; `python3 -m bot bench crashes` does hundreds."""

import secrets

import pytest

from tests.channels.crashes import report, torment


@pytest.mark.parametrize("mode", [pytest.param("polling", marks=pytest.mark.lane), "webhook"])
@pytest.mark.slow
async def test_nothing_is_lost_and_nothing_is_done_twice(mode: str) -> None:
    tally = await torment(kills=3, seed=secrets.randbelow(10**6), mode=mode)

    assert tally.is_good, report([tally])
    assert tally.kills == 3
