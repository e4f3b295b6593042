"""How many beginners and others there is room for at the tables, when anybody may sit anywhere."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import Ints
from bot.domain.seating.network import Party, SeatingTable, beginners

_NOWHERE = 1 << 40


class Places(NamedTuple):
    """So many beginners and others are seated; no seating of so many has a smaller load."""

    beginners: int
    others: int
    least_load: int = 0


def places(given: Party) -> list[Places]:
    """How many are seated when as little as can be is lost; more than one where that is the same.

    It does not depend on who sits where, and tells the search more than any flow could.
    """
    new, used_to_it = _lost(given, beginner=True), _lost(given, beginner=False)
    load = _least_load(given.tables, len(new), len(used_to_it))
    lost = np.where(load < _NOWHERE, new[:, None] + used_to_it[None, :], _NOWHERE)
    rows, columns = np.nonzero(lost == lost.min())
    return [Places(int(row), int(column), int(load[row, column])) for row, column in zip(rows, columns, strict=True)]


def _lost(given: Party, *, beginner: bool) -> Ints:
    """By how many of them are seated, what it costs that the others are not: those whom it costs most are first."""
    costs = np.sort(given.alone[given.beginner == beginner])
    return np.concatenate([[0], np.cumsum(costs)])[::-1].astype(np.int64)


def _least_load(tables: Sequence[SeatingTable], new: int, used_to_it: int) -> Ints:
    """By how many beginners and others come."""
    load = np.full((new, used_to_it), _NOWHERE)
    load[0, 0] = 0
    for table in tables:
        after = np.full_like(load, _NOWHERE)
        for begin, other, cost in _at(table):
            shifted = load[: max(0, new - begin), : max(0, used_to_it - other)] + cost
            np.minimum(after[begin:, other:], shifted, out=after[begin:, other:])
        load = after
    return load


def _at(table: SeatingTable) -> Iterator[tuple[int, int, int]]:
    people, new = len(table.sitting), beginners(table.sitting)
    room, seats = table.room - people - new, table.most - people
    for begin in range(max(0, min(room // 2, seats)) + 1):
        for other in range(max(0, min(room - 2 * begin, seats - begin)) + 1):
            yield begin, other, (people + begin + other) ** 2 + (new + begin) ** 2
