"""A list of people to be invited: of each line or row the residential group, and the name beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.lists.groups import NUMBERING, BelowHeading, names_group
from bot.domain.people.places import GroupName, read_group
from bot.domain.vietnamese import fold, normal, tidy_name

MOST_INVITED = 200
_LONGEST = 60
_BETWEEN = re.compile(r"[,;:\t|]|\s[-–—]\s")
# «khu phố 3 Trần Thị Lan», «ấp 2 - Lê Văn Ba»: what stands behind a number is no part of the group's name.
_BEHIND_NUMBER = re.compile(r"(?P<number>\d{1,3}[A-Za-z]?)[\s\-–]+(?P<rest>[^\d\s].*)")
# With their marks: Hồ, Tô and Phố are names of families and people.
_NO_NAME = re.compile(
    r"(?:phường|xã|p\.|tp|thành phố|trưởng|phó|tổ|stt|số|sđt|điện thoại|ghi chú|chức|danh sách|họ|tên|ho (?:va )?ten)\b"
)
_WORDS = range(2, 8)


class Invited(NamedTuple):
    """The residential group, and the name on the slip; empty if the list has none."""

    group: GroupName
    name: str


@dataclass(frozen=True)
class InvitedList:
    """Each once, and the lines that name no group."""

    people: tuple[Invited, ...]
    unread: tuple[str, ...] = ()


def read_invited(text: str) -> InvitedList:
    lines = [line for line in (NUMBERING.sub("", line).strip(" .\t") for line in text.splitlines()) if line]
    read = [_of_pieces(_BETWEEN.split(line)) for line in lines]
    unread = tuple(line[:_LONGEST] for line, one in zip(lines, read, strict=True) if one is None)
    return InvitedList(_once(one for one in read if one is not None), unread)


def read_invited_rows(rows: Iterable[Sequence[str]]) -> InvitedList:
    """Read the rows of a sheet; the group may stand as «3» in the column below «Khu phố» or «Ấp»."""
    below = BelowHeading()
    found = []
    for cells in rows:
        if below.is_heading(cells):
            continue
        named = below.read(cells)
        one = _of_pieces(cells) or (Invited(named, _name_among(below.others(cells))) if named is not None else None)
        found += [] if one is None else [one]
    return InvitedList(_once(found))


def _of_pieces(pieces: Sequence[str]) -> Invited | None:
    for n, piece in enumerate(pieces):
        group = read_group(piece) if names_group(piece) else None
        if group is not None:
            behind = _BEHIND_NUMBER.fullmatch(group.name)
            others = [*pieces[:n], *pieces[n + 1 :]]
            if behind is None:
                return Invited(group, _name_among(others))
            return Invited(GroupName(group.kind, behind["number"].upper()), _name_among([behind["rest"], *others]))
    return None


def _name_among(pieces: Iterable[str]) -> str:
    return next(filter(None, map(_name, pieces)), "")


def _name(said: str) -> str:
    piece = said.strip()
    words = piece.split()
    is_name = len(words) in _WORDS and len(piece) <= _LONGEST and all(map(str.isalpha, "".join(words).replace(".", "")))
    return (tidy_name(piece) or "") if is_name and _NO_NAME.match(normal("NFC", piece.lower())) is None else ""


def _once(found: Iterable[Invited]) -> tuple[Invited, ...]:
    return tuple(_distinct(found))[:MOST_INVITED]


def _distinct(found: Iterable[Invited]) -> Iterator[Invited]:
    seen = set[tuple[str, str, str]]()
    for one in found:
        key = one.group.kind, fold(one.group.name), fold(one.name)
        if key not in seen:
            seen.add(key)
            yield one
