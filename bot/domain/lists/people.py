"""A list of people, one per line: «1. Bà Tư - 0912345678 - 72t», or the row of a table.

Unneeded data are not kept: only the age band of a birth date, nothing of a line with an identity number. Whatever may
be wrong is marked as a doubt and asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any
from unicodedata import category

from bot.domain.parsing.secrets import has_secret
from bot.domain.people.forms import GENDER_OF, OTHER_WORDS, SPELLED
from bot.domain.people.person import NAMED_FROM, AgeBand, Audience
from bot.domain.people.phones import phones
from bot.domain.vietnamese import fold, letters, normal, tidy_name
from bot.errors import AssistantError

MOST_LINES = 2_000
LONGEST_LINE = 200
_A_LIST = 2  # lines
# Lines searched together for secrets, and how many of them again with the next: never more than a message.
_TOGETHER, _TWICE = 5, 2


class Doubt(StrEnum):
    """Why a line needs to be asked about."""

    NO_NAME = "no_name"
    ONE_WORD = "one_word"
    LONG_NAME = "long_name"
    NO_NUMBER = "no_number"
    CUT_NUMBER = "cut_number"
    TWO_PEOPLE = "two_people"
    WORDS_BESIDE = "words_beside"
    OTHERS_NUMBER = "others_number"


class Left(StrEnum):
    """Why a line is skipped."""

    SECRET = "secret"  # noqa: S105 no password
    HEADING = "heading"
    HIDDEN = "hidden"
    STRUCK = "struck"
    GONE = "gone"
    CHILD = "child"


@dataclass(frozen=True)
class ListedPerson:
    """One line by its number. `words` is the line itself, to ask about; empty if it holds a secret.

    `second` is another number of the line, which is not taken; `bare` a number that may be an age or a year of birth;
    `is_above`: its name is said to be that of the line above.
    """

    n: int
    words: str = ""
    name: str | None = None
    form: str | None = None
    gender: str | None = None
    age: AgeBand | None = None
    phone: str | None = None
    audiences: tuple[Audience, ...] = ()
    second: str | None = None
    bare: int | None = None
    is_above: bool = False
    doubts: tuple[Doubt, ...] = ()
    left: Left | None = None

    @property
    def is_somebody(self) -> bool:
        return self.left is None and (self.name is not None or Doubt.TWO_PEOPLE in self.doubts)

    def as_json(self) -> dict[str, Any]:
        """Return the known fields: a list of 2,000 is kept between two answers."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "ListedPerson":
        words = {
            "age": row.get("age") and AgeBand(row["age"]),
            "audiences": tuple(map(Audience, row.get("audiences", ()))),
            "left": row.get("left") and Left(row["left"]),
        }
        return cls(**{**row, **words, "doubts": tuple(Doubt(word) for word in row.get("doubts", ()))})


class Secret(AssistantError):
    """Every line holds a secret, or one spans several lines: nobody can be named who it belongs to."""


def read_list(text: str, year: int) -> list[ListedPerson]:
    """Return every line, skipped ones too; `year` is the present one. Raises Secret."""
    found = read_lines(text, year)
    must_be_told_apart(found, text)
    return found


def is_list(found: Sequence[ListedPerson]) -> bool:
    """Return whether it is a list that nobody asked for: several lines with a name and a number each."""
    return sum(line.name is not None and line.phone is not None for line in found) >= _A_LIST


def must_be_told_apart(found: Sequence[ListedPerson], text: str) -> None:
    """Raises Secret unless it is known of which lines of the text secrets are."""
    refused = [line.left is Left.SECRET for line in found]
    if (refused and all(refused)) or (not any(refused) and spans_secret(text)):
        raise Secret


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
    plain = _WRITTEN_BY.sub("", plain)
    shown = " ".join(plain.split())[:LONGEST_LINE]
    if _is_heading(shown) or len(plain) > LONGEST_LINE:
        return ListedPerson(n, shown, left=Left.HEADING)
    if says_gone(shown):
        return ListedPerson(n, shown, left=Left.GONE)
    read = _Reading(plain, year).read()
    return ListedPerson(n, left=Left.CHILD) if read.left is Left.CHILD else replace(read, n=n, words=shown)


