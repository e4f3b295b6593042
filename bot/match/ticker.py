"""Says every few seconds what is being done: a process of its own, since the engine lets no thread of ours speak.

It reads stages as lines, ends with its input, and needs nothing but Python.
"""

import queue
import sys
import threading
from time import monotonic

_FIRST, _SECOND, _LATER = 2, 3, 5  # seconds: nothing before two, then at five, ten, fifteen


def main() -> None:
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    began, due, stage = monotonic(), _FIRST, ""
    while True:
        try:
            stage = lines.get(timeout=max(0.0, began + due - monotonic())).strip()
        except queue.Empty:
            sys.stderr.write(f"… {stage}, {due} s\n")
            due += _SECOND if due == _FIRST else _LATER
        else:
            if not stage:
                return


def _listen(lines: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    lines.put("")


if __name__ == "__main__":
    main()
