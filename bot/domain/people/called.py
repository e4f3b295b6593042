"""Which words of a text are somebody's name: in full, or as people call them.

The rule: the full name and its last two words are theirs, with marks or without. The given name with their own form of
address («bà Tư», «ba Tu») is theirs unless a further name follows («bà Tư Hậu» is another). If nobody else of the ward
has that given name, so is the given name with any form that can be said to their sex, and the given name alone
(«Huyền») with a capital, beside no other name, if it is no number, weekday or other word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.people.forms import said_to
from bot.domain.vietnamese import fold, normal

_OF_BOTH = ("bác", "em", "cháu", "bạn", "thầy", "bé", "cụ")
_FORMS = {gender: said_to(gender) for gender in ("m", "f")}
# Names that are numbers too, or other words people begin a sentence with.
_NUMBERS = ("mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin", "muoi", "ut")
_OTHER_WORDS = frozenset(
    {*_NUMBERS, "an", "anh", "em", "ban", "mai", "moi", "hoa", "nay", "khi", "binh", "minh", "tho"}
)
_TOGETHER = 2  # words of «Ngọc Huyền»
_MIDDLE = ("thi", "van")  # «Thị Tư» is said of nobody
_NAME_FOLLOWS = re.compile(r"\s+(\w)")
_NAME_BEFORE = re.compile(r"(\w+)\s+$")
# A form of address, or what makes a weekday or a place of it.
_BEFORE_A_NAME = frozenset({*_OF_BOTH, *_FORMS["m"], *_FORMS["f"], "thứ", "đường", "phường"})


@dataclass(frozen=True)
class Called:
    """A person as others write of them.

    `form` is their own form of address, `gender` "m", "f" or None; `is_only_one`: nobody else there has the given name.
    """

    name: str
    form: str | None = None
    gender: str | None = None
    is_only_one: bool = False

    @property
    def given(self) -> str:
        return self.name.split()[-1]


def replacing(called: Called, gone: str) -> Callable[[str], str]:
    """Return what puts `gone` in the place of each naming of the person in a text."""
    ways = _ways(called)

    def replaced(text: str) -> str:
        written = normal("NFC", text)
        for pattern, is_meant in ways:
            written = pattern.sub(_replacing(is_meant, gone), written)
        return written

    return replaced


def _replacing(is_meant: Callable[[re.Match[str]], bool], gone: str) -> Callable[[re.Match[str]], str]:
    return lambda found: gone if is_meant(found) else found[0]


def _ways(called: Called) -> list[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]]]:
    words = called.name.split()
    ways = []
    if len(words) >= _TOGETHER:
        ways.append((_pattern({called.name, fold(called.name)}), lambda _found: True))
    if len(words) > _TOGETHER and fold(words[-2]) not in _MIDDLE:
        last = " ".join(words[-_TOGETHER:])
        ways.append((_pattern({last, fold(last)}), _no_name_before))
    said = {f"{form} {called.given}" for form in _forms(called)}
    if said:
        ways.append((_pattern({*said, *map(fold, said)}), _no_name_follows))
    if called.is_only_one and fold(called.given) not in _OTHER_WORDS:
        ways.append((_pattern({called.given}, re.NOFLAG), _stands_alone))
    return ways


def _forms(called: Called) -> tuple[str, ...]:
    if not called.is_only_one:
        return (called.form,) if called.form else ()
    return _OF_BOTH + (_FORMS[called.gender] if called.gender else _FORMS["m"] + _FORMS["f"])


def _pattern(ways: set[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    either = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(ways, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags)


def _no_name_follows(found: re.Match[str]) -> bool:
    following = _NAME_FOLLOWS.match(found.string, found.end())
    return following is None or not following[1].isupper()


def _no_name_before(found: re.Match[str]) -> bool:
    before = _NAME_BEFORE.search(found.string[: found.start()])
    is_name = before is not None and before[1][0].isupper() and before[1].lower() not in _BEFORE_A_NAME
    return not is_name and _no_name_follows(found)


def _stands_alone(found: re.Match[str]) -> bool:
    before = _NAME_BEFORE.search(found.string[: found.start()])
    return (before is None or before[1].lower() not in _BEFORE_A_NAME) and _no_name_before(found)


def short(name: str) -> str:
    """Return initials before the given name: «N. T. Hạnh»."""
    *before, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), last])
