"""A roll call as it is spoken: «bà Tư vắng», «7 nghỉ, ông Năm trễ», «vắng bà Tư có phép», «lớp đủ 9 người».

Like `roll_call` it is understood completely or not at all; who was not expected is left to that.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.people.named import NamedPerson
from bot.domain.vietnamese import fold, normal, tidy_name


class SpokenStatus(StrEnum):
    """What is said of somebody; whoever is excused has told why, or that they would not come."""

    ABSENT = "absent"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"


@dataclass(frozen=True)
class SpokenRoll:
    """Each person that is named, by number or name, and what is said of them.

    `all_present`: everybody else has come; `count` is how many are said to be there.
    """

    marks: tuple[tuple[SpokenStatus, int | NamedPerson], ...] = ()
    all_present: bool = False
    count: int | None = None


_STATUS = {
    SpokenStatus.UNEXCUSED: "khong phep|vang khong phep|khong xin phep|khong bao|"
    "vang khong bao|nghi khong phep|no show",
    SpokenStatus.EXCUSED: (
        "co phep|vang co phep|nghi co phep|xin phep|xin phep vang|xin phep nghi|xin nghi|xin vang|co bao|vang co bao|"
        "bao ban|bao nghi|nghi benh|benh|om|ban|ban viec|mac viec|mac dam|di dam|ban di dam|nghi di dam|di kham benh|"
        "excused|sick"
    ),
    SpokenStatus.LATE: "tre|muon|den tre|den muon|toi tre|toi muon|di tre|di muon|vao tre|vao muon|late",
    SpokenStatus.ABSENT: (
        "vang|vang mat|nghi|nghi hoc|khong toi|khong den|khong di|khong di hoc|khong co mat|khong toi duoc|"
        "khong den duoc|khong di duoc|absent"
    ),
}
_OF = {tuple(words.split()): said for said, each in _STATUS.items() for words in each.split("|")}
_EVERYBODY = {
    tuple(words.split())
    for each in (
        "du|du het|du ca|day du|dong du|du mat|ai cung toi|ai cung toi het|ai cung den|ai cung den het|ai cung di",
        "toi het|toi du|den du|den het|co mat het|co mat du|khong ai vang|khong vang ai|khong thieu ai|con lai du",
        "everybody came|everyone came|all came",
    )
    for words in each.split("|")
}
_KNOWN = _OF.keys() | _EVERYBODY
_LONGEST = max(map(len, _KNOWN))
_STRONGEST = (SpokenStatus.UNEXCUSED, SpokenStatus.EXCUSED, SpokenStatus.LATE, SpokenStatus.ABSENT)
_FILLERS = frozenset(
    re.findall(
        "[a-z]+",
        "da thua em con a nha nhe nghe oi roi hom nay bua chi minh moi deu thi la lop so bi do ne gio",
    )
)
_REASONS = frozenset((SpokenStatus.EXCUSED, SpokenStatus.UNEXCUSED))
# «vắng tám» may be number eight.
_NUMBERS = frozenset(["mot", "hai", "ba", "bon", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"])
_FORMS = {form: form for form in ("ong", "ba", "bac", "co", "chu", "anh", "chi", "ban", "di", "thim", "cau", "mo")}
_TODAY = re.compile(r"\b(?:sáng|trưa|chiều|tối|sang|trua|chieu|toi) nay\b", re.IGNORECASE)
_APART = re.compile(r"[,;\n]| (?:và|va|với|voi|còn|and) ")
_WORD = re.compile(r"\d{1,3}(?!\d)|[^\W\d_]+(?:['’][^\W\d_]+)*")
_HEADCOUNT = re.compile(r"\b(?:co|du|duoc) (?P<n>\d{1,3}) (?:nguoi|bac|ba con|hoc vien|cô bac)\b")
# What adds people, doubts or asks is not for here.
_NOT_HERE = re.compile(r"\?|\b(?:them|chua|khong du|add|moi den|chac|hinh nhu|neu)\b|\d\s*[-/]\s*\d")
_LONGEST_LINE = 300  # characters
_NAME_WORDS = 4


def read_spoken_roll(line: str) -> SpokenRoll | None:
    """Return None if any of it is not understood, or if its order says two things."""
    typed = _TODAY.sub(" ", normal("NFC", line[:_LONGEST_LINE]).replace("(", " ").replace(")", " ").replace(":", " "))
    bare = _bare(typed)
    if _NOT_HERE.search(bare) or len(line) > _LONGEST_LINE:
        return None
    counted = _HEADCOUNT.search(bare)
    whole = counted is not None and bare[counted.start()] == "d"
    if counted is not None:
        typed = f"{typed[: counted.start()]} {typed[counted.end() :]}"
    return _read([clause for clause in _APART.split(typed) if _WORD.search(clause)], counted, whole=whole)


def _bare(typed: str) -> str:
    return "".join(fold(letter) or letter for letter in typed.lower())


def _read(clauses: list[str], counted: re.Match[str] | None, *, whole: bool) -> SpokenRoll | None:
    reading = _Reading(everybody=whole)
    for clause in clauses:
        heard = _clauses(clause)
        if heard is None:
            return None
        for one in heard:
            reading.takes(one)
    if not reading.is_clear:
        return None
    return SpokenRoll(tuple(reading.marks), reading.everybody, int(counted["n"]) if counted is not None else None)


@dataclass
class _Reading:
    """A status goes with whom it stands behind, or with all that follow it: never both ways in one line."""

    everybody: bool
    marks: list[tuple[SpokenStatus, int | NamedPerson]] = field(default_factory=list)
    waiting: list[int | NamedPerson] = field(default_factory=list)
    before: SpokenStatus | None = None
    orders: set[bool] = field(default_factory=set)

    def takes(self, one: "_Clause") -> None:
        self.everybody = self.everybody or one.everybody
        said = one.said or self.before
        is_reason = one.who_first and self.before is not None and one.said in _REASONS
        if one.said is not None and one.who and not is_reason:
            self.orders.add(one.who_first)
            self.before = None if one.who_first else one.said
        if said is None:
            self.waiting += one.who
            return
        self.marks += [(said, who) for who in (*self.waiting, *one.who)]
        self.waiting = []

    @property
    def is_clear(self) -> bool:
        named = [who for _said, who in self.marks]
        once = len(set(named)) == len(named)
        return once and not self.waiting and len(self.orders) < 2 and bool(named or self.everybody)  # noqa: PLR2004 both


@dataclass(frozen=True)
class _Clause:
    said: SpokenStatus | None
    who: list[int | NamedPerson]
    who_first: bool
    everybody: bool


def _clauses(clause: str) -> list[_Clause] | None:
    """Return one for each «who, status»; None if who and status alternate in another way, or any of it is no name."""
    runs = _runs(clause)
    kinds = "".join("W" if words else "S" for words, _said in runs)
    if not kinds:
        return []
    if kinds.startswith("W") and re.fullmatch("(?:WS)+", kinds):
        pairs = [(runs[n][0], runs[n + 1][1], True) for n in range(0, len(runs), 2)]
    elif kinds in {"W", "S", "SW"} or (kinds == "SWS" and runs[2][1] & _REASONS):
        words = [word for run, _said in runs for word in run]
        pairs = [(words, frozenset[SpokenStatus | None]().union(*(said for _run, said in runs)), False)]
    else:
        return None
    found = []
    for words, said, who_first in pairs:
        who = _people(words)
        if who is None:
            return None
        strongest = next((status for status in _STRONGEST if status in said), None)
        found.append(_Clause(strongest, who, who_first, None in said))
    if any(one.said is not None and not one.who and not one.everybody for one in found):
        return None
    return found


def _runs(clause: str) -> list[tuple[list[str], frozenset[SpokenStatus | None]]]:
    """Return words that are somebody, and what is said (None is «everybody has come»), in turns."""
    words = [word for word in _WORD.findall(clause) if fold(word) not in _FILLERS]
    bares = [fold(word) for word in words]
    runs: list[tuple[list[str], frozenset[SpokenStatus | None]]] = []
    n = 0
    while n < len(words):
        length = _status_at(words, bares, n)
        key = tuple(bares[n : n + length])
        if length and runs and not runs[-1][0]:
            runs[-1] = ([], runs[-1][1] | {_OF.get(key)})
        elif length:
            runs.append(([], frozenset({_OF.get(key)})))
        elif runs and runs[-1][0]:
            runs[-1][0].append(words[n])
        else:
            runs.append(([words[n]], frozenset()))
        n += length or 1
    return runs


def _status_at(words: list[str], bares: list[str], n: int) -> int:
    """Return how many words from the n-th on say something of somebody; 0 if it is a name."""
    if _is_a_name(words, bares, n):
        return 0
    sizes = range(min(_LONGEST, len(words) - n), 0, -1)
    return next((size for size in sizes if tuple(bares[n : n + size]) in _KNOWN), 0)


def _is_a_name(words: list[str], bares: list[str], n: int) -> bool:
    if bares[n] == "ban" and not words[n].isascii() and words[n].lower() != "bận":
        return True
    return n > 0 and bares[n - 1] in _FORMS and words[n][:1].isupper() and bares[n] != "ban"


def _people(words: list[str]) -> list[int | NamedPerson] | None:
    """Return numbers, and names with or without a form of address; None if it is neither."""
    found: list[int | NamedPerson] = []
    named: list[str] = []
    for word in (*words, ""):
        is_form = fold(word) in _FORMS and not (named and fold(named[-1]) in _FORMS)
        if (not word or word.isdecimal() or is_form) and named:
            one = _named(named)
            if one is None:
                return None
            found.append(one)
            named = []
        if word.isdecimal():
            if int(word) == 0:
                return None
            found.append(int(word))
        elif word:
            named.append(word)
    return found


def _named(words: list[str]) -> NamedPerson | None:
    form = _FORMS.get(fold(words[0])) if len(words) > 1 else None
    if form is None and (not words[0][:1].isupper() or fold(words[0]) in _FORMS.keys() | _NUMBERS):
        return None
    if words[0].lower() == "ba" and any(not word.isascii() for word in words):
        return None  # among words with marks «ba» is three
    name = tidy_name(" ".join(words[1:] if form else words))
    if name is None or len(name.split()) > _NAME_WORDS:
        return None
    return NamedPerson(form, name)
