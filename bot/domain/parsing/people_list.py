"""A list of people, one per line: «1. Bà Tư - 0912345678 - 72t», or the row of a table.

Unneeded data are not kept: only the age band of a birth date, nothing of a line with an identity number. Whatever may
be wrong is marked as a doubt and asked about.
"""

import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from unicodedata import category

from bot.domain.parsing.secrets import has_secret
from bot.domain.people.person import AgeBand
from bot.domain.people.phones import phones
from bot.domain.vietnamese import fold, letters, normal, tidy_name
from bot.errors import AssistantError

MOST_LINES = 500
LONGEST_LINE = 200
# Lines searched together for secrets, and how many of them again with the next: never more than a message.
_TOGETHER, _TWICE = 5, 2


class Doubt(StrEnum):
    """Why a line needs to be asked about."""

    NO_NAME = "no_name"
    ONE_WORD = "one_word"
    LONG_NAME = "long_name"
    TWO_NUMBERS = "two_numbers"
    NO_NUMBER = "no_number"
    TWO_PEOPLE = "two_people"


class Left(StrEnum):
    """Why a line is skipped."""

    SECRET = "secret"  # noqa: S105 no password
    HEADING = "heading"


@dataclass(frozen=True)
class ListedPerson:
    """One line by its number. `words` is the line itself, to ask about; empty if it holds a secret."""

    n: int
    words: str = ""
    name: str | None = None
    form: str | None = None
    gender: str | None = None
    age: AgeBand | None = None
    phone: str | None = None
    doubts: tuple[Doubt, ...] = ()
    left: Left | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "ListedPerson":
        words = {"age": row["age"] and AgeBand(row["age"]), "left": row["left"] and Left(row["left"])}
        return cls(**{**row, **words, "doubts": tuple(Doubt(word) for word in row["doubts"])})


class Secret(AssistantError):
    """Every line holds a secret, or one spans several lines: nobody can be named who it belongs to."""


def read_list(text: str, year: int) -> list[ListedPerson]:
    """Return every line, skipped ones too; `year` is the present one. Raises Secret."""
    found = read_lines(text, year)
    refused = [line.left is Left.SECRET for line in found]
    if (refused and all(refused)) or (not any(refused) and spans_secret(text)):
        raise Secret
    return found


def spans_secret(text: str) -> bool:
    written = text.splitlines()
    starts = range(0, len(written), _TOGETHER - _TWICE)
    return any(has_secret("\n".join(written[n : n + _TOGETHER])) for n in starts)


def read_lines(text: str, year: int) -> list[ListedPerson]:
    written = [normal("NFC", words) for words in text.splitlines() if any(c.isalnum() for c in words)]
    return [read_line(words, year, n) for n, words in enumerate(written[:MOST_LINES], 1)]


def read_line(words: str, year: int, n: int = 1) -> ListedPerson:
    plain = _without_signs(words)
    if has_secret(plain) or _TWELVE.search(_without_phones(plain)):
        return ListedPerson(n, left=Left.SECRET)
    shown = " ".join(plain.split())[:LONGEST_LINE]
    if _HEADING.search(fold(shown)) or len(plain) > LONGEST_LINE:
        return ListedPerson(n, shown, left=Left.HEADING)
    reading = _Reading(plain, year)
    reading.read()
    name = reading.name
    doubts = tuple(dict.fromkeys(reading.doubts))
    return ListedPerson(n, shown, name, reading.form, reading.gender, reading.age, reading.phone, doubts)


def band(age: int) -> AgeBand:
    return next((of for until, of in _BANDS if age < until), AgeBand.FROM_75)


