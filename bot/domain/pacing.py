"""How fast we may write: to one chat, and to everybody."""

from dataclasses import dataclass, field

EVERYBODY_A_SECOND = 26.0


@dataclass
class Pacer:
    """Says who may be written to now; times are seconds of one monotonic clock.

    Telegram: about one a second in a private chat, 20 a minute in a group, 30 a second in all. A perfect 28 a
    second bunches on the way into more than 30 now and then, so we stay at 26.
    """

    rate: float = EVERYBODY_A_SECOND
    _next_at: float = 0.0
    _free_at: dict[int, float] = field(default_factory=dict)

    def wait(self, now: float) -> float:
        """Seconds until anybody may be written to; 0 is now."""
        return max(self._next_at - now, 0.0)

    def resting(self, now: float) -> set[int]:
        """The addresses that may not be written to yet: they step aside, nobody waits behind them."""
        self._free_at = {address: free for address, free in self._free_at.items() if free > now}
        return set(self._free_at)

    def left(self, address: int, now: float, gap: float) -> None:
        """A message left; the next to this address has to wait `gap` seconds."""
        self._next_at = max(self._next_at, now) + 1 / self.rate
        self._free_at[address] = now + gap

    def pause(self, now: float, seconds: float) -> None:
        """The platform asked for silence from us to anybody."""
        self._next_at = max(self._next_at, now + seconds)
