"""Who sits beside whom at a session: two beginners to a volunteer, or four who are used to it; telephones apart."""

from collections.abc import Mapping, Sequence

from bot.domain.seating.network import SeatingTable
from bot.domain.seating.search import seat
from bot.domain.shift_matching import AvailableHelper, Learner

# With more than four people nobody is helped; a beginner takes the time of two.
MOST_LEARNERS = 4
_BEGINNER, _USED_TO_IT = 2, 1


def helpers_wanted(beginners: int, used_to_it: int) -> int:
    """Two beginners to a helper, or four who have been to a class before."""
    return -(-(_BEGINNER * beginners + _USED_TO_IT * used_to_it) // MOST_LEARNERS)


def room_for_one_more(beginners: int, used_to_it: int, helpers: int) -> bool:
    """Whether so many helpers could also take on the next who comes, who may be a beginner."""
    return helpers_wanted(beginners + 1, used_to_it) <= helpers


def pair(
    learners: Sequence[Learner], helpers: Sequence[AvailableHelper], kept: Mapping[int, int], expected: int
) -> dict[int, int]:
    """Learner to helper, for those who are not in `kept`, the pairs that stand already. Raises NotCertified.

    While more helpers are `expected` than are here, each has an even share, and nobody is given to a helper who does
    not know their phone; who does not fit in waits. `expected` 0 is the last word: a name for everybody is then worth
    more than the rule, up to four people a helper.
    """
    all_here = len(helpers) >= expected
    room = MOST_LEARNERS if all_here else _even_share(learners, expected)
    pairs = _seated(learners, helpers, kept, room=room, strange=all_here)
    if expected:
        return pairs
    return pairs | _seated(learners, helpers, {**kept, **pairs}, room=_BEGINNER * MOST_LEARNERS, strange=True)


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
    return seat([one for one in learners if one.id not in kept], tables, strange=strange).pairs


def _even_share(learners: Sequence[Learner], helpers: int) -> int:
    """How much of a helper's time is taken while others are still to come: two beginners are not parted for it."""
    weights = [_BEGINNER if one.beginner else _USED_TO_IT for one in learners]
    even = max([-(-sum(weights) // helpers), *weights, 1])
    if set(weights) == {_BEGINNER}:
        even += even % _BEGINNER
    return min(MOST_LEARNERS, even)
