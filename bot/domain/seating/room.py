"""How many beginners and others have room at the tables, whoever they are."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from bot.domain.matching.instance import Ints, flags, ints
from bot.domain.seating.tables import SeatingTable
from bot.domain.shift_matching import Learner
from bot.domain.shifts import A_BEGINNER, USED_TO_IT

# Added cost of an elderly person or a beginner without a helper.
_ELDERLY, _BEGINNER = 2, 1


def alone(learners: Sequence[Learner]) -> Ints:
    """Return the cost of leaving each without a helper: numbers count first, then elderly people, then beginners."""
    harder = ints(_ELDERLY * one.elderly + _BEGINNER * one.beginner for one in learners)
    return (_ELDERLY + _BEGINNER) * len(learners) + 1 + harder


def room(learners: Sequence[Learner], tables: Sequence[SeatingTable]) -> tuple[int, list[tuple[int, int]]]:
    """Return the least cost if anybody may sit anywhere, and each (beginners, others) with a helper that has it.

    This bounds the search better than any relaxation.
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
    """Return, by how many have a helper, the cost of the rest if the costliest are served first."""
    return [*accumulate(sorted(costs.tolist()), initial=0)][::-1]


def _at(table: SeatingTable) -> Iterator[tuple[int, int]]:
    for beginners in range(min(table.time // A_BEGINNER, table.places) + 1):
        time = (table.time - A_BEGINNER * beginners) // USED_TO_IT
        yield beginners, min(time, table.places - beginners)