def says_gone(words: str) -> bool:
    return _GONE.search(fold(words)) is not None or _GONE_ASIDE.search(letters(words)) is not None


def of_age(line: ListedPerson, year: int, *, is_year: bool) -> ListedPerson:
    """Return the line with its bare number as a year of birth («54»), or as an age."""
    if line.bare is None:
        return line
    if is_child(_age(line.bare, year, is_year=is_year)):
        return ListedPerson(line.n, left=Left.CHILD)
    return replace(line, age=line.age or _band(line.bare, year, is_year=is_year), bare=None)


def is_total(words: str) -> bool:
    return _TOTAL.search(letters(words)) is not None


def _is_heading(shown: str) -> bool:
    return not shown or is_total(shown) or _HEADING.search(fold(shown)) is not None


def is_next_part(so_far: Sequence[ListedPerson], first: ListedPerson) -> bool:
    if not so_far or so_far[-1].left is not None or so_far[-1].phone is not None:
        return False
    numbered = sum(_NUMBERING.match(line.words) is not None for line in so_far)
    return first.name is None or (2 * numbered > len(so_far) and not _NUMBERING.match(first.words))


def is_child(age: int) -> bool:
    """Return whether nothing may be kept that names them: their school tells how many come (Luật 91/2025)."""
    return 0 <= age < NAMED_FROM


def band(age: int) -> AgeBand:
    return next((of for until, of in _BANDS if age < until), AgeBand.FROM_75)


