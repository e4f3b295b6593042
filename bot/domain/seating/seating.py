"""Seats learners at helpers: two beginners or four others each, kinds of telephones apart."""

from collections.abc import Mapping, Sequence

from bot.domain.seating.programme import seat
from bot.domain.seating.tables import SeatingTable, time_taken
from bot.domain.shift_matching import AvailableHelper, Learner
from bot.domain.shifts import A_BEGINNER, MOST_LEARNERS


def pair(
    learners: Sequence[Learner], helpers: Sequence[AvailableHelper], kept: Mapping[int, int], expected: int
) -> dict[int, int]:
    """Return learner id to helper id for learners not in `kept`, the pairs that stand. Raises NotCertified.

    While more helpers are `expected` than are here, each takes an even share, and only learners whose phone they
    know; others wait. With `expected` 0 everybody gets a helper, up to four beginners each.
    """
    all_here = len(helpers) >= expected
    room = MOST_LEARNERS if all_here else _even_share(learners, expected)
    pairs = _seated(learners, helpers, kept, room=room, strange=all_here)
    if expected:
        return pairs
    return pairs | _seated(learners, helpers, {**kept, **pairs}, room=A_BEGINNER * MOST_LEARNERS, strange=True)


def _seated(
    learners: Sequence[Learner],
    helpers: Sequence[AvailableHelper],
    kept: Mapping[int, int],
    *,
    room: int,
    strange: bool,
) -> dict[int, int]:
    sitting: dict[int, list[Learner]] = {one.id: [] for one in helpers}
    for one in learners:
        if kept.get(one.id) in sitting:
            sitting[kept[one.id]].append(one)
    tables = [SeatingTable(one, tuple(sitting[one.id]), room, MOST_LEARNERS) for one in helpers]
    return seat([one for one in learners if one.id not in kept], tables, strange=strange)


def _even_share(learners: Sequence[Learner], helpers: int) -> int:
    """Return how much of a helper's time to use while others are still to come; beginners sit in twos."""
    even = max([-(-time_taken(learners) // helpers), *(time_taken([one]) for one in learners), 1])
    if learners and all(one.beginner for one in learners):
        even += even % A_BEGINNER
    return min(MOST_LEARNERS, even)
