"""Runs the engine where it stops nobody's turn, and brings back only what is kept."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import structlog

from bot.domain.matching.engine import NotCertified
from bot.domain.matching.levels import TooLarge
from bot.domain.matching.nightly import Answer, Task, solve

log = structlog.get_logger()

# The engine holds the interpreter while it solves.
_SMALL, _SMALL_BY_TWO = 2_000, 60


async def solved(task: Task) -> Answer | None:
    """The answer, if it may be used; None where there is no proof or the process ended, which is logged."""
    small = _SMALL if task.alone.all() else _SMALL_BY_TWO
    try:
        if task.people <= small:
            return solve(task)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            return await asyncio.get_running_loop().run_in_executor(apart, solve, task)
    except (NotCertified, TooLarge, BrokenProcessPool):
        log.exception("a week was not matched", people=task.people)
        return None
