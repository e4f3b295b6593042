"""Names of wards and residential groups, as people type them."""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import JaroWinkler

from bot.domain.vietnamese import fold, letters, normal, tidy_name

Named: TypeAlias = tuple[str, str]


class GroupName(NamedTuple):
    """A residential group as it is stored: its kind (khu_pho, ap or khu) and its name with marks."""

    kind: str
    name: str


_SURE, _CLEAR = 0.90, 0.05
_ALIKE = 0.75  # less similar names are not suggested
_SHORTEST = 3  # letters
_ASKED_ABOUT = 3
_LONG_NAME = 3  # words; only names this long are abbreviated to initials («tdm»)

_BEFORE_WARD = re.compile(
    r"^.*\b(?:phuong|xa|thi tran)(?:\s+|$)|^(?:(?:o|tai|p|x|tt|tp|tx|thanh pho|thi xa|huyen)\s+)+(?=\S)"
)
_PROVINCE = re.compile(r"(?:\s+(?:tinh binh duong|(?:tp|thanh pho) ?(?:hcm|ho chi minh)|tphcm|hcm))+$")

_GROUP = re.compile(
    r"(?<![a-z0-9])(?:(?P<khu_pho>k\.?\s?p(?:ho)?|khu\s?pho)|(?P<ap>ap)|(?P<khu>khu(?!\s?pho\b)))"
    r"(?=[\s.]|\d)[\s.]*(?:so\s+(?=\d))?(?P<name>[^,;()]+)"
)
_AFTER_NAME = re.compile(r"\s+(?:phuong|xa|thi tran|p\.|p|x\.|tp|tp\.)\s.*$|\s+(?:nhe|nha)\W*$|\s+(?:cua|thuoc)\s.*$")
# «3 gần chợ», «ba nha con»: a number, and words that are no part of a name.
_BESIDE_NUMBER = re.compile(
    r"\s+(?:gan|doi dien|sau|truoc|canh|ben|ke|ngay|nha|nhe|nghe|con|do|day|oi|ne|thoi|luon|a|to \d+"
    r"|cua|trong|tuan|thang|hom|ngay|va|voi|co|dang|chua|bi|di|cho|tai|o)\b.*$"
)
_DIGITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_DIGIT = "|".join(_DIGITS)
_SPOKEN_NUMBER = re.compile(rf"(?P<tens>(?:(?P<times>{_DIGIT}) )?muoi)?(?: ?(?P<ones>{_DIGIT}))?")
_BEFORE_NUMBER = re.compile(r"^(?:(?:da|thua|o|nha|con|tui|toi|minh|em|bac|ba|ong|co|chu|so|cai)\s+)*(?=\S)")
_UNKNOWN = re.compile(r"\b(?:khong|hong|hok|ko|chua|dau|dau co) (?:biet|ro|nho|chac|hay)\b|\bquen(?: (?:roi|mat)\b|$)")
_ASKED = re.compile(r"(?:may|nao|gi)\b")
_POLITE = re.compile(r"\s+ạ\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})\s?([a-z]?)")


def find_ward(text: str, wards: Sequence[Named], aliases: Sequence[Named]) -> list[str]:
    """Return codes of wards: one if it is certain, else up to three to ask about, best first.

    `wards` are (code, folded name), `aliases` (folded former name, code); a former ward that was split has two.
    """
    wanted = _PROVINCE.sub("", _BEFORE_WARD.sub("", fold(text)))
    if len(wanted) < _SHORTEST:
        return []
    same = [code for code, name in wards if _spelled(wanted) in {_spelled(name), _initials(name)}]
    former = [code for name, code in aliases if _spelled(wanted) == _spelled(name)]
    return same or list(dict.fromkeys(former)) or _alike(wanted, wards)


def read_group(text: str) -> GroupName | None:
    """Read «kp3», «khu phố Bình Thung 1», «tổ 4 ấp 2»; None without khu phố, ấp or khu."""
    typed = _POLITE.sub("", normal("NFC", " ".join(text.split())))
    bare = letters(typed)
    found = _GROUP.search(bare)
    if found is None:
        return None
    start = found.start("name")
    name = _AFTER_NAME.sub("", bare[start : found.end()]).strip(" .!-")
    kind = next(kind for kind in ("khu_pho", "ap", "khu") if found[kind])
    if number := _NUMBER.fullmatch(_in_digits(name)):
        return GroupName(kind, f"{int(number[1])}{number[2].upper()}")
    if _ASKED.match(name):
        return None
    tidy = tidy_name(typed[start : start + len(name)])
    return GroupName(kind, tidy) if tidy else None


def read_number(text: str) -> str | None:
    """Read a residential group of which only the number is typed: «7», «dạ số 7», «bảy», «4b»."""
    bare = _BEFORE_NUMBER.sub("", letters(" ".join(text.split()))).strip(" .!-")
    number = _NUMBER.fullmatch(_in_digits(bare))
    return f"{int(number[1])}{number[2].upper()}" if number else None


def says_unknown(text: str) -> bool:
    """Return whether the words say that a residential group is not known: «Không biết», «quên rồi con»."""
    return _UNKNOWN.search(fold(text)) is not None


def _in_digits(name: str) -> str:
    alone = _BESIDE_NUMBER.sub("", name)
    return _spoken(name) or _spoken(alone) or alone


def _spoken(name: str) -> str | None:
    found = _SPOKEN_NUMBER.fullmatch(name)
    if not name or found is None:
        return None
    tens = (_DIGITS[found["times"]] if found["times"] else 1) if found["tens"] else 0
    return str(tens * 10 + (_DIGITS[found["ones"]] if found["ones"] else 0))


def group_order(name: str) -> tuple[int, int, str]:
    """Sort numbers first, then names: 2, 4A, 4B, 10."""
    folded = fold(name)
    number = _NUMBER.fullmatch(folded)
    return (0, int(number[1]), number[2]) if number else (1, 0, folded)


def _spelled(folded: str) -> str:
    return folded.replace(" ", "").replace("y", "i")


def _initials(folded: str) -> str | None:
    words = folded.split()
    return "".join(word[0] for word in words) if len(words) >= _LONG_NAME else None


def _alike(wanted: str, wards: Sequence[Named]) -> list[str]:
    """Compare without spaces: word by word, «Thanh An» would be nearer to «dy an» than «Dĩ An»."""
    likeness = [(JaroWinkler.similarity(_spelled(wanted), _spelled(name)), code) for code, name in wards]
    best = sorted((pair for pair in likeness if pair[0] >= _ALIKE), key=lambda pair: -pair[0])[:_ASKED_ABOUT]
    likely = [like for like, _code in best]
    sure = bool(likely) and likely[0] >= _SURE and (len(likely) == 1 or likely[0] - likely[1] >= _CLEAR)
    return [code for _like, code in (best[:1] if sure else best)]
