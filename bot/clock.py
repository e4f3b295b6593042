"""The only source of time: UTC inside, Asia/Ho_Chi_Minh for people."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

log = structlog.get_logger()

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_LOOK_EVERY = 1.0  # seconds
_JUMP = 2.0  # seconds; time servers correct smaller differences every day


class _Stopped:
    at: datetime | None = None


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return _Stopped.at or datetime.now(UTC)


def today() -> date:
    """Return the local date."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)


def at(day: date, hour: time) -> datetime:
    """Return a local date and time as UTC."""
    return datetime.combine(day, hour, LOCAL).astimezone(UTC)


def midnight(day: date) -> datetime:
    return at(day, time())


def days(first: date, last: date) -> tuple[datetime, datetime]:
    """Return in UTC the begin of the first local day and the end (exclusive) of the last."""
    return midnight(first), midnight(last + timedelta(days=1))


def stop_at(moment: datetime) -> None:
    """Stop the clock for the demo and tests; it moves only by being set again."""
    _Stopped.at = moment.astimezone(UTC)


def release() -> None:
    _Stopped.at = None


@asynccontextmanager
async def watched(on_jump: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Call `on_jump` whenever the wall clock has been set, forward or back."""
    watching = asyncio.create_task(_watch(on_jump))
    try:
        yield
    finally:
        watching.cancel()


async def _watch(on_jump: Callable[[], Awaitable[None]]) -> None:
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
    return now().timestamp() - asyncio.get_running_loop().time()
