"""Tells what the columns of a list of people hold, by their headings, of one row or two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.vietnamese import fold, normal


class Column(StrEnum):
    """What is taken of a list; other columns are left out."""

    NUMBER = "number"
    FAMILY = "family"
    NAME = "name"
    FORM = "form"
    PHONE = "phone"
    AGE = "age"
    GENDER = "gender"
    MALE = "male"
    FEMALE = "female"
    AUDIENCE = "audience"


TAKEN = frozenset(Column) - {Column.NUMBER}
# Headings are told in this order. A list of heads of households has no other names.
_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^(?:stt|s tt|tt|so tt|so thu tu|thu tu|no)$"),
        (Column.FAMILY, r"\bho (?:va )?(?:ten |chu )?(?:dem|lot)\b|^ho$"),
        (Column.FORM, r"\b(?:cach goi|xung ho|goi la|danh xung)\b"),
        (Column.NAME, r"\bho (?:va )?ten\b|^ten$|^ten (?:goi|day du|cac|nguoi)\b|^nguoi (?:hoc|dan|cao tuoi)$"),
        (Column.NAME, r"^(?:(?:ho va |ho )?ten )?(?:ba con|cong dan|(?:hoc|thanh|hoi|doan) vien)$|\b(?:full )?name$"),
        (Column.PHONE, r"\b(?:sdt|so dt|dt|dtdd|dien thoai|di dong|phone|mobile|tel|zalo|so lien (?:he|lac))\b"),
        (Column.AGE, r"\b(?:nam sinh|sinh nam|ngay sinh|sinh ngay|ngay thang nam sinh|ngay thang sinh|ntns)\b"),
        (Column.AGE, r"\b(?:tuoi|age)\b|^(?:ns|sinh|dob)$|\b(?:date|year) of birth\b|\bbirth ?(?:day|date|year)\b"),
        (Column.AUDIENCE, r"\b(?:doi tuong|nghe nghiep|thanh phan|kind of person)\b|^nghe$"),
        (Column.GENDER, r"\b(?:gioi tinh|nam nu|phai|gender|sex)\b|^gioi$"),
    )
)
_OF_SOMEBODY_ELSE = re.compile(
    r"\b(?:chu ho|nguoi (?:than|nha|lien he|lien lac|giam ho|bao lanh|gioi thieu|kem|day|phu trach|nhap|lap|dai dien)|"
    r"cha|me|bo|vo|chong|con|chau|giao vien|giang vien|can bo|lop|don vi|cong ty|co quan|to chuc|duong|tai khoan|"
    r"facebook|dang nhap|mon|hang|khu pho|kp|ap|to|phuong|xa)\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:nguoi (?:than|nha|lien he|lien lac|giam ho|bao lanh|dai dien)|cha|me|vo|chong|con|chau)\b"
)
_NO_NUMBER = re.compile(r"\b(?:loai|co|dung|biet|thong minh|cai|chua|khong|he dieu hanh|may gi)\b")
_NO_AGE = re.compile(r"\b(?:noi sinh|sinh vien|hoc sinh|sinh hoat|tuoi (?:dang|nghe|doan))\b")
_NOT: Mapping[Column, tuple[re.Pattern[str], ...]] = {
    Column.NAME: (_OF_SOMEBODY_ELSE,),
    Column.FAMILY: (_OF_SOMEBODY_ELSE,),
    Column.PHONE: (_OF_SOMEBODY_ELSE, _NO_NUMBER),
    Column.AGE: (_OF_SOMEBODY_ELSE, _NO_AGE),
    Column.GENDER: (_OF_SOMEBODY_ELSE,),
}
_HOUSEHOLDS = re.compile(r"\b(?:ho (?:va )?)?ten chu ho\b|^chu ho$")
_ADDRESSED = re.compile(r"\bcua (?:(?:bac|co|chu|ong|ba|anh|chi|quy vi|minh|ban)\b ?)+")
_FIRST_ROWS = 15  # titles may stand above the headings
_SEXES = {"nam": Column.MALE, "nữ": Column.FEMALE, "nu": Column.FEMALE}
_YEAR, _GIVEN, _HOUSEHOLD = "năm", "tên", "hộ"
# Columns without a heading of their own beside a name: how many of their cells are words of a name.
_MOST = 0.8


@dataclass(frozen=True)
class Columns:
    """Where the table begins, how each column is headed, and what each place holds."""

    first: int
    heads: tuple[str, ...]
    places: Mapping[int, Column]

    def of(self, column: Column) -> list[int]:
        return [place for place, holds in self.places.items() if holds is column]


def find(rows: Sequence[Sequence[str]]) -> Columns | None:
    return next((found for n in range(min(_FIRST_ROWS, len(rows))) if (found := read_at(rows, n)) is not None), None)


def read_at(rows: Sequence[Sequence[str]], n: int) -> Columns | None:
    """Return the columns if this row is a heading, alone, with the one below it or with whose they are above it."""
    heads = _with_whose(rows[n - 1] if n else (), rows[n])
    below = rows[n + 1] if n + 1 < len(rows) and _is_second_row(heads, rows[n + 1]) else None
    first = n + 1 if below is None else n + 2
    if below is not None:
        heads = _joined(heads, below)
    places = {place: holds for place, head in enumerate(heads) if (holds := _column(head)) is not None}
    if Column.NAME not in places.values():
        places |= {place: Column.NAME for place, head in enumerate(heads) if _HOUSEHOLDS.search(fold(head))}
    return Columns(first, heads, _told_apart(places, heads, rows[first:])) if _is_heading(places, heads) else None


def second_table(heads: Sequence[str]) -> int | None:
    """Return where a second table with the same headings begins beside the first one; None if there is none."""
    said = [fold(head) for head in heads]
    first = next((place for place, head in enumerate(said) if head), 0)
    again = next((place for place in range(first + 1, len(said)) if said[place] == said[first]), None)
    if again is None:
        return None
    # There may be a third one behind it.
    these, those = ([head for head in part if head] for part in (said[first:again], said[again:]))
    width = min(len(these), len(those))
    return again if these[:width] == those[:width] and width > 1 else None


def _with_whose(above: Sequence[str], heads: Sequence[str]) -> tuple[str, ...]:
    """Return the headings, each with the one above it where that names somebody else («Người thân»)."""
    if sum(map(bool, above)) <= 1:
        return tuple(heads)  # a title, or nothing
    said, whose = [], ""
    for place, head in enumerate(heads):
        whose = (above[place] if place < len(above) else "") or whose
        said.append(f"{whose} / {head}" if head and _OF_ANOTHER.search(fold(whose)) else head)
    return tuple(said)


def _is_heading(places: Mapping[int, Column], heads: Sequence[str]) -> bool:
    filled = [head for head in heads if head]
    return Column.NAME in places.values() and (len(places) > 1 or len(filled) == 1 or Column.FAMILY in places.values())


def _column(head: str) -> Column | None:
    last = normal("NFC", head).rpartition("/")[2].strip().lower()
    if (sex := _SEXES.get(last)) is not None and fold(head) != "nam nu":
        return sex
    if last == _HOUSEHOLD:
        return None
    folded = fold(head)
    said, others = " ".join(_ADDRESSED.sub(" ", folded).split()), folded.replace("ba con", "")
    for column, pattern in _HEADS:
        if pattern.search(folded) or pattern.search(said):
            return None if any(other.search(others) for other in _NOT.get(column, ())) else column
    return None


def _is_second_row(heads: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether the row below divides headings («Nam | Nữ», «họ đệm | tên»), and no heading alone."""
    said = [(place, normal("NFC", cell).strip().lower()) for place, cell in enumerate(below) if cell]
    if not said or not all(re.fullmatch(r"[^\W\d]+(?: [^\W\d]+){0,3}", words) for _place, words in said):
        return False
    if _divides_others(heads, below):
        return True
    parts = {*_SEXES, _YEAR, "ngày", "tháng", _GIVEN, "họ", "họ đệm", "họ và tên đệm", "họ và đệm", "họ lót", "tuổi"}
    return any(words in parts for _place, words in said) and any(heads)


