"""Classes one after the other, the most urgency first: to begin the search from, and to fall back on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class ChosenClass:
    """A class by its number; who comes and who coaches."""

    number: int
    people: tuple[int, ...]
    coaches: tuple[int, ...]


@dataclass(frozen=True)
class Given:
    """Pairs of a person and a class. By class its ward and half-day; by person their time and worth; by coach visits.

    `a_coach` is the time of one coach, `fewest` how many people make a class.
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
    """What can still be had only shrinks, so that whoever stays first after a second look is chosen."""
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
        """The most urgent who fit in, with no more coaches than they need."""
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
