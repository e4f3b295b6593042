"""Runs the engine where it stops nobody's turn, and brings back only what is kept."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import structlog

from bot.domain.matching.engine import NotCertified, match
from bot.domain.matching.explain import Full, NobodyFits, why_left
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.levels import TooLarge
from bot.domain.matching.prices import Worth, worths

log = structlog.get_logger()

# The engine holds the interpreter while it solves: 30 ms for this many people, most of a second for ten times as many.
_SMALL = 2_000
_WORTHS = 5


@dataclass(frozen=True)
class Answer:
    """A proved week: visits, Z, why others are left (by resident), and where one more volunteer helps most."""

    matches: tuple[Match, ...]
    z: int
    left: dict[int, NobodyFits | Full]
    worths: tuple[Worth, ...]


async def solved(instance: Instance) -> Answer | None:
    """The proved answer; None where there is no proof, which is logged."""
    people = len(instance.residents.ward) + len(instance.volunteers.ward)
    try:
        if people <= _SMALL:
            return solve(instance)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            return await asyncio.get_running_loop().run_in_executor(apart, solve, instance)
    except (NotCertified, TooLarge):
        log.exception("a week was not matched", people=people)
        return None


def solve(instance: Instance) -> Answer:
    """The same at once, in this process. Raises NotCertified and TooLarge."""
    result = match(instance)
    served = {one.resident for one in result.matches}
    waiting = [resident for resident in range(len(instance.residents.ward)) if resident not in served]
    return Answer(
        tuple(result.matches),
        result.objective.z,
        {resident: why_left(instance, resident) for resident in waiting},
        tuple(worths(instance, result)[:_WORTHS]),
    )
