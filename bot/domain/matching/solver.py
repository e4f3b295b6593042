"""The engine behind one function: LEMON's network simplex, which is believed only after its certificate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pylmcf

from bot.domain.matching.instance import Ints
from bot.domain.matching.network import Network

# A tree may hang on an artificial arc that costs 2^62; beyond this we ask for potentials without it.
_LARGEST = 1 << 60


@dataclass(frozen=True)
class Flows:
    """Units on each arc, and of each node the potential that proves them: cost + start - end is the reduced cost."""

    units: Ints
    potentials: Ints


def solve(network: Network, costs: Sequence[Ints]) -> Iterator[Flows]:
    """Cheapest flows under the first costs, then under the next from where the last ended, which is near."""
    graph = pylmcf.Graph(network.nodes.sink + 1, network.arcs.start.astype(np.int32), network.arcs.end.astype(np.int32))
    graph.set_node_supply(supply(network))
    graph.set_edge_capacities(np.ascontiguousarray(network.arcs.capacity))
    for prices in costs:
        graph.set_edge_costs(prices)
        graph.solve()
        potentials = graph.raw_potentials()
        if np.abs(potentials).max() > _LARGEST:
            potentials = graph.potentials()
        yield Flows(graph.result(), potentials)


def supply(network: Network) -> Ints:
    """One unit from each resident, all to the sink."""
    units = np.zeros(network.nodes.sink + 1, dtype=np.int64)
    units[: network.nodes.hub] = 1
    units[-1] = -network.nodes.hub
    return units
