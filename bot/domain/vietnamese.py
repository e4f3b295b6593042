"""Vietnamese words: read with or without their marks, written as names, put in order."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias

NAME_LIMIT = 60
# Characters: what one message can have on Telegram. No text of anybody may hold up everybody's turn.
LONGEST = 4_096

# One sign may become 18 letters («ﷺ»); none of ours becomes more than three.
_GROWS = 4

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NOT_IN_NAMES = re.compile(r"[^\w\s'’-]|_")
_SYLLABLE = re.compile(r"([b-df-hj-np-tvxz]*)([a-z]*)")
_LONG_NUMBER = re.compile(r"\d{3}")

# ngang is no mark; then huyền, hỏi, ngã, sắc, nặng
_TONES = {mark: rank for rank, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}
_ALPHABET = {letter: rank for rank, letter in enumerate(" '’-0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_Collated: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
SortKey: TypeAlias = tuple[_Collated, _Collated, _Collated]


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """In a normal form of Unicode; what is longer than a message, or grows in it, is cut off."""
    said = text[:LONGEST]
    return unicodedata.normalize(form, said)[: _GROWS * len(said)]


def fold(text: str) -> str:
    """What is left when marks, capitals and signs are ignored: «Đông Hòa!» is «dong hoa»."""
    bare = "".join(c for c in normal("NFD", text) if unicodedata.category(c) != "Mn")
    return _NOT_A_WORD.sub(" ", bare.replace("đ", "d").replace("Đ", "D").lower()).strip()


def letters(text: str) -> str:
    """Like `fold`, but sign for sign: each place is that of the NFC text it was made from."""
    return "".join(_letter(c) for c in normal("NFC", text))


def untelex(folded: str) -> str:
    """Marks that a Telex keyboard left as letters taken out: «dduowcj» is «duoc», «mootj» is «mot».

    No Vietnamese syllable ends in s, f, r, x or j; foreign words suffer, so it is for a second attempt only.
    """
    return _SYLLABLE.sub(lambda syllable: _untelexed(syllable[1], syllable[2]), folded)


def tidy_name(text: str) -> str | None:
    """A name as it is stored, or None for what cannot be one (no letter, a long number, too long).

    Words in one case get a capital; what was typed in mixed case («H'Hen Niê») is left alone.
    """
    words = _NOT_IN_NAMES.sub(" ", normal("NFC", text)).split()
    titled = (word.title() if word.islower() or word.isupper() else word for word in words)
    name = normal("NFC", " ".join(titled))
    if len(name) > NAME_LIMIT or _LONG_NUMBER.search(name) or not any(c.isalpha() for c in name):
        return None
    return name


def given_name(name: str) -> str:
    """The last word, by which a person is addressed."""
    return name.rsplit(maxsplit=1)[-1] if name.strip() else ""


def sort_key(name: str) -> SortKey:
    """The order of a Vietnamese list of people: by given name, then family name, then what is between."""
    family, *middle, given = name.split() if len(name.split()) > 1 else ["", name]
    return _collated(given), _collated(family), _collated(" ".join(middle))


@lru_cache(maxsize=4_096)
def _letter(c: str) -> str:
    bare = unicodedata.normalize("NFD", c.lower())[0]
    return "d" if bare == "đ" else bare


def _untelexed(onset: str, rest: str) -> str:
    rest = re.sub(r"(?<=[uoa])w", "", re.sub("[sfrxj]", "", rest)).replace("w", "u")
    return onset.replace("dd", "d") + re.sub(r"([aeo])\1", r"\1", rest)


def _collated(word: str) -> _Collated:
    """Letters decide before tones do, and tones only between words of the same letters."""
    characters = normal("NFC", word.lower())
    marks = [unicodedata.normalize("NFD", c) for c in characters]
    plain = [unicodedata.normalize("NFC", "".join(m for m in mark if m not in _TONES)) for mark in marks]
    return (
        tuple(_ALPHABET.get(c, len(_ALPHABET)) for c in plain),
        tuple(max(_TONES.get(m, 0) for m in mark) for mark in marks),
    )
