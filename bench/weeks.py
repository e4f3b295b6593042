"""The weekly summaries of a whole area on SQLite: time, memory, query plans, and the cost of a longer history.

Each group has a class a week with 14 learners. The real services write the real messages, charts included, in a
process of its own. Growth is measured as time in the database, in turns on files of each kind.
"""

import argparse
import asyncio
import multiprocessing
import shutil
import statistics
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from bench import history, summaries
from bench.history import Size
from bench.summaries import Run

ROUNDS, TICKS = 5, 4
AGAIN = multiprocessing.get_context("spawn")


def made(folder: Path, size: Size, seed: int) -> Path:
    path, start = folder / f"{size.weeks}-{size.learners}.db", perf_counter()
    print(f"making {size.weeks} weeks, {size.marks:,} marks …", end=" ", file=sys.stderr, flush=True)
    asyncio.run(history.write(path, size, seed))
    megabytes = path.stat().st_size / 2**20
    print(f"{perf_counter() - start:.0f} s, {megabytes:,.0f} MB", file=sys.stderr)
    return path


def apart(what: object, *given: object) -> Run:
    """Run in another process, to measure its memory."""
    with ProcessPoolExecutor(1, mp_context=AGAIN) as pool:
        run: Run = pool.submit(what, *given).result()  # type: ignore[arg-type]  # one of two functions
    return run


def growth(title: str, files: dict[str, Path]) -> None:
    spent: dict[str, list[float]] = {name: [] for name in files}
    for _round in range(ROUNDS):
        for name, path in files.items():
            run = apart(summaries.weekly_run, path, TICKS)
            # The first tick opens the file and builds the statements.
            each = run.summaries / len(run.ticks)
            spent[name].append(statistics.median(run.spent[1:]) * 1000 / each)
    first = statistics.median(next(iter(spent.values())))
    print(title)
    for name, took in spent.items():
        middle = statistics.median(took)
        print(f"  {name:<22} {middle:6.2f} ms in the database a summary · ratio {middle / first:.2f}")


def all_of_them(path: Path) -> None:
    run, digest = apart(summaries.weekly_run, path, None), apart(summaries.digest_run, path)
    each = [1000 * took * len(run.ticks) / run.summaries for took in run.ticks]
    print(f"all {run.summaries:,} summaries     {sum(run.ticks):6.1f} s, of it {sum(run.spent):.1f} s in the database")
    print(f"  a summary          {statistics.median(each):6.2f} ms (median of {len(each)} steps of a few)")
    held = [1000 * took for took in (*statistics.quantiles(run.held, n=100), max(run.held))]
    print(f"  a transaction      {held[49]:6.0f} ms, p99 {held[98]:.0f} ms, at most {held[99]:.0f} ms")
    print(f"  RSS at most        {run.rss:6.0f} MB")
    print(f"{digest.messages} digests           {sum(digest.ticks):6.1f} s · RSS at most {digest.rss:.0f} MB")
    for name, found in (("summary", run), ("digest", digest)):
        print(f"statements of a {name}: {len(found.plans)} read; large tables walked through: {len(found.scans)}")
        for step in sorted({step for plan in found.plans.values() for step in plan}):
            print(f"    {step}")


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--groups", type=int, default=5_000)
    wanted.add_argument("--people", type=int, default=1_600_000)
    wanted.add_argument("--weeks", type=int, default=52)
    wanted.add_argument("--seed", type=int, default=1)
    asked = wanted.parse_args()
    print(
        f"{asked.groups:,} groups, {asked.people:,} people, seed {asked.seed}; SQLite, WAL, synchronous=FULL",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lengths = [Size(asked.groups, asked.people, n) for n in sorted({4, min(13, asked.weeks), asked.weeks})]
        files = {f"{size.weeks} weeks of history": made(folder, size, asked.seed) for size in lengths}
        whole = folder / "whole.db"
        shutil.copy(list(files.values())[-1], whole)
        growth("the same week, a longer history", files)
        crowded = folder / "crowded"
        crowded.mkdir()
        crowds = {f"{14 * n} marks a class": Size(asked.groups, asked.people, 4, 14 * n) for n in (1, 2, 4)}
        growth("the same history, more marks", {n: made(crowded, size, asked.seed) for n, size in crowds.items()})
        all_of_them(whole)


if __name__ == "__main__":
    main()
