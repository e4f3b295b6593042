"""Kills the real process hundreds of times during work, by long polling and by webhook, and counts the outcomes.

`--kills N` for each mode (150), `--seed N` to repeat a run. It fails if anything was lost or done twice.
"""

import argparse
import asyncio
import secrets
import sys
from time import perf_counter

from tests.channels.crashes import report, torment


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--kills", type=int, default=150, help="for each mode")
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    return wanted.parse_args()


async def main() -> None:
    asked, bad = _asked(), False
    for mode in ("polling", "webhook"):
        start = perf_counter()
        tally = await torment(asked.kills, asked.seed, mode)
        print(f"{report([tally])} · {perf_counter() - start:.0f} s", flush=True)
        bad = bad or not tally.is_good
    sys.exit(1 if bad else 0)


if __name__ == "__main__":  # the processes to be killed import this file too
    asyncio.run(main())
