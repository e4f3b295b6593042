"""Classes worth proposing: people seated beside choosing one by one, and the time."""

import time
from dataclasses import replace

import numpy as np

from bench.instances import instance
from bot.domain.matching.class_proposals.model import TopicsWanted
from bot.domain.matching.class_proposals.proposals import Proposal, openings
from bot.domain.matching.flow.engine import match
from bot.domain.matching.instance import Instance
from bot.domain.matching.objective import UNSERVED

SECONDS = 10
SIZES = ((40, 20), (200, 60), (1_000, 300), (3_000, 800))
# Groups within reach of each other, like those of one ward.
_A_WARD, _TOPICS = 6, 6


def week(residents: int, volunteers: int) -> Instance:
    made = instance(residents, volunteers, seed=1)
    place = np.arange(len(made.km)) // _A_WARD
    return replace(made, km=np.where(place[:, None] == place, 2 - np.eye(len(made.km), dtype=np.int64), 9))


def wanted(here: Instance) -> TopicsWanted:
    rng = np.random.default_rng(1)
    residents, volunteers, groups = len(here.residents.ward), len(here.volunteers.ward), len(here.km)
    topics = np.eye(_TOPICS, dtype=bool)
    teaches = np.zeros((volunteers, _TOPICS), dtype=bool)
    np.put_along_axis(teaches, rng.integers(0, _TOPICS, (volunteers, 4)), values=True, axis=1)
    wants = topics[rng.integers(0, _TOPICS, residents)]
    return TopicsWanted(wants, np.zeros(residents, dtype=bool), teaches, np.ones((groups, _TOPICS), dtype=bool))


def urgency(here: Instance, found: list[Proposal]) -> int:
    return sum(UNSERVED + int(here.residents.tier[who]) for one in found for who in one.residents)


def main() -> None:
    for residents, volunteers in SIZES:
        here = week(residents, volunteers)
        matches, asked = match(here).matches, wanted(here)
        began = time.perf_counter()
        found = openings(here, matches, asked, SECONDS)
        took = time.perf_counter() - began
        one_by_one = openings(here, matches, asked, 0)
        people, fewer = (sum(len(one.residents) for one in answer) for answer in (found, one_by_one))
        more = f"{urgency(here, found) / urgency(here, one_by_one) - 1:+.0%}" if one_by_one else "–"
        print(
            f"{residents:>6,} × {volunteers:<4,} left {residents - len(matches):>5,}: {len(found):>3} classes, "
            f"{people:>4} people in {took:5.1f} s; one by one {fewer:>4} (urgency {more})",
            flush=True,
        )


if __name__ == "__main__":
    main()
