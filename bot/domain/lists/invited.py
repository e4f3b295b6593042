"""A list of people to be invited: of each line or row the residential group or organisation, and the name beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.lists.groups import NUMBERING, BelowHeading, names_group
from bot.domain.people.person import OrganisationKind
from bot.domain.people.places import GroupName, read_group
from bot.domain.vietnamese import fold, letters, normal, tidy_name

MOST_INVITED = 200
_LONGEST, _LONGEST_ORGANISATION = 60, 80
_BETWEEN = re.compile(r"[,;:\t|]|\s[-–—]\s")
# «khu phố 3 Trần Thị Lan», «ấp 2 - Lê Văn Ba»: what stands behind a number is no part of the group's name.
_BEHIND_NUMBER = re.compile(r"(?P<number>\d{1,3}[A-Za-z]?)[\s\-–]+(?P<rest>[^\d\s].*)")
# With their marks: Hồ, Tô and Phố are names of families and people.
_NO_NAME = re.compile(
    r"(?:phường|xã|p\.|tp|thành phố|trưởng|phó|tổ|stt|số|sđt|điện thoại|ghi chú|chức|danh sách|họ|tên|ho (?:va )?ten)\b"
)
_WORDS = range(2, 8)


# An organisation is named by the words that its name begins with.
_ORGANISATIONS: tuple[tuple[OrganisationKind, str], ...] = (
    (OrganisationKind.DIGITAL_TEAM, r"to (?:cong nghe so|cnsc?d)|to chuyen doi so"),
    # Đoàn and Trương are names of families, too.
    (
        OrganisationKind.YOUTH_UNION,
        r"(?:xa|phuong|chi|thanh) doan|hoi (?:lhtn|lien hiep thanh nien|sinh vien)|doan (?:phuong|xa|thanh|truong|kp)",
    ),
    (OrganisationKind.WOMENS_UNION, r"(?:chi )?hoi (?:lhpn|lien hiep phu nu|phu nu)"),
    (OrganisationKind.FARMERS_ASSOCIATION, r"(?:chi )?hoi nong dan"),
    (OrganisationKind.VETERANS_ASSOCIATION, r"(?:chi )?hoi (?:cuu chien binh|ccb)"),
    (OrganisationKind.ELDERLY_ASSOCIATION, r"(?:chi )?hoi (?:nguoi cao tuoi|nct)"),
    (OrganisationKind.PROFESSIONAL, r"(?:chi )?hoi|hiep hoi|cau lac bo|clb"),
    (
        OrganisationKind.SCHOOL,
        r"(?:truong )?(?:th(?:cs|pt)|trung hoc|tieu hoc|mam non|cao dang|dai hoc|day nghe)",
    ),
    (OrganisationKind.COOPERATIVE_UNION, r"lien (?:hiep|minh) (?:hop tac xa|htx)"),
    (OrganisationKind.COOPERATIVE, r"hop tac xa|htx"),
    (OrganisationKind.ENTERPRISE, r"(?:doanh nghiep|cong ty) (?:cong nghe|so|vien thong)|viettel|vnpt|mobifone"),
    (OrganisationKind.EMPLOYER, r"doanh nghiep|cong ty|cty|xi nghiep|nha may"),
    (
        OrganisationKind.OFFICE,
        r"ubnd|uy ban|cong an|tram y te|buu dien|trung tam (?:y te|van hoa|hanh chinh|phuc vu)|co quan",
    ),
)
_KINDS = tuple((kind, re.compile(rf"(?:{words})\b")) for kind, words in _ORGANISATIONS)


class OrganisationName(NamedTuple):
    """An organisation as a list names it, and its kind as the name tells it."""

    kind: OrganisationKind
    name: str


class Invited(NamedTuple):
    """Whom the slip is for, who speaks for or leads it, and the name on the slip; empty if the list has none."""

    at: GroupName | OrganisationName
    name: str


@dataclass(frozen=True)
class InvitedList:
    """Each once, and the lines that name neither group nor organisation."""

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
    return _of_organisation(pieces)


def kind_of(name: str) -> OrganisationKind | None:
    return next((kind for kind, words in _KINDS if words.match(letters(name.strip()))), None)


def _of_organisation(pieces: Sequence[str]) -> Invited | None:
    """Read «Đoàn phường Phú Lợi, Nguyễn Văn An»; without a name beside it, it may be a title or a school's class."""
    for n, piece in enumerate(pieces):
        kind = kind_of(piece)
        name = _name_among([*pieces[:n], *pieces[n + 1 :]]) if kind is not None else ""
        if kind is not None and name and len(piece.split()) > 1:
            return Invited(OrganisationName(kind, " ".join(piece.split())[:_LONGEST_ORGANISATION]), name)
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
        key = one.at.kind, fold(one.at.name), fold(one.name)
        if key not in seen:
            seen.add(key)
            yield one
