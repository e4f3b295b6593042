"""Rate limits as strict as they may be: sliding windows, and a pause that must be kept once it was announced."""

import math
from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

_EVERYWHERE = "everywhere"


@dataclass
class RateLimits:
    """A pure function of the moments it is told, so that a simulation may use it too."""

    overall: int = 30
    a_second: float = 1.0
    private_burst: int = 3
    private_gap: float = 1.0
    group: int = 20
    a_minute: float = 60.0
    penalty: int = 1
    refused: int = 0
    ignored_pauses: int = 0
    _sent: dict[Hashable, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _paused: dict[Hashable, float] = field(default_factory=dict)

    def wait(self, chat_id: int, now: float) -> int:
        """0 if the message is admitted, which then counts; else the seconds to wait, as announced to the client."""
        pause = max(self._paused.get(scope, now) - now for scope in (chat_id, _EVERYWHERE))
        if pause > 0:
            self.ignored_pauses += 1
        else:
            pause = self._overrun(chat_id, now)
        if pause <= 0:
            for scope in (chat_id, _EVERYWHERE):
                self._sent[scope].append(now)
            return 0
        self.refused += 1
        return math.ceil(pause)

    def _overrun(self, chat_id: int, now: float) -> float:
        for scope, most, window in self._windows(chat_id):
            sent = self._sent[scope]
            while sent and sent[0] <= now - window:
                sent.popleft()
            if len(sent) >= most:
                pause = max(self.penalty, math.ceil(sent[0] + window - now))
                self._paused[scope] = now + pause
                return pause
        return 0.0

    def _windows(self, chat_id: int) -> list[tuple[Hashable, int, float]]:
        private = (chat_id, self.private_burst, self.private_burst * self.private_gap)
        chat = private if chat_id > 0 else (chat_id, self.group, self.a_minute)
        return [(_EVERYWHERE, self.overall, self.a_second), chat]
