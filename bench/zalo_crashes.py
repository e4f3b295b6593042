"""Kills the real process hundreds of times while people write to it on Zalo, by polling and by webhook.

`--kills N` for each mode (200), one message each `--pause` seconds (1). It fails if more was lost than the platform
allows: none by webhook, one in twenty kills by polling.
"""

import argparse
import asyncio
import secrets
import sys

from tests.channels.zalo_crashes import report, zalo_torment

_KILLS_FOR_ONE_LOST = 20


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--kills", type=int, default=200, help="for each mode")
    wanted.add_argument("--pause", type=float, default=1.0)
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    return wanted.parse_args()


async def main() -> None:
    asked, bad = _asked(), False
    for mode in ("polling", "webhook"):
        tally = await zalo_torment(asked.kills, asked.seed, mode, pause=asked.pause)
        print(report([tally]), flush=True)
        bad = bad or not tally.is_good or tally.lost * _KILLS_FOR_ONE_LOST > tally.kills
    sys.exit(1 if bad else 0)


if __name__ == "__main__":  # the processes to be killed import this file too
    asyncio.run(main())
