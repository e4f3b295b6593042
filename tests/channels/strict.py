"""A channel as strict as Telegram says it may be, without a network."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta

from bot.channels.channel import SendResult, Sent, Throttled
from bot.chat.message import Outgoing
from bot.chat.render import Capabilities
from tests.fake_telegram import RateLimits


class Strict:
    """Takes `way` seconds to reach, judges by sliding windows of this process's clock, and takes `way` to answer."""

    name = "strict"

    def __init__(self, limits: RateLimits, way: Callable[[], float], can: Capabilities) -> None:
        self.limits = limits
        self.arrived: list[tuple[float, str, str]] = []
        self.answers = asyncio.Queue[SendResult]()
        self._way = way
        self._can = can

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return self._can

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del edits
        await asyncio.sleep(self._way())
        now = asyncio.get_running_loop().time()
        pause = self.limits.wait(int(external_id), now)
        if not pause:
            self.arrived.append((now, external_id, message.text))
        await asyncio.sleep(self._way())
        answer = Throttled(timedelta(seconds=pause)) if pause else Sent(str(len(self.arrived)))
        self.answers.put_nowait(answer)
        return answer


def some_way(chance: random.Random) -> Callable[[], float]:
    """10 to 120 ms there and back again, in two parts."""
    return lambda: chance.uniform(0.005, 0.06)