_BANDS = ((18, AgeBand.UNDER_18), (36, AgeBand.FROM_18), (60, AgeBand.FROM_36), (75, AgeBand.FROM_60))
_OLDEST, _YOUNGEST = 115, 5
# With its diacritics or with none: «Bá Đạt» is a name.
_SPELLED = {form: key for key, form in SPELLED.items()} | {key: key for key in SPELLED.keys() - OTHER_WORDS}
_GENDERS = {"nam": "m", "m": "m", "male": "m", "nữ": "f", "nu": "f", "f": "f", "female": "f"}
_KEYCAP = re.compile("\\d+\ufe0f?\u20e3")
_TWELVE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){11}(?!\d)")
_HEADING = re.compile(
    r"^(?:stt\b|tt\b|danh sach|ds\b|ho (?:va )?ten\b|ten\b|kinh gui|lop\b|khu pho\b|ap\b|to \d+$|chao\b|em gui|con gui|"
    r"gui (?:chi|anh|em|co|chu)\b|so luong|cam on|da(?! mat\b| chuyen\b)\b|no name\b|full name\b|name\b|"
    r"forwarded from\b|chuyen tiep tu\b)"
    # «Lan Nguyễn, [30.11.2026 10:15]»: who wrote it and when, as it is copied from Telegram.
    r"|\d{1,2} \d{1,2} \d{2,4} \d{1,2} \d\d(?: \d\d)?(?: [ap]m)?$"
)
_TOTAL = re.compile(
    r"^\W*(?:tong (?:so|cong)\b|(?:tong|cong)\s*(?::|\d|$)|"
    r"cong (?:to|khu pho|khu|kp|ap|nhom|chi hoi)\s*(?:so\s*)?\d|ghi chu\b|"
    r"(?:an dinh )?danh sach (?:nay |tren |gom |co )+\d|an dinh\b)"
)
# «[10:15, 30/11/2026] Chị Lan: …»: what others have written, as it is copied from a chat.
_WRITTEN_BY = re.compile(r"^\s*\[[\d:/., APM-]{8,24}\]\s*[^:\n]{1,40}:\s")
_GONE = re.compile(
    r"\b(?:da mat|da chet|qua doi|tu tran|(?:da )?chuyen (?:di|noi khac|cho o|khau|nha|ve(?! (?:lop|buoi|nhom)\b))|"
    r"da chuyen|doi di noi khac|"
    r"khong con o|dinh cu o|xuat canh|mat (?:(?:nam |ngay )?(?:\d{1,2} )*(?:19|20)\d\d|roi))\b"
    r"(?! (?:so|sim|dien thoai|dt|may|zalo|cccd|cmnd|can cuoc|the|giay|mat khau|tai khoan|xe|tien|viec)\b)"
)
_GONE_ASIDE = re.compile(r"[(\[]\s*(?:mat|chet|chuyen(?: khau)?|xoa)\s*[)\]]|\s[-–—]\s*(?:mat|chet)\s*$")
_NUMBERING = re.compile(r"^\W*(?:0?[1-9]|[1-9]\d{1,2})(?:\s*[.)/:\]–-]\s+|\s*[.)/:\]–-](?=\D|0|\+|$)|\s+(?=[^\W\d]))")
_PLACE = re.compile(
    r"\b(?:to(?: dan pho)?|kp|khu pho|khu|ap|so nha|nha(?: so)?|hem|duong|phong|lau|block|lo)\s*(?:so\s*)?[:.]?\s*"
    r"\d+[a-z]?(?:\s*/\s*\d+[a-z]?)*\b"
)
_DATE = re.compile(r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*((?:19|20)\d\d)\b")
_BORN = re.compile(r"\b(?:sinh(?: nam)?|nam sinh|ns|sn)\s*[:.]?\s*((?:19|20)?\d\d)\b")
_AGED = re.compile(r"\b(\d{1,3})\s*(?:tuoi|t)\b|\btuoi\s*[:.]?\s*(\d{1,3})\b")
_YEAR = re.compile(r"(?<!\d)(?<!\d[ .-])(19[1-9]\d|20[0-2]\d)(?![ .-]?\d)")
# What stands before a name and is no form of address, or stands behind one: «bác sĩ», «cô giáo», «chị tổ trưởng».
_TITLE = re.compile(
    r"^(?:(?:bac|y|duoc|tien|thac|luat|nghe|chien|trung|thieu|dai|thuong|ha|binh|vo|hoa|nhac|ca)\s+si|ky su|giao su|"
    r"y ta|dieu duong|thay giao|thay|cu|dong chi|giao|giao vien|truong khu pho|khu pho truong|truong ap|truong ban|"
    r"to truong|to pho|lop truong|hoi truong|chi hoi truong|bi thu|chu tich|giam doc)\.?\s+(?=\S)"
)
# «Thị» follows the name of a family: «Ông Thị Cẩm» is a woman of the family Ông.
_FAMILY_ONG = re.compile(r"^ông thị\b")
_NO_FORM = re.compile(r"^bac\s+si\s")
# «bà 2 Lúa» is Mrs «Hai» Lúa: people are called by the order of their birth.
_BORN_AS = {2: "Hai", 3: "Ba", 4: "Tư", 5: "Năm", 6: "Sáu", 7: "Bảy", 8: "Tám", 9: "Chín", 10: "Mười"}
_ORDER = re.compile(r"^(\d{1,2})(?=\s|$)")
_TOGETHER_WITH = re.compile(
    r"\b(?:vo chong|(?:hai|2|ca) (?:vo|ong|me|cha|ba|chi|anh|ba chau|nguoi|con)|(?:me|cha|ba|bo|ong|chi|anh) con|"
    r"(?:ba|ong) chau|anh em|chi em|gia dinh|ca nha|con (?:trai|gai)|chau (?:trai|gai|noi|ngoai))\b"
)
# «ông ba Lúa» is one: with their diacritics only.
_PAIR = re.compile(r"\b(?:ông bà|bà ông|cô chú|chú cô|chú thím|cậu mợ|dì dượng|cô dượng|anh chị)\b")
_AND = re.compile(r"\s(?:và|với|cùng|&|\+)\s+(?=[^\W\d_])", re.IGNORECASE)
_AND_BARE = re.compile(r"\s(?:va|voi|&|\+)\s+(?=[^\W\d_])", re.IGNORECASE)
_RELATIVE = (
    r"(?:con|chau|vo|chong|me|cha|nguoi nha|nguoi than|hang xom)(?: (?:trai|gai|dau|re|noi|ngoai|ruot|ba|ong))?\b"
)
_OF_RELATIVE = re.compile(rf"(?:[(,;|\t]\s*|\b(?:cua|so|sdt|dt|goi|qua)\s+){_RELATIVE}[^\d,;|\t]{{0,20}}$")
_RELATIVES = re.compile(rf"\s*[(–-]?\s*(?:(?:so|cua|cua may)\s+)?{_RELATIVE}")
# «Ô. Ba», «B. Tư» as in printed lists.
_SHORT_FORMS = {"ô": "ông", "b": "bà"}
_SHORT_FORM = re.compile(r"^\s*([ÔôBb])\.\s*(?=[^\W\d])")
# An abbreviation; «Ông Văn Hùng» is of the family Văn, or of the family Ông.
_UNSURE = re.compile(r"(?<!\w)[^\W\d]{1,3}\.(?=\s*[^\W\d])|^ông văn\s\w+", re.IGNORECASE)
_COMRADE = re.compile(r"(?<!\w)đ/?c(?!\w)\.?", re.IGNORECASE)
_ALONE = re.compile(r"(?:^|(?<=[|,;\t(–—-])|(?<=\s))\s*(\d{2,3})\s*(?=[|,;\t)–—-]|$)")
_NOISE = re.compile(
    r"\b(?:(?:so )?(?:dien thoai|dt|sdt|tel|phone|zalo|di dong|lien he|lh)|khong (?:co )?(?:so|sdt|dt|dien thoai)?|"
    r"chua co(?: so| sdt| dt| dien thoai)?|ko (?:co )?(?:so|sdt|dt)?)\s*[:.]?(?=\W|$)"
)
_CUT = re.compile(r"\s[-–—]+\s|[,;|\t/()\[\]{}:+=•]+|[-–—]+(?=\s|$)|(?:^|(?<=\s))[-–—]+|\s\s+")
_LONG_NUMBER = 6
_SHORT_NAME, _LONGEST_NAME = 2, 6  # words


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
    found: ListedPerson = field(default_factory=lambda: ListedPerson(0))

    def read(self) -> ListedPerson:
        if numbering := _NUMBERING.match(self.text):
            self.text = self.text[numbering.end() :]
        self.text = _SHORT_FORM.sub(lambda said: f"{_SHORT_FORMS[said[1].lower()]} ", _COMRADE.sub(" ", self.text))
        self._read_phone()
        self._take(_PLACE)
        self._read_age()
        self._take(_NOISE)
        if any(len(run) >= _LONG_NUMBER for run in re.findall(r"\d+", re.sub(r"(?<=\d)[ .-](?=\d)", "", self.text))):
            self._doubt(Doubt.NO_NUMBER)
        self._read_alone()
        self._read_name()
        return self.found

    def _is(self, **values: Any) -> None:  # noqa: ANN401 fields of a person
        self.found = replace(self.found, **values)

    def _doubt(self, why: Doubt) -> None:
        self._is(doubts=tuple(dict.fromkeys((*self.found.doubts, why))))

    def _read_phone(self) -> None:
        found = list(dict.fromkeys(number for number, _start, _end in _in_order(self.text)))
        first, second = (*found, None, None)[:2]
        self._is(phone=first, second=second)
        if any(_is_others(self.text, start, end) for _number, start, end in _in_order(self.text)):
            self._doubt(Doubt.OTHERS_NUMBER)
        self.text = _without_phones(self.text)

    def _read_age(self) -> None:
        for pattern, is_year in ((_DATE, True), (_BORN, True), (_AGED, False), (_YEAR, True)):
            said = self._take(pattern)
            if said is not None and self.found.age is None:
                number = int(next(part for part in said.groups() if part))
                is_young = is_child(_age(number, self.year, is_year=is_year))
                self._is(age=_band(number, self.year, is_year=is_year), left=Left.CHILD if is_young else None)

    def _read_alone(self) -> None:
        found = _ALONE.search(self.text) if self.found.age is None else None
        if found is not None and _YOUNGEST < int(found[1]) <= _OLDEST and found.start(1) > 0:
            self._is(bare=int(found[1]))
            self.text = f"{self.text[: found.start(1)]} | {self.text[found.end(1) :]}"

    def _read_name(self) -> None:
        fields = [part.strip(" .'\"*-_#") for part in _CUT.split(self.text)]
        named = [part for part in fields if any(c.isalpha() for c in part)]
        for part in [part for part in named if part.lower() in _GENDERS]:
            self._is(gender=_GENDERS[part.lower()])
            named.remove(part)
        if not named:
            return self._doubt(Doubt.NO_NAME)
        if _are_several(self.text, named[0]):
            return self._doubt(Doubt.TWO_PEOPLE)
        self._read_called(named[0])
        if any(_form_of(part) or _looks_like_a_name(part) for part in named[1:]):
            self._doubt(Doubt.TWO_PEOPLE)

    def _read_called(self, words: str) -> None:
        form = _form_of(words)
        bare = _without_title(words.split(maxsplit=1)[1] if form else words)
        ordered = _ORDER.match(bare) if form else None
        if ordered is not None and int(ordered[1]) in _BORN_AS:
            bare = _BORN_AS[int(ordered[1])] + bare[ordered.end() :]
        name = tidy_name(re.sub(r"\d+", " ", bare))
        self._is(name=name, form=form, gender=self.found.gender or GENDER_OF.get(form or ""))
        if name is None:
            self._doubt(Doubt.NO_NAME)
        elif len(name.split()) > _LONGEST_NAME:
            self._doubt(Doubt.LONG_NAME)
        elif len(name.split()) == 1 and form is None:
            self._doubt(Doubt.ONE_WORD)
        elif (bare[0].isupper() and bare.split()[-1].islower()) or _UNSURE.search(words):
            self._doubt(Doubt.WORDS_BESIDE)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self.text = normal("NFC", self.text)
        plain = letters(self.text)
        found = list(pattern.finditer(plain))
        for each in reversed(found):
            self.text = f"{self.text[: each.start()]} | {self.text[each.end() :]}"
        return found[0] if found else None


def _is_others(text: str, start: int, end: int) -> bool:
    """Return whether the number is said to be that of a relative: «con: 0912 …», «0912 … (con gái)»."""
    before, after = letters(text[:start]), letters(text[end:])
    return _OF_RELATIVE.search(before) is not None or _RELATIVES.match(after) is not None


def _in_order(text: str) -> list[tuple[str, int, int]]:
    return sorted(phones(text), key=lambda each: each[1])


def _age(number: int, year: int, *, is_year: bool) -> int:
    if is_year and number < 100:  # noqa: PLR2004 «sinh 54»
        number += 1900 if number > year % 100 else 2000
    return year - number if is_year else number


def _band(number: int, year: int, *, is_year: bool) -> AgeBand | None:
    age = _age(number, year, is_year=is_year)
    return band(age) if _YOUNGEST <= age <= _OLDEST else None


def _are_several(text: str, named: str) -> bool:
    with_and = _AND_BARE if text.isascii() else _AND
    if _PAIR.search(normal("NFC", named).lower()):
        return True
    return _TOGETHER_WITH.search(fold(named)) is not None or with_and.search(f" {text} ") is not None


def _looks_like_a_name(part: str) -> bool:
    words = part.split()
    return _SHORT_NAME <= len(words) <= _LONGEST_NAME and all(word[0].isupper() and word.isalpha() for word in words)


def _without_title(words: str) -> str:
    title = _TITLE.match(letters(words))
    return words if title is None else words[title.end() :]


def _form_of(words: str) -> str | None:
    first, _space, rest = words.partition(" ")
    if _NO_FORM.match(letters(words)) or _FAMILY_ONG.match(normal("NFC", words).lower()):
        return None
    return _SPELLED.get(first.lower()) if rest.strip() else None
