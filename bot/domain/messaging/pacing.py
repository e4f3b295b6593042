"""How fast messages may be sent, to one chat and to all together."""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

# Telegram's limit: about thirty messages a second to all chats together.
EVERYBODY = 30
_WINDOW = 1.001  # seconds; clocks round
# A platform in trouble may ask for a day; who asks again after this long loses nothing.
LONGEST_WAIT = timedelta(minutes=10)
# So many chats asked to wait at once mean everybody: it is the common limit that was met, or an outage.
_MEANS_EVERYBODY = 3
_ALL_ON_THEIR_WAY = 0.05  # seconds to wait while every message allowed is still on its way
_SOON = 0.1  # seconds that a reply may wait: if no place will be free by then, the last one is kept for it
_CLOSER = 1.2  # than evenly may messages follow each other, so that what a slow way has cost is made up for
# So many round trips are remembered; from so many on, the fastest of them is believed; by so much of what others take
# longer, the next one may be faster still.
_REMEMBERED, _ENOUGH, _DOUBT = 128, 64, 0.4


@dataclass
class Pacer:
    """Limits sending; all times are seconds of one monotonic clock.

    It counts from answers, not from departures. The platform receives a message at some moment between departure
    and answer, so the message may count in the platform's current second until one second after its answer, less what
    every round trip takes at least: so much later the next one arrives, or so much sooner that one has arrived.
    Another one leaves only while fewer than `most` may count: the limit holds however messages bunch on the way.
    Departures are spread nearly evenly, so that a reply soon finds a place.
    """

    most: int = EVERYBODY
    # By address: when its message has left.
    _flying: dict[int, float] = field(default_factory=dict)
    _answered: deque[float] = field(default_factory=deque)
    _round_trips: deque[float] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _next_at: float = 0.0
    _free_at: dict[int, float] = field(default_factory=dict)
    _asked_to_wait: dict[int, float] = field(default_factory=dict)

    def wait(self, now: float, *, is_reply: bool = False) -> float:
        """Return the seconds until the next message may leave; 0 is now."""
        window = _WINDOW - self._shortest_round_trip()
        while self._answered and self._answered[0] + window <= now:
            self._answered.popleft()
        pause = max(self._next_at - now, 0.0)
        free = self.most - len(self._flying) - len(self._answered)
        if free > 1 or (free == 1 and is_reply):
            return pause
        if not self._answered:
            return pause if free else max(pause, _ALL_ON_THEIR_WAY)
        next_free = self._answered[0] + window - now
        if free:
            return pause if next_free <= _SOON else max(pause, next_free - _SOON / 2)
        return max(pause, next_free)

    def _shortest_round_trip(self) -> float:
        if len(self._round_trips) < _ENOUGH:
            return 0.0
        fastest = min(self._round_trips)
        return max(fastest - _DOUBT * (median(self._round_trips) - fastest), 0.0)

    def resting(self, now: float) -> set[int]:
        """Return the addresses that may not be written to yet; others need not wait for them."""
        self._free_at = {address: free for address, free in self._free_at.items() if free > now}
        return set(self._free_at)

    def left(self, address: int, now: float) -> None:
        self._flying[address] = now
        self._next_at = max(self._next_at, now) + 1 / (_CLOSER * self.most)

    def answered(self, address: int, now: float, gap: float) -> None:
        """Count an answer or a failure; the next message to this address waits `gap` seconds."""
        self._round_trips.append(now - self._flying.pop(address, now))
        self._answered.append(now)
        self._free_at[address] = now + gap

    def asked_to_wait(self, address: int, now: float, seconds: float) -> None:
        """Wait for this chat, which the platform refuses; when it refuses several, for all."""
        waiting = {one: until for one, until in self._asked_to_wait.items() if until > now}
        self._asked_to_wait = waiting | {address: now + seconds}
        if len(self._asked_to_wait) >= _MEANS_EVERYBODY:
            self.pause(now, seconds)

    def pause(self, now: float, seconds: float) -> None:
        self._next_at = max(self._next_at, now + seconds)
