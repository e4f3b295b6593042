"""Where one more volunteer helps most: what the flow's own prices say about places it does not have."""

from dataclasses import dataclass

import numpy as np

from bot.domain.matching.flow.engine import Result
from bot.domain.matching.flow.hubs import spread
from bot.domain.matching.flow.weights import costs
from bot.domain.matching.instance import ANYBODY, SLOTS, Instance, Ints
from bot.domain.matching.objective import POLICY, weighed

_FAR = np.int64(1) << 60
# The reach that is assumed of somebody who is not known yet, in kilometres.
USUAL_REACH = 5


@dataclass(frozen=True)
class Worth:
    """By how much Z falls with one visit more at this half-day, by somebody of this ward who speaks this language.

    Somebody vetted who teaches all topics. `waiting` residents left unserved could be visited by them.
    """

    ward: int
    slot: int
    language: int
    gain: int
    waiting: int


def worths(instance: Instance, result: Result, reach: int = USUAL_REACH) -> list[Worth]:
    """Every (ward, slot, language) where one more volunteer helps, the best first."""
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
    """By slot and language: the best relief within reach after the way there, and how many wait."""
    near = np.flatnonzero(km <= reach)
    cost = weighed(POLICY, (0, 1, 0, 1)) + POLICY.km * km[near]
    gain = (relief[near] - cost[:, None, None]).max(axis=0, initial=-_FAR)
    return gain, waiting[near].sum(axis=0)


def reliefs(result: Result) -> Ints:
    """By how much Z would fall if this resident were served by somebody from outside, free of charge.

    Minus the length of the shortest way from the sink in the residual network, by Bellman and Ford on whole columns.
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
