"""A flow is believed only with its proof: whatever is wrong with it is found and named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bot.domain.matching.flow import engine
from bot.domain.matching.flow.certificate import Flaw, flaws
from bot.domain.matching.flow.engine import NotCertified, match
from bot.domain.matching.flow.network import Network, build
from bot.domain.matching.flow.network_simplex import Flows, solve
from bot.domain.matching.flow.weights import costs
from bot.domain.matching.instance import Ints
from bot.domain.matching.objective import POLICY
from tests import weeks

# Two wait, for one place: it goes to the first, who is the more urgent.
CONTESTED = weeks.week([{"tier": 8}, {}], [{}])


@pytest.fixture
def network() -> Network:
    return build(CONTESTED)


@pytest.fixture
def proved(network: Network) -> Flows:
    [flows] = solve(network, [costs(network, POLICY)])
    return flows


def test_a_proved_flow_has_no_flaw(network: Network, proved: Flows) -> None:
    assert flaws(network, costs(network, POLICY), proved) == []


@pytest.mark.parametrize("seed", range(60))
def test_any_unit_moved_anywhere_is_found(seed: int) -> None:
    network = build(weeks.random_week(seed))
    prices = costs(network, POLICY)
    [flows] = solve(network, [prices])
    rng = np.random.default_rng(seed)
    for arc in rng.permutation(len(network.arcs.start))[:8]:
        moved = flows.units.copy()
        moved[arc] += rng.choice([-1, 1])

        assert Flaw.NOT_CONSERVED in flaws(network, prices, replace(flows, units=moved))


def unfair(network: Network, proved: Flows) -> Flows:
    """The place goes to the other resident: possible, but not the best."""
    units = proved.units.copy()
    start, end = network.arcs.start, network.arcs.end
    for resident in (0, 1):
        own = start == resident
        units[own] = 1 - units[own]
    assert Flaw.NOT_CONSERVED not in flaws(network, costs(network, POLICY), replace(proved, units=units))
    assert set(end[units == 1]) == set(end[proved.units == 1])
    return replace(proved, units=units)


def test_a_possible_flow_that_is_not_the_cheapest_is_found(network: Network, proved: Flows) -> None:
    found = flaws(network, costs(network, POLICY), unfair(network, proved))

    assert found == [Flaw.USED_AND_DEAR]


@pytest.mark.parametrize(
    ("spoil", "flaw"),
    [
        (lambda flows: replace(flows, units=flows.units * 2), Flaw.OVER_CAPACITY),
        (lambda flows: replace(flows, units=-flows.units), Flaw.OVER_CAPACITY),
        (lambda flows: replace(flows, units=flows.units / 2), Flaw.NOT_WHOLE),
        (lambda flows: replace(flows, potentials=flows.potentials + 0.5), Flaw.NOT_WHOLE),
        (lambda flows: replace(flows, potentials=flows.potentials * 0), Flaw.USED_AND_DEAR),
        (lambda flows: replace(flows, potentials=flows.potentials * 10), Flaw.UNUSED_AND_CHEAP),
        (lambda flows: replace(flows, potentials=flows.potentials + (1 << 62)), Flaw.TOO_LARGE),
    ],
    ids=[
        "twice as much",
        "backwards",
        "halves",
        "half a price",
        "no prices",
        "prices too high",
        "prices that would overflow",
    ],
)
def test_every_kind_of_corrupted_flow_is_refused(
    network: Network, proved: Flows, spoil: Callable[[Flows], Flows], flaw: Flaw
) -> None:
    assert flaw in flaws(network, costs(network, POLICY), spoil(proved))


def test_a_result_without_proof_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(network: Network, prices: list[Ints]) -> Any:  # noqa: ANN401 as the engine's
        for flows in solve(network, prices):
            yield unfair(network, flows)

    monkeypatch.setattr(engine, "solve", wrong)

    with pytest.raises(NotCertified) as refused:
        match(CONTESTED)
    assert Flaw.USED_AND_DEAR in refused.value.flaws


def test_an_answer_that_is_not_the_flows_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    read_back = engine.read_back
    monkeypatch.setattr(engine, "read_back", lambda network, units: read_back(network, units)[1:])

    with pytest.raises(NotCertified) as refused:
        match(CONTESTED)
    assert refused.value.flaws == [Flaw.ANSWER_IS_ANOTHER]
