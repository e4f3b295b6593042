"""Repairs of drop-outs by the fewest moves, beside solving the whole week again: time, and changed appointments.

With and without a reserve of visits in each ward. Required at 15,000 × 10,000: p95 ≤ 10 ms, ≤ 0.5 others moved.

For artificial weeks, or files named on the command line. Each drop-out is one volunteer's whole week, from the same
assignments; displaced residents do not count as changed by a re-solve.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median
from time import perf_counter
from typing import NamedTuple

import numpy as np

from bench import instances
from bot.domain.matching.flow.engine import match
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.repair.assignments import CurrentAssignments
from bot.domain.matching.repair.augmenting import NoRescueReason, repair
from bot.domain.matching.reserve import PLACES_A_WARD, stand_by
from bot.match import week_file

DROP_OUTS, RE_SOLVES = 300, 5


class Mended(NamedTuple):
    seconds: float
    placed: int
    moved: int  # others, for all displaced together
    why: list[NoRescueReason]


class Resolved(NamedTuple):
    seconds: float
    changed: int
    dropped: int


def weeks() -> Iterator[tuple[str, Instance]]:
    if sys.argv[1:]:
        yield from ((path, week_file.read(Path(path)).instance) for path in sys.argv[1:])
        return
    for residents, volunteers, wards in ((1_500, 1_000, 36), (15_000, 10_000, 100)):
        yield f"{residents:,} × {volunteers:,}", instances.instance(residents, volunteers, wards=wards)


def mended(standing: CurrentAssignments, volunteer: int) -> Mended:
    now = standing.copy()
    displaced = now.drop_out(volunteer)
    began = perf_counter()
    rescues = repair(now, displaced)
    took = perf_counter() - began
    helped = [rescue for rescue in rescues if rescue.moves]
    others = sum(len(rescue.moves) - 1 for rescue in helped)
    return Mended(took, len(helped), others, [rescue.why for rescue in rescues if rescue.why])


def resolved(standing: CurrentAssignments, matches: list[Match], volunteer: int) -> Resolved:
    now = standing.copy()
    displaced = set(now.drop_out(volunteer))
    began = perf_counter()
    again = match(now.offered()).matches
    took = perf_counter() - began
    others = {one.resident: one for one in matches if one.resident not in displaced}
    after = {one.resident: one for one in again}
    kept = [after[one] == others[one] for one in others if one in after]
    return Resolved(took, kept.count(False), len(others) - len(kept))


def show(name: str, instance: Instance, places: int) -> None:
    matches = match(stand_by(instance, places)).matches
    began = perf_counter()
    standing = CurrentAssignments(instance, matches)
    indexed = perf_counter() - began
    busy = np.flatnonzero(standing.load[: standing.volunteers])
    gone = np.random.default_rng(1).choice(busy, min(DROP_OUTS, len(busy)), replace=False).tolist()
    mends = [mended(standing, volunteer) for volunteer in gone]
    again = [resolved(standing, matches, volunteer) for volunteer in gone[:RE_SOLVES]]
    _print(f"{name}, {places} places a ward kept back", mends, again, (len(matches), indexed))


def _print(name: str, mends: list[Mended], again: list[Resolved], week: tuple[int, float]) -> None:
    times = [1_000 * one.seconds for one in mends]
    placed, why = sum(one.placed for one in mends), [reason for one in mends for reason in one.why]
    served, indexed = week
    half, most = median(times), float(np.percentile(times, 95))
    print(f"\n{name}: {served:,} served, indexed once in {1_000 * indexed:.0f} ms, {len(mends)} drop-outs")
    print(f"  repair: p50 {half:.2f} ms, p95 {most:.2f} ms, max {max(times):.2f} ms")
    displaced, moved = placed + len(why), sum(one.moved for one in mends) / max(1, placed)
    share = f"{placed} of {displaced} displaced placed ({placed / displaced:.1%})"
    print(f"  {share}, {moved:.2f} others moved each")
    print(
        "  not placed: "
        + (", ".join(f"{why.count(one)} {one.value}" for one in NoRescueReason if one in why) or "nobody")
    )
    slow, changed = median(one.seconds for one in again), mean(one.changed for one in again)
    dropped = mean(one.dropped for one in again)
    print(f"  solving again ({len(again)}): {slow:.2f} s, {1_000 * slow / half:.0f} times the median repair;")
    print(f"  it changes {changed:.0f} other appointments ({changed / served:.0%}), drops {dropped:.0f}")
    each = sum(one.moved for one in mends) / len(mends)
    print(f"  and repair {each:.2f} a drop-out: {changed / max(each, 1e-9):,.0f} times fewer")


def main() -> None:
    for name, instance in weeks():
        for places in (0, PLACES_A_WARD):
            show(name, instance, places)


if __name__ == "__main__":
    main()
