"""Solves minimum-cost flows by LEMON's network simplex; no result is used before it is certified."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pylmcf

from bot.domain.matching.flow.network import Network
from bot.domain.matching.instance import Ints

# The basis tree may use an artificial arc of cost 2^62; potentials beyond this are asked for without it.
_LARGEST = 1 << 60


@dataclass(frozen=True)
class Flows:
    """Units by arc; potentials by node: cost + start - end is the reduced cost."""

    units: Ints
    potentials: Ints


def solve(network: Network, costs: Sequence[Ints]) -> Iterator[Flows]:
    """Yield the cheapest flow under each of the costs, each found starting from the one before.

    Nodes are shuffled, always in the same way: similar neighbours in order take a fifth more pivots.
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
    units = np.zeros(network.nodes.sink + 1, dtype=np.int64)
    units[: network.nodes.hub] = 1
    units[-1] = -network.nodes.hub
    return units
