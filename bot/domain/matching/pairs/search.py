"""Searches visits by two: relax, round, then search on from there."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite

import numpy as np

from bot.domain.matching.feasibility import faults
from bot.domain.matching.flow.certificate import Flaw
from bot.domain.matching.flow.engine import NotCertified, SolvingStage
from bot.domain.matching.instance import Flags, Instance, Match
from bot.domain.matching.objective import Objective, objective
from bot.domain.matching.pairs.greedy import greedy
from bot.domain.matching.pairs.model import Model, model, read_back
from bot.domain.matching.programming.dual_bound import proved, rounded_up
from bot.domain.matching.programming.programme import Floats

SECONDS = 50
# The share of the time spent on rounding, and the gap at which rounding stops.
_ROUNDING, _NEAR_ENOUGH = 0.3, 1e-3
_ONE = 1 - 1e-6
# HiGHS answers to a millionth; one unit is one more visit in somebody's week.
_EXACT = 1e-9


@dataclass(frozen=True)
class Paired:
    """`bound` is a lower bound of Z in floating point; None if time was too short.

    `proved` is a lower one, checked in whole numbers. `by_hand` is what the greedy answer reaches.
    """

    matches: list[Match]
    objective: Objective
    bound: int | None
    proved: int | None
    by_hand: Objective


def match_in_pairs(
    instance: Instance,
    accompanied: Flags | None = None,
    along: Flags | None = None,
    seconds: float = SECONDS,
    progress: Callable[[SolvingStage, int], None] = lambda _stage, _arcs: None,
) -> Paired:
    """Return the best answer found in `seconds`. Raises NotCertified if it breaks a rule.

    `accompanied` residents need no second visitor (default: none); `along` volunteers may be companions (default:
    all).
    """
    if accompanied is None:
        accompanied = np.zeros(len(instance.residents.ward), dtype=bool)
    if along is None:
        along = np.ones(len(instance.volunteers.ward), dtype=bool)
    progress(SolvingStage.BUILDING, 0)
    problem = model(instance, accompanied, along)
    by_hand = greedy(instance, accompanied, along)
    progress(SolvingStage.SOLVING, len(problem.programme.cost))
    values, bound, least_of_all = _searched(problem, seconds)
    progress(SolvingStage.PROVING, len(problem.programme.cost))
    answers = [by_hand, *(read_back(problem, one) for one in values)]
    best = min(answers, key=lambda matches: objective(instance, matches).z)
    companions = [one.companion for one in best if one.companion >= 0]
    if faults(instance, best, pairs=True, accompanied=accompanied) or not along[companions].all():
        raise NotCertified([Flaw.ANSWER_BREAKS_A_RULE])
    least = ceil(bound - _EXACT * abs(bound)) + problem.nobody_served if isfinite(bound) else None
    sure = None if least_of_all is None else rounded_up(least_of_all + problem.nobody_served, instance)
    return Paired(best, objective(instance, best), least, sure, objective(instance, by_hand))


def _searched(problem: Model, seconds: float) -> tuple[list[Floats], float, int | None]:
    """Return answers, a bound in floating point, and a proved bound or None.

    Solve the relaxation, then fix the leads that are whole, then search freely from that answer.
    """
    if not len(problem.programme.cost):
        return [], 0.0, 0
    from bot.domain.matching.programming import highs  # noqa: PLC0415 a heavy library: docs/adr/0012

    loose = highs.relaxed(problem.programme, seconds)
    if loose.values is None or loose.prices is None:
        return [], loose.bound, None
    left = seconds - loose.seconds
    ones = (loose.values > _ONE) & problem.leading
    rounded = highs.solved(problem.programme, left * _ROUNDING, ones=ones, gap=_NEAR_ENOUGH)
    best = highs.solved(problem.programme, left - rounded.seconds, start=rounded.values)
    found = [one.values for one in (rounded, best) if one.values is not None]
    return found, max(loose.bound, best.bound), proved(problem.programme, loose.prices)
