"""One week as the assistant solves it: homes are visited by two, and a few visits a ward are kept back."""

from dataclasses import dataclass, replace

import numpy as np

from bot.domain.matching.class_proposals.model import TopicsWanted
from bot.domain.matching.class_proposals.proposals import Proposal, openings
from bot.domain.matching.explanations import Full, NobodyFits, why_left
from bot.domain.matching.flow.engine import match
from bot.domain.matching.flow.shadow_prices import Worth, worths
from bot.domain.matching.instance import Flags, Instance, Ints, Match, remaining
from bot.domain.matching.objective import objective
from bot.domain.matching.pairs.search import match_in_pairs
from bot.domain.matching.reserve import PLACES_A_WARD, on_call, stand_by

# Kept back is at most one visit of so many that a ward has: where there are few, they are for those who wait.
ONE_IN = 10
# As long as a coordinator who asked for it waits without wondering.
SECONDS, CLASS_SECONDS = 20, 10
_WORTHS = 5


@dataclass(frozen=True)
class NightlyTask:
    """`alone` are residents whom one may visit: not at home, or somebody of the family is there.

    By volunteer: `along` are those who go along to homes, `area` where their stand-by place is counted, `on_call` who
    stands by already, `rested` whom nobody has asked for anything lately. `classes` is what classes could be opened
    about, for whoever is left.
    """

    instance: Instance
    alone: Flags
    along: Flags
    area: Ints
    on_call: Flags
    rested: Flags
    classes: TopicsWanted | None = None

    @property
    def is_only_a_flow(self) -> bool:
        """Is nothing to be searched for: no visits by two, and no classes to open?"""
        return bool(self.alone.all()) and (self.classes is None or not self.classes.wants.any())

    @property
    def people(self) -> int:
        return len(self.alone) + len(self.along)


@dataclass(frozen=True)
class WeekSolution:
    """A week that may be used: visits, Z, why others are left (by resident), where one more volunteer helps most.

    `gap` is how far Z may be from the least there is, as a share of it, by a bound proved in whole numbers. None where
    time was too short to know. `on_call` are volunteers who are to be told that they stand by, `openings` classes that
    are worth proposing.
    """

    matches: tuple[Match, ...]
    z: int
    gap: float | None
    left: dict[int, NobodyFits | Full]
    worths: tuple[Worth, ...]
    on_call: tuple[int, ...]
    openings: tuple[Proposal, ...]


def solve(task: NightlyTask) -> WeekSolution:
    """Raises NotCertified and TooLarge."""
    planned = stand_by(task.instance, PLACES_A_WARD, task.area, ONE_IN, task.on_call)
    flow = match(planned)
    matches, gap = (flow.matches, 0.0) if task.alone.all() else _by_two(planned, task) or (flow.matches, None)
    waiting = set(range(len(task.alone))) - {one.resident for one in matches}
    return WeekSolution(
        tuple(matches),
        objective(planned, matches).z,
        gap,
        {resident: why_left(task.instance, resident) for resident in sorted(waiting)},
        # Of a week with visits by two these are the prices as if one were enough: they name the same places.
        tuple(worths(planned, flow)[:_WORTHS]),
        tuple(on_call(task.instance, matches, task.area, task.on_call, task.rested)),
        tuple(openings(planned, matches, task.classes, CLASS_SECONDS)) if task.classes is not None else (),
    )


def _by_two(planned: Instance, task: NightlyTask) -> tuple[list[Match], float] | None:
    """Who is left at home for want of a second volunteer gets one, and the second person is looked for by asking.

    None for weeks so large that time was too short for anything but a greedy answer: then everybody gets one volunteer.
    """
    paired = match_in_pairs(planned, task.alone, task.along, SECONDS)
    if paired.proved is None:
        return None
    gap = (paired.objective.z - paired.proved) / max(1, paired.proved)
    rest = match(_left_at_home(planned, task, paired.matches))
    return sorted([*paired.matches, *rest.matches]), gap


def _left_at_home(planned: Instance, task: NightlyTask, matches: list[Match]) -> Instance:
    """Those, and what volunteers have left."""
    left = remaining(planned, matches)
    return replace(
        left,
        residents=replace(left.residents, slots=np.where(task.alone, 0, left.residents.slots)),
        sessions=replace(left.sessions, seats=np.zeros_like(left.sessions.seats)),
    )
