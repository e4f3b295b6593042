"""Where one more volunteer would help most, from the prices of the flow."""

from dataclasses import dataclass

import numpy as np

from bot.domain.matching.flow.engine import Result
from bot.domain.matching.flow.hubs import spread
from bot.domain.matching.flow.weights import costs
from bot.domain.matching.instance import ANYBODY, Instance, Ints
from bot.domain.matching.objective import POLICY, weighed
from bot.domain.matching.rules import SLOTS

_FAR = np.int64(1) << 60
# Kilometres assumed for a volunteer who is not known yet.
USUAL_REACH = 5


@dataclass(frozen=True)
class Worth:
    """How much Z falls with one more visit at this half-day, by a volunteer of this ward and language.

    The volunteer is assumed to be vetted and to teach all topics; `waiting` unserved residents could be visited.
    """

    ward: int
    slot: int
    language: int
    gain: int
    waiting: int


def worths(instance: Instance, result: Result, reach: int = USUAL_REACH) -> list[Worth]:
    one = instance.residents
    easy = np.flatnonzero((one.gender_pref == ANYBODY) & one.topics.any(axis=1))
    row, slot = spread(one.slots[easy], SLOTS)
    part, language = spread(one.langs[easy[row]], max(1, int(one.langs.max(initial=0)).bit_length()))
    who, at = easy[row[part]], (one.ward[easy[row[part]]], slot[part], language)
    shape = (len(instance.km), SLOTS, int(language.max(initial=0)) + 1)
    relief, waiting = np.full(shape, -_FAR), np.zeros(shape, dtype=np.int64)
    np.maximum.at(relief, at, reliefs(result)[who])
    served = np.zeros(len(one.ward), dtype=bool)
    served[[match.resident for match in result.matches]] = True
    np.add.at(waiting, at, ~served[who])
    found = []
    for ward in range(len(instance.km)):
        gain, left = _seen_from(instance.km[:, ward], reach, relief, waiting)
        for at_slot, speaking in np.argwhere(gain > 0).tolist():
            place = at_slot, speaking
            found.append(Worth(ward, at_slot, speaking, int(gain[place]), int(left[place])))
    return sorted(found, key=lambda worth: (-worth.gain, -worth.waiting, worth.ward, worth.slot, worth.language))


def _seen_from(km: Ints, reach: int, relief: Ints, waiting: Ints) -> tuple[Ints, Ints]:
    """Return the best relief within reach less the way, and how many wait there, by slot and language."""
    near = np.flatnonzero(km <= reach)
    cost = weighed(POLICY, (0, 1, 0, 1)) + POLICY.km * km[near]
    gain = (relief[near] - cost[:, None, None]).max(axis=0, initial=-_FAR)
    return gain, waiting[near].sum(axis=0)


def reliefs(result: Result) -> Ints:
    """Return how much Z would fall if each resident were served from outside, free of charge.

    It is minus the shortest way from the sink in the residual network (Bellman–Ford on columns).
    """
    arcs, units = result.network.arcs, result.cheapest.units
    prices = costs(result.network, POLICY)
    room, used = units < arcs.capacity, units > 0
    start = np.concatenate([arcs.start[room], arcs.end[used]])
    end = np.concatenate([arcs.end[room], arcs.start[used]])
    step = np.concatenate([prices[room], -prices[used]])
    way = np.full(result.network.nodes.sink + 1, _FAR)
    way[-1] = 0
    before = None
    while before is None or (way < before).any():
        before = way.copy()
        reached = before[start] < _FAR
        np.minimum.at(way, end[reached], before[start[reached]] + step[reached])
    return -way[: result.network.nodes.hub]
