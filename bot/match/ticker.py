"""Prints progress every few seconds, as a process of its own: the solver blocks all threads of the first.

It reads stages as lines from standard input, ends with it, and needs only the standard library.
"""

import queue
import sys
import threading
from time import monotonic

_FIRST, _SECOND, _LATER = 2, 3, 5  # seconds: nothing for the first two, then after five, ten, fifteen


class Ticker:
    """The current stage, and when to print it next."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._due = _FIRST
        self._stage = ""

    def hear(self, stage: str) -> None:
        self._stage = stage

    def wait(self, now: float) -> float:
        return max(0.0, self._began + self._due - now)

    def speak(self) -> None:
        sys.stderr.write(f"… {self._stage}, {self._due} s\n")
        self._due += _SECOND if self._due == _FIRST else _LATER


def main() -> None:
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    ticker = Ticker(monotonic())
    while True:
        try:
            stage = lines.get(timeout=ticker.wait(monotonic()))
        except queue.Empty:
            ticker.speak()
            continue
        if not stage:
            return
        ticker.hear(stage.strip())


def _listen(lines: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    lines.put("")


if __name__ == "__main__":
    main()
