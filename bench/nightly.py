"""The nightly matching: its time, and how long it blocks other work in the process.

Each week is solved in this process and in one of its own, while a clock ticks here. The longest pause between two
ticks is the delay that people writing meanwhile would notice.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from statistics import median

import numpy as np

from bench.instances import instance
from bot.domain.matching.nightly import NightlyTask, WeekSolution, solve
from bot.services.matching import solver_process

RUNS = 3
# Residents, volunteers, and the share to be visited at home by two.
SIZES = ((20, 20, 0.0), (20, 20, 0.25), (200, 150, 0.0), (200, 150, 0.25), (1_200, 800, 0.0), (3_000, 2_000, 0.0))


def task(residents: int, volunteers: int, at_home: float, seed: int = 1) -> NightlyTask:
    week = instance(residents, volunteers, seed=seed)
    rng = np.random.default_rng(seed)
    alone = rng.random(residents) >= at_home
    along, nobody = week.volunteers.vetted, np.zeros(volunteers, dtype=bool)
    return NightlyTask(week, alone, along, week.volunteers.ward, nobody, ~nobody)


async def paused(run: Callable[[], Awaitable[WeekSolution | None]]) -> tuple[float, float]:
    """Return the seconds taken, and the longest pause between two ticks."""
    longest, done = 0.0, False

    async def ticks() -> None:
        nonlocal longest
        before = time.perf_counter()
        while not done:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now

    ticking = asyncio.create_task(ticks())
    await asyncio.sleep(0.01)
    began = time.perf_counter()
    await run()
    took, done = time.perf_counter() - began, True
    await ticking
    return took, longest


async def show(residents: int, volunteers: int, at_home: float) -> None:
    week = task(residents, volunteers, at_home)

    async def here() -> WeekSolution:
        return solve(week)

    inside = [await paused(here) for _ in range(RUNS)]
    apart = [await paused(lambda: solver_process.apart(week)) for _ in range(RUNS)]
    columns = [1000 * median(column) for runs in (inside, apart) for column in zip(*runs, strict=True)]
    took, pause, took_apart, pause_apart = columns
    print(
        f"{residents:>6} × {volunteers:<5} at home {at_home:>4.0%}: here {took:5.0f} ms, pause {pause:5.0f} ms; "
        f"apart {took_apart:5.0f} ms, pause {pause_apart:5.0f} ms",
        flush=True,
    )


def main() -> None:
    for size in SIZES:
        asyncio.run(show(*size))


if __name__ == "__main__":
    main()
