"""Runs the engine without holding up anybody's turn."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:  # what loads numpy is loaded by whoever solves
    from bot.domain.matching.nightly import NightlyTask, WeekSolution

log = structlog.get_logger()

# The engine holds the interpreter while it solves (`bot bench nightly`): 350 people 22 ms, 2,000 people 140 ms, 5,000
# 280 ms; with a quarter to be visited by two, 40 people 35 ms and 350 people 150 ms; classes worth opening may take all
# of their ten seconds where a thousand people wait, and nothing worth telling for 40. A process of its own takes two
# seconds and more to start, and hardly anybody notices it.
_SMALL, _SMALL_SEARCH = 400, 40


async def solved(task: "NightlyTask") -> "WeekSolution | None":
    """Return None if there is no proof or the process ended; both are logged."""
    from bot.domain.matching.flow.engine import NotCertified  # noqa: PLC0415 loads numpy: docs/adr/0030
    from bot.domain.matching.flow.weights import TooLarge  # noqa: PLC0415 loads numpy: docs/adr/0030
    from bot.domain.matching.nightly import solve  # noqa: PLC0415 loads numpy: docs/adr/0030

    small = _SMALL if task.is_only_a_flow else _SMALL_SEARCH
    try:
        if task.people <= small:
            return solve(task)
        return await apart(task)
    except (NotCertified, TooLarge, BrokenProcessPool):
        log.exception("a week was not matched", people=task.people)
        return None


async def apart(task: "NightlyTask") -> "WeekSolution":
    """Solve in a process of its own. Raise BrokenProcessPool if it ends before it has answered."""
    # In a thread: starting and ending the process would hold up every turn for a fifth of a second.
    return await asyncio.to_thread(_in_a_process, task)


def _in_a_process(task: "NightlyTask") -> "WeekSolution":
    from bot.domain.matching.nightly import solve  # noqa: PLC0415 loads numpy: docs/adr/0030

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(solve, task).result()
