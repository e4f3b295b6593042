"""Works on a ward's form in a process of its own: what is asked and the form go in, the form or why not comes out.

Run as `python -m bot.services.reports.papers.form_process`; the first line is JSON.
"""

import json
import sys
from typing import Any

from bot.documents import forms
from bot.documents.confined import confine
from bot.documents.filling import CannotFill, Filling
from bot.domain.vietnamese import fold

DONE, NOT = b"+", b"-"


def main() -> None:
    confine()
    asked, _end, form = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(answer(json.loads(asked), form))


def answer(asked: dict[str, Any], form: bytes) -> bytes:
    """Name its cells, or fill them; what cannot be done says why as JSON."""
    try:
        if "names" in asked:
            return DONE + forms.name_cells(form, asked["page"], asked["row"], asked["names"])
        return DONE + forms.fill(form, Filling(asked["each"], asked["once"]), fold)
    except CannotFill as why:
        return NOT + json.dumps({"unknown": list(why.unknown), "room": why.room}).encode()


if __name__ == "__main__":
    main()