_BANDS = ((18, AgeBand.UNDER_18), (36, AgeBand.FROM_18), (60, AgeBand.FROM_36), (75, AgeBand.FROM_60))
_OLDEST, _YOUNGEST = 115, 5
_FORMS = {"ong": "m", "ba": "f", "bac": None, "co": "f", "chu": "m", "anh": "m", "chi": "f"}
_FORMS |= {"di": "f", "thim": "f", "mo": "f", "cau": "m", "duong": "m"}
# Typed without their marks these are other words.
_MARKED = {"dì": "di", "thím": "thim", "mợ": "mo", "cậu": "cau", "dượng": "duong"}
GENDER_OF: dict[str, str | None] = _FORMS
# With its diacritics or with none: «Bá Đạt» is a name.
_SPELLED = {"ông": "ong", "bà": "ba", "bác": "bac", "cô": "co", "chú": "chu", "chị": "chi"} | _MARKED
_SPELLED |= {of: of for of in _FORMS if of not in _MARKED.values()}
_GENDERS = {"nam": "m", "m": "m", "nữ": "f", "nu": "f", "f": "f"}
_KEYCAP = re.compile("\\d+\ufe0f?\u20e3")
_TWELVE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){11}(?!\d)")
_HEADING = re.compile(
    r"^(?:stt\b|tt\b|danh sach|ds\b|ho (?:va )?ten\b|ten\b|kinh gui|lop\b|khu pho\b|ap\b|to \d+$|chao\b|em gui|con gui|"
    r"gui (?:chi|anh|em|co|chu)\b|so luong|tong (?:so|cong)|cam on|da\b|no name\b|full name\b|name\b)"
)
_NUMBERING = re.compile(r"^\W*(?:0?[1-9]|[1-9]\d{1,2})(?:\s*[.)/:\]–-]\s+|\s*[.)/:\]–-](?=\D|0|\+|$)|\s+(?=[^\W\d]))")
_PLACE = re.compile(
    r"\b(?:to(?: dan pho)?|kp|khu pho|khu|ap|so nha|nha(?: so)?|hem|duong|phong|lau|block|lo)\s*(?:so\s*)?[:.]?\s*"
    r"\d+[a-z]?(?:\s*/\s*\d+[a-z]?)*\b"
)
_DATE = re.compile(r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*((?:19|20)\d\d)\b")
_BORN = re.compile(r"\b(?:sinh(?: nam)?|nam sinh|ns|sn)\s*[:.]?\s*((?:19|20)?\d\d)\b")
_AGED = re.compile(r"\b(\d{1,3})\s*(?:tuoi|t)\b|\btuoi\s*[:.]?\s*(\d{1,3})\b")
_YEAR = re.compile(r"(?<!\d)(?<!\d[ .-])(19[1-9]\d|20[0-2]\d)(?![ .-]?\d)")
_NOISE = re.compile(
    r"\b(?:(?:so )?(?:dien thoai|dt|sdt|tel|phone|zalo|di dong|lien he|lh)|khong (?:co )?(?:so|sdt|dt|dien thoai)?|"
    r"chua co(?: so| sdt| dt| dien thoai)?|ko (?:co )?(?:so|sdt|dt)?)\s*[:.]?(?=\W|$)"
)
_CUT = re.compile(r"\s[-–—]+\s|[,;|\t/()\[\]{}:+=•]+|[-–—]+(?=\s|$)|(?:^|(?<=\s))[-–—]+|\s\s+")
_LONG_NUMBER = 6
_LONGEST_NAME = 6  # words
_MANY = 2


def _without_signs(words: str) -> str:
    numbered = _KEYCAP.sub(lambda keycap: f"{re.sub(r'[^0-9]', '', keycap[0])}. ", words)
    kept = (c if c == "\t" or category(c)[0] in "LMNPZ" or c in "+|=" else " " for c in normal("NFKC", numbered))
    return normal("NFC", "".join(c for c in kept if category(c) != "Cf"))


def _without_phones(words: str) -> str:
    bare = normal("NFKC", words)
    for _number, start, end in sorted(phones(bare), key=lambda each: -each[1]):
        bare = f"{bare[:start]} | {bare[end:]}"
    return bare


@dataclass
class _Reading:
    """Removes from the line what it understands, until the name is left."""

    text: str
    year: int
    form: str | None = None
    gender: str | None = None
    age: AgeBand | None = None
    phone: str | None = None
    name: str | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def read(self) -> None:
        if numbering := _NUMBERING.match(self.text):
            self.text = self.text[numbering.end() :]
        self._read_phone()
        self._take(_PLACE)
        self._read_age()
        self._take(_NOISE)
        if any(len(run) >= _LONG_NUMBER for run in re.findall(r"\d+", re.sub(r"(?<=\d)[ .-](?=\d)", "", self.text))):
            self.doubts.append(Doubt.NO_NUMBER)
        self._read_name()

    def _read_phone(self) -> None:
        found = [number for number, _start, _end in phones(self.text)]
        if len(set(found)) >= _MANY:
            self.doubts.append(Doubt.TWO_NUMBERS)
        self.phone = found[0] if found else None
        self.text = _without_phones(self.text)

    def _read_age(self) -> None:
        for pattern, is_year in ((_DATE, True), (_BORN, True), (_AGED, False), (_YEAR, True)):
            said = self._take(pattern)
            if said is not None and self.age is None:
                self.age = self._band(int(next(part for part in said.groups() if part)), is_year=is_year)

    def _band(self, number: int, *, is_year: bool) -> AgeBand | None:
        if is_year and number < 100:  # noqa: PLR2004 «sinh 54»
            number += 1900 if number > self.year % 100 else 2000
        age = self.year - number if is_year else number
        return band(age) if _YOUNGEST <= age <= _OLDEST else None

    def _read_name(self) -> None:
        fields = [part.strip(" .'\"*-_#") for part in _CUT.split(self.text)]
        named = [part for part in fields if any(c.isalpha() for c in part)]
        for part in [part for part in named if part.lower() in _GENDERS]:
            self.gender = _GENDERS[part.lower()]
            named.remove(part)
        if not named:
            self.doubts.append(Doubt.NO_NAME)
            return
        self._read_called(named[0])
        if any(_form_of(part) for part in named[1:]):
            self.doubts.append(Doubt.TWO_PEOPLE)

    def _read_called(self, words: str) -> None:
        self.form = _form_of(words)
        self.gender = self.gender or _FORMS.get(self.form or "")
        bare = words.split(maxsplit=1)[1] if self.form else words
        self.name = tidy_name(re.sub(r"\d+", " ", bare))
        if self.name is None:
            self.doubts.append(Doubt.NO_NAME)
        elif len(self.name.split()) > _LONGEST_NAME:
            self.doubts.append(Doubt.LONG_NAME)
        elif len(self.name.split()) == 1 and self.form is None:
            self.doubts.append(Doubt.ONE_WORD)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self.text = normal("NFC", self.text)
        plain = letters(self.text)
        found = list(pattern.finditer(plain))
        for each in reversed(found):
            self.text = f"{self.text[: each.start()]} | {self.text[each.end() :]}"
        return found[0] if found else None


def _form_of(words: str) -> str | None:
    first, _space, rest = words.partition(" ")
    return _SPELLED.get(first.lower()) if rest.strip() else None
