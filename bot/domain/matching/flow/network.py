"""The flow network: residents → hubs → half-days of volunteers and class sessions → sink, with four levels of cost.

Direct arcs (within the hamlet, to the previous volunteer) are never dearer than the way through the hub. So the
optimum is the same as with an arc for every allowed visit, on a third to a seventh of the arcs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.flow.hubs import Hubs, distinct, hubs, joined, spread
from bot.domain.matching.instance import Instance, Ints, kilometres, visits
from bot.domain.matching.objective import UNSERVED
from bot.domain.matching.rules import SLOTS


class Arcs(NamedTuple):
    """Columns; the last four are the levels of the objective."""

    start: Ints
    end: Ints
    capacity: Ints
    unserved: Ints
    new_face: Ints
    km: Ints
    load: Ints


class Nodes(NamedTuple):
    """The number of the first node of each kind, in this order, and of the sink."""

    resident: int
    hub: int
    half_day: int
    volunteer: int
    session: int
    sink: int


@dataclass(frozen=True)
class Network:
    """Each resident sends one unit to the sink; arcs are in no order.

    `half_days` identifies those nodes: volunteer × SLOTS + slot.
    """

    arcs: Arcs
    nodes: Nodes
    half_days: Ints


class _ShortWays(NamedTuple):
    """Columns of visits that cost less than the way through a hub."""

    resident: Ints
    half_day: Ints
    new_face: Ints
    km: Ints


def build(instance: Instance) -> Network:
    through, direct = hubs(instance), _short_ways(instance)
    half_days = distinct(np.concatenate([through.half_days.who, direct.half_day]))
    counts = (
        len(instance.residents.ward),
        through.number,
        len(half_days),
        len(instance.volunteers.ward),
        len(instance.sessions.ward),
    )
    nodes = Nodes(0, *(int(total) for total in np.cumsum(counts)))
    groups = [*_ways(instance, nodes, half_days, (through, direct)), *_ends(instance, nodes, half_days)]
    return Network(Arcs(*(np.concatenate(column) for column in zip(*groups, strict=True))), nodes, half_days)


def _ways(instance: Instance, nodes: Nodes, half_days: Ints, ways: tuple[Hubs, _ShortWays]) -> Iterator[Arcs]:
    through, direct = ways
    yield _arcs(through.residents.who, nodes.hub + through.residents.hub)
    visited = nodes.half_day + np.searchsorted(half_days, through.half_days.who)
    yield _arcs(nodes.hub + through.half_days.hub, visited, new_face=1, km=through.half_days.km)
    seats = instance.sessions.seats[through.sessions.who]
    taught = nodes.session + through.sessions.who
    yield _arcs(nodes.hub + through.sessions.hub, taught, capacity=seats, new_face=1, km=through.sessions.km)
    visited = nodes.half_day + np.searchsorted(half_days, direct.half_day)
    yield _arcs(direct.resident, visited, new_face=direct.new_face, km=direct.km)


def _ends(instance: Instance, nodes: Nodes, half_days: Ints) -> Iterator[Arcs]:
    """Connect half-days, volunteers and the sink; the k-th visit of a week costs 2k - 1, in sum the load squared."""
    slots = np.bincount(half_days // SLOTS, minlength=len(instance.volunteers.ward))
    yield _arcs(nodes.half_day + np.arange(len(half_days)), nodes.volunteer + half_days // SLOTS)
    most = np.minimum(instance.volunteers.max_load, slots)
    visit = np.arange(most.sum()) - np.repeat(np.cumsum(most) - most, most)
    yield _arcs(nodes.volunteer + np.repeat(np.arange(len(most)), most), nodes.sink, load=2 * visit + 1)
    yield _arcs(nodes.session + np.arange(len(instance.sessions.seats)), nodes.sink, capacity=instance.sessions.seats)
    waiting = np.arange(len(instance.residents.tier))
    yield _arcs(waiting, nodes.sink, unserved=UNSERVED + instance.residents.tier)


def _arcs(start: Ints, end: Ints | int, capacity: Ints | int = 1, **levels: Ints | int) -> Arcs:
    costs = (levels.get(level, 0) for level in ("unserved", "new_face", "km", "load"))
    return Arcs(start, *(np.broadcast_to(column, start.shape) for column in (end, capacity, *costs)))


def _short_ways(instance: Instance) -> _ShortWays:
    one, other = instance.residents, instance.volunteers
    known = np.flatnonzero(one.previous >= 0)
    near, volunteer = _neighbours(instance)
    familiar = known * len(other.ward) + one.previous[known]
    key = distinct(np.concatenate([near * len(other.ward) + volunteer, familiar]))
    resident, volunteer = np.divmod(key, max(1, len(other.ward)))
    row, slot = spread(visits(instance, resident, volunteer), SLOTS)
    able = other.max_load[volunteer[row]] > 0
    row, slot = row[able], slot[able]
    resident, volunteer = resident[row], volunteer[row]
    new_face = (one.previous[resident] != volunteer).astype(np.int64)
    return _ShortWays(resident, volunteer * SLOTS + slot, new_face, kilometres(instance, resident, volunteer))


def _neighbours(instance: Instance) -> tuple[Ints, Ints]:
    one, other = instance.residents, instance.volunteers
    able = np.flatnonzero(other.vetted)
    width = max(one.hamlet.max(initial=0), other.hamlet.max(initial=0)) + 1
    resident, row = joined(one.ward * width + one.hamlet, other.ward[able] * width + other.hamlet[able])
    volunteer = able[row]
    fits = visits(instance, resident, volunteer) != 0
    return resident[fits], volunteer[fits]
