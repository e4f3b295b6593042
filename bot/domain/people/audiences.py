"""Which of the movement's audiences words name: «lớp tối cho công nhân», «tiểu thương». Nothing is guessed."""

import re
from dataclasses import dataclass

from bot.domain.people.person import Audience
from bot.domain.vietnamese import letters

# The first one that is named counts: «người nhà của sinh viên tình nguyện» is a family.
_WORDS: tuple[tuple[Audience, str], ...] = (
    (
        Audience.VOLUNTEER_FAMILY,
        r"(?:gia dinh|nguoi nha|than nhan)(?: cua)? (?:cac )?(?:ban )?(?:sinh vien )?(?:tinh nguyen(?: vien)?|tnv)",
    ),
    (Audience.HARDSHIP, r"(?:hoan canh )?kho khan|ho (?:can )?ngheo|can ngheo|yeu the|hard circumstances"),
    (
        Audience.ENTERPRISE_WORKER,
        r"(?:lao dong|nhan vien) (?:(?:o|tai|trong|cua) )?(?:cac )?(?:doanh nghiep|cong ty|hop tac xa|htx)|xa vien",
    ),
    (Audience.PUBLIC_EMPLOYEE, r"can bo|cong chuc|vien chuc|cbccvc|public employees?|cadres?"),
    (Audience.TRADER, r"tieu thuong|ho kinh doanh|(?:nguoi )?buon ban|traders?|shopkeepers?"),
    (Audience.PUPIL, r"hoc sinh|pupils?"),
    (Audience.STUDENT, r"sinh vien|students?"),
    (Audience.WORKER, r"cong nhan|(?:nguoi )?lao dong (?:tu do|pho thong|chan tay)|(?:manual )?workers?"),
    (Audience.ELDERLY, r"nguoi (?:cao tuoi|gia|lon tuoi)|(?:cac cu|ong ba) cao tuoi|the elderly"),
)
_NAMED = {audience: re.compile(rf"\b(?:{words})\b") for audience, words in _WORDS}
_FOR = re.compile(
    r"\b(?:danh |danh rieng |rieng )?(?:cho|for) (?:cac |nhung |anh chi (?:em )?|ba con |moi nguoi la )?"
    rf"(?P<whom>{'|'.join(words for _audience, words in _WORDS)})\b"
)


@dataclass(frozen=True)
class ForWhom:
    """An audience that something is said to be for, and where in the text."""

    audience: Audience
    start: int
    end: int


def find_audience(text: str) -> Audience | None:
    said = letters(text)
    return next((audience for audience, words in _NAMED.items() if words.search(said)), None)


def find_audiences(text: str) -> frozenset[Audience]:
    """Return all that are named: «tiểu thương, hộ nghèo». What is part of a longer name counts as that alone."""
    left, found = letters(text), set()
    for audience, words in _NAMED.items():
        left, n = words.subn(" | ", left)
        found |= {audience} if n else set()
    return frozenset(found)


def find_for_whom(text: str) -> ForWhom | None:
    """Return for whom it is said to be: «cho công nhân»; «công nhân» alone may be anything."""
    found = _FOR.search(letters(text))
    audience = find_audience(found["whom"]) if found is not None else None
    return None if found is None or audience is None else ForWhom(audience, found.start(), found.end())