def _divides_others(heads: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether the row below heads the parts of wider headings, and leaves the names to the row above."""
    names = [place for place, head in enumerate(heads) if _column(head) is Column.NAME]
    parts = [_column(cell) for cell in below if cell]
    return bool(names) and not any(below[names[0] : names[0] + 1]) and len(parts) > 1 and None not in parts


def _joined(heads: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Return each heading with its part: one that spans several columns stands in the first of them."""
    joined, above = [], ""
    for place in range(max(len(heads), len(below))):
        own = heads[place] if place < len(heads) else ""
        part = below[place] if place < len(below) else ""
        above = own or (above if part else "")
        joined.append(_part_of(above, part) if part else own)
    return tuple(joined)


def _part_of(above: str, part: str) -> str:
    word = normal("NFC", part).strip().lower()
    if _OF_ANOTHER.search(fold(above)):
        return f"{above} / {part}"
    if word in {_GIVEN, "họ"} or (word in {"ngày", "tháng"} and above):
        return part
    if word == _YEAR:
        return "Năm sinh" if "sinh" in fold(above) else part
    return f"{above} / {part}" if above else part


def _told_apart(places: dict[int, Column], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, Column]:
    names = [place for place, holds in places.items() if holds is Column.NAME]
    kept = {place: holds for place, holds in places.items() if place not in names[1:]}
    beside = names[0] + 1 if names else 0
    if names and not any(heads[beside : beside + 1]) and _goes_on(_numbered(places, rows), names[0]):
        kept |= {names[0]: Column.FAMILY, beside: Column.NAME}
    return dict(sorted(kept.items()))


def _numbered(places: Mapping[int, Column], rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows that have a number; totals and signatures have none. All of them if there are no numbers."""
    numbers = [place for place, holds in places.items() if holds is Column.NUMBER]
    return [row for row in rows if any(row[place : place + 1] and row[place].isdigit() for place in numbers)] or rows


def _goes_on(rows: Sequence[Sequence[str]], place: int) -> bool:
    pairs = [(row[place], row[place + 1]) for row in rows if place + 1 < len(row) and row[place]]
    names = [given for _family, given in pairs if re.fullmatch(r"[^\W\d_]{1,8}(?: [^\W\d_]{1,8})?", given)]
    return bool(pairs) and len(names) >= _MOST * len(pairs)
