"""A roll call as it is spoken: «bà Tư vắng», «7 nghỉ, ông Năm trễ», «vắng bà Tư có phép», «lớp đủ 9 người».

Like `roll_call` it is understood completely or not at all; who was not expected is left to that.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from bot.domain.parsing import roll_words
from bot.domain.parsing.roll_words import EVERYBODY, FORMS, NO_NAMES, PERMISSION, STATUS_OF, WORD, SpokenStatus
from bot.domain.people.named import NamedPerson
from bot.domain.vietnamese import fold, letters, normal, tidy_name


@dataclass(frozen=True)
class SpokenRoll:
    """Each person that is named, by number or name, and what is said of them.

    `all_present`: everybody else has come; `count` is how many are said to be there, `away` how many are not.
    """

    marks: tuple[tuple[SpokenStatus, int | NamedPerson], ...] = ()
    all_present: bool = False
    count: int | None = None
    away: int | None = None


_STRONGEST = tuple(SpokenStatus[name] for name in ("UNEXCUSED", "EXCUSED", "LATE", "ABSENT", "PRESENT"))
_KNOWN = STATUS_OF.keys() | EVERYBODY
_LONGEST = max(map(len, _KNOWN))
_REASONS = frozenset((SpokenStatus.EXCUSED, SpokenStatus.UNEXCUSED))
_LONGEST_LINE = 300  # characters
_NAME_WORDS = 4
_OTHERS = ", mọi người"
_CORRECTS = re.compile(
    r"^\W*(?:(?:da|thua) )?(?:(?:em|con|chi|anh|toi|minh) )?"
    r"(?:(?:xin )?(?:sua|chinh|dinh chinh)(?: lai)?(?: diem danh)?\b[\s,:;.]*(?=(?:so )?\d|(?:vang|nghi|tre|muon)\b)"
    r"|(?:ghi |danh |bam )?(?:nham|lon)(?: roi)?\b[\s,:;.]*(?=(?:so )?\d))"
)
_NUMBERED = re.compile(r"\bso \d+(?:\s*(?:,|va|voi)\s*(?:so )?\d+)* (?:thanh |la )?(?:co|da)\b")
_INTO = re.compile(r"(?<=\d) (?:thanh|la)(?= )")


def read_spoken_roll(line: str, names: Collection[str] = ()) -> SpokenRoll | None:
    """Return None if any of it is not understood, or if its order says two things.

    Of `names`, folded, each may also be written in small letters.
    """
    if len(line) > _LONGEST_LINE or roll_words.SPAN.search(line):
        return None
    typed = re.sub("[()]", " ", normal("NFC", line))
    corrects = _CORRECTS.match(letters(typed)) or _NUMBERED.search(letters(typed))
    typed = _replaced(_replaced(typed, _CORRECTS, ""), _INTO, " ")
    typed = _replaced(typed, roll_words.SHORTENED, " ")
    if roll_words.NOT_HERE.search(letters(typed)):
        return None
    gone = list(roll_words.AWAY.finditer(letters(typed)))
    typed = _replaced(typed, roll_words.AWAY, " vắng ").replace(":", " ")
    counted = list(roll_words.HEADCOUNT.finditer(letters(typed)))
    typed = _replaced(typed, roll_words.HEADCOUNT, " đủ " if any(one[0][0] == "d" for one in counted) else " ")
    if len(gone) > 1 or len(counted) > 1:
        return None
    typed = _replaced(_replaced(typed, roll_words.OTHERS, _OTHERS), roll_words.NOT_SEEN, "vắng {who}")
    clauses = [clause for clause in roll_words.APART.split(typed) if WORD.search(clause)]
    reading = _Reading(frozenset(names), brackets="(" in line, numbers_may_come=corrects is not None)
    if not all(reading.hears(clause) for clause in clauses) or not reading.is_clear:
        return None
    away = next((roll_words.number(one["n"] or one["m"] or one["k"]) for one in gone), None)
    count = next((int(one["n"]) for one in counted), None)
    return SpokenRoll(tuple(reading.marks), reading.everybody, count, away)


def _replaced(typed: str, pattern: re.Pattern[str], by: str) -> str:
    """Replace what the pattern finds in the letters without marks; `{who}` stays as it was typed."""
    found, at = [], 0
    for one in pattern.finditer(letters(typed)):
        who = typed[slice(*one.span("who"))] if "who" in pattern.groupindex else ""
        found += [typed[at : one.start()], by.format(who=who)]
        at = one.end()
    return "".join([*found, typed[at:]])


@dataclass(frozen=True)
class _Clause:
    said: SpokenStatus | None
    who: list[int | NamedPerson]
    who_first: bool
    everybody: bool
    by_permission: bool = False
    # What stood before the names, where something else stands behind them too: «vắng bà Tư có phép».
    led: SpokenStatus | None = None


@dataclass
class _Reading:
    """A status goes with whom it stands behind, or with all that follow it: never both ways in one line."""

    names: frozenset[str]
    brackets: bool
    numbers_may_come: bool = False
    everybody: bool = False
    marks: list[tuple[SpokenStatus, int | NamedPerson]] = field(default_factory=list)
    waiting: list[int | NamedPerson] = field(default_factory=list)
    before: SpokenStatus | None = None
    told_apart: bool = False
    orders: set[bool] = field(default_factory=set)
    last: "_Clause | None" = None

    def hears(self, clause: str) -> bool:
        heard = self._clauses(clause)
        return heard is not None and all(self._takes(one) for one in heard)

    def _takes(self, one: _Clause) -> bool:
        self.everybody = self.everybody or one.everybody
        if one.said is not None and not one.who:
            return one.everybody or self._adds(one)
        said = one.said or self.before
        is_reason = one.who_first and self.before is not None and one.said in _REASONS
        if self._may_be_of_several(one, is_reason=is_reason):
            return False
        if one.said is not None and one.who and not is_reason:
            self.orders.add(one.who_first)
            self.before = None if one.who_first else one.led or one.said
            self.told_apart = one.led is not None
        self.last = one
        if said is None:
            self.waiting += one.who
            return True
        self.marks += [(said, who) for who in (*self.waiting, *one.who)]
        self.waiting = []
        return True

    def _may_be_of_several(self, one: _Clause, *, is_reason: bool) -> bool:
        """Return whether a reason may be that of the last one named or of all: «vắng bà Tư, ông Năm có phép»."""
        if self.brackets:
            return False
        if one.led is not None and len(one.who) > 1:
            return True
        if one.said is None and one.who and self.told_apart:
            return True
        return is_reason and one.by_permission and not self.told_apart

    def _adds(self, one: _Clause) -> bool:
        """Add why to whom the clause before named alone: «bà Tư bận, nghỉ bữa nay»."""
        last = self.last
        if last is None or last.said is None or len(last.who) != 1 or not self.marks:
            return False
        both = {one.said, last.said}
        if not both & _REASONS or not both <= {*_REASONS, SpokenStatus.ABSENT} or both >= _REASONS:
            return False
        self.marks[-1] = (next(status for status in _STRONGEST if status in both), last.who[0])
        return True

    @property
    def is_clear(self) -> bool:
        named = [who for _said, who in self.marks]
        # «12 có mặt» is how many; «số 12 có mặt» and «sửa lại: 12 có mặt» are one of the list.
        counts = any(said is SpokenStatus.PRESENT and isinstance(who, int) for said, who in self.marks)
        counts = counts and not self.numbers_may_come
        once = len(set(named)) == len(named) and not counts
        return once and not self.waiting and len(self.orders) < 2 and bool(named or self.everybody)  # noqa: PLR2004 both

    def _clauses(self, clause: str) -> list[_Clause] | None:
        """Return one for each «who, status»; None if they alternate in another way, or any of it is no name."""
        runs = _runs(clause)
        kinds = "".join("W" if run.words else "S" for run in runs)
        if not kinds:
            return []
        led = None
        if kinds.startswith("W") and re.fullmatch("(?:WS)+", kinds):
            pairs = [(runs[n].words, runs[n + 1].said, True) for n in range(0, len(runs), 2)]
        elif kinds in {"W", "S", "SW"} or (kinds == "SWS" and runs[2].statuses & _REASONS):
            led = _strongest(runs[0].statuses) if kinds == "SWS" else None
            pairs = [([word for run in runs for word in run.words], [key for run in runs for key in run.said], False)]
        else:
            return None
        found = []
        for words, said, who_first in pairs:
            who = self._people(words)
            if who is None:
                return None
            statuses = {STATUS_OF.get(key) for key in said}
            one = _Clause(_strongest(statuses), who, who_first, None in statuses, not PERMISSION.isdisjoint(said), led)
            found.append(one)
        return found

    def _people(self, words: list[str]) -> list[int | NamedPerson] | None:
        """Return numbers, and names with or without a form of address; None if it is neither."""
        found: list[int | NamedPerson] = []
        named: list[str] = []
        for word in (*words, ""):
            is_form = fold(word) in FORMS and not (named and fold(named[-1]) in FORMS)
            if (not word or word.isdecimal() or is_form) and named:
                one = self._named(named)
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

    def _named(self, words: list[str]) -> NamedPerson | None:
        form = FORMS.get(fold(words[0])) if len(words) > 1 else None
        if form is None and (fold(words[0]) in FORMS.keys() | NO_NAMES or not self._is_written_as_a_name(words)):
            return None
        if words[0].lower() == "ba" and any(not word.isascii() for word in words):
            return None  # among words with marks «ba» is three
        name = tidy_name(" ".join(words[1:] if form else words))
        return NamedPerson(form, name) if name is not None and len(name.split()) <= _NAME_WORDS else None

    def _is_written_as_a_name(self, words: list[str]) -> bool:
        return words[0][:1].isupper() or fold(" ".join(words)) in self.names


def _strongest(statuses: Collection[SpokenStatus | None]) -> SpokenStatus | None:
    return next((status for status in _STRONGEST if status in statuses), None)


@dataclass
class _Run:
    words: list[str] = field(default_factory=list)
    said: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def statuses(self) -> set[SpokenStatus | None]:
        return {STATUS_OF.get(key) for key in self.said}


def _runs(clause: str) -> list[_Run]:
    words, keys = roll_words.told(clause)
    runs: list[_Run] = []
    n = 0
    while n < len(words):
        length = _status_at(words, keys, n)
        if not runs and not length and words[n].lower() == "có":
            n += 1
            continue
        if length:
            if not runs or runs[-1].words:
                runs.append(_Run())
            runs[-1].said.append(tuple(keys[n : n + length]))
        else:
            if not runs or not runs[-1].words:
                runs.append(_Run())
            runs[-1].words.append(words[n])
        n += length or 1
    return runs


def _status_at(words: list[str], keys: list[str], n: int) -> int:
    if n > 0 and fold(words[n - 1]) in FORMS and words[n][:1].isupper() and keys[n] != "ban":
        return 0
    sizes = range(min(_LONGEST, len(words) - n), 0, -1)
    return next((size for size in sizes if tuple(keys[n : n + size]) in _KNOWN), 0)
