"""Who sits beside whom at a session: a flow for each shape the tables may have, and the best of them all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np

from bot.domain.matching.flow.certificate import Flaw, flaws
from bot.domain.matching.flow.engine import NotCertified
from bot.domain.matching.flow.network import Network
from bot.domain.matching.flow.network_simplex import solve
from bot.domain.matching.flow.weights import costs
from bot.domain.matching.instance import Ints
from bot.domain.matching.objective import Weights
from bot.domain.seating.network import (
    PHONES,
    Levels,
    Party,
    SeatingTable,
    Shape,
    beginners,
    counted,
    network,
    party,
    people_at,
    phones_of,
    tolls,
)
from bot.domain.seating.room import Places, places
from bot.domain.shift_matching import Learner

# So often a table is decided on, for the seating and then to keep telephones apart: a few tenths of a second.
_TRIES, _TRIES_APART = 200, 60


@dataclass(frozen=True)
class Seating:
    """Learner to helper. `proved`: no other is better but for telephones apart, the last level; `apart`: nor there."""

    pairs: dict[int, int]
    levels: Levels
    proved: bool = False
    apart: bool = False


def seat(learners: Sequence[Learner], tables: Sequence[SeatingTable], *, strange: bool) -> Seating:
    """The best seating of these learners, who sit nowhere yet. `strange`: also with who does not know their phone.

    Raises NotCertified.
    """
    before = counted([], tables, {})
    if not learners or not tables:
        return Seating({}, counted(learners, tables, {}), proved=True, apart=True)
    given = party(learners, tables)
    search = _Search(given, before, strange=strange)
    proved = search.searched()
    if search.best is None:
        raise NotCertified([Flaw.ANSWER_BREAKS_A_RULE])
    apart = search.best.levels.mixed == before.mixed or search.searched(apart=True)
    return replace(search.best, proved=proved, apart=proved and apart)


class _Node(NamedTuple):
    """Shapes with their flow, in the order in which they are tried: by bound, then who has decided more."""

    bound: int
    undecided: int
    number: int
    shapes: tuple[Shape, ...]
    room: Places
    pairs: dict[int, int]


class _Search:
    """Two things are no flow: that a beginner takes the place of two, and that telephones are kept apart.

    Without them the cheapest flow is a bound; where it keeps to them, the best there is; where it does not, the shapes
    that table may have are tried, each a flow again.
    """

    def __init__(self, given: Party, before: Levels, *, strange: bool) -> None:
        self.given, self.before = given, before
        self.allowed = np.ones_like(given.strange, dtype=bool) if strange else given.strange == 0
        self.places = places(given) if strange else [Places(len(given.learners), len(given.learners))]
        self.best: Seating | None = None
        self.least, self.apart, self.numbers = 0, False, count()

    def searched(self, *, apart: bool = False) -> bool:
        """Whether all that could be better has been tried, the most promising first; then only what is nearly done."""
        self.apart = apart
        nodes = [self._node(room, tuple(Shape() for _ in self.given.tables)) for room in self.places]
        heapify(nodes)
        for _try in range(_TRIES_APART if apart else _TRIES):
            if not nodes or self._is_done(nodes[0]):
                return True
            for node in self._split(heappop(nodes)):
                heappush(nodes, node)
        while self.best is None:
            nodes = sorted(self._split(nodes[0]))
        return False

    def _is_done(self, node: _Node) -> bool:
        return self.best is not None and node.bound >= self.least

    def _split(self, node: _Node) -> list[_Node]:
        """The shapes of a table that breaks a rule; none where no table does, which is an answer."""
        at = next((at for at, shape in enumerate(node.shapes) if self._is_open(at, shape, node.pairs)), None)
        if at is None:
            reached = counted(self.given.learners, self.given.tables, node.pairs)
            if self.best is None or self._weighed(reached) < self.least:
                self.best, self.least = Seating(node.pairs, reached), self._weighed(reached)
            return []
        around = people_at(self.given.tables[at], self.given.learners, node.pairs)
        shapes = self._shapes(at, node.shapes[at], around)
        tried = [self._node(node.room, (*node.shapes[:at], shape, *node.shapes[at + 1 :])) for shape in shapes]
        return [node for node in tried if not self._is_done(node)]

    def _node(self, room: Places, shapes: tuple[Shape, ...]) -> _Node:
        pairs, reached = self._flow(room, shapes)
        bound = reached._replace(load=max(reached.load, room.least_load), mixed=self._mixed(shapes))
        undecided = sum(shape.count(None) for shape in shapes)
        return _Node(self._weighed(bound), undecided, next(self.numbers), shapes, room, pairs)

    def _flow(self, room: Places, shapes: tuple[Shape, ...]) -> tuple[dict[int, int], Levels]:
        """The cheapest answer of these shapes, proved but for mixed tables."""
        most = (room.beginners, room.others)
        graph = network(self.given, self.allowed, shapes, most)
        prices = costs(graph, Weights(*self.given.weights[:3], 1))
        flow = next(iter(solve(graph, [prices])))
        if found := flaws(graph, prices, flow):
            raise NotCertified(found)
        pairs = self._read_back(graph, flow.units)
        reached = counted(self.given.learners, self.given.tables, pairs)
        cost = sum((prices * flow.units).tolist()) - tolls(self.given, most)
        if cost != self._weighed(reached._replace(mixed=0)) - self._weighed(self.before._replace(mixed=0)):
            raise NotCertified([Flaw.ANSWER_IS_ANOTHER])
        return pairs, reached

    def _mixed(self, shapes: tuple[Shape, ...]) -> int:
        pairs = zip(self.given.tables, shapes, strict=True)
        return self.before.mixed + sum(shape.phones == PHONES != phones_of(table.sitting) for table, shape in pairs)

    def _read_back(self, graph: Network, units: Ints) -> dict[int, int]:
        arcs, nodes, tables = graph.arcs, graph.nodes, self.given.tables
        sat = (arcs.start < nodes.hub) & (arcs.end < nodes.volunteer) & (units > 0)
        at = (arcs.end[sat] - nodes.hub) % len(tables)
        helpers = [tables[table].helper.id for table in at.tolist()]
        return dict(zip((self.given.learners[one].id for one in arcs.start[sat].tolist()), helpers, strict=True))

    def _weighed(self, reached: Levels) -> int:
        return sum(weight * level for weight, level in zip(self.given.weights, reached, strict=True))

    def _is_open(self, at: int, shape: Shape, pairs: Mapping[int, int]) -> bool:
        """Whether this table, as it came out, breaks a rule that its shape does not speak of."""
        table = self.given.tables[at]
        people = people_at(table, self.given.learners, pairs)
        if len(people) == len(table.sitting):
            return False
        mixed = phones_of(people) == PHONES != phones_of(table.sitting)
        return _too_many(table, shape, people) or (self.apart and shape.phones is None and mixed)

    def _shapes(self, at: int, shape: Shape, people: Sequence[Learner]) -> Iterator[Shape]:
        """All that this table may have, the most promising first."""
        table = self.given.tables[at]
        if _too_many(table, shape, people):
            now, sitting = beginners(people), beginners(table.sitting)
            numbers = range(sitting, max(sitting, table.room // 2) + 1)
            yield from (shape._replace(beginners=n) for n in sorted(numbers, key=lambda n: abs(n - now)))
            return
        have = [one.phone for one in people]
        for kind in sorted(PHONES, key=lambda kind: (-have.count(kind), kind)):
            if phones_of(table.sitting) <= {kind}:
                yield shape._replace(phones=frozenset({kind}))
        yield shape._replace(phones=PHONES)


def _too_many(table: SeatingTable, shape: Shape, people: Sequence[Learner]) -> bool:
    return shape.beginners is None and len(people) + beginners(people) > table.room
