"""Which line of a numbered list typed words mean: its number however written, its place, its label or what tells it.

A time, a date, a telephone number or an amount is never the number of a line.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.domain.parsing.time import Spoken, find_when
from bot.domain.people.places import GroupName, read_group
from bot.domain.topics import Topic, find_topic
from bot.domain.understanding.frame import KIN_NAMED
from bot.domain.understanding.words import LONGEST, listed, spelled
from bot.domain.understanding.yes_no import Answer, yes_no
from bot.domain.vietnamese import fold, normal

_COURTESY = listed(
    "da a ah thua thưa con chau em tui minh ba bà ong bac cô chu anh chi dì bạn oi nhe nha nghe nua voi giup di do thoi"
    " nghen nhen hén"
    " gium dum e c ad hen xem coi day rành ranh biet chi theo rồi tu"
    " luon roi ok u vâng lay chon cho muon hoc dang ky nhan bam vay mà thi thì la đó ne ha xin duoc nay kia giu"
)
_AROUND = listed("e c ad da thua a nha nhe nghe nghen nhen con oi em chau")
_BESIDE_OWN_WORD = _AROUND | listed("u ok đúng vâng roi di luon giup tui minh ba bà ong bac cô chu anh chi nghe")
_LEADS = listed("so lop cai dong muc nut cau y dap an phuong buoi lua number option")
_SPOKEN = (
    ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
)
_NUMBERS = {word: n for words in _SPOKEN for n, word in enumerate(words, 1)}
_PLACES = _NUMBERS | {"nhat": 1, "nhi": 2, "nhì": 2}
_FIRST = re.compile(r"đầu(?: tien)?|dau tien|thu nhat|tren(?: cung)?|first|first one")
_LAST = re.compile(r"cuoi(?: cung)?|duoi(?: cung)?|sau cung|chot|last|last one")
_ORDINAL = re.compile(r"(?:cai|dong|muc|so|cau|nut) thu (?P<n>\w+)")
_SAYS_NOTHING = frozenset(map(fold, _COURTESY | _LEADS)) | {
    "ve",
    "vo",
    "vao",
    "phong",
    "chong",
    "thu",
    "thuoc",
    "ben",
    "o",
    "bua",
    "hom",
    "ngay",
}
_NEAR = frozenset(("gan", "canh", "ke", "tai", "doi", "dien"))
_WORD = re.compile(r"[^\W_]+")
_ALL = re.compile(
    r"(?:duoc )?(?:tat ca|tat|het|ca hai|ca ba|het tron|het tat ca|day du|all|any|everything)(?: (?:deu )?duoc)?"
    r"|(?:cai|lop|luc|gio|buoi|ngay|bua|khi|chu de)? ?(?:nao|gi|sao|dau) cung (?:duoc|xong|ok)"
)
# «2 mẹ con đi» is how many they are.
_COUNTED = re.compile(
    r"\b(?:\d+|hai|ba) (?:mẹ|me|má|ma|ba|bà|ông|ong|vợ|vo|anh|chị|chi|cô|chú|bác|cha|bố)"
    r" (?:con|cháu|chau|chồng|chong|em|bà|ba)\b"
)
# «Đăng ký cho ba em» is for a father, «cho cô Năm» for a neighbour.
_FOR_SOMEBODY = re.compile(
    r"\b(?:cho|giup|gium|giùm|dum|dùm|giúp|của|cua) ba"
    r" (?:em|toi|tôi|tui|con|minh|mình|ma|má|me|mẹ|chau|cháu|chong|chồng|vo|vợ)\b"
    r"|\b(?:ky|ký|kí|ki|ten|tên|danh|ghi) (?:\w+ )?cho ba\b"
    r"|\b(?:cho|giup|gium|giùm|dum|dùm|giúp|của|cua)"
    r" (?:ông|ong|bà|ba|bác|bac|cô|co|chú|chu|anh|chị|chi|dì|di|thím|cậu|mợ)"
    r" (?:hai|ba|tư|tu|bốn|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi)\b"
)
_WHATEVER = re.compile(
    r"\b(?:nao|gi|sao|dau|ai|may) (?:\w+ )?cung (?:duoc|xong|ok|vay)\b|\btuy (?:\w+ )?(?:em|con|chi|anh|ban)\b"
)
_BETWEEN = re.compile(r"[,;+&\n]+|\b(?:và|va|với|voi|cùng|hoặc|hoac|and)\b", re.IGNORECASE)
_GROUP = re.compile(r"\bkp ?(?=\d)")
_WANTED = frozenset(("hoc", "lop", "lớp", "so", "số", "chon", "chọn", "lay", "lấy", "dang", "đăng"))
_MOST_DIGITS = 2
# Lines that are numbered on a phone without buttons; of more than these the last one leads to the others.
MOST_LINES = 9


def choice(text: str, labels: Sequence[str], now: datetime) -> int | None:
    """Return the place in `labels`, from 0, of the one that is meant, seen from a local `now`; None if none or
    several are.
    """
    if len(text) > LONGEST:
        return None
    if _says_late(_WORD.findall(normal("NFC", text).lower())):
        return _by_label(text, labels)
    if _COUNTED.search(text.lower()):
        return _by_label(text, labels)
    own = KIN_NAMED.sub(" ", text.lower())  # «cho má em lớp 2»: whom it is for tells no line from another
    by: tuple[Callable[[], int | None], ...] = (
        lambda: _by_label(text, labels),
        lambda: _by_number(own, len(labels)),
        lambda: _by_place(own, labels),
        lambda: _by_group(text, labels),
        lambda: _by_what_tells_it(own, labels, now),
    )
    return next((n for found in by if (n := found()) is not None), None)


def plain_choice(text: str, labels: Sequence[str]) -> int | None:
    """Return the place of the one whose number or whole label is typed: nothing else will do."""
    if len(text) > LONGEST:
        return None
    labelled = _by_label(text, labels)
    if labelled is None:
        labelled = _by_own_word(text, labels)
    if labelled is not None and not _is_in_one_piece(labels[labelled], text):
        return None
    return labelled if labelled is not None else _by_number(text, len(labels))


def _is_in_one_piece(label: str, text: str) -> bool:
    # «Thôi, học» is not «Thôi học».
    return "," in label or any(fold(label) in fold(part) for part in text.split(","))


def _by_own_word(text: str, labels: Sequence[str]) -> int | None:
    """Accept the label with nothing around it but courtesy and a yes: «Ừ, xóa hết đi»."""
    said = spelled(text)
    found = [n for n, label in enumerate(labels) if _around(spelled(label), said) <= _BESIDE_OWN_WORD]
    return found[0] if len(found) == 1 else None


def _around(label: list[str], said: list[str]) -> frozenset[str]:
    """Return the words beside the label; what is never courtesy if it is not there in one piece."""
    for at in range(len(said) - len(label) + 1):
        if label and said[at : at + len(label)] == label:
            return frozenset(said[:at] + said[at + len(label) :])
    return frozenset(("",))


def by_label(text: str, labels: Sequence[str]) -> int | None:
    return _by_label(text, labels) if len(text) <= LONGEST else None


def by_number(text: str, most: int) -> int | None:
    return _by_number(text, most) if len(text) <= LONGEST else None


def says_whatever(text: str) -> bool:
    """Return whether anything is welcome, whatever is asked: «Bữa nào cũng được»."""
    return len(text) <= LONGEST and _WHATEVER.search(" ".join(spelled(text))) is not None


def choices(text: str, labels: Sequence[str], now: datetime) -> list[int]:
    """Return the places of all that are meant («1 3», «cái nào cũng được»); none unless each is understood."""
    if len(text) > LONGEST:
        return []
    if _ALL.fullmatch(" ".join(word for word in spelled(text) if word not in _COURTESY - {"duoc"})):
        return list(range(len(labels)))
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if re.fullmatch(r"[\d\s,]+", text):
        parts = text.replace(",", " ").split()
    if len(parts) > max(len(labels), 1):
        return []
    found = [choice(part, labels, now) for part in parts]
    return sorted({n for n in found if n is not None}) if None not in found else []


def _by_label(text: str, labels: Sequence[str]) -> int | None:
    said = fold(text)
    folded = [fold(label) for label in labels]
    meant = next((one for one in (said, _without_courtesy(said)) if one and folded.count(one) == 1), None)
    if meant is None or not _is_in_one_piece(labels[folded.index(meant)], text):
        return None
    return folded.index(meant)


def _by_number(text: str, most: int) -> int | None:
    plain = normal("NFC", normal("NFKC", text)).replace("\ufe0f", "").replace("\u20e3", "").lower()
    words = _WORD.findall(plain)
    said = " ".join(words)
    if (
        _says_late(words)
        or _COUNTED.search(said)
        or _FOR_SOMEBODY.search(said)
        or re.search(r"\d\s*[^\w\s)]+\s*\d", plain)
    ):
        return None
    numbers = [at for at, word in enumerate(words) if _number(word) and not _is_courtesy(words, at)]
    if len(numbers) != 1:
        return None
    at = numbers[0]
    leads, follows = words[:at], words[at + 1 :]
    before, behind = _COURTESY | _LEADS, _COURTESY - {"cho"}
    if not all(_is_one_of(before, word) for word in leads) or not all(_is_one_of(behind, word) for word in follows):
        return None
    n = _number(words[at])
    return n - 1 if 1 <= n <= min(most, MOST_LINES) else None


def _is_one_of(known: frozenset[str], word: str) -> bool:
    """Compare marks where there are any: «so» is «số», «vắng» is not «vâng»."""
    return word in known or fold(word) in known


def _says_late(words: list[str]) -> bool:
    return "muộn" in words or ("muon" in words and _WANTED.isdisjoint(words))


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word) if len(word) <= _MOST_DIGITS else 0
    return _NUMBERS.get(word, 0)


def _is_courtesy(words: list[str], at: int) -> bool:
    return words[at] == "ba" and any(_number(word) for n, word in enumerate(words) if n != at)


def _by_place(text: str, labels: Sequence[str]) -> int | None:
    words, most = spelled(text), len(labels)
    if ordinal := _ORDINAL.search(" ".join(words)):
        n = _PLACES.get(ordinal["n"]) or _number(ordinal["n"])
        return n - 1 if 1 <= n <= most else None
    said = " ".join(word for word in words if word not in _COURTESY | _LEADS)
    if most and (_FIRST.fullmatch(said) or (said == "dau" and not _LEADS.isdisjoint(words))):
        return 0
    return most - 1 if most and _LAST.fullmatch(said) and not _closes(text, said, labels) else None


def _closes(text: str, said: str, labels: Sequence[str]) -> bool:
    """Return whether «chốt» closes: it is not «chót», the last, and without its mark counts only if no label
    holds it.
    """
    marked = "chốt" in normal("NFC", text).lower()
    return said == "chot" and (marked or any("chot" in fold(label).split() for label in labels))


def _by_group(text: str, labels: Sequence[str]) -> int | None:
    said = read_group(text)
    groups = [read_group(label) for label in labels]
    found = [n for n, group in enumerate(groups) if said is not None and group is not None and _is_group(said, group)]
    return found[0] if len(found) == 1 else None


def _is_group(said: GroupName, group: GroupName) -> bool:
    return said.name == group.name and said.kind in {group.kind, "khu"}


@dataclass(frozen=True)
class _Told:
    """What a text says of one of several: its topic, its time, and other words."""

    topic: Topic | None
    when: Spoken | None
    words: frozenset[str]

    @classmethod
    def by(cls, text: str, now: datetime) -> "_Told":
        when, rest = find_when(text, now)
        named = find_topic(rest)
        if named is not None:
            rest = f"{rest[: named.start]} {rest[named.end :]}"
        return cls(named.topic if named else None, when if isinstance(when, Spoken) else None, _words(rest))

    def fits(self, label: "_Told", *, any_week: bool = False) -> bool:
        topics = self.topic is None or self.topic is label.topic
        return topics and self.words <= label.words and self._is_then(label.when, any_week=any_week)

    def _is_then(self, when: Spoken | None, *, any_week: bool) -> bool:
        if self.when is None:
            return True
        if when is None:
            return False
        if any_week and self.when.weekday is not None and when.day is not None:
            day = self.when.weekday == when.day.weekday()
        else:
            day = self.when.day in {None, when.day}
        said = ((self.when.time, when.time), (self.when.part, when.part))
        return day and all(mine is None or mine == its for mine, its in said)


_NOTHING = _Told(None, None, frozenset())


def _by_what_tells_it(text: str, labels: Sequence[str], now: datetime) -> int | None:
    said = _Told.by(text, now)
    left = _Told(said.topic, said.when, said.words - _SAYS_NOTHING)
    # «bận rồi» answers a card, whichever is meant; that a label holds its words chooses none.
    if left.topic is None and left.when is None and (not left.words or _answers_a_card(text, left.words, labels)):
        return None
    fitting = [n for n, label in enumerate(labels) if left.fits(_Told.by(label, now))]
    return fitting[0] if len(fitting) == 1 else None


def all_fitting(text: str, labels: Sequence[str], now: datetime) -> list[int]:
    """Return the places of all of which is true what is said: topic, time, and each word but courtesy and «gần».

    Among these, those that hold most of the other words: «gần chợ» finds «cạnh chợ». «Thứ tư» is the next one, or any
    if there is none then.
    """
    said = _Told.by(text, now)
    needed = _Told(said.topic, said.when, said.words - _SAYS_NOTHING - _NEAR)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told = {n: _label_told(labels[n], midnight) for n in _likely(said, needed, labels)}
    fitting = [n for n, label in told.items() if needed.fits(label)] or [
        n for n, label in told.items() if needed.fits(label, any_week=True)
    ]
    held = {n: len(said.words & told[n].words) for n in fitting}
    return [n for n in fitting if held[n] == max(held.values())]


def _likely(said: _Told, needed: _Told, labels: Sequence[str]) -> list[int]:
    """Return the places of those whose words may do: reading when and about what each is takes long."""
    if needed != _NOTHING:
        return [n for n, label in enumerate(labels) if needed.words <= _words(label)]
    return [n for n, label in enumerate(labels) if said.words & _words(label)]


@lru_cache(maxsize=2_048)
def _words(label: str) -> frozenset[str]:
    return frozenset(fold(_GROUP.sub("khu pho ", " ".join(spelled(label)))).split())


@lru_cache(maxsize=2_048)
def _label_told(label: str, midnight: datetime) -> _Told:
    return _Told.by(label, midnight)


def _answers_a_card(text: str, words: frozenset[str], labels: Sequence[str]) -> bool:
    if yes_no(text) is None:
        return False
    sides = {_side_of(label) for label in labels}
    return {Answer.YES, Answer.NO} <= sides or all(map(str.isdecimal, words))


@lru_cache(maxsize=1_024)
def _side_of(label: str) -> Answer | None:
    return yes_no(label)


def _without_courtesy(folded: str) -> str:
    words = folded.split()
    while words and words[0] in _AROUND:
        words.pop(0)
    while words and words[-1] in _AROUND:
        words.pop()
    return " ".join(words)
