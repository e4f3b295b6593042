"""Watches the process itself: a wall clock that jumps, and a loop that is blocked."""

import asyncio
import faulthandler
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from bot import clock

log = structlog.get_logger()

_LOOK_EVERY = 1.0  # seconds
_JUMP = 2.0  # seconds; time servers correct smaller differences every day
_BLOCKED = 5.0  # seconds


@asynccontextmanager
async def clock_watched(on_jump: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Call `on_jump` whenever the wall clock has been set, forward or back."""
    async with _meanwhile(_watch_clock(on_jump)):
        yield


@asynccontextmanager
async def loop_watched() -> AsyncIterator[None]:
    """Write the stack of every thread to stderr, once each time the loop is blocked; without any value."""
    try:
        async with _meanwhile(_put_off_alarm()):
            yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@asynccontextmanager
async def _meanwhile(work: Awaitable[None]) -> AsyncIterator[None]:
    watching = asyncio.ensure_future(work)
    try:
        yield
    finally:
        watching.cancel()


async def _watch_clock(on_jump: Callable[[], Awaitable[None]]) -> None:
    ahead = _ahead()
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        jumped = _ahead() - ahead
        if abs(jumped) > _JUMP:
            ahead += jumped
            log.warning("the clock has jumped: what is due is looked for again", seconds=round(jumped))
            await on_jump()


def _ahead() -> float:
    """Return by how much the wall clock is ahead of the monotonic one."""
    return clock.now().timestamp() - asyncio.get_running_loop().time()


async def _put_off_alarm() -> None:
    while True:
        # A thread of the interpreter's own, in C: it writes also while nothing else can run.
        faulthandler.dump_traceback_later(_BLOCKED)
        await asyncio.sleep(_LOOK_EVERY)
