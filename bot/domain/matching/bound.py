"""What no answer of a programme costs less than, proved in whole numbers whatever the solver's fractions are worth."""

import numpy as np

from bot.domain.matching.instance import Ints
from bot.domain.matching.programme import Floats, Programme

# Prices are rounded to so many parts of one. Any prices prove something; good ones prove more.
_PARTS = 1 << 10
# Sums of a million such numbers stay within 64 bits.
_LARGEST = 1 << 42


def proved(programme: Programme, prices: Floats) -> int | None:
    """The least Z, by weak duality of a price for each row; None if there are prices no sum can be trusted with.

    Every column lies between 0 and 1 and costs a whole number, so that an answer costs a whole number, too.
    """
    if not np.isfinite(prices).all() or np.abs(prices).max(initial=0) > _LARGEST / _PARTS:
        return None
    priced = np.rint(prices * _PARTS).astype(np.int64)
    # A row without a lower side is never worth anything.
    priced = np.where((priced > 0) & ~np.isfinite(programme.least), 0, priced)
    sides = np.where(priced > 0, programme.least, programme.most)
    sides = np.where(priced == 0, 0, sides)
    if not np.isfinite(sides).all():
        return None
    rows = sum(price * side for price, side in zip(priced.tolist(), sides.astype(np.int64).tolist(), strict=True))
    reduced = _reduced(programme, priced)
    parts: int = rows + sum(reduced[reduced < 0].tolist())
    return -(-parts // _PARTS)


def _reduced(programme: Programme, priced: Ints) -> Ints:
    """What each column costs beyond what its rows are worth."""
    worth = np.zeros(len(programme.cost), dtype=np.int64)
    np.add.at(worth, programme.column, priced[programme.row] * programme.value.astype(np.int64))
    return programme.cost.astype(np.int64) * _PARTS - worth
