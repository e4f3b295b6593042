"""Numbers as people write them: in groups, in words, with other signs for digits; telephone numbers set apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category, decimal

from bot.domain.vietnamese import normal


@dataclass(frozen=True)
class Number:
    """Digits in the groups as written, with the text before and after on the same line."""

    groups: tuple[str, ...]
    before: str
    after: str

    @property
    def digits(self) -> str:
        return "".join(self.groups)


# «O79l85»: letters that look like digits among digits.
_LOOKS_LIKE_DIGITS = re.compile(
    r"(?<![a-z])[0-9oil|]*\d[0-9oil|]*(?![a-z])(?:[ .,_/-]{1,3}[0-9oil|]{3,6}(?![0-9a-z]))*"
)
_MEANT = str.maketrans("oil|", "0111")
_SAID = {
    word: str(n)
    for n, said in enumerate(
        (
            *("khong zero", "mot one", "hai two", "ba three", "bon tu four", "nam lam five"),
            *("sau six", "bay seven", "tam eight", "chin nine"),
        )
    )
    for word in said.split()
}
_TENS, _HUNDREDS = "muoi", "tram"
SPOKEN = "|".join((*_SAID, _TENS))
# «sáu, rồi một», «27 chấm 49»
THEN = r"(?:roi|xong|tiep(?: theo)?|cham|gach)"
_BETWEEN = rf"[ ,.-]+(?:{THEN}[ ,.-]+)?"
_SAID_DIGITS = re.compile(rf"\b(?:(?:{SPOKEN}){_BETWEEN}){{3,}}(?:{SPOKEN})\b")
# «sáu trăm mười tám ba trăm lẻ năm»; of one hundred alone, and before «ngàn», it is an amount.
_OF_HUNDREDS = rf"(?:{'|'.join(_SAID)}) {_HUNDREDS}(?: (?:le|linh) (?:{'|'.join(_SAID)})|(?: (?:{SPOKEN})){{2,3}})"
_SAID_HUNDREDS = re.compile(
    rf"\b{_OF_HUNDREDS}(?: (?:nghin|ngan))?{_BETWEEN}{_OF_HUNDREDS}\b(?! (?:{SPOKEN}|nghin|ngan|trieu|ty|dong|nguoi)\b)"
)
_DASH, _DOT = "Pd", "·•∙・。"


def plain_digits(text: str) -> str:
    """Return the text in lower case without diacritics, digits and words for them as 0–9; line breaks stay."""
    bare = "".join(_sign(c) for c in normal("NFKD", text).lower() if category(c) not in {"Mn", "Me", "Cf"})
    bare = _SAID_HUNDREDS.sub(lambda said: re.sub(r" (?:tram|le|linh|nghin|ngan)\b", "", _with_zeros(said[0])), bare)
    bare = _SAID_DIGITS.sub(lambda said: " ".join(_written(said[0])), bare)
    return _LOOKS_LIKE_DIGITS.sub(lambda run: run[0].translate(_MEANT), bare)


def _written(said: str) -> Iterator[str]:
    for piece in re.split("[,.-]", said):
        yield from _dictated(re.findall("[a-z]+", piece))


def _dictated(words: Sequence[str]) -> Iterator[str]:
    """Return the digits of «hai không», «hai mươi mốt», «mười lăm», «ba mươi», as codes are read aloud."""
    for before, word, after in zip((None, *words), words, (*words[1:], None), strict=False):
        if word in _SAID:
            yield _SAID[word]
        elif word != _TENS:
            continue  # «rồi»
        elif before in (None, _TENS):
            yield "1" if after in _SAID else "10"
        elif after in (None, _TENS):
            yield "0"


def _with_zeros(hundreds: str) -> str:
    return re.sub(r"\b(?:le|linh) ", "khong ", hundreds)


def _sign(c: str) -> str:
    if c == "đ":
        return "d"
    if c.isdecimal():
        return str(decimal(c))
    if category(c) == _DASH:
        return "-"
    if c in _DOT:
        return "."
    return " " if c.isspace() and c != "\n" else c


# Our own codes are skipped: «KV-4827», «SEN-2345», «MOI-7K3A-Q2LD».
_RUN = re.compile(
    r"\b(?!(?:fb|otp|pin|pass|cccd|cmnd|cmt|stk)-)[a-z]{2,4}-[a-z0-9]+(?:-[a-z0-9]+)*|\d+(?:[ .,_/-]{1,3}\d+)*"
)
_FOLLOWED_BY_MINUTES = re.compile(r"^(?:h|:\d|g\d)")
_PART_OF_A_WORD = re.compile(r"\d[h:g]$|\b[a-z]{1,2}$|[/:]$")
_NEAR = 120
_LABEL_DIGITS = 2  # «t4», «kp3», the minutes of «19h30»


def numbers(plain: str) -> list[Number]:
    found = []
    for line in plain.split("\n"):
        for run in _RUN.finditer(line):
            if run[0][0].isdigit():
                groups = re.findall(r"\d+", run[0])
                before = line[max(0, run.start() - _NEAR) : run.start()]
                found.append(_trimmed(groups, before, line[run.end() : run.end() + _NEAR]))
    return [number for number in found if number.groups]


def _trimmed(groups: list[str], before: str, after: str) -> Number:
    if groups and _FOLLOWED_BY_MINUTES.search(after):
        groups = groups[:-1]
    if groups and len(groups[0]) <= _LABEL_DIGITS and _PART_OF_A_WORD.search(before):
        groups = groups[1:]
    return Number(tuple(_without_phones(groups)), before, after)


_PHONE = re.compile(r"(?:0|84|840|0084|00840)[35789]\d{8}|084[5789]\d{8}|(?:0|84|0084)(?:2\d{9}|1[269]\d{8})")
_PHONE_WITHOUT_ZERO = re.compile(r"[35789]\d{8}")
_GROUPS_OF_A_PHONE = 8
_BANK = "9704"  # cards of Vietnamese banks, whatever digits follow
_CARD_GROUPS = ((4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 4, 3))


def passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def _is_card(groups: list[str]) -> bool:
    """Return whether a payment card is written as on its face; the end of one may look like a telephone number."""
    digits = "".join(groups)
    return digits.startswith(_BANK) or (tuple(map(len, groups)) in _CARD_GROUPS and passes_luhn(digits))


def _without_phones(groups: list[str]) -> list[str]:
    if _is_card(groups):
        return groups
    while groups and (size := _phone_ahead(groups)):
        groups = groups[size:]
    while groups and (size := _phone_ahead(groups, -1)):
        groups = groups[:-size]
    return groups


def _phone_ahead(groups: list[str], end: int = 1) -> int:
    """Return how many groups at the beginning (or end, -1) form a telephone number; 0 if none do."""
    # Of single digits, any ten in a row could be one.
    sizes = (len(groups),) if all(len(group) == 1 for group in groups) else range(1, _GROUPS_OF_A_PHONE)
    ends = ("".join(groups[:n] if end > 0 else groups[-n:]) for n in sizes)
    # After a zero nine digits are part of another number: «079 306 012 345» is an identity number.
    bare = groups[0][0] != "0"
    # The longest: «843 123 456 03» is not a number without its zero, and something behind it.
    return max(
        (
            n
            for n, said in zip(sizes, ends, strict=True)
            if _PHONE.fullmatch(said) or (bare and _PHONE_WITHOUT_ZERO.fullmatch(said))
        ),
        default=0,
    )


_DAYS, _MONTHS, _HOURS, _MINUTES = range(1, 32), range(1, 13), range(24), range(60)


def is_date(groups: tuple[str, ...]) -> bool:
    if len(groups) not in {2, 3} or any(len(group) > _LABEL_DIGITS for group in groups[:2]):
        return False
    first, second = int(groups[0]), int(groups[1])
    return (first in _DAYS and second in _MONTHS) or (
        len(groups) == _LABEL_DIGITS and first in _HOURS and second in _MINUTES
    )
