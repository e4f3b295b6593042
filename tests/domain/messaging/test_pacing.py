"""The limit is kept whatever the way does, and it is used: a strict server in virtual time."""

import heapq
import random
import secrets
from collections import deque
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.messaging.pacing import EVERYBODY, Pacer
from tests.tables import each_of

BROADCAST, REPLIES = 6_000, 200


@dataclass
class Server:
    """Refuses what is more than thirty in any second, or too soon for one chat."""

    refused: int = 0
    recent: deque[float] = field(default_factory=deque)
    last: dict[int, float] = field(default_factory=dict)

    def arrives(self, address: int, at: float, gap: float) -> None:
        while self.recent and self.recent[0] <= at - 1.0:
            self.recent.popleft()
        too_soon = at - self.last.get(address, -1e9) < gap - 1e-9
        self.refused += len(self.recent) >= EVERYBODY or too_soon
        self.recent.append(at)
        self.last[address] = at


@dataclass
class World:
    """Messages leave when the pacer lets them, arrive after a random while, and are answered after another."""

    chance: random.Random
    way: tuple[float, float] = (0.010, 0.120)
    back: tuple[float, float] = (0.0, 0.005)
    now: float = 0.0
    server: Server = field(default_factory=Server)
    pacer: Pacer = field(default_factory=Pacer)
    arriving: list[tuple[float, int, str, int]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    count: int = 0

    def run(self, broadcast: int, replies: list[float]) -> float:
        """All of it; how long the broadcast took. A reply goes before whatever has not left yet."""
        asked = deque(replies)
        while broadcast or asked or self.arriving:
            reply = bool(asked) and asked[0] <= self.now
            wait = self.pacer.wait(self.now, is_reply=reply)
            if wait <= 0 and (reply or broadcast):
                if reply:
                    self.waited.append(self.now - asked.popleft())
                else:
                    broadcast -= 1
                self._leave()
                continue
            moments = [self.now + wait] if broadcast or reply else []
            moments += [asked[0]] if asked and not reply else []
            moments += [self.arriving[0][0]] if self.arriving else []
            self._move_on(min(moments))
        return self.now

    def _leave(self) -> None:
        self.count += 1
        self.pacer.left(self.count, self.now)
        at = self.now + self.chance.uniform(*self.way)
        heapq.heappush(self.arriving, (at, self.count, "arrives", self.count))

    def _move_on(self, until: float) -> None:
        self.now = max(self.now, until)
        while self.arriving and self.arriving[0][0] <= self.now:
            at, _n, what, address = heapq.heappop(self.arriving)
            if what == "arrives":
                self.server.arrives(address, at, gap=1.0)
                answer = at + self.chance.uniform(*self.back)
                heapq.heappush(self.arriving, (answer, address, "answered", address))
            else:
                self.pacer.answered(address, at, gap=1.0)


# Seconds there, seconds back, and what may be made of the limit.
WAYS = {"10 to 120 ms": ((0.005, 0.060), (0.005, 0.060), 0.92), "60 to 90 ms": ((0.030, 0.045), (0.030, 0.045), 0.96)}


@each_of("way", WAYS)
def test_a_broadcast_uses_the_limit_and_replies_overtake_it(way: str) -> None:
    there, back, share = WAYS[way]
    seed = secrets.randbelow(10**9)
    print(f"seed {seed}")  # noqa: T201 shown when it fails
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    world = World(chance, there, back)
    replies = sorted(chance.uniform(1, BROADCAST / EVERYBODY) for _n in range(REPLIES))

    took = world.run(BROADCAST, replies)

    rate = (BROADCAST + REPLIES) / took
    assert world.server.refused == 0
    assert rate >= share * EVERYBODY, rate
    assert sorted(world.waited)[int(0.99 * REPLIES)] < 0.2


@given(
    seed=st.integers(0, 2**32),
    fast=st.floats(0, 0.5),
    slow=st.floats(0, 3),
    back=st.floats(0, 1),
)
@settings(max_examples=40, deadline=None, print_blob=True)
def test_no_way_is_so_crooked_that_the_limit_is_passed(seed: int, fast: float, slow: float, back: float) -> None:
    world = World(random.Random(seed), (fast, fast + slow), (0.0, back))  # noqa: S311 repeatable on purpose
    world.run(300, [])
    assert world.server.refused == 0


class Quicker(World):
    """The way becomes shorter all at once."""

    def _leave(self) -> None:
        if self.count == 500:
            self.way = (0.01, 0.02)
        super()._leave()


def test_a_way_that_becomes_faster_costs_no_more_than_what_it_was_longer() -> None:
    world = Quicker(random.Random(1), (0.3, 0.31), (0.0, 0.0))  # noqa: S311 repeatable on purpose
    world.run(1000, [])
    assert 0 < world.server.refused <= 0.3 * EVERYBODY * 1.2
    assert world.pacer._shortest_round_trip() < 0.02


def test_the_last_place_is_kept_for_a_reply_that_would_wait_long_for_another() -> None:
    pacer = Pacer(most=3)
    for address in (1, 2):
        pacer.left(address, 10.0)
        pacer.answered(address, 10.1, gap=0.0)
    assert pacer.wait(10.9) > 0.1
    assert pacer.wait(10.9, is_reply=True) == 0
    assert pacer.wait(11.05) == 0, "another place is free at once"


def test_a_chat_rests_from_the_answer_on() -> None:
    pacer = Pacer()
    pacer.left(7, 9.9)
    pacer.answered(7, 10.0, gap=3.0)
    assert pacer.resting(12.9) == {7}
    assert pacer.resting(13.0) == set()


def test_what_is_on_its_way_counts_until_it_is_answered() -> None:
    pacer = Pacer(most=2)
    pacer.left(1, 90.0)
    pacer.left(2, 91.0)
    assert pacer.wait(100.0, is_reply=True) > 0
    pacer.answered(1, 100.0, gap=0.0)
    assert 0.5 < pacer.wait(100.5, is_reply=True) < 0.51
    assert pacer.wait(101.01, is_reply=True) == 0


def test_a_pause_for_everybody_is_kept() -> None:
    pacer = Pacer()
    pacer.pause(5.0, 30.0)
    assert pacer.wait(5.0) == 30.0
    assert pacer.wait(36.0) == 0.0
