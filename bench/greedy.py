"""The usual greedy matching: each resident in turn takes the nearest volunteer or class with room.

With WEEK.sqlite ANSWER.csv it reads and writes files, in plain Python, and takes the first who fits.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import (
    MOST_KM_TO_A_CLASS,
    Flags,
    Instance,
    Ints,
    Match,
    Residents,
    Sessions,
    Volunteers,
)
from bot.match import answer_file, week_file


class Person(NamedTuple):
    ward: int
    hamlet: int
    slots: int
    topics: int
    langs: int
    gender: int
    wish: int
    home_only: int
    tier: int
    previous: int


@dataclass
class Helper:
    """A volunteer, or a class (without gender); `slots` and `room` are what is left."""

    at: int
    hamlet: int
    slots: int
    topics: int
    langs: int
    gender: int | None
    room: int

    def suits(self, one: Person) -> bool:
        if not (self.room and self.slots & one.slots and self.topics & one.topics and self.langs & one.langs):
            return False
        return not one.home_only if self.gender is None else one.wish in {0, self.gender + 1}

    def take(self, resident: int, one: Person) -> Match:
        self.room -= 1
        if self.gender is None:
            return Match(resident, session=self.at)
        both = self.slots & one.slots
        self.slots ^= both & -both
        return Match(resident, self.at, (both & -both).bit_length() - 1)


def first_come_nearest(week: Instance) -> list[Match]:
    nearest = by_ward(week)
    matches = []
    for resident, row in enumerate(rows(week.residents)):
        one = Person(*row)
        near = nearest[one.ward]
        neighbours = (helper for helper in near if helper.hamlet == one.hamlet and helper.suits(one))
        found = next(neighbours, None) or next((helper for helper in near if helper.suits(one)), None)
        if found:
            matches.append(found.take(resident, one))
    return matches


def by_ward(week: Instance) -> list[list[Helper]]:
    """Return by ward the helpers who may come there, the nearest first."""
    helpers = [
        Helper(at, row[1], row[3], row[4], row[5], gender=row[6], room=row[8] if row[7] else 0)
        for at, row in enumerate(rows(week.volunteers))
    ]
    classes = [
        Helper(at, -1, 1 << slot, 1 << topic, 1 << language, gender=None, room=seats)
        for at, (_ward, slot, topic, language, seats) in enumerate(rows(week.sessions))
    ]
    homes = np.concatenate([week.volunteers.ward, week.sessions.ward])
    reach = np.concatenate([week.volunteers.max_km, np.full(len(classes), MOST_KM_TO_A_CLASS)])
    everybody, nearest = [*helpers, *classes], []
    for km in week.km:
        way = km[homes]
        near = np.flatnonzero(way <= reach)
        nearest.append([everybody[at] for at in near[np.argsort(way[near], kind="stable")]])
    return nearest


def rows(columns: Residents | Volunteers | Sessions) -> list[list[int]]:
    """Return rows as in a file, topics as masks."""
    listed: list[list[int]] = np.column_stack([_numbers(column) for column in vars(columns).values()]).tolist()
    return listed


def _numbers(column: Ints | Flags) -> Ints:
    return np.asarray(column @ (1 << np.arange(column.shape[1])) if column.ndim > 1 else column.astype(np.int64))


if __name__ == "__main__":
    given = week_file.read(Path(sys.argv[1]))
    answer_file.write(Path(sys.argv[2]), given, first_come_nearest(given.instance))
