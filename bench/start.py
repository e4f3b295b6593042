"""How long a start takes until updates are asked for, and what the process costs while nobody writes.

The first start makes the database and is thrown away. With `--against` another checkout does the same in turn. The
seconds are real time and need a quiet machine; memory and processor time do not.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path
from statistics import median

from bench.trees import HERE, running
from tests.fake_telegram import FakeTelegram


async def start(tree: Path, starts: int, quiet: float) -> tuple[float, float, float]:
    """Return the seconds of a warm start, the MB it has after a while, and the share of a core it takes."""
    warm, idle = [], (0.0, 0.0)
    async with FakeTelegram() as tg:
        with tempfile.TemporaryDirectory() as folder:
            for nth in range(starts + 1):
                async with running(tree, tg, Path(folder)) as bot:
                    warm += [bot.started] if nth else []
                    if nth == starts:
                        await asyncio.sleep(5.0)
                        spent = bot.processor_time
                        await asyncio.sleep(quiet)
                        idle = bot.memory, (bot.processor_time - spent) / quiet
    return median(warm), *idle


async def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--against", type=Path, help="another checkout")
    wanted.add_argument("--starts", type=int, default=3)
    wanted.add_argument("--quiet", type=float, default=60.0, help="seconds")
    asked = wanted.parse_args()
    trees = {"this checkout": HERE} | ({} if asked.against is None else {"reference": asked.against.resolve()})
    for name, tree in trees.items():
        took, memory, share = await start(tree, asked.starts, asked.quiet)
        print(f"{name:<16} first poll after {took:.2f} s · {memory:.0f} MB · {share:.2%} of a core while it is quiet")


if __name__ == "__main__":
    asyncio.run(main())
