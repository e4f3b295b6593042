"""Lower bounds of a programme, proved in whole numbers whatever the solver's rounding errors."""

import numpy as np

from bot.domain.matching.instance import MOST_KM_TO_A_CLASS, Instance, Ints
from bot.domain.matching.objective import POLICY, UNSERVED
from bot.domain.matching.programming.programme import Floats, Programme
from bot.domain.matching.rules import SLOTS

# Prices are rounded to multiples of 1/1024: any prices give a valid bound, good ones a better one.
_PARTS = 1 << 10
# A million such numbers added stay within 64 bits.
_LARGEST = 1 << 42


def proved(programme: Programme, prices: Floats) -> int | None:
    """Return a lower bound of the cost by weak duality; None if the prices are too large to be added safely.

    Columns lie between 0 and 1 and cost whole numbers, so the bound is rounded up.
    """
    if not np.isfinite(prices).all() or np.abs(prices).max(initial=0) > _LARGEST / _PARTS:
        return None
    priced = np.rint(prices * _PARTS).astype(np.int64)
    # A row without a lower side can have no positive price.
    priced = np.where((priced > 0) & ~np.isfinite(programme.least), 0, priced)
    sides = np.where(priced > 0, programme.least, programme.most)
    sides = np.where(priced == 0, 0, sides)
    if not np.isfinite(sides).all():
        return None
    rows = sum(price * side for price, side in zip(priced.tolist(), sides.astype(np.int64).tolist(), strict=True))
    reduced = _reduced(programme, priced)
    parts: int = rows + sum(reduced[reduced < 0].tolist())
    return -(-parts // _PARTS)


def rounded_up(least: int, instance: Instance) -> int:
    """Raise the bound to the next cost that some set of unserved residents can have."""
    sums = 1  # bit n: some of the residents cost n together
    for cost in (UNSERVED + instance.residents.tier).tolist():
        sums |= sums << cost
    allowed = -(-(least - _dearest(instance)) // POLICY.unserved)
    over = sums >> max(0, allowed)
    reached = max(0, allowed) + (over & -over).bit_length() - 1
    return max(least, reached * POLICY.unserved) if over else least


def _dearest(instance: Instance) -> int:
    """Return an upper bound of all levels below the first together."""
    km = int(instance.volunteers.max_km.max(initial=MOST_KM_TO_A_CLASS))
    each = POLICY.new_face + POLICY.km * km
    most = np.minimum(instance.volunteers.max_load, SLOTS)
    return each * len(instance.residents.tier) + POLICY.load * int((most**2).sum())


def _reduced(programme: Programme, priced: Ints) -> Ints:
    worth = np.zeros(len(programme.cost), dtype=np.int64)
    np.add.at(worth, programme.column, priced[programme.row] * programme.value.astype(np.int64))
    return programme.cost.astype(np.int64) * _PARTS - worth
