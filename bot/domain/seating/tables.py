"""A table at a session: a helper, who sits there already, and for how many more there is room."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.shift_matching import AvailableHelper, Learner
from bot.domain.shifts import A_BEGINNER, USED_TO_IT


@dataclass(frozen=True)
class SeatingTable:
    """`room` is how much of the helper's time may be taken; `most` how many people may sit there in any case."""

    helper: AvailableHelper
    sitting: tuple[Learner, ...]
    room: int
    most: int

    @property
    def places(self) -> int:
        """For how many more."""
        return max(0, self.most - len(self.sitting))

    @property
    def time(self) -> int:
        """How much of the helper's time is left."""
        return max(0, self.room - time_taken(self.sitting))


def time_taken(people: Iterable[Learner]) -> int:
    """Of a helper, by these people."""
    return sum(A_BEGINNER if one.beginner else USED_TO_IT for one in people)
