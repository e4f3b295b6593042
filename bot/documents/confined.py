"""A process of its own for what somebody has sent: little memory and time, and the first to end."""

import resource
import sys
from contextlib import suppress
from pathlib import Path

# 2,000 people of twelve columns take five seconds and 60 MB.
_MEMORY, _SECONDS = 256 * 1024 * 1024, 15
# openpyxl imports them if it can: half of its start, and more memory than all the rest.
_NOT_NEEDED = ("numpy", "PIL")


def confine() -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # If the machine runs out of memory, this process ends, not the one that talks with people.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    sys.modules.update(dict.fromkeys(_NOT_NEEDED))  # type: ignore[arg-type]  # None is how an import is forbidden
