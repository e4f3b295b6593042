"""Checks that a flow is feasible and optimal, by its potentials."""

from enum import Enum

import numpy as np

from bot.domain.matching.flow.network import Network
from bot.domain.matching.flow.network_simplex import Flows, supply
from bot.domain.matching.instance import Ints

# Three such numbers added stay within 64 bits.
_LARGEST = 1 << 61


class Flaw(Enum):
    """Why a result is not used."""

    NOT_WHOLE = "flows or potentials are not whole numbers"
    NOT_CONSERVED = "what flows into a node is not what flows out"
    OVER_CAPACITY = "more or less on an arc than it can hold"
    TOO_LARGE = "potentials or costs too large to be added safely"
    UNUSED_AND_CHEAP = "an arc with room would make it cheaper"
    USED_AND_DEAR = "an arc in use could be left for something cheaper"
    ANSWER_BREAKS_A_RULE = "the answer breaks a rule of the week"
    NONE_FOUND = "no answer was found"
    ANSWER_IS_ANOTHER = "the answer does not cost what the flow costs"


def flaws(network: Network, costs: Ints, flows: Flows) -> list[Flaw]:
    """Return nothing if the flow is proved optimal under these costs; linear in the number of arcs."""
    arcs, units, potentials = network.arcs, flows.units, flows.potentials
    if any(array.dtype.kind != "i" for array in (units, potentials, costs)):
        return [Flaw.NOT_WHOLE]
    if max(int(np.abs(array).max(initial=0)) for array in (potentials, costs)) > _LARGEST:
        return [Flaw.TOO_LARGE]
    reduced = costs + potentials[arcs.start] - potentials[arcs.end]
    found = {
        Flaw.NOT_CONSERVED: bool((_net(network, units) != supply(network)).any()),
        Flaw.OVER_CAPACITY: bool(((units < 0) | (units > arcs.capacity)).any()),
        Flaw.UNUSED_AND_CHEAP: bool(((reduced < 0) & (units < arcs.capacity)).any()),
        Flaw.USED_AND_DEAR: bool(((reduced > 0) & (units > 0)).any()),
    }
    return [flaw for flaw, there in found.items() if there]


def _net(network: Network, units: Ints) -> Ints:
    nodes = network.nodes.sink + 1  # the sums are small and exact, though bincount adds in floating point
    out, into = (np.bincount(ends, units, nodes) for ends in (network.arcs.start, network.arcs.end))
    return (out - into).astype(np.int64)
