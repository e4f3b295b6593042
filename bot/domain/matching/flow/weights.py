"""Costs of the arcs, exact: the least sum is the best answer level by level."""

from bot.domain.matching.flow.network import Network
from bot.domain.matching.instance import Ints
from bot.domain.matching.objective import Weights
from bot.errors import AssistantError

# Twice this must fit into 64 bits with room for the sums along a path.
_LARGEST = 1 << 60


class TooLarge(AssistantError):
    """The week is so large that its exact weights do not fit into 64 bits."""

    def __init__(self) -> None:
        super().__init__("Tuần này quá lớn · This week is too large to be solved exactly.")

    def __reduce__(self) -> tuple[type["TooLarge"], tuple[()]]:
        """So that it comes out of another process as it was."""
        return TooLarge, ()


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
