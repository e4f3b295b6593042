"""Wards and residential groups, read as people name them."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from rapidfuzz.distance import JaroWinkler

from bot.domain.words import fold

Named: TypeAlias = tuple[str, str]

_KIND = re.compile(r"^(?:(?:p|x|phuong|xa|tt|tp|thi tran|thi xa|thanh pho)\s+)+")
_GROUP = re.compile(r"(?:^|\s)(kp|k pho|khu pho|khu|ap)\s*(\w.*)$")
_KINDS = {"ap": "ap", "khu": "khu"}
_NUMBER = re.compile(r"^(\d+)\s*(\w?)$")

_SURE, _CLEAR = 0.90, 0.05
_ASKED_ABOUT = 3


def find_ward(text: str, wards: Sequence[Named], aliases: Sequence[Named]) -> list[str]:
    """The codes of the wards meant: one if it is sure, several to ask about, none.

    `wards` are (code, folded name), `aliases` (folded former name, code).
    """
    wanted = _KIND.sub("", fold(text))
    if not wanted:
        return []
    exact = [code for code, name in wards if name.replace(" ", "") == wanted.replace(" ", "")]
    former = [code for name, code in aliases if name == wanted]
    return exact or list(dict.fromkeys(former)) or _alike(wanted, wards)


def read_group(text: str) -> tuple[str, str] | None:
    """(kind, name) of «kp3», «khu phố Bình Thung 1», «ấp 2»; the kind is khu_pho, ap or khu."""
    found = _GROUP.search(fold(text))
    return (_KINDS.get(found[1], "khu_pho"), found[2].strip()) if found else None


def group_order(name: str) -> tuple[int, int, str]:
    """The order in which groups are counted: 2, 4A, 4B, 10, then names."""
    number = _NUMBER.match(fold(name))
    return (0, int(number[1]), number[2]) if number else (1, 0, fold(name))


def _alike(wanted: str, wards: Sequence[Named]) -> list[str]:
    """WRatio ranks «Thanh An» above «Dĩ An» for «dy an»; Jaro-Winkler without the spaces does not."""
    key = wanted.replace(" ", "")
    likeness = [(JaroWinkler.similarity(key, name.replace(" ", "")), code) for code, name in wards]
    best = sorted(likeness, key=lambda pair: -pair[0])[:_ASKED_ABOUT]
    if best and best[0][0] >= _SURE and (len(best) == 1 or best[0][0] - best[1][0] >= _CLEAR):
        return [best[0][1]]
    return [code for like, code in best if like >= _SURE - 2 * _CLEAR]
