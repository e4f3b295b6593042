"""Reads a sent table in a process of its own: the file goes in, the people in it come out as JSON.

Run as `python -m bot.services.register.table_reader NAME YEAR`, with little memory and time, no settings and no
database.
"""

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.documents import sheets
from bot.domain.parsing import people_sheet
from bot.domain.parsing.people_list import Left, Secret, read_list

# 500 people take a second and 50 MB.
_MEMORY, _SECONDS = 256 * 1024 * 1024, 4
# openpyxl imports them if it can: half of its start, and more memory than all the rest.
_NOT_NEEDED = ("numpy", "PIL")


def main() -> None:
    _confine()
    name, year = sys.argv[1:]
    json.dump(_read(name, int(year), sys.stdin.buffer.read(sheets.LARGEST + 1)), sys.stdout)


def _confine() -> None:
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


def _read(name: str, year: int, content: bytes) -> dict[str, Any]:
    try:
        written = people_sheet.lines(sheets.rows(name, content))
        found = read_list("\n".join(written or []), year)
    except (sheets.NoTable, sheets.TooLong):
        return {}
    except Secret:
        return {"has_secret": True}
    people = [line.as_json() for line in found] if any(line.name for line in found) else []
    return {"people": people, "has_secret": any(line.left is Left.SECRET for line in found)}


if __name__ == "__main__":
    main()
