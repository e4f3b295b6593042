"""Tells what the columns of a list without headings hold, by what stands in them."""

import re
from collections.abc import Sequence

from bot.domain.lists.headings import Column, Columns
from bot.domain.people.phones import phones
from bot.domain.vietnamese import fold, normal

# Of a column's cells so many have to be alike: some are empty or noted in another way.
_MOST, _FEWEST = 0.75, 2
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")
_FAMILIES = frozenset(
    [
        "au",
        "bach",
        "bui",
        "cao",
        "chau",
        "chu",
        "chung",
        "cu",
        "dam",
        "dang",
        "danh",
        "dao",
        "dinh",
        "do",
        "doan",
        "duong",
        "giang",
        "ha",
        "han",
        "ho",
        "hoang",
        "hua",
        "huynh",
        "khuu",
        "kieu",
        "kim",
        "la",
        "lam",
        "le",
        "luc",
        "luong",
        "luu",
        "ly",
        "mac",
        "mai",
        "nghiem",
        "ngo",
        "nguy",
        "nguyen",
        "ong",
        "pham",
        "phan",
        "phung",
        "quach",
        "son",
        "su",
        "ta",
        "tang",
        "thach",
        "thai",
        "than",
        "tieu",
        "to",
        "ton",
        "tong",
        "tran",
        "trieu",
        "trinh",
        "truong",
        "van",
        "vo",
        "vu",
        "vuong",
    ]
)
_BORN = re.compile(r"(?:19|20)\d\d(?: \d\d \d\d.*)?|\d{1,2} \d{1,2} \d{2,4}|\d{2,3} ?tuoi|\d{2}")


def find(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns if exactly one holds names of people and another one says more of them."""
    rows = [row for row in rows if sum(map(bool, row)) > 1]  # titles, totals and signatures stand alone
    width = max(map(len, rows), default=0)
    cells = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(width)]
    places = {place: holds for place, said in enumerate(cells) if (holds := _holds(said)) is not None}
    names = [place for place, holds in places.items() if holds is Column.NAME]
    if len(names) != 1 or len(places) == 1:
        return None
    # What is left out is shown by the first that stands there, having no other name.
    first = next(row for row in rows if names[0] < len(row) and _is_name(row[names[0]]))
    heads = tuple("" if place in places else "".join(first[place : place + 1]) for place in range(width))
    return Columns(0, heads, places)


def _holds(said: Sequence[str]) -> Column | None:
    if len(said) < _FEWEST:
        return None
    if (counted := [cell for cell in said if cell.isdigit()]) == [str(n) for n in range(1, len(counted) + 1)] != []:
        return Column.NUMBER
    return next((column for column, is_one in _KINDS if sum(map(is_one, said)) >= _MOST * len(said)), None)


def _is_phone(cell: str) -> bool:
    return bool(phones(cell))


def _is_name(cell: str) -> bool:
    words = normal("NFC", cell).strip()
    return _NAME.fullmatch(words) is not None and fold(words).split()[0] in _FAMILIES


def _is_age(cell: str) -> bool:
    return _BORN.fullmatch(fold(cell)) is not None


def _is_gender(cell: str) -> bool:
    return fold(cell) in {"nam", "nu"}


def _is_form(cell: str) -> bool:
    return fold(cell) in {"ong", "ba", "bac", "co", "chu", "anh", "chi"}


_KINDS = (
    (Column.PHONE, _is_phone),
    (Column.NAME, _is_name),
    (Column.AGE, _is_age),
    (Column.GENDER, _is_gender),
    (Column.FORM, _is_form),
)
