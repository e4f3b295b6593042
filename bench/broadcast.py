"""A broadcast to 100,000 chats before a strict server, in virtual time, with replies asked for in the middle of it.

Our pacer, which paces on answers, beside pacing on departures (at 30 a second, and at 26). The database and the network
are not in it: what is compared is how much of the limit each of them uses without being refused.
"""

import argparse
import random
import secrets
from dataclasses import dataclass

from bot.domain.pacing import EVERYBODY, Pacer
from tests.domain.test_pacing import World


@dataclass
class Departures(Pacer):
    """Leaves so many a second, whatever the answers say."""

    rate: float = 26.0

    def wait(self, now: float) -> float:
        return max(self._next_at - now, 0.0)

    def left(self, now: float) -> None:
        self._next_at = max(self._next_at, now) + 1 / self.rate


def line(name: str, pacer: Pacer, messages: int, seed: int) -> float:
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    world = World(chance, pacer=pacer)
    replies = sorted(chance.uniform(1, messages / EVERYBODY) for _n in range(messages // 50))
    took = world.run(messages, replies)
    rate, waited = (messages + len(replies)) / took, sorted(world.waited)
    print(
        f"{name:<26} {rate:5.2f} a second = {rate / EVERYBODY:4.0%} of the limit · {world.server.refused:>6} refused · "
        f"a reply leaves after {waited[len(waited) // 2]:.3f} s, p99 {waited[int(0.99 * len(waited))]:.3f} s"
    )
    return rate


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--messages", type=int, default=100_000)
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    asked = wanted.parse_args()
    print(f"{asked.messages} messages, 10 to 120 ms on the way, seed {asked.seed}")
    ours = line("on answers (ours)", Pacer(), asked.messages, asked.seed)
    line("on departures, 30 a second", Departures(rate=30.0), asked.messages, asked.seed)
    steady = line("on departures, 26 a second", Departures(rate=26.0), asked.messages, asked.seed)
    print(f"ratio to 26 a second       {ours / steady:.2f}")


main()
