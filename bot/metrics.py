"""What is counted while the assistant runs, for Prometheus; no names and no numbers of people are among it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic

from prometheus_client import Counter, Gauge, Histogram

_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
_SLOW = (0.1, 1.0, 10.0, 60.0)

TURNS = Histogram("hoc_vu_so_turn_seconds", "Turns by what was talked about, and their time", ["kind"], buckets=_QUICK)
SENDS = Counter(
    "hoc_vu_so_sends", "Tries to send by outcome; throttled is what a platform answers 429", ["channel", "outcome"]
)
TICKS = Histogram("hoc_vu_so_tick_seconds", "Regular work by its name, and its time", ["tick"], buckets=_SLOW)
TICKS_FAILED = Counter("hoc_vu_so_ticks_failed", "Regular work that raised an error", ["tick"])
RUNNING = Gauge("hoc_vu_so_jobs_running", "Pieces of regular work that run now")
_LATE = Gauge("hoc_vu_so_tick_late_seconds", "How long regular work is overdue", ["tick"])
_SILENT = Gauge("hoc_vu_so_platform_silent_seconds", "Since when a platform has answered nothing", ["channel"])

_SECOND_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")

# A series that begins with its first failure would show Prometheus no increase.
TURNS.labels("failed")

# By the clock that never jumps.
_done: dict[str, float] = {}
_reached: dict[str, float] = {}


def platform_of(channel: str) -> str:
    """Return the channel without the number of its bot."""
    return channel.partition(":")[0]


def word_of(result: object) -> str:
    return _SECOND_CAPITAL.sub("_", type(result).__name__).lower()


def reached(channel: str) -> None:
    """Note that the platform has answered, whatever it said."""
    platform = platform_of(channel)
    if platform not in _reached:
        _SILENT.labels(platform).set_function(partial(_silence, platform))
    _reached[platform] = monotonic()


def sends_by(channel: str) -> None:
    for outcome in ("throttled", "refused", "unclear"):  # what an alert counts
        SENDS.labels(platform_of(channel), outcome)


def silent_for(channel: str) -> float | None:
    """Return the seconds since the platform's last answer; None if there was none yet."""
    platform = platform_of(channel)
    return _silence(platform) if platform in _reached else None


def planned(name: str, every: float) -> None:
    """Expect this regular work every so many seconds from now on."""
    if name not in _done:
        _LATE.labels(name).set_function(partial(_overdue, name, every))
        TICKS_FAILED.labels(name)
        TICKS.labels(name)
    _done[name] = monotonic()


@contextmanager
def ticking(name: str) -> Iterator[None]:
    """Time a piece of regular work; until it comes to its end without an error it grows late."""
    with RUNNING.track_inprogress(), TICKS_FAILED.labels(name).count_exceptions(), TICKS.labels(name).time():
        yield
    _done[name] = monotonic()


def _silence(platform: str) -> float:
    return _since(_reached, platform) if platform in _reached else 0.0


def _since(when: dict[str, float], name: str) -> float:
    return monotonic() - when[name]


def _overdue(name: str, every: float) -> float:
    return max(_since(_done, name) - every, 0.0)
