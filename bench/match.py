"""Matches weeks from file to file, each in its own process, beside the greedy matching and networkx's solver.

Machines are noisy: read medians of several runs, taken in turns, and ratios. «Start» is a week of ten people.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import networkx as nx
import numpy as np

from bench import instances
from bot.domain.matching.feasibility import faults
from bot.domain.matching.flow.network import Network, build
from bot.domain.matching.flow.network_simplex import solve, supply
from bot.domain.matching.flow.weights import costs, exact
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.objective import POLICY, Objective, objective

ROOT = Path(__file__).resolve().parents[1]


class Size(NamedTuple):
    """A week to make, how often to match it, and the limits: seconds beyond the start, megabytes."""

    residents: int
    volunteers: int
    wards: int
    runs: int
    asked: str


SIZES = (
    Size(1_500, 1_000, 36, 5, ""),
    Size(5_000, 1_000, 36, 7, "≤ 0.2 s"),
    Size(15_000, 10_000, 100, 5, "≤ 1 s"),
    Size(50_000, 10_000, 100, 3, "≤ 3 s, 300 MB"),
    Size(60_000, 30_000, 100, 1, ""),
    Size(200_000, 30_000, 100, 1, "≤ 60 s, 1 GB"),
)


class Run(NamedTuple):
    seconds: float
    megabytes: float


def measured(*command: str) -> Run:
    began = perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=said, stderr=said)  # noqa: S603 our own
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read())
    return Run(perf_counter() - began, usage.ru_maxrss / 1024)


def middle(runs: Sequence[Run]) -> Run:
    return Run(*(statistics.median(column) for column in zip(*runs, strict=True)))


def compare(size: Size, folder: Path) -> None:
    """Run ours and the greedy one in turns; check both answers."""
    week = instances.instance(size.residents, size.volunteers, wards=size.wards)
    file, ours, theirs = folder / "week.sqlite", folder / "ours.csv", folder / "theirs.csv"
    instances.write(week, file)
    tiny, command = folder / "tiny.sqlite", ("-m", "bot", "match")
    instances.write(instances.instance(10, 10, wards=1), tiny)
    starts, solved, greedy = [], [], []
    for _ in range(size.runs):
        starts.append(measured(*command, str(tiny), "--out", str(ours)))
        solved.append(measured(*command, str(file), "--out", str(ours)))
        greedy.append(measured("bench/greedy.py", str(file), str(theirs)))
    start, took, other = middle(starts), middle(solved), middle(greedy)
    best, first_come = checked(week, ours), checked(week, theirs)
    print(
        f"{size.residents:>7,} × {size.volunteers:>6,} {size.runs:>4} {start.seconds:>6.2f} {took.seconds:>6.2f} "
        f"{took.seconds - start.seconds:>7.2f} {took.megabytes:>6.0f} {other.seconds:>7.2f} "
        f"{best.served:>8,} {first_come.served:>8,} {best.served / first_come.served - 1:>+7.1%} "
        f"{best.urgency / first_come.urgency - 1:>+8.1%}   {size.asked}",
        flush=True,
    )


def checked(week: Instance, path: Path) -> Objective:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    matches = [Match(*(int(row[name] or -1) for name in ("resident", "volunteer", "slot", "session"))) for row in rows]
    if wrong := faults(week, matches):
        sys.exit(f"{path.name}: {wrong[0]}")
    return objective(week, matches)


def against_networkx(size: Size) -> None:
    """Give the same network to both solvers; only the call is timed."""
    network = build(instances.instance(size.residents, size.volunteers, wards=size.wards))
    prices = costs(network, POLICY)
    graph = as_networkx(network)
    began = perf_counter()
    least, _flows = nx.network_simplex(graph)
    theirs = perf_counter() - began
    took = []
    for _ in range(9):
        began = perf_counter()
        [_ordered, cheapest] = solve(network, [costs(network, exact(network)), prices])
        took.append(perf_counter() - began)
    ours = statistics.median(took)
    same = "the same least Z" if least == int((prices * cheapest.units).sum()) else "ANOTHER Z"
    print(f"\nsolver call, {size.residents:,} × {size.volunteers:,}: ours {ours:.3f} s (both objectives, with their")
    print(f"proofs' prices), networkx {theirs:.1f} s (one run): {theirs / ours:.0f} times faster, {same}")


def as_networkx(network: Network) -> "nx.MultiDiGraph[int]":
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for node, units in enumerate(supply(network).tolist()):
        graph.add_node(node, demand=-units)
    arcs, prices = network.arcs, costs(network, POLICY)
    for start, end, capacity, price in np.stack([arcs.start, arcs.end, arcs.capacity, prices], axis=1).tolist():
        graph.add_edge(start, end, capacity=capacity, weight=price)
    return graph


def main() -> None:
    print("  residents × vol.   runs  start   all   beyond     MB  greedy   served   greedy    more   urgency   asked")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            compare(size, Path(folder))
    against_networkx(SIZES[1])


if __name__ == "__main__":
    main()
