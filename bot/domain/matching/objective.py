"""The objective in order: who is served, the same volunteer again, distance, even load; and its weights."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import Instance, Match, kilometres

# An unserved resident costs (2 + tier) × 32768.
UNSERVED = 2


class Weights(NamedTuple):
    """Cost of an unserved resident (times 2 + tier), a new face, a kilometre, and of the squared loads."""

    unserved: int
    new_face: int
    km: int
    load: int


POLICY = Weights(32768, 1024, 12, 1)


@dataclass(frozen=True)
class Objective:
    """`unserved` sums 2 + tier of residents left; `load` sums the squares of weekly visits."""

    served: int
    urgency: int  # sum of the tiers of those who are served
    unserved: int
    new_face: int
    km: int
    load: int

    @property
    def z(self) -> int:
        return weighed(POLICY, (self.unserved, self.new_face, self.km, self.load))


def weighed(weights: Weights, levels: tuple[int, int, int, int]) -> int:
    return sum(weight * level for weight, level in zip(weights, levels, strict=True))


def objective(instance: Instance, matches: list[Match]) -> Objective:
    one, rows = instance.residents, np.array(matches, dtype=np.int64).reshape(-1, len(Match._fields))
    resident, volunteer, _slot, session, companion = rows.T
    visit = volunteer >= 0
    tiers = int(one.tier[resident].sum())
    left = len(one.tier) - len(rows)
    way = int(kilometres(instance, resident[visit], volunteer[visit]).sum())
    way += int(instance.km[one.ward[resident[~visit]], instance.sessions.ward[session[~visit]]].sum())
    loads = np.bincount(np.concatenate([volunteer[visit], companion[companion >= 0]]))
    return Objective(
        served=len(rows),
        urgency=tiers,
        unserved=UNSERVED * left + int(one.tier.sum()) - tiers,
        new_face=len(rows) - int((visit & (one.previous[resident] == volunteer)).sum()),
        km=way,
        load=int((loads**2).sum()),
    )
