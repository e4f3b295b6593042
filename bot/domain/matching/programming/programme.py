"""A linear programme with some whole columns, built in blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.instance import Flags, Ints

Floats = NDArray[np.float64]
NO_ROW = -1


@dataclass(frozen=True)
class Programme:
    """Every column lies between 0 and 1, `whole` ones are 0 or 1. Entries are sorted by column."""

    cost: Floats
    whole: Flags
    row: Ints
    column: Ints
    value: Floats
    least: Floats
    most: Floats

    def limited(self, counts: Floats | Flags, most: float) -> "Programme":
        """Add a row: the columns weighted by `counts` sum up to at most `most`."""
        column = np.concatenate([self.column, np.flatnonzero(counts)])
        row = np.concatenate([self.row, np.full(len(column) - len(self.row), len(self.most))])
        value = np.concatenate([self.value, counts[counts != 0].astype(np.float64)])
        order = np.argsort(column, kind="stable")
        sides = np.append(self.least, -np.inf), np.append(self.most, most)
        return Programme(self.cost, self.whole, row[order], column[order], value[order], *sides)


class ProgrammeBuilder:
    """Adds rows and columns in blocks and returns their numbers."""

    def __init__(self) -> None:
        self._least: list[Floats] = [np.zeros(0)]
        self._most: list[Floats] = [np.zeros(0)]
        self._cost: list[Floats] = [np.zeros(0)]
        self._whole: list[Flags] = [np.zeros(0, dtype=bool)]
        self._entries: list[tuple[Ints, Ints, Floats]] = []

    def rows(self, most: Ints, *, exactly: bool = False) -> Ints:
        numbers = np.arange(len(most)) + sum(len(block) for block in self._most)
        self._least.append(most.astype(np.float64) if exactly else np.full(len(most), -np.inf))
        self._most.append(most.astype(np.float64))
        return numbers

    def columns(self, cost: Ints, entries: Sequence[tuple[Ints, int]], *, whole: bool = True) -> Ints:
        """Add columns; each entry has a row for every column (NO_ROW for none) and its coefficient."""
        numbers = np.arange(len(cost)) + sum(len(block) for block in self._cost)
        self._cost.append(cost.astype(np.float64))
        self._whole.append(np.full(len(cost), whole))
        for row, value in entries:
            there = row != NO_ROW
            self._entries.append((row[there], numbers[there], np.full(int(there.sum()), float(value))))
        return numbers

    def entries(self, row: Ints, column: Ints, value: int) -> None:
        self._entries.append((row, column, np.full(len(row), float(value))))

    def finished(self) -> Programme:
        row, column, value = (np.concatenate(part) for part in zip(*self._entries, strict=True))
        order = np.argsort(column, kind="stable")
        sides = (np.concatenate(block) for block in (self._least, self._most))
        return Programme(
            np.concatenate(self._cost), np.concatenate(self._whole), row[order], column[order], value[order], *sides
        )
