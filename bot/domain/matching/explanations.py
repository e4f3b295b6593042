"""Why a resident was not matched, as rules and numbers that others put into words."""

from dataclasses import dataclass

import numpy as np

from bot.domain.matching.instance import Flags, Instance, Ints, seat_rules, seatings, visit_rules, visits
from bot.domain.matching.rules import Rule


@dataclass(frozen=True)
class NobodyFits:
    """The smallest set of rules that excludes everybody; without them so many volunteers and classes would fit.

    `slots` is a mask of the half-days at which they could come.
    """

    rules: tuple[Rule, ...]
    volunteers: int
    classes: int
    slots: int


@dataclass(frozen=True)
class Full:
    """So many volunteers and classes fit, with `places` visits and seats in all; `others` wait for the same."""

    volunteers: int
    classes: int
    places: int
    others: int


def why_left(instance: Instance, resident: int) -> NobodyFits | Full:
    who = np.asarray(resident)
    volunteers, sessions = np.arange(len(instance.volunteers.ward)), np.arange(len(instance.sessions.ward))
    against = _broken(visit_rules(instance, who, volunteers), len(volunteers))
    against_classes = _broken(seat_rules(instance, who, sessions), len(sessions))
    fitting, open_to = volunteers[against == 0], sessions[against_classes == 0]
    if len(fitting) or len(open_to):
        return _full(instance, fitting, open_to)
    rules = _fewest(np.concatenate([against, against_classes]))
    near, nearly_open = volunteers[against == rules], sessions[against_classes == rules]
    slots = np.concatenate([instance.volunteers.slots[near], 1 << instance.sessions.slot[nearly_open]])
    named = tuple(rule for place, rule in enumerate(Rule) if rules >> place & 1)
    return NobodyFits(named, len(near), len(nearly_open), int(np.bitwise_or.reduce(slots)))


def _full(instance: Instance, fitting: Ints, open_to: Ints) -> Full:
    other = instance.volunteers
    offered = np.minimum(other.max_load[fitting], np.bitwise_count(other.slots[fitting]))
    places = int(offered.sum() + instance.sessions.seats[open_to].sum())
    return Full(len(fitting), len(open_to), places, int(_competitors(instance, fitting, open_to).sum()) - 1)


def _competitors(instance: Instance, fitting: Ints, open_to: Ints) -> Flags:
    everybody = np.arange(len(instance.residents.ward))
    rivals = np.zeros(len(everybody), dtype=bool)
    for volunteer in fitting:
        rivals[~rivals] = visits(instance, everybody[~rivals], volunteer) != 0
    for session in open_to:
        rivals[~rivals] = seatings(instance, everybody[~rivals], session)
    return rivals


def _broken(rules: dict[Rule, Flags], count: int) -> Ints:
    broken = np.zeros(count, dtype=np.int64)
    for place, rule in enumerate(Rule):
        if rule in rules:
            broken |= np.where(rules[rule], 0, 1 << place)
    return broken


def _fewest(broken: Ints) -> int:
    sets, counts = np.unique(broken, return_counts=True)
    sizes = np.bitwise_count(sets)
    ranked = sorted(zip(sizes.tolist(), (-counts).tolist(), sets.tolist(), strict=True))
    return ranked[0][2] if ranked else 0
