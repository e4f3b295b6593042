"""How many: «20», «hai chục», «khoảng 15 người thôi con»; a time, a date, a telephone number or a sentence is none."""

import re
from enum import StrEnum

from bot.domain.understanding.words import listed, spelled
from bot.domain.vietnamese import normal


class Counted(StrEnum):
    """What is counted; in the unit of something else nothing is answered."""

    PEOPLE = "people"
    WEEKS = "weeks"
    TIMES = "times"
    YEARS = "years"


_UNITS = {
    word: n
    for words in (
        ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"),
        ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    )
    for n, word in enumerate(words, 1)
}
# «hai lăm» is twenty-five, «hai ba» two or three.
_AFTER_TENS_ALONE = {"mốt": 1, "lăm": 5, "nhăm": 5, "lam": 5}
_AFTER_TENS = _UNITS | _AFTER_TENS_ALONE | {"tu": 4, "tư": 4}
_TENS = frozenset(("mươi", "muoi", "chuc", "chục", "mười"))
_TIMES = {"chục": 10, "chuc": 10, "tá": 12, "trăm": 100, "tram": 100}
_COUNTED_IN = {
    Counted.PEOPLE: listed(
        "ghe ghế suat suất chỗ nguoi bạn ban bac dua cu hoc vien tinh nguyen nua them seats seat people place places"
    ),
    Counted.WEEKS: listed("tuan buoi lan week weeks session sessions"),
    Counted.TIMES: listed("luot lan buoi times time"),
    Counted.YEARS: listed("tuoi nam age years old sinh"),
}
_COURTESY = listed(
    "cho thoi la da thua a ah ha nha nhe nghe di em chau minh tui chi anh ong ba bac cô chu con oi ok u khoang chung"
    " tam tầm cỡ co do cung duoc lay dang ky toi tối da it nhat can xin nhieu lam moi chac luon only about around"
    " please giup voi lop nhỏ nho to rong phong lien tiep mo hoc trong vong tong so doi lon gan hon roi i am cai bo"
)
_ALL = _COURTESY.union(*_COUNTED_IN.values())
_NOT_A_NUMBER = re.compile(r"\d\s*[/:.-]\s*\d|\d+\s*(?:h|g|k|tr|%)(?![a-z])|\d\s+\d|\d[\d ]{4,}")
_THIS_YEAR = re.compile(r"\bn[ăa]m nay\b|(?<=sinh )n[ăa]m\b")
_EACH_WEEK = re.compile(r"\b(?:một|mot|1|mỗi|moi) tu[ầa]n\b|^tu[ầa]n\b")
# «tuần 3» and «tuần sau» are days.
_SOME_WEEK = re.compile(r"\btu[ầa]n (?:\d|sau|tới|toi|này|nay|nữa|nua)")
_MONTHS = re.compile(r"^(?P<n>.*?)(?P<half>\bn[ửu]a )?\bth[áa]ng\b(?P<more> r[ưu][ỡo]i)?(?P<rest>[^\d]*)$")
_WEEKS_OF_A_MONTH = 4
_WORD = re.compile(r"[^\W_]+")
_MOST = 9_999


def read_amount(text: str, counted: Counted | None = None) -> int | None:
    """Return the one number that is all the words say, beside its unit and courtesy; months as weeks of four."""
    written = normal("NFKC", text).replace("\ufe0f", "").replace("\u20e3", "").lower()
    if _NOT_A_NUMBER.search(written):
        return None
    typed = normal("NFC", written)
    if counted is Counted.YEARS:
        typed = _THIS_YEAR.sub(" ", typed)
    elif counted is Counted.TIMES:
        typed = _EACH_WEEK.sub(" ", typed)
    elif counted is Counted.WEEKS:
        if _SOME_WEEK.search(typed):
            return None
        if (months := _MONTHS.match(typed)) is not None:
            return _weeks(months)
    return _number_in(typed, _ALL if counted is None else _COURTESY | _COUNTED_IN[counted])


def _weeks(months: re.Match[str]) -> int | None:
    n = _number_in(months["n"] + months["rest"], _COURTESY)
    if months["half"] is not None:
        return None if n is not None else _WEEKS_OF_A_MONTH // 2
    if n is None and months["more"] is None:
        return None
    return _WEEKS_OF_A_MONTH * (n or 1) + (_WEEKS_OF_A_MONTH // 2 if months["more"] else 0)


def _number_in(typed: str, beside: frozenset[str]) -> int | None:
    words = _WORD.findall(typed)
    found = [(at, *said) for at in range(len(words)) if all(said := number_at(words, at)) and not _is_kin(words, at)]
    if not found:
        return None
    at, n, size = found[0]
    rest = [*words[:at], *words[at + size :]]
    if any(part == "ba" and not _is_kin(rest, place) for place, part in enumerate(rest)):
        return None
    return n if n <= _MOST and all(word in beside for part in rest for word in spelled(part)) else None


def _is_kin(words: list[str], at: int) -> bool:
    """Return whether «ba» is father, or of «bà con»: «3 nha ba», «20 ba con»."""
    if words[at] != "ba":
        return False
    return words[at + 1 : at + 2] in (["con"], ["oi"], ["ơi"]) or (at > 0 and words[at - 1] in {"nha", "nhe", "nhé"})


def number_at(words: list[str], at: int) -> tuple[int, int]:
    """Return the number that begins there, in digits or in words, and how many words it takes; 0 and 0 if there
    is none.
    """
    word = words[at]
    ahead, after = [*words[at + 1 : at + 3], "", ""][:2]
    if word.isdecimal():
        if len(word) > len(str(_MOST)):
            return 0, 0
        return (int(word) * _TIMES[ahead], 2) if ahead in _TIMES else (int(word), 1)
    if word in {"mười", "muoi"} or word in {"chục", "chuc"}:
        more = _AFTER_TENS.get(ahead, 0) if word != "chục" else 0
        return (10 + more, 2) if more else (10, 1)
    return _of_units(_UNITS.get(word, 0), ahead, after)


def _of_units(unit: int, ahead: str, after: str) -> tuple[int, int]:
    if unit and ahead in _TENS:
        more = _AFTER_TENS.get(after, 0)
        return (10 * unit + more, 3) if more else (10 * unit, 2)
    if unit and ahead in _TIMES:
        return _TIMES[ahead] * unit, 2
    if unit > 1 and ahead in _AFTER_TENS_ALONE and ahead != "lam":
        return 10 * unit + _AFTER_TENS_ALONE[ahead], 2
    return (unit, 1) if unit else (0, 0)
