"""What counts, in order: who is served, the same volunteer again, the way, an even load; and weights that say so."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import Instance, Ints, Match, kilometres
from bot.domain.matching.network import UNSERVED, Network

# Twice this must fit into 64 bits with room for the sums along a path.
_LARGEST = 1 << 60


class Weights(NamedTuple):
    """Of an unserved resident (for each of 2 + tier), a new face, a kilometre, and the squared loads."""

    unserved: int
    new_face: int
    km: int
    load: int


POLICY = Weights(32768, 1024, 12, 1)


class TooLarge(Exception):
    """The week is so large that its exact weights do not fit into 64 bits."""

    def __init__(self) -> None:
        super().__init__("Tuần này quá lớn · This week is too large to be solved exactly.")

    def __reduce__(self) -> tuple[type["TooLarge"], tuple[()]]:
        """So that it comes out of another process as it was."""
        return TooLarge, ()


@dataclass(frozen=True)
class Objective:
    """The levels of an answer; `unserved` sums 2 + tier of who is left, `load` the squares of the weekly visits."""

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


def exact(network: Network) -> Weights:
    """Weights under which the least sum is the lexicographic optimum, proved for every week that fits.

    Two answers differ by simple cycles. Such a cycle meets each half-day and session once and the sink once: at most
    `visited` new faces and `visited` × the longest way change on it, one load arc and one resident left unserved each
    way. So each level outweighs all that a cycle can change below it. Face by face would prove the same in four runs.
    """
    arcs = network.arcs
    visited = len(network.half_days) + network.nodes.sink - network.nodes.session
    load = 1
    km = int(arcs.load.max(initial=0)) + 1
    new_face = km * (int(arcs.km.max(initial=0)) * visited + 1)
    unserved = new_face * (visited + 1)
    if unserved * (int(arcs.unserved.max(initial=0)) + 1) > _LARGEST:
        raise TooLarge
    return Weights(unserved, new_face, km, load)


def costs(network: Network, weights: Weights) -> Ints:
    """Of each arc."""
    arcs = network.arcs
    near = weights.new_face * arcs.new_face + weights.km * arcs.km
    return weights.unserved * arcs.unserved + near + weights.load * arcs.load


def objective(instance: Instance, matches: list[Match]) -> Objective:
    """Counted from the answer itself, not from the flow it came from."""
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
