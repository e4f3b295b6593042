"""Weights of the levels, chosen so that the smallest sum is the lexicographic optimum."""

from bot.domain.matching.flow.network import Network
from bot.domain.matching.instance import Ints
from bot.domain.matching.objective import Weights
from bot.errors import AssistantError

# Twice this, and sums along a path, fit into 64 bits.
_LARGEST = 1 << 60


class TooLarge(AssistantError):
    """The exact weights of this week do not fit into 64 bits."""

    def __init__(self) -> None:
        super().__init__("Tuần này quá lớn · This week is too large to be solved exactly.")

    def __reduce__(self) -> tuple[type["TooLarge"], tuple[()]]:
        return TooLarge, ()


def exact(network: Network) -> Weights:
    """Return weights under which the smallest sum is the lexicographic optimum. Raises TooLarge.

    Proof: two answers differ by simple cycles. Each passes every half-day and session once and the sink once. So
    it changes at most `visited` new faces and `visited` × the longest way, one load arc and one unserved resident
    in each direction. Each weight exceeds what a cycle can change below it.
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
    arcs = network.arcs
    near = weights.new_face * arcs.new_face + weights.km * arcs.km
    return weights.unserved * arcs.unserved + near + weights.load * arcs.load
