"""How fast we may write: to one chat, and to everybody."""

from collections import deque
from dataclasses import dataclass, field

# Telegram: about thirty messages in any second to everybody together.
EVERYBODY = 30
_WINDOW = 1.001  # seconds; clocks round
_ALL_ON_THEIR_WAY = 0.05  # seconds until it is worth looking again


@dataclass
class Pacer:
    """Says who may be written to now; times are seconds of one monotonic clock.

    It paces on answers. A message reaches the platform at some moment between its leaving and its answer, so it may
    count in the platform's last second until a second after its answer. While fewer than `most` may count, one more
    can leave, whatever the way does to them: the last of any thirty-one within a second would have seen thirty before
    it. Pacing on departures has to leave room for messages that bunch on the way; this does not. They leave evenly all
    the same: so there is always a place for a reply in a moment.
    """

    most: int = EVERYBODY
    _flying: int = 0
    _answered: deque[float] = field(default_factory=deque)
    _next_at: float = 0.0
    _free_at: dict[int, float] = field(default_factory=dict)

    def wait(self, now: float) -> float:
        """Seconds until anybody may be written to; 0 is now."""
        while self._answered and self._answered[0] + _WINDOW <= now:
            self._answered.popleft()
        pause = max(self._next_at - now, 0.0)
        if self._flying + len(self._answered) < self.most:
            return pause
        if not self._answered:
            return max(pause, _ALL_ON_THEIR_WAY)
        return max(pause, self._answered[0] + _WINDOW - now)

    def resting(self, now: float) -> set[int]:
        """The addresses that may not be written to yet: they step aside, nobody waits behind them."""
        self._free_at = {address: free for address, free in self._free_at.items() if free > now}
        return set(self._free_at)

    def left(self, now: float) -> None:
        """A message has left."""
        self._flying += 1
        self._next_at = max(self._next_at, now) + 1 / self.most

    def answered(self, address: int, now: float, gap: float) -> None:
        """The platform has answered, or never will; the next message to this address has to wait `gap` seconds."""
        self._flying -= 1
        self._answered.append(now)
        self._free_at[address] = now + gap

    def pause(self, now: float, seconds: float) -> None:
        """The platform asked for silence from us to anybody."""
        self._next_at = max(self._next_at, now + seconds)
