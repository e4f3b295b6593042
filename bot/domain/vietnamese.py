"""Vietnamese text: folding, Telex repair, names, sort order."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias

NAME_LIMIT = 60
# Characters of the longest Telegram message. Longer text is cut so that no message slows the others down.
LONGEST = 4_096

# NFKC turns some signs into 18 letters («ﷺ»), but no Vietnamese one into more than three.
_GROWS = 4

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NOT_IN_NAMES = re.compile(r"[^\w\s'’-]|_")
_SYLLABLE = re.compile(r"([b-df-hj-np-tvxz]*)([a-z]*)")
_LONG_NUMBER = re.compile(r"\d{3}")

# The level tone (ngang) has no mark; then huyền, hỏi, ngã, sắc, nặng.
_TONES = {mark: rank for rank, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}
_ALPHABET = {letter: rank for rank, letter in enumerate(" '’-0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_Collated: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
SortKey: TypeAlias = tuple[_Collated, _Collated, _Collated]


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Normalise text cut to LONGEST; the result is cut too if it grows."""
    said = text[:LONGEST]
    return unicodedata.normalize(form, said)[: _GROWS * len(said)]


def fold(text: str) -> str:
    """Remove diacritics, capitals and punctuation: «Đông Hòa!» becomes «dong hoa»."""
    bare = "".join(c for c in normal("NFD", text) if unicodedata.category(c) != "Mn")
    return _NOT_A_WORD.sub(" ", bare.replace("đ", "d").replace("Đ", "D").lower()).strip()


def letters(text: str) -> str:
    """Fold character by character, so that positions are those of the NFC text."""
    return normal("NFC", text).translate(_LETTERS)


def untelex(folded: str) -> str:
    """Remove tone letters left by a Telex keyboard: «dduowcj» becomes «duoc», «mootj» becomes «mot».

    Foreign words ending in s, f, r, x or j are damaged, so use it only when the text as typed is not understood.
    """
    return _SYLLABLE.sub(lambda syllable: _untelexed(syllable[1], syllable[2]), folded)


def tidy_name(text: str) -> str | None:
    """Capitalise names typed in one case; leave mixed case («H'Hen Niê») alone.

    None if it cannot be a name: no letter, three digits in a row, or longer than NAME_LIMIT.
    """
    words = _NOT_IN_NAMES.sub(" ", normal("NFC", text)).split()
    titled = (word.title() if word.islower() or word.isupper() else word for word in words)
    name = normal("NFC", " ".join(titled))
    if len(name) > NAME_LIMIT or _LONG_NUMBER.search(name) or not any(c.isalpha() for c in name):
        return None
    return name


def given_name(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1] if name.strip() else ""


def sort_key(name: str) -> SortKey:
    """Sort by given name, then family name, then middle names, as Vietnamese lists do."""
    family, *middle, given = name.split() if len(name.split()) > 1 else ["", name]
    return _collated(given), _collated(family), _collated(" ".join(middle))


class _Letters(dict[int, str]):
    """Each character without its marks, in small letters; kept once it was asked for."""

    _MOST = 4_096

    def __missing__(self, point: int) -> str:
        bare = unicodedata.normalize("NFD", chr(point).lower())[0]
        bare = "d" if bare == "đ" else bare
        if len(self) < self._MOST:
            self[point] = bare
        return bare


_LETTERS = _Letters()


@lru_cache(maxsize=4_096)
def _untelexed(onset: str, rest: str) -> str:
    rest = re.sub(r"(?<=[uoa])w", "", re.sub("[sfrxj]", "", rest)).replace("w", "u")
    return onset.replace("dd", "d") + re.sub(r"([aeo])\1", r"\1", rest)


def _collated(word: str) -> _Collated:
    """Compare letters first; tones only decide between words with the same letters."""
    characters = normal("NFC", word.lower())
    marks = [unicodedata.normalize("NFD", c) for c in characters]
    plain = [unicodedata.normalize("NFC", "".join(m for m in mark if m not in _TONES)) for mark in marks]
    return (
        tuple(_ALPHABET.get(c, len(_ALPHABET)) for c in plain),
        tuple(max(_TONES.get(m, 0) for m in mark) for mark in marks),
    )
