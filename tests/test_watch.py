"""A wall clock that jumps puts no tick to sleep and repeats nothing; a blocked loop says where."""

import asyncio
import faulthandler
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers import base
from sqlalchemy import select

from bot import clock, logs, serving, ticks
from bot.app import App
from bot.chat.message import Incoming
from bot.chat.say import say
from bot.i18n import verbatim
from bot.services.delivery import queue
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address

_now = clock.now


class Wall(datetime):
    """The time of the machine, for the library and for us."""

    ahead = timedelta(0)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override] # always UTC
        del tz
        return _now() + cls.ahead


class Counting(App):
    """An assistant whose ticks only count."""

    def __init__(self) -> None:
        self.count, self.came, self.set = 0, asyncio.Event(), 0

    async def tick(self, tick: ticks.Tick) -> None:
        del tick
        self.count += 1
        self.came.set()

    async def clock_was_set(self) -> None:
        self.set += 1


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> type[Wall]:
    clock.release()
    monkeypatch.setattr(Wall, "ahead", timedelta(0))
    monkeypatch.setattr(base, "datetime", Wall)
    monkeypatch.setattr(clock, "now", lambda: Wall.now(UTC))
    monkeypatch.setattr(clock, "_LOOK_EVERY", 0.01)
    return Wall


async def test_ticks_go_on_when_the_clock_is_set(wall: type[Wall], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "TICKS", ticks.TICKS[:1])
    monkeypatch.setattr(serving, "_Every", lambda _seconds: Every(0.05))
    counting = Counting()
    async with serving._scheduled(counting), asyncio.timeout(10):
        for ahead in (0, -1, 0, 24 * 365 * 50, 0):
            wall.ahead = timedelta(hours=ahead)
            for _time in range(3):
                counting.came.clear()
                await counting.came.wait()
    assert counting.set == 4
    # A clock set forward by half a century has skipped ticks by the hundred million; they are not made up for.
    assert counting.count < 60


Every = serving._Every


async def test_what_was_to_go_at_once_by_a_clock_that_was_ahead_goes_at_once(database: Database) -> None:
    now = clock.now()
    clock.stop_at(now + timedelta(hours=1))
    async with database.begin() as db:
        address = await identity.caller(db, Incoming("web", "1", "7"))
        await outbox.reply(db, address, say(verbatim("Mời bác")))
        await outbox.tell(db, address.person, say(verbatim("Mai học")), Plan(at=now + timedelta(hours=5)))
        address.not_before = now + timedelta(hours=1)
    clock.stop_at(now)
    async with database.begin() as db:
        await queue.clock_was_set(db)
    async with database.begin() as db:
        assert [*await db.scalars(select(Outbox.due_at).order_by(Outbox.id))] == [now, now + timedelta(hours=5)]
        assert await db.scalar(select(Address.not_before)) is None


async def test_a_blocked_loop_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, arm = tmp_path / "stderr", faulthandler.dump_traceback_later
    monkeypatch.setattr(logs, "_BLOCKED", 0.05)
    monkeypatch.setattr(logs, "_LOOK_EVERY", 0.0)
    with written.open("w") as stderr:
        monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda seconds: arm(seconds, file=stderr))
        async with logs.loop_watched():
            for _time in range(3):
                await asyncio.sleep(0)
            _hold_up_everybody(written)
    assert "_hold_up_everybody" in written.read_text()


def _hold_up_everybody(written: Path) -> None:
    """Keep the loop until the stacks are written: several writes, the last of them for this thread."""
    patience = time.monotonic() + 30
    while "_hold_up_everybody" not in written.read_text() and time.monotonic() < patience:
        pass
