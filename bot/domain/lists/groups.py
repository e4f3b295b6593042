"""A list of residential groups: one a line or between commas, a range («khu phố 1 đến 12»), or rows of a sheet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.people.places import GroupName, read_group, read_number
from bot.domain.vietnamese import fold, tidy_name

MOST_GROUPS = 200
_LONGEST_NAME = 40
NUMBERING = re.compile(r"^\s*(?:\d{1,3}\s*[.)/]\s*(?=\D)|[-*•]\s*)")
_RANGE = re.compile(
    r"(?P<before>.*?)(?P<first>\d{1,3})\s*(?:-|–|đến|den|tới|toi)\s*\D*?(?P<last>\d{1,3})", re.IGNORECASE
)
# Over a column of a sheet that says only «3» or «Suối Sâu».
_HEADING = re.compile(r"(?:ten )?(?:(?P<ap>ap)|(?P<khu_pho>khu pho(?: ap)?))(?: (?:so|ten))?")
# Below the groups of a sheet: their sum, and who made it.
_NO_GROUP = re.compile(r"(?:tong|cong)(?: (?:cong|so|chung))?|toan (?:phuong|xa)|(?:nguoi )?lap bieu|nguoi lap|ghi chu")
_BEGINS = re.compile(r"k ?p|khu|ap\b")


@dataclass(frozen=True)
class ListedGroups:
    """The groups, each once, and the lines that name none."""

    groups: tuple[GroupName, ...]
    unread: tuple[str, ...] = ()


def read_groups(text: str) -> ListedGroups:
    found: dict[tuple[str, str], GroupName] = {}
    unread: list[str] = []
    for line in filter(None, (NUMBERING.sub("", line).strip(" .\t") for line in text.splitlines())):
        named = list(_of_row(line) if "\t" in line else _of_line(line))
        unread += [] if named else [line[:_LONGEST_NAME]]
        for name in named:
            found.setdefault((name.kind, fold(name.name)), GroupName(name.kind, name.name[:_LONGEST_NAME]))
    return ListedGroups(tuple(found.values())[:MOST_GROUPS], tuple(unread))


class BelowHeading:
    """The column below «Khu phố» or «Ấp», in which the cells of a sheet say only «3» or «Suối Sâu»."""

    def __init__(self) -> None:
        self._column: tuple[int, str] | None = None

    def is_heading(self, cells: Sequence[str]) -> bool:
        found = next(((n, kind) for n, cell in enumerate(cells) if (kind := _heading(cell))), None)
        self._column = found or self._column
        return found is not None

    def read(self, cells: Sequence[str]) -> GroupName | None:
        if self._column is None or self._column[0] >= len(cells):
            return None
        said = cells[self._column[0]]
        return None if _NO_GROUP.fullmatch(fold(said).strip(" :.")) else next(_one(said, self._column[1]), None)

    def others(self, cells: Sequence[str]) -> list[str]:
        return [cell for n, cell in enumerate(cells) if self._column is None or n != self._column[0]]


def read_table(rows: Iterable[Sequence[str]]) -> ListedGroups:
    """Read the groups of a sheet, each in a cell of its own, or all in the column below «Khu phố» or «Ấp»."""
    below = BelowHeading()
    found = dict[tuple[str, str], GroupName]()
    for cells in rows:
        if below.is_heading(cells):
            continue
        named = [*filter(None, map(_cell, cells))] or [*filter(None, [below.read(cells)])]
        found.update({(name.kind, fold(name.name)): GroupName(name.kind, name.name[:_LONGEST_NAME]) for name in named})
    return ListedGroups(tuple(found.values())[:MOST_GROUPS])


def names_group(cell: str) -> bool:
    """Return whether it names a group; a title («Các khu phố của phường») only speaks of groups."""
    return _BEGINS.match(fold(cell)) is not None


def _cell(cell: str) -> GroupName | None:
    return read_group(cell) if names_group(cell) else None


def _heading(cell: str) -> str | None:
    match = _HEADING.fullmatch(fold(cell))
    return match.lastgroup if match is not None else None


def _of_row(line: str) -> Iterator[GroupName]:
    """Read the groups of a row; other columns hold running numbers, or people."""
    yield from filter(None, map(read_group, line.split("\t")))


def _of_line(line: str) -> Iterator[GroupName]:
    """Read «Ấp 1, 2, Suối Sâu»: a piece without a kind has that of the piece before."""
    kind: str | None = None
    for piece in filter(None, map(str.strip, re.split("[,;]", line))):
        named = list(_range(piece, kind)) or list(_one(piece, kind))
        yield from named
        kind = named[-1].kind if named else kind


def _range(piece: str, kind: str | None) -> Iterator[GroupName]:
    span = _RANGE.fullmatch(piece)
    if span is None:
        return
    first = read_group(f"{span['before']} {span['first']}")
    of = kind if first is None and not span["before"].strip() else first.kind if first is not None else None
    if of is not None:
        yield from (GroupName(of, str(n)) for n in range(int(span["first"]), int(span["last"]) + 1))


def _one(piece: str, kind: str | None) -> Iterator[GroupName]:
    read = read_group(piece)
    name = None if read is not None or kind is None else read_number(piece) or tidy_name(piece)
    if read is not None:
        yield read
    elif kind is not None and name:
        yield GroupName(kind, name)
