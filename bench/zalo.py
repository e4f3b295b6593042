"""Many bots on Zalo in one process, before a fake of the platform: what waiting costs, and what one costs others.

First what each of `--bots` (40) costs while nobody writes, in per cent of a core, beside a process without any. Then
the processor time of an answered message with so many bots, beside that with one. Then how long answers take while one
bot answers nothing, beside the same without it. Then the messages of a sign-up by code and of a learner's month.
Last, in virtual time, a broadcast on another platform while Zalo is throttled for an hour, beside the same without it.
Kills are made by `bench zalo_crashes`, which takes most of an hour.
"""

import argparse
import asyncio
import os
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from pydantic import SecretStr

from bot import clock, logs
from bot.app import App
from bot.config import Settings
from bot.platforms import Host, chosen
from bot.services.delivery.inbox import Inbox
from bot.storage import encryption, wards
from bot.storage.database import Database
from tests.blank import BlankFile
from tests.channels.beside_zalo import rate
from tests.fake_zalo import FakeZalo, Person
from tests.month_of_words import BEGINS, played
from tests.town import Town

_IDLE = 30.0  # seconds for which the platform holds a call for messages
_HOUR_AT_FULL_RATE = 97_200

T = TypeVar("T")


class Elsewhere:
    """The fake platform in a thread of its own, whose processor time is not ours."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def done(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def own_time(self) -> float:
        async def of_thread() -> float:
            return time.thread_time()

        return await self.done(of_thread())


@contextmanager
def platform(elsewhere: Elsewhere, bots: int) -> Iterator[FakeZalo]:
    tokens = tuple(f"{10_000_000 + n}:SECRETOFBOT{n}" for n in range(bots))
    zalo = FakeZalo(tokens=tokens, idle=_IDLE)
    elsewhere.do(zalo.__aenter__())
    try:
        yield zalo
    finally:
        elsewhere.do(zalo.__aexit__(None, None, None))


@asynccontextmanager
async def assistant(zalo: FakeZalo, *, with_bots: bool = True) -> AsyncIterator[None]:
    async with AsyncExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        await wards.prepare(database)
        app = App(database, {})
        settings = Settings(zalo_token=SecretStr(zalo.token), zalo_api_base=zalo.root)
        host = Host(database, app.hear, app.sender, Inbox(database), {})
        platforms = [one for one in chosen(settings) if with_bots or one.leased]
        tasks = [asyncio.create_task(one.run(host)) for one in platforms]
        tasks.append(asyncio.create_task(app.sender.run()))
        try:
            await asyncio.sleep(3 + len(platforms) / 10)
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await database.close()


async def spent(elsewhere: Elsewhere, seconds: float) -> float:
    """Return the processor time of this process within these seconds, without that of the fake platform."""
    before = time.process_time() - await elsewhere.own_time()
    await asyncio.sleep(seconds)
    return time.process_time() - await elsewhere.own_time() - before


async def idle(elsewhere: Elsewhere, bots: int, seconds: float) -> None:
    with platform(elsewhere, bots) as zalo:
        async with assistant(zalo, with_bots=False):
            none = await spent(elsewhere, seconds)
        async with assistant(zalo):
            all_of_them = await spent(elsewhere, seconds)
    each = (all_of_them - none) / bots / seconds
    print(f"idle, {bots} bots: {each:.3%} of a core each (wanted: at most 0.5 %); none: {none / seconds:.2%} in all")


async def answered(elsewhere: Elsewhere, people: list[Person], times: int) -> tuple[float, float]:
    """Return the processor time for each answer, and the median seconds until it came."""
    waited = []
    begun = time.process_time() - await elsewhere.own_time()
    for nth in range(times):
        sent = [await _says(elsewhere, person, nth) for person in people]
        waited += [await _seen(person, before, at) for person, before, at in sent]
    took = time.process_time() - await elsewhere.own_time() - begun
    return took / len(waited), median(waited)


async def _says(elsewhere: Elsewhere, person: Person, nth: int) -> tuple[Person, int, float]:
    before, at = len(person.messages), time.perf_counter()
    await elsewhere.done(person.says(f"chào {nth}"))
    return person, before, at


async def _seen(person: Person, before: int, at: float) -> float:
    while len(person.messages) <= before:  # noqa: ASYNC110 it comes in another thread
        await asyncio.sleep(0.002)
    return time.perf_counter() - at


async def busy(elsewhere: Elsewhere, bots: int, times: int) -> None:
    costs, waits = {}, {}
    for many in (1, bots):
        with platform(elsewhere, many) as zalo:
            async with assistant(zalo):
                people = [zalo.person(f"Người {n}", token) for n, token in enumerate(zalo.token.split(","))]
                costs[many], waits[many] = await answered(elsewhere, people, times * bots // many)
                if many > 1:
                    slow, *others = people
                    without = (await answered(elsewhere, others, times))[1]
                    zalo.held[slow.token] = asyncio.Event()
                    await elsewhere.done(slow.says("chào"))
                    beside = (await answered(elsewhere, others, times))[1]
    print(f"busy, {bots} bots beside one: {costs[bots] / costs[1]:.2f} times the processor time of an answer")
    print(f"one of {bots} answers nothing: the others are answered in {beside / without:.2f} of the time without it")


async def month() -> None:
    clock.stop_at(BEGINS)
    with tempfile.TemporaryDirectory() as folder:
        town = Town(await BlankFile(Path(folder), small=True).restored(), "none")
        try:
            signed_up, whole = await played(town)
        finally:
            await town.close()
            clock.release()
    for name, cost in {"a sign-up by code": signed_up, "a learner's month with it": whole}.items():
        print(f"{name}: {cost.typed} typed, {cost.sent} sent")


def main() -> None:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    logs.set_up()
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--bots", type=int, default=40)
    wanted.add_argument("--seconds", type=float, default=90)
    wanted.add_argument("--times", type=int, default=5, help="messages of each person")
    wanted.add_argument("--messages", type=int, default=_HOUR_AT_FULL_RATE, help="of the broadcast; 0 is none")
    wanted.add_argument("--seed", type=int, default=1)
    asked = wanted.parse_args()
    elsewhere = Elsewhere()
    asyncio.run(idle(elsewhere, asked.bots, asked.seconds))
    asyncio.run(busy(elsewhere, asked.bots, asked.times))
    asyncio.run(month())
    if asked.messages:
        alone, _asked = rate(asked.messages, asked.seed)
        beside, haste = rate(asked.messages, asked.seed, on_zalo=500)
        print(f"a broadcast beside a throttled Zalo: {beside / alone:.4f} of the rate without it; {haste} times 429")
    os._exit(0)


if __name__ == "__main__":
    main()
