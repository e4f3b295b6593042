"""A table at a session: a helper, the learners there, and how many more it takes."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.shift_matching import AvailableHelper, Learner
from bot.domain.shifts import A_BEGINNER, USED_TO_IT


@dataclass(frozen=True)
class SeatingTable:
    """`room` is the helper's time that may be used; `most` how many people may sit there."""

    helper: AvailableHelper
    sitting: tuple[Learner, ...]
    room: int
    most: int

    @property
    def places(self) -> int:
        return max(0, self.most - len(self.sitting))

    @property
    def time(self) -> int:
        return max(0, self.room - time_taken(self.sitting))


def time_taken(people: Iterable[Learner]) -> int:
    return sum(A_BEGINNER if one.beginner else USED_TO_IT for one in people)
