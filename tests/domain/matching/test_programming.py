"""Programmes: a start that the solver misreads is not taken for the best answer."""

import numpy as np

from bot.domain.matching.programming import highs
from bot.domain.matching.programming.programme import Programme, ProgrammeBuilder


def three_at_two_tables() -> Programme:
    """The more even the better; the third would rather not sit at the second table, which has two places."""
    draft, one = ProgrammeBuilder(), np.ones(3, dtype=np.int64)
    once, people = draft.rows(one, exactly=True), draft.rows(np.zeros(2, dtype=np.int64), exactly=True)
    who, at = np.repeat(np.arange(3), 2), np.tile(np.arange(2), 3)
    draft.columns(np.array([0, 0, 0, 0, 0, 1]), [(once[who], 1), (people[at], 1)])
    table, nth = np.array([0, 0, 0, 1, 1]), np.array([0, 1, 2, 0, 1])
    draft.columns(2 * nth + 1, [(people[table], -1)], whole=False)
    return draft.finished()


def test_a_start_is_no_better_than_it_is() -> None:
    """HiGHS 1.16 alone answers with the start, which costs 6, and says that it is the best and costs 5."""
    programme = three_at_two_tables()
    start = np.array([1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0], dtype=np.float64)
    assert programme.cost @ start == 6

    found = highs.solved(programme, 10, start=start)

    assert found.values is not None
    assert programme.cost @ found.values == found.bound == 5
