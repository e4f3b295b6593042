"""Reads every file of a folder as a leader's list and prints what would come of it: read, asked or refused.

Run as `python3 -m bot bench lists FOLDER`. Nothing is written, and there is no book to compare with.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot import clock
from bot.documents import sheets
from bot.domain.lists.people import ListedPerson
from bot.services.register import table_reader
from bot.services.register.list_matching import LineKind, standings


def main() -> None:
    print("| file | what becomes of it | columns taken | left out | s |")
    print("| --- | --- | --- | --- | --- |")
    for path in sorted(Path(sys.argv[1]).iterdir()):
        began = time.process_time()
        cells = (path.name, *_becomes(path))
        print(f"| {' | '.join(cells)} | {time.process_time() - began:.1f} |")


def _becomes(path: Path) -> tuple[str, str, str]:
    why = sheets.refused(path.name, path.stat().st_size)
    found: dict[str, Any] = {"why": why} if why else table_reader.read(clock.today().year, path.read_bytes())
    pages = [page for page in found.get("pages", ()) if page["taken"]]
    taken = "; ".join(f"{head or '(next)'}: {holds}" for page in pages for head, holds in page["taken"])
    left = "; ".join(head for page in pages for head in page["left"])
    if "people" not in found:
        return f"**refused**: {found.get('why') or 'holds a secret'}", taken, left
    return ", ".join(_said([ListedPerson.from_json(row) for row in found["people"]])), taken, left


def _said(people: list[ListedPerson]) -> Iterator[str]:
    stand = standings(people, [])
    kinds = Counter(one.kind for one in stand)
    asked = Counter(str(doubt) for one in stand if one.kind is LineKind.DOUBTFUL for doubt in one.line.doubts)
    left = Counter(str(one.line.left) for one in stand if one.line.left is not None)
    yield f"**read**: {kinds[LineKind.CLEAR]}"
    if more := sum(one.is_asked for one in stand):
        yield f"**asked**: {more} ({', '.join(f'{why} {n}' for why, n in asked.items()) or 'one or two'})"
    if bare := sum(one.line.bare is not None for one in stand):
        yield f"age or year asked once: {bare}"
    if kinds[LineKind.TWICE]:
        yield f"twice, one: {kinds[LineKind.TWICE]}"
    if second := sum(one.line.second is not None for one in stand):
        yield f"second number said: {second}"
    yield from (f"{why}: {n}" for why, n in left.items())


if __name__ == "__main__":
    main()
