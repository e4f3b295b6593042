"""How many beginners and others there is room for at the tables, whoever they are."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from bot.domain.matching.instance import Ints, flags, ints
from bot.domain.seating.tables import SeatingTable
from bot.domain.shift_matching import Learner
from bot.domain.shifts import A_BEGINNER, USED_TO_IT

# Among those without a helper, how much more it counts that somebody is old, or a beginner.
_ELDERLY, _BEGINNER = 2, 1


def alone(learners: Sequence[Learner]) -> Ints:
    """What it costs that each has no helper: their number counts first, then the elderly, then beginners."""
    harder = ints(_ELDERLY * one.elderly + _BEGINNER * one.beginner for one in learners)
    return (_ELDERLY + _BEGINNER) * len(learners) + 1 + harder


def room(learners: Sequence[Learner], tables: Sequence[SeatingTable]) -> tuple[int, list[tuple[int, int]]]:
    """The least that is lost if anybody may sit anywhere, and how many beginners and others then have a helper.

    It tells the search more than any relaxation could; several ways where they cost the same.
    """
    beginner, costs = flags(one.beginner for one in learners), alone(learners)
    new, used_to_it = _lost(costs[beginner]), _lost(costs[~beginner])
    fits = {(0, 0)}
    for table in tables:
        fits = {
            (min(first + more, len(new) - 1), min(second + others, len(used_to_it) - 1))
            for first, second in fits
            for more, others in _at(table)
        }
    lost = {(first, second): new[first] + used_to_it[second] for first, second in sorted(fits)}
    least = min(lost.values())
    return least, [way for way, cost in lost.items() if cost == least]


def _lost(costs: Ints) -> list[int]:
    """By how many of them have a helper, what the others cost: those whom it costs most are first."""
    return [*accumulate(sorted(costs.tolist()), initial=0)][::-1]


def _at(table: SeatingTable) -> Iterator[tuple[int, int]]:
    """So many beginners more, and then so many others."""
    for beginners in range(min(table.time // A_BEGINNER, table.places) + 1):
        time = (table.time - A_BEGINNER * beginners) // USED_TO_IT
        yield beginners, min(time, table.places - beginners)
