"""Hundreds write at once: how many are answered after three seconds, after how long all, at what processor time.

The real process on SQLite before the fake platform, whose every answer takes `--latency`. With `--against` another
checkout does the same in turn. It needs a quiet machine: it is real time.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.trees import HERE, running
from tests.fake_telegram import FakeTelegram

_SOON = 3.0


async def burst(tree: Path, people: int, latency: float) -> tuple[float, float, float]:
    """Return how many were answered soon, the seconds until all were, and the processor time of one in ms."""
    async with FakeTelegram() as tg:
        tg.delay_calls(lambda: latency)
        everybody = [tg.person(f"Người {n}") for n in range(people)]
        with tempfile.TemporaryDirectory() as folder:
            async with running(tree, tg, Path(folder)) as bot:
                spent, began, soon = bot.processor_time, perf_counter(), 0.0
                for person in everybody:
                    await person.says("chào")
                waiting = set(range(people))
                while waiting:
                    await asyncio.sleep(0.05)
                    waiting = {n for n in waiting if not any(one.by_bot for one in everybody[n].messages)}
                    if perf_counter() - began <= _SOON:
                        soon = people - len(waiting)
                return soon, perf_counter() - began, (bot.processor_time - spent) / people * 1000


async def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--against", type=Path, help="another checkout")
    wanted.add_argument("--people", type=int, default=600)
    wanted.add_argument("--latency", type=float, default=0.06, help="seconds")
    wanted.add_argument("--rounds", type=int, default=3)
    asked = wanted.parse_args()
    trees = {"this checkout": HERE} | ({} if asked.against is None else {"reference": asked.against.resolve()})
    seen: dict[str, list[tuple[float, float, float]]] = {name: [] for name in trees}
    for _round in range(asked.rounds):
        for name, tree in trees.items():
            seen[name].append(await burst(tree, asked.people, asked.latency))
    print(f"{asked.people} write at once, {asked.latency * 1000:.0f} ms, {asked.rounds} rounds, medians; real time")
    for name, rounds in seen.items():
        soon, took, spent = (median(column) for column in zip(*rounds, strict=True))
        print(f"{name:<16} {soon:>4.0f} answered after {_SOON:.0f} s · all after {took:5.1f} s · {spent:5.2f} ms each")


if __name__ == "__main__":
    asyncio.run(main())
