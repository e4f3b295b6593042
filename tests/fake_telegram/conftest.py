"""The fake, and the real client connected to it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.fake_telegram import Clock, FakeTelegram, Person
from tests.fake_telegram.client import client


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    """Its clock stands still."""
    async with FakeTelegram(clock=Clock(running=False)) as tg:
        yield tg


@pytest.fixture
async def bot(tg: FakeTelegram) -> AsyncIterator[Bot]:
    """With the library's own HTTP."""
    async with client(tg) as bot:
        yield bot


@pytest.fixture
async def hoa(tg: FakeTelegram) -> Person:
    """She has started the bot."""
    hoa = tg.person("Hoa")
    await hoa.says("/start")
    return hoa
