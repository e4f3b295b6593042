"""One typed line of a roll call: «đủ», «vắng 3 7, bà Tư, thêm bà Sáu tổ 6, muộn 2», with or without marks.

A line is understood as a whole or not at all: half of it, written down, would be wrong without anybody noticing.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.vietnamese import fold, normal, tidy_name, untelex


@dataclass(frozen=True)
class NamedPerson:
    """Somebody by name; `form` is the key of a form of address, `group` what was said of where they live."""

    form: str | None
    name: str
    group: str | None


@dataclass(frozen=True)
class RollCallLine:
    """What the line says by the numbers of the sheet and by names; nobody is present for not being named in it."""

    all_present: bool
    absent: frozenset[int]
    late: frozenset[int]
    walk_ins: tuple[NamedPerson, ...]
    absent_names: tuple[NamedPerson, ...] = ()
    late_names: tuple[NamedPerson, ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """Every number that is named."""
        return self.absent | self.late


@dataclass(frozen=True)
class Contradiction:
    """Numbers said to be both absent and late: ask again."""

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
_GROUP = frozenset(("to", "kp", "ap", "khu"))
_KNOWN = _FILLERS | _ENDS | _GROUP | _FORMS.keys() | {word for words in _KEYS for word in words}
_WORD = re.compile(r"[0-9]+|[^\W\d_]+(?:['’][^\W\d_]+)*|[,;/\n-]")
_LONGEST_LINE = 1000  # characters: no text may hold up a turn


@dataclass(frozen=True)
class _Word:
    typed: str
    bare: str

    @property
    def number(self) -> int | None:
        return int(self.typed) if self.typed.isdigit() and len(self.typed) < len("1000") else None


def read_roll_call(line: str) -> RollCallLine | Contradiction | None:
    """What a line says, or None if any of it is not understood."""
    if re.search(r"[0-9]\s*[-/]\s*[0-9]", line):  # «3-7» may be two people or five
        return None
    reading = _Reading(_words(line), has_marks=not line.isascii())
    if not reading.succeeds():
        return None
    absent, late = (frozenset(reading.numbers[said]) for said in (_Said.ABSENT, _Said.LATE))
    if absent & late:
        return Contradiction(absent & late)
    names = (tuple(reading.names[said]) for said in (_Said.ABSENT, _Said.LATE))
    return RollCallLine(reading.all_present, absent, late, tuple(reading.walk_ins), *names)


def _words(line: str) -> deque[_Word]:
    found = _WORD.findall(normal("NFC", line)[:_LONGEST_LINE])
    return deque(_Word(typed, "," if typed in "\n-/" else _bare(typed)) for typed in found)


def _bare(typed: str) -> str:
    """Without marks, also those a Telex keyboard left as letters in a word we would not know otherwise."""
    folded = fold(typed)
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
        """Are all words understood, and is anything said by them?"""
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
        """The key word that comes next, taken; before a number or a form of address only looked at."""
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
        """The numbers and names after «vắng»: one at least."""
        found = False
        while self.words and (self.words[0].number or self.words[0].bare in _ENDS | _FORMS.keys() | {"so", "number"}):
            if self.words[0].bare in _FORMS:
                named = None if self._counts() else _named(self._until_end(at_numbers=True))
                if named is None:
                    return False
                self.names[said].append(named)
                found = True
            elif number := self.words.popleft().number:
                self.numbers[said].add(number)
                found = True
        return found

    def _counts(self) -> bool:
        """«vắng ba» in a line with marks is three people, and no lady."""
        return self.has_marks and self.words[0].typed.lower() == "ba"

    def _walk_ins(self) -> bool:
        """The people after «thêm», up to the next key word after a comma or before a number."""
        start = len(self.walk_ins)
        while words := self._until_end():
            walk_in = _named(words)
            if walk_in is None:
                return False
            self.walk_ins.append(walk_in)
            if not self._another():
                break
        return len(self.walk_ins) > start

    def _until_end(self, *, at_numbers: bool = False) -> list[_Word]:
        """The words of one person; `at_numbers`: a number is the next person's, but for that of a group."""
        words: list[_Word] = []
        while self.words and self.words[0].bare not in _ENDS and self._key(before_somebody=True) is None:
            if at_numbers and self.words[0].number is not None and not (words and words[-1].bare in _GROUP | {"pho"}):
                break
            words.append(self.words.popleft())
        return words

    def _another(self) -> bool:
        """Does a comma lead on to another name, rather than to a key word?"""
        led_on = False
        while self.words and self.words[0].bare in _ENDS:
            self.words.popleft()
            led_on = True
        ahead = [word.bare for word in list(self.words)[:_LONGEST]]
        return led_on and not any(tuple(ahead[:length]) in _KEYS for length in range(1, len(ahead) + 1))


def _named(words: list[_Word]) -> NamedPerson | None:
    """«bà Sáu tổ 6»: the first word may be a form of address, never the only one."""
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
