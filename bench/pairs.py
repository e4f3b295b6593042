"""Visits by two, beside the greedy answer: residents served, Z, the bound, the time.

For artificial weeks, or files named on the command line.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench import instances
from bot.domain.matching.feasibility import faults
from bot.domain.matching.instance import Instance
from bot.domain.matching.pairs.search import match_in_pairs
from bot.match import week_file

# Seconds allowed, and residents × volunteers.
WEEKS = ((10, 60, 40, 6), (5, 1_500, 1_000, 36), (50, 1_500, 1_000, 36), (50, 5_000, 1_000, 36))


def weeks() -> Iterator[tuple[int, str, Instance]]:
    if sys.argv[1:]:
        yield from ((50, Path(path).stem, week_file.read(Path(path)).instance) for path in sys.argv[1:])
        return
    for seconds, residents, volunteers, wards in WEEKS:
        yield seconds, f"{residents:,} × {volunteers:,}", instances.instance(residents, volunteers, wards=wards)


def show(seconds: int, name: str, instance: Instance) -> None:
    began = perf_counter()
    paired = match_in_pairs(instance, seconds=seconds)
    took = perf_counter() - began
    if wrong := faults(instance, paired.matches, pairs=True):
        sys.exit(f"{name}: {wrong[0]}")
    served, by_hand = paired.objective.served, paired.by_hand.served
    gap = "no bound" if paired.bound is None else f"{(paired.objective.z - paired.bound) / max(1, paired.bound):.2%}"
    print(
        f"{name:>20} {seconds:>8} {took:>7.1f} {served:>8,} {by_hand:>8,} {served / by_hand - 1:>+7.1%} "
        f"{paired.objective.z:>13,} {gap:>9}",
        flush=True,
    )


def main() -> None:
    print("residents × volunteers  given  took s   served   greedy    more             Z       gap")
    for seconds, name, instance in weeks():
        show(seconds, name, instance)


if __name__ == "__main__":
    main()
