"""Who sits beside whom at a session: two beginners to a volunteer, or four who are used to it; telephones apart."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.choosing import Helper, Learner, knows_phone
from bot.domain.people import PhoneType

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
    learners: Sequence[Learner], helpers: Sequence[Helper], kept: Mapping[int, int], expected: int
) -> dict[int, int]:
    """Learner to helper, for those who are not in `kept`, the pairs that stand already.

    Loads are even among the helpers `expected`; while more are expected than are here, nobody is given to a helper
    who does not know their phone, and who does not fit in waits. `expected` 0 is the last word: a name for everybody
    is then worth more than the rule, up to four people a helper.
    """
    for most in _limits(learners, max(1, expected, len(helpers)), final=len(helpers) >= expected):
        table = _Table(learners, helpers, kept, strange=len(helpers) >= expected)
        left = [one for one in table.waiting() if not table.seat(one, most)]
        if not left:
            break
    if not expected:
        for one in left:
            table.seat(one, _BEGINNER * MOST_LEARNERS)
    return table.pairs


def _limits(learners: Sequence[Learner], helpers: int, *, final: bool) -> Iterator[int]:
    """How much of a helper's time may be taken: as evenly as can be, then up to all of it if everybody is here."""
    weights = [_weight(one) for one in learners]
    even = max([-(-sum(weights) // helpers), *weights, 1])
    if set(weights) == {_BEGINNER}:
        even += even % _BEGINNER
    yield min(MOST_LEARNERS, even)
    if final:
        yield from range(even + 1, MOST_LEARNERS + 1)


def _weight(learner: Learner) -> int:
    return _BEGINNER if learner.beginner else _USED_TO_IT


class _Table:
    def __init__(
        self, learners: Sequence[Learner], helpers: Sequence[Helper], kept: Mapping[int, int], *, strange: bool
    ) -> None:
        self.learners, self.helpers, self.strange = learners, helpers, strange
        self.pairs: dict[int, int] = {}
        self.beside: dict[int, list[Learner]] = {helper.id: [] for helper in helpers}
        self.kept = kept
        for one in learners:
            if kept.get(one.id) in self.beside:
                self.beside[kept[one.id]].append(one)

    def waiting(self) -> list[Learner]:
        """Who knows their helper already, then the elderly and beginners, then whose phone the fewest here know."""
        return sorted(
            (one for one in self.learners if one.id not in self.kept),
            key=lambda one: (
                one.last_helper not in self.beside,
                not one.elderly,
                not one.beginner,
                sum(knows_phone(helper, one) for helper in self.helpers),
                one.id,
            ),
        )

    def seat(self, learner: Learner, most: int) -> bool:
        """Beside the helper of last time, else one who knows the phone and sits with others who have it."""
        room = [helper for helper in self.helpers if self._has_room(helper, learner, most)]
        if not room:
            return False
        best = min(room, key=lambda helper: (*self._strangeness(helper, learner), self._load(helper), helper.id))
        self.pairs[learner.id] = best.id
        self.beside[best.id].append(learner)
        return True

    def _has_room(self, helper: Helper, learner: Learner, most: int) -> bool:
        if not self.strange and not knows_phone(helper, learner):
            return False
        fits = self._load(helper) + _weight(learner) <= most
        return fits and len(self.beside[helper.id]) < MOST_LEARNERS

    def _load(self, helper: Helper) -> int:
        return sum(_weight(one) for one in self.beside[helper.id])

    def _strangeness(self, helper: Helper, learner: Learner) -> tuple[bool, bool, bool]:
        others = {one.phone for one in self.beside[helper.id]} - {None, PhoneType.NONE, learner.phone}
        mixed = bool(others) and learner.phone not in (None, PhoneType.NONE)
        return helper.id != learner.last_helper, not knows_phone(helper, learner), mixed
