"""Codes that identify a visitor: of one meeting («TRE-27»), or of one volunteer for one day («SEN-4827»)."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.domain.people.forms import GENDER_OF
from bot.domain.shift_matching import CODE_DIGITS, CODE_WORDS
from bot.domain.vietnamese import fold

_LENGTH = 4  # 57,344 codes with the word: five guesses an hour find none
_CODE = re.compile(r"([a-z]{3,4}) ?(\d{2}|\d{4})")
_SHORTEST_NAME = 2


class Verdict(StrEnum):
    """Whether a visitor is ours; treat UNKNOWN as a stranger. KNOWN is a true name, which anybody may give."""

    YES = "yes"
    NO = "no"
    KNOWN = "known"
    UNKNOWN = "unknown"
    TOO_OFTEN = "too_often"


def day_code(pick: Callable[[Sequence[str]], str]) -> str:
    return f"{pick(CODE_WORDS)}-{''.join(pick(CODE_DIGITS) for _ in range(_LENGTH))}"


def read_visitor_code(typed: str) -> str | None:
    found = _CODE.fullmatch(fold(typed))
    word = found[1].upper() if found else ""
    return f"{word}-{found[2]}" if found and word in CODE_WORDS else None


def is_name_of(typed: str, folded: str | None) -> bool:
    """Accept the given name or more words from the right («chị Thu Hương»); `folded` is the full name."""
    said, name = fold(typed).split(), (folded or "").split()
    said = said[1:] if len(said) > 1 and said[0] in _FORMS else said
    return bool(name) and len("".join(said)) >= _SHORTEST_NAME and said == name[-len(said) :]


_FORMS = frozenset({*GENDER_OF, "ban", "em", "chau", "thay"})
