"""The week as the assistant solves it every night: two visitors at homes, and a reserve in each ward."""

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

# At most one visit in ten of a ward is kept in reserve; small wards keep none.
ONE_IN = 10
# A coordinator who asked for the matching waits this long.
SECONDS, CLASS_SECONDS = 20, 10
_WORTHS = 5


@dataclass(frozen=True)
class NightlyTask:
    """`alone`: residents whom one volunteer may visit, not at home or with a relative present.

    By volunteer: `along` may accompany visits to homes, `area` is where their reserve counts, `on_call` already
    are, `rested` have not been asked for anything lately. `classes` is what could be taught to residents left
    over.
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
        return bool(self.alone.all()) and (self.classes is None or not self.classes.wants.any())

    @property
    def people(self) -> int:
        return len(self.alone) + len(self.along)


@dataclass(frozen=True)
class WeekSolution:
    """A certified week: matches, Z, why others are left (by resident), where another volunteer helps most.

    `gap` is how far Z may be from the optimum, as a share of a bound proved in whole numbers; None if time was too
    short for a bound. `on_call` are volunteers newly on call.
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
        # For weeks with visits by two these prices assume that one visitor is enough: they name the same places.
        tuple(worths(planned, flow)[:_WORTHS]),
        tuple(on_call(task.instance, matches, task.area, task.on_call, task.rested)),
        tuple(openings(planned, matches, task.classes, CLASS_SECONDS)) if task.classes is not None else (),
    )


def _by_two(planned: Instance, task: NightlyTask) -> tuple[list[Match], float] | None:
    """Solve with visits by two; residents left for want of a second get one volunteer, and the second is sought
    later.

    None if time was too short for more than a greedy answer: then everybody gets one volunteer.
    """
    paired = match_in_pairs(planned, task.alone, task.along, SECONDS)
    if paired.proved is None:
        return None
    gap = (paired.objective.z - paired.proved) / max(1, paired.proved)
    rest = match(_left_at_home(planned, task, paired.matches))
    return sorted([*paired.matches, *rest.matches]), gap


def _left_at_home(planned: Instance, task: NightlyTask, matches: list[Match]) -> Instance:
    left = remaining(planned, matches)
    return replace(
        left,
        residents=replace(left.residents, slots=np.where(task.alone, 0, left.residents.slots)),
        sessions=replace(left.sessions, seats=np.zeros_like(left.sessions.seats)),
    )
