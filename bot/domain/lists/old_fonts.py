"""Recognises Vietnamese written for the fonts before Unicode (TCVN3 «.VnTime», VNI), which share no letters with it.

Such text is told, never converted: one wrong mark is another person.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from bot.domain.vietnamese import normal


class OldFont(StrEnum):
    """What a text was written for."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    "(?:iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|"
    "ua|uâ|ue|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|ya|yê|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ng|nh|ch|[cmnpt])?")
_WORD = re.compile(r"""[^\s\d;,.:'"’()/|_-]+""")
# How much of what has marks must read as Vietnamese.
_MOST = 0.8

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_MARKS = {"ù": "́", "ø": "̀", "û": "̉", "õ": "̃", "ï": "̣", "â": "̂", "ê": "̆"}
_VNI_MARKS |= {"á": "̂́", "à": "̂̀", "å": "̂̉", "ã": "̂̃", "ä": "̣̂"}
_VNI_MARKS |= {"é": "̆́", "è": "̆̀", "ú": "̆̉", "ü": "̆̃", "ë": "̣̆"}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(f"([aeiouyôö])([{''.join(_VNI_MARKS)}])|[{''.join(_VNI_LETTERS)}]")


def is_vietnamese(cells: Iterable[str]) -> bool:
    return _share(cells, lambda word: word) >= _MOST


def font_of(cells: Iterable[str]) -> OldFont | None:
    """Return the old font that the words were written for; None if they are Unicode, or neither."""
    words = list(cells)
    if is_vietnamese(words):
        return None
    return next((font for font, convert in _FONTS.items() if _share(words, convert) >= _MOST), None)


def _share(cells: Iterable[str], convert: Callable[[str], str]) -> float:
    text = "\n".join(normal("NFC", cell) for cell in cells)
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    read = sum(_is_syllable(convert(word)) for word in marked)
    return read / len(marked) if marked else 1.0


def _is_syllable(word: str) -> bool:
    bare = "".join(c for c in normal("NFD", word.lower()) if c not in _TONES)
    return _SYLLABLE.fullmatch(normal("NFC", bare)) is not None


def _from_tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(c, c) for c in word)


def _from_vni(word: str) -> str:
    return normal("NFC", _VNI.sub(_letter, word.lower()))


def _letter(found: re.Match[str]) -> str:
    base, mark = found[1], found[2]
    return _VNI_LETTERS[found[0]] if base is None else _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark]


_FONTS = {OldFont.TCVN3: _from_tcvn3, OldFont.VNI: _from_vni}
