"""The engine behind one function: LEMON's network simplex, which is believed only after its certificate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pylmcf

from bot.domain.matching.flow.network import Network
from bot.domain.matching.instance import Ints

# A tree may hang on an artificial arc that costs 2^62; beyond this we ask for potentials without it.
_LARGEST = 1 << 60


@dataclass(frozen=True)
class Flows:
    """Units on each arc, and of each node the potential that proves them: cost + start - end is the reduced cost."""

    units: Ints
    potentials: Ints


def solve(network: Network, costs: Sequence[Ints]) -> Iterator[Flows]:
    """Cheapest flows under the first costs, then under the next from where the last ended, which is near.

    Nodes are shuffled, the same way each time: neighbours of a kind, one after the other, cost a fifth more pivots.
    """
    arcs, nodes = network.arcs, network.nodes.sink + 1
    number = np.random.default_rng(1).permutation(nodes)
    start, end = number[arcs.start], number[arcs.end]
    order = np.argsort(start * nodes + end)
    graph = pylmcf.Graph(nodes, start[order].astype(np.int32), end[order].astype(np.int32))
    units = np.empty(nodes, dtype=np.int64)
    units[number] = supply(network)
    graph.set_node_supply(units)
    graph.set_edge_capacities(arcs.capacity[order])
    for prices in costs:
        graph.set_edge_costs(prices[order])
        graph.solve()
        flow = np.empty(len(order), dtype=np.int64)
        flow[order] = graph.result()
        yield Flows(flow, _potentials(graph)[number])


def _potentials(graph: pylmcf.Graph) -> Ints:
    raw: Ints = graph.raw_potentials()
    if np.abs(raw).max() <= _LARGEST:
        return raw
    canonical: Ints = graph.potentials()
    return canonical


def supply(network: Network) -> Ints:
    """One unit from each resident, all to the sink."""
    units = np.zeros(network.nodes.sink + 1, dtype=np.int64)
    units[: network.nodes.hub] = 1
    units[-1] = -network.nodes.hub
    return units
