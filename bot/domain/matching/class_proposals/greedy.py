"""Chooses classes one by one, most urgency first: the start of the search, and the answer if it finds nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class ChosenClass:
    """A class by its number, with the residents and the coaches."""

    number: int
    people: tuple[int, ...]
    coaches: tuple[int, ...]


@dataclass(frozen=True)
class Given:
    """Pairs are (person, class number). `at` is (ward, half-day) by class; `load` the visits left by coach.

    `time` and `worth` are by resident; `a_coach` is the time of one coach, `fewest` the size of the smallest
    class.
    """

    seats: Pairs
    posts: Pairs
    at: Sequence[tuple[int, int]]
    time: Mapping[int, int]
    worth: Mapping[int, int]
    load: Sequence[int]
    a_coach: int
    fewest: int


def one_by_one(given: Given) -> list[ChosenClass]:
    """Choose lazily: worths only fall, so a class that still leads when its worth is computed again is the best."""
    state = _State(given)
    first = [(-state.worth(state.best(number)), number) for number in range(len(given.at))]
    heapify(first)
    chosen = []
    while first:
        worth, number = heappop(first)
        choice = state.best(number)
        now = -state.worth(choice)
        if now == 0:
            continue
        if now != worth:
            heappush(first, (now, number))
            continue
        state.take(choice)
        chosen.append(choice)
    return chosen


class _State:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.load = list(given.load)
        self.people: dict[int, list[int]] = defaultdict(list)
        self.coaches: dict[int, list[int]] = defaultdict(list)
        for who, number in sorted(given.seats, key=lambda pair: (-given.worth[pair[0]], pair)):
            self.people[number].append(who)
        for who, number in given.posts:
            self.coaches[number].append(who)
        self.served: set[int] = set()
        self.busy: set[tuple[int, int]] = set()
        self.wards: set[int] = set()

    def best(self, number: int) -> ChosenClass:
        ward, slot = self.given.at[number]
        able = [one for one in self.coaches[number] if self.load[one] > 0 and (one, slot) not in self.busy]
        left = 0 if ward in self.wards else self.given.a_coach * len(able)
        come, time = [], 0
        for who in self.people[number]:
            if who not in self.served and time + self.given.time[who] <= left:
                come.append(who)
                time += self.given.time[who]
        if len(come) < self.given.fewest:
            return ChosenClass(number, (), ())
        return ChosenClass(number, tuple(sorted(come)), tuple(able[: -(-time // self.given.a_coach)]))

    def worth(self, choice: ChosenClass) -> int:
        return sum(self.given.worth[who] for who in choice.people)

    def take(self, choice: ChosenClass) -> None:
        ward, slot = self.given.at[choice.number]
        self.wards.add(ward)
        self.served.update(choice.people)
        for one in choice.coaches:
            self.busy.add((one, slot))
            self.load[one] -= 1
