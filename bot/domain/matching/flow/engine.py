"""The weekly matching: builds the flow, solves it, certifies it, reads back visits and seats."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from bot.domain.matching.feasibility import faults
from bot.domain.matching.flow.certificate import Flaw, flaws
from bot.domain.matching.flow.network import Network, build
from bot.domain.matching.flow.network_simplex import Flows, solve
from bot.domain.matching.flow.weights import costs, exact
from bot.domain.matching.instance import Instance, Ints, Match
from bot.domain.matching.objective import POLICY, Objective, objective, weighed
from bot.domain.matching.rules import SLOTS
from bot.errors import AssistantError


class SolvingStage(Enum):
    """Solving takes nearly all of the time."""

    BUILDING = "building"
    SOLVING = "solving"
    PROVING = "proving"


Progress = Callable[[SolvingStage, int], None]  # with the number of arcs, 0 while it is not known


class NotCertified(AssistantError):
    """A result that was not proved; it is never returned."""

    def __init__(self, found: list[Flaw]) -> None:
        why = ", ".join(flaw.value for flaw in found)
        super().__init__(f"Kết quả không chứng minh được nên không dùng · Not certified, so not used: {why}.")
        self.flaws = found

    def __reduce__(self) -> tuple[type["NotCertified"], tuple[list[Flaw]]]:
        return NotCertified, (self.flaws,)


@dataclass(frozen=True)
class Result:
    """A certified lexicographic optimum.

    `least` is the proved minimum of Z. It equals the objective's Z but for rare weeks in which many kilometres
    outweigh a familiar face: there the order of levels decides. `cheapest` is a flow of that cost.
    """

    matches: list[Match]
    objective: Objective
    least: int
    network: Network
    cheapest: Flows


def match(instance: Instance, progress: Progress = lambda _stage, _arcs: None) -> Result:
    """Return the best week. Raises NotCertified, and TooLarge if the weights do not fit into 64 bits."""
    progress(SolvingStage.BUILDING, 0)
    network = build(instance)
    arcs = len(network.arcs.start)
    prices = [costs(network, exact(network)), costs(network, POLICY)]
    progress(SolvingStage.SOLVING, arcs)
    ordered, cheapest = solve(network, prices)
    progress(SolvingStage.PROVING, arcs)
    found = [*flaws(network, prices[0], ordered), *flaws(network, prices[1], cheapest)]
    if found:
        raise NotCertified(found)
    matches = read_back(network, ordered.units)
    reached = objective(instance, matches)
    if faults(instance, matches):
        raise NotCertified([Flaw.ANSWER_BREAKS_A_RULE])
    if reached.z != total(network, ordered):
        raise NotCertified([Flaw.ANSWER_IS_ANOTHER])
    return Result(matches, reached, total(network, cheapest), network, cheapest)


def total(network: Network, flows: Flows) -> int:
    """Add up Z in Python integers: solvers have been seen to overflow."""
    unserved, new_face, km, load = (int((level * flows.units).sum()) for level in network.arcs[-4:])
    return weighed(POLICY, (unserved, new_face, km, load))


def read_back(network: Network, units: Ints) -> list[Match]:
    nodes, arcs = network.nodes, network.arcs
    start, end = (np.repeat(column, units) for column in (arcs.start, arcs.end))
    leaving = (start < nodes.hub) & (end < nodes.sink)
    resident, place = start[leaving], end[leaving]
    coming = (start >= nodes.hub) & (start < nodes.half_day)
    waiting = place < nodes.half_day
    queue = np.argsort(place[waiting], kind="stable")
    turn = np.argsort(start[coming], kind="stable")
    resident = np.concatenate([resident[waiting][queue], resident[~waiting]])
    place = np.concatenate([end[coming][turn], place[~waiting]])
    visit = place < nodes.volunteer
    half_day = network.half_days[(place - nodes.half_day)[visit]]
    rows = np.full((len(resident), len(Match._fields)), -1)
    rows[:, 0] = resident
    rows[visit, 1], rows[visit, 2] = np.divmod(half_day, SLOTS)
    rows[~visit, 3] = place[~visit] - nodes.session
    return [Match(*row) for row in rows[np.argsort(resident)].tolist()]
