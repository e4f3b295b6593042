"""A loop whose clock jumps to what is next instead of waiting: hours pass in seconds, and no machine is too slow."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

from bot import clock

T = TypeVar("T")
_ROUND = 1e-6  # seconds
_STEP = 1.0  # seconds of the loop after which the wall clock follows


class _Jumping(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now, self.jumps = 0.0, False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if self.jumps and timeout is not None else timeout)
        # A round takes a moment: what waits for the rest of a rounded time would wait for ever.
        self.now += _ROUND if ready or timeout is None else max(timeout, _ROUND)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Within `jumping` only what waits for a time may wait: nothing may run in a thread."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    @asynccontextmanager
    async def jumping(self) -> AsyncIterator[None]:
        begins = clock.now() - timedelta(seconds=self.time())

        async def follow() -> None:
            while True:
                clock.stop_at(begins + timedelta(seconds=self.time()))
                await asyncio.sleep(_STEP)

        following = asyncio.create_task(follow())
        self._jumping.jumps = True
        try:
            yield
        finally:
            self._jumping.jumps = False
            following.cancel()


def run(work: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)


def running() -> VirtualLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    return loop
