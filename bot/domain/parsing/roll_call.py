"""A typed line of a roll call: «đủ», «vắng 3 7, bà Tư, thêm bà Sáu tổ 6, muộn 2».

A line is understood completely or not at all: half of it would be recorded wrongly without notice.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.parsing import roll_words
from bot.domain.people.named import NamedPerson
from bot.domain.vietnamese import fold, normal, tidy_name, untelex


@dataclass(frozen=True)
class RollCallLine:
    """Numbers on the sheet and names; people who are not named count as present only if `all_present`.

    `only` are the numbers of all who came.
    """

    all_present: bool
    absent: frozenset[int]
    late: frozenset[int]
    walk_ins: tuple[NamedPerson, ...]
    absent_names: tuple[NamedPerson, ...] = ()
    late_names: tuple[NamedPerson, ...] = ()
    only: frozenset[int] = frozenset()

    @property
    def numbers(self) -> frozenset[int]:
        return self.absent | self.late | self.only

    @property
    def names_somebody(self) -> bool:
        return bool(self.numbers or self.absent_names or self.late_names)


@dataclass(frozen=True)
class Contradiction:
    """Numbers named as both absent and late: ask again."""

    numbers: frozenset[int]


class _Said(Enum):
    ALL = auto()
    ABSENT = auto()
    LATE = auto()
    NEW = auto()


_PHRASES = {
    "du|du het|du ca|du mat|dong du|day du|di du|co mat du|co mat het|co mat day du|tat ca": _Said.ALL,
    "khong vang|khong ai vang|khong co ai vang|khong vang ai|all|all present": _Said.ALL,
    "vang|vang mat|nghi|thieu|tru|ngoai tru|khong den|khong di|khong co mat|absent|except|but": _Said.ABSENT,
    "muon|tre|den muon|den tre|di muon|di tre|vao muon|vao tre|late": _Said.LATE,
    "them|co them|moi|moi den|add|new": _Said.NEW,
}
_KEYS = {tuple(words.split()): said for phrases, said in _PHRASES.items() for words in phrases.split("|")}
_LONGEST = max(map(len, _KEYS))
_FILLERS = frozenset(re.findall("[a-z]+", "da a nhe nha nghe em con so hom nay chi lop co mat deu lai thi la"))
_ENDS = frozenset((",", ";", "va", "voi", "and"))
_FORMS = {form: form for form in ("ong", "ba", "bac", "co", "chu", "anh", "chi", "ban")} | {"mrs": "ba", "mr": "ong"}
# «mọi người» is everybody, «mỗi bà Sáu» her alone.
_NOT_NEW = frozenset(("mọi", "mỗi"))
_GROUP = frozenset(("to", "kp", "ap", "khu"))
_KNOWN = _FILLERS | _ENDS | _GROUP | _FORMS.keys() | {word for words in _KEYS for word in words}
_WORD = re.compile(r"[0-9]+|[^\W\d_]+(?:['’][^\W\d_]+)*|[,;/\n-]")
_LONGEST_LINE = 1000  # characters


@dataclass(frozen=True)
class _Word:
    typed: str
    bare: str

    @property
    def number(self) -> int | None:
        return int(self.typed) if self.typed.isdigit() and len(self.typed) < len("1000") else None


def read_roll_call(line: str) -> RollCallLine | Contradiction | None:
    """Return None if any of it is not understood."""
    if roll_words.SPAN.search(line):
        return None
    if (said := roll_words.ONLY.fullmatch(fold(line[:_LONGEST_LINE]))) is not None:
        came = frozenset(map(int, re.findall(r"\d+", said["came"])))
        return RollCallLine(all_present=False, absent=frozenset(), late=frozenset(), walk_ins=(), only=came)
    reading = _Reading(_words(line), has_marks=not line.isascii())
    if not reading.succeeds():
        return None
    absent, late = (frozenset(reading.numbers[said]) for said in (_Said.ABSENT, _Said.LATE))
    if absent & late:
        return Contradiction(absent & late)
    absent_names, late_names = (tuple(reading.names[said]) for said in (_Said.ABSENT, _Said.LATE))
    return RollCallLine(reading.all_present, absent, late, tuple(reading.walk_ins), absent_names, late_names)


def _words(line: str) -> deque[_Word]:
    found = _WORD.findall(normal("NFC", line)[:_LONGEST_LINE])
    return deque(_Word(typed, "," if typed in "\n-/" else _bare(typed)) for typed in found)


def _bare(typed: str) -> str:
    folded = fold(typed)
    if typed.lower() in _NOT_NEW:
        return typed.lower()
    return folded if folded in _KNOWN else untelex(folded) or typed


@dataclass
class _Reading:
    words: deque[_Word]
    has_marks: bool
    all_present: bool = False
    numbers: dict[_Said, set[int]] = field(default_factory=lambda: {_Said.ABSENT: set(), _Said.LATE: set()})
    names: dict[_Said, list[NamedPerson]] = field(default_factory=lambda: {_Said.ABSENT: [], _Said.LATE: []})
    walk_ins: list[NamedPerson] = field(default_factory=list)

    def succeeds(self) -> bool:
        while self.words:
            said = self._key()
            if said is None:
                if not self._skips():
                    return False
            elif not self._reads(said):
                return False
        return self.all_present or bool(self.walk_ins) or any(self.numbers.values()) or any(self.names.values())

    def _reads(self, said: _Said) -> bool:
        if said is _Said.ALL:
            self.all_present = True
            return True
        return self._walk_ins() if said is _Said.NEW else self._marked(said)

    def _key(self, *, before_somebody: bool = False) -> _Said | None:
        """Take the next key word; `before_somebody` only looks, and requires a number or form of address after it."""
        ahead = tuple(word.bare for word in list(self.words)[: _LONGEST + 1])
        for length in range(min(_LONGEST, len(ahead)), 0, -1):
            said = _KEYS.get(ahead[:length])
            if said is not None and before_somebody:
                follows = ahead[length] if len(ahead) > length else ""
                return said if follows.isdigit() or follows in _FORMS else None
            if said is not None:
                self._drop(length)
                return said
        return None

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self.words.popleft()

    def _skips(self) -> bool:
        word = self.words.popleft()
        return word.bare in _FILLERS or word.bare in _ENDS

    def _marked(self, said: _Said) -> bool:
        found = False
        while self.words and (self.words[0].number or self.words[0].bare in _ENDS | _FORMS.keys() | {"so", "number"}):
            if self.words[0].bare in _FORMS:
                who = [] if self._counts() else self._until_end(at_numbers=True)
                named = None if not who or _says_of_them(who[-1]) else _named(who)
                if named is None:
                    return False
                self.names[said].append(named)
                found = True
            elif number := self.words.popleft().number:
                self.numbers[said].add(number)
                found = True
        return found

    def _counts(self) -> bool:
        return self.has_marks and self.words[0].typed.lower() == "ba"

    def _walk_ins(self) -> bool:
        start = len(self.walk_ins)
        while words := self._until_end():
            walk_in = _named(words)
            if walk_in is None:
                return False
            self.walk_ins.append(walk_in)
            if not self._leads_to_a_name():
                break
        return len(self.walk_ins) > start

    def _until_end(self, *, at_numbers: bool = False) -> list[_Word]:
        words: list[_Word] = []
        while self.words and self.words[0].bare not in _ENDS and self._key(before_somebody=True) is None:
            if at_numbers and self.words[0].number is not None and not (words and words[-1].bare in _GROUP | {"pho"}):
                break
            words.append(self.words.popleft())
        return words

    def _leads_to_a_name(self) -> bool:
        led_on = False
        while self.words and self.words[0].bare in _ENDS:
            self.words.popleft()
            led_on = True
        ahead = [word.bare for word in list(self.words)[:_LONGEST]]
        return led_on and not any(tuple(ahead[:length]) in _KEYS for length in range(1, len(ahead) + 1))


def _says_of_them(last: _Word) -> bool:
    """Return whether it is no part of the name: «vắng 2 5, ông Sáu trễ»."""
    return (last.bare,) in _KEYS and last.typed.islower()


def _named(words: list[_Word]) -> NamedPerson | None:
    form = _FORMS.get(words[0].bare) if len(words) > 1 else None
    rest = words[1:] if form else words
    if form is None and words[0].bare in _FORMS:
        return None
    lives = next((n for n in range(1, len(rest)) if _starts_group(rest[n:])), len(rest))
    name = tidy_name(" ".join(word.typed for word in rest[:lives]))
    if name is None or any(word.number is not None for word in rest[:lives]):
        return None
    return NamedPerson(form, name, " ".join(word.typed for word in rest[lives:]) or None)


def _starts_group(words: list[_Word]) -> bool:
    if words[0].bare == "khu" and len(words) > 1:
        return words[1].bare == "pho" or words[1].typed.isdigit()
    return words[0].bare in _GROUP and len(words) > 1 and (words[0].bare == "ap" or words[1].typed.isdigit())
