"""A learned reader of answers to a card with two sides, which stands behind the rules of `yes_no`.

Where the rules are silent it confirms what it is sure of; where it is of another mind than they are, or sure of
nothing, it asks back. It never takes for a yes what holds a word of refusal. It is a multinomial logistic regression on
words, pairs and letters in threes and fours, fitted in numpy to examples.py, together with the example that is nearest.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.domain.understanding.answer_words import KIN, KNOWN
from bot.domain.understanding.words import LONGEST, any_of, listed, spelled
from bot.domain.understanding.yes_no import Answer, Ruled, ruled
from bot.domain.vietnamese import fold, normal

_Ints: TypeAlias = npt.NDArray[np.int32]
_Floats: TypeAlias = npt.NDArray[np.float32]

_MEANINGS: tuple[Answer | None, ...] = (Answer.YES, Answer.NO, Answer.SWAYS, None)
_YES, _NO, _SWAYS, _ELSE = range(4)
_SLOTS = 1 << 15
_GRAMS = (3, 4)
_WORD, _PAIR, _DENIED, _GRAM, _ASKS, _RULED, _MARKED = 1.6, 1.3, 1.3, 0.6, 2.0, 1.0, 0.8
_NEAREST, _NEARNESS, _NO_VOICE = 20, 8.0, 0.02
_STEPS, _PACE, _MOMENTUM, _DECAY = 60, 40.0, 0.9, 2e-5
# Set by leaving out a fifth of the examples at a time.
_SURE, _SURE_OF_NEW_WORDS = 0.92, 0.98
_NO_ANSWER, _RATHER_YES = 0.5, 0.7
# What is like no example is no answer that could be confirmed («bông bí nấu canh»).
_NEAR = 0.45
# People talk of other things, too: without a word of refusal, what was long ago or is praised refuses nothing, nor does
# what no rule knows and few examples are like, unless it is said of that day or of now.
_REFUSING = listed(
    "khong chua đừng chang chả not khoi thoi nghi huy ban bận mac ket vắng hoan xin rut kiếu thua cannot sorry"
)
_PRAISES = any_of(
    r"\b(?:vui|ngon|đẹp|dep|ngọt|ngot|thom|hay|linh|mùi|đã)(?: (?:qua|ghe|lắm|lam|do|thiet|het say))*$",
    r"\bdam (?:moi|kien|ruoi|muoi|chuot|ga|vit|cho|heo|lua|rau|tre)\b",
)
_LONG_AGO = any_of(
    r"\b(?:hom (?:qua|bua|kia|truoc|tuan)|bua (?:truoc|hom)|(?:toi|tối|đêm|dem|chieu|sang) qua"
    r"|hoi (?:xua|tre|nho|do|truoc)|nam ngoai|ngay xua|(?:tuan|thang|nam) (?:roi|truoc)|yesterday|last)\b",
)
_NOW = any_of(
    r"\b(?:dang|phai|mai|con (?:met|dau|đau)|(?:hom|ngay|bua|luc|chieu|toi|tối) (?:do|đó|ay|ấy|nay|này|ni)|dot nay"
    r"|o nha|xa|qua$|quen|hanh qua|(?:đau|dau) (?:goi|chan|lung|bung|minh|vai|khop|mat|đầu)|now|today)\b"
)
_TALK, _LIKE_TALK = 0.41, 0.66
# A word is one of agreement if it was met so often in agreements, and no more than so much oftener in refusals; and so
# with one of refusal.
_MET, _AS_OFTEN = 2, 2
_NEGATES = listed("khong chua đừng chang chả het khoi dau thoi not cannot")
# Who is meant and courtesy point neither way: whoever it is about is one word.
_WHO = KIN | listed("bu tao tau mệ cu thay thầy i we my mother father grandma")
_COURTESY = listed("da a ah nhe nha nghe oi ne thua thưa vay ha")


class AnswerReader:
    """Fitted to examples by what they mean; None are those that are no answer."""

    def __init__(
        self, examples: Mapping[Answer | None, Sequence[str]], kept: Mapping[str, npt.NDArray[Any]] | None = None
    ) -> None:
        """Raises KeyError or ValueError if something is missing in `kept`."""
        if kept is None:
            self._fit([(text, _MEANINGS.index(meaning)) for meaning, texts in examples.items() for text in texts])
        else:
            self._idf, self._shares, self._of = kept["idf"], kept["shares"], kept["of"]
            self._rows, self._weights, self._starts = kept["rows"], kept["weights"], kept["starts"]
            self._agrees, self._refuses = (
                frozenset(kept[name].tobytes().decode().split()) for name in ("agrees", "refuses")
            )

    def _fit(self, examples: Sequence[tuple[str, int]]) -> None:
        counted = [_counted(text, ruled(text)) for text, _ in examples]
        self._of = np.array([of for _, of in examples], np.int32)
        rows = np.repeat(np.arange(len(counted), dtype=np.int32), [len(each) for each in counted])
        slots = np.fromiter((slot for each in counted for slot in each), np.int32)
        weights = np.fromiter((weight for each in counted for weight in each.values()), np.float32)
        seldom = np.log((1 + len(counted)) / (1 + np.bincount(slots, minlength=_SLOTS)))
        self._idf = (seldom + 1).astype(np.float32)
        weights = _weighed(rows, slots, weights, self._idf)
        self._shares = _fitted(rows, slots, weights, self._of)
        order = np.argsort(slots, kind="stable")
        self._rows, self._weights = rows[order], weights[order]
        self._starts = np.searchsorted(slots[order], np.arange(_SLOTS + 1))
        self._agrees, self._refuses = _words_of(examples, _YES, _NO), _words_of(examples, _NO, _YES)

    def fitted(self) -> dict[str, npt.NDArray[Any]]:
        """Return what took time to fit: given as `kept`, it makes the same reader."""
        known = {"agrees": self._agrees, "refuses": self._refuses}
        words = {name: np.frombuffer(" ".join(sorted(each)).encode(), np.uint8) for name, each in known.items()}
        placed = {"rows": self._rows, "weights": self._weights, "starts": self._starts}
        return {"idf": self._idf, "shares": self._shares, "of": self._of, **words, **placed}

    def read(self, text: str) -> Answer | None:
        """Return the answer: that of the rules, unless this is of another mind; UNSURE where neither knows."""
        rules = ruled(text)
        if len(text) > LONGEST or not _words(text):
            return rules.answer
        likely, near = self._likely(text, rules)
        answer = self._meant(text, rules, likely) if near >= _NEAR else _between(likely, rules.answer)
        return Answer.UNSURE if answer is Answer.NO and _may_be_talk(text, rules, near) else answer

    def _meant(self, text: str, rules: Ruled, likely: _Floats) -> Answer | None:
        if self._refuses_surely(likely, rules, text):
            return Answer.NO
        if self._agrees_surely(likely, rules, text):
            return Answer.YES
        return _between(likely, rules.answer)

    def _refuses_surely(self, likely: _Floats, rules: Ruled, text: str) -> bool:
        sure = _SURE if self._refuses.issuperset(_words(text)) else _SURE_OF_NEW_WORDS
        return bool(likely[_NO] >= sure) and rules.answer is not Answer.YES

    def _agrees_surely(self, likely: _Floats, rules: Ruled, text: str) -> bool:
        words = _words(text)
        if rules.answer is Answer.NO or not _NEGATES.isdisjoint(words):
            return False
        return bool(likely[_YES] >= (_SURE if self._agrees.issuperset(words) else _SURE_OF_NEW_WORDS))

    def _likely(self, text: str, rules: Ruled) -> tuple[_Floats, float]:
        """Return how likely each meaning is, by the regression and the nearest examples, and how near the first is."""
        counted = _counted(text, rules)
        slots = np.fromiter(counted, np.int32, len(counted))
        weights = np.fromiter(counted.values(), np.float32, len(counted))
        weights = _weighed(np.zeros(len(slots), np.int32), slots, weights, self._idf)
        voices, near = self._near(slots, weights)
        likely = _softmax((weights @ self._shares[slots])[None])[0] * voices
        return np.asarray(likely / likely.sum(), np.float32), near

    def _near(self, slots: _Ints, weights: _Floats) -> tuple[_Floats, float]:
        """Return the voices of the nearest examples for each meaning, and how near the first is (the cosine)."""
        starts, lengths = self._starts[slots], self._starts[slots + 1] - self._starts[slots]
        places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        shares = self._weights[places] * np.repeat(weights, lengths)
        alike = np.bincount(self._rows[places], shares, minlength=len(self._of))
        nearest = np.argpartition(-alike, _NEAREST)[:_NEAREST]
        voices = np.bincount(self._of[nearest], np.exp(_NEARNESS * alike[nearest]) - 1, minlength=len(_MEANINGS))
        return np.asarray(voices + _NO_VOICE, np.float32), float(alike.max())


def _between(likely: _Floats, rules: Answer | None) -> Answer | None:
    """Return what is left where this is sure of neither side."""
    if rules is None:
        return None if likely[_ELSE] >= _NO_ANSWER else Answer.UNSURE
    otherwise = {Answer.YES: likely[_YES] < _RATHER_YES, Answer.NO: likely[_YES] > likely[_NO]}
    return Answer.SWAYS if otherwise.get(rules, False) else rules


def _may_be_talk(text: str, rules: Ruled, near: float) -> bool:
    words = spelled(text, KNOWN)
    said = " ".join(words)
    if not _REFUSING.isdisjoint(words):
        return False
    if _PRAISES.search(said):
        return True
    if _NOW.search(said):
        return False
    return _LONG_AGO.search(said) is not None or near < (_TALK if rules.answer is Answer.NO else _LIKE_TALK)


def _words(text: str) -> list[str]:
    found: list[str] = []
    for word in spelled(text, KNOWN):
        said = "@" if word in _WHO else "#" if word.isdecimal() else word
        if said not in _COURTESY and (said != "@" or found[-1:] != ["@"]):
            found.append(said)
    return found


def _counted(text: str, rules: Ruled) -> dict[int, float]:
    found: dict[int, float] = {}
    for piece, weight in _pieces(text, rules):
        slot = crc32(piece.encode()) % _SLOTS
        found[slot] = found.get(slot, 0.0) + weight
    return found


def _pieces(text: str, rules: Ruled) -> Iterator[tuple[str, float]]:
    words = _words(text)
    yield f"={rules.answer}", _RULED
    yield from ((f"&{sign}", _RULED) for sign in rules.signs)
    yield from ((word, _WORD) for word in words)
    yield from ((f"{before} {after}", _PAIR) for before, after in pairwise(("<", *words, ">")))
    yield from ((f"!{denied}", _DENIED) for denied in _denied(words))
    letters = fold(f"_{'_'.join(words)}_")
    yield from ((f"~{letters[at : at + n]}", _GRAM) for n in _GRAMS for at in range(len(letters) - n + 1))
    if text.rstrip().endswith("?"):
        yield "?", _ASKS
    # «Quên» and «quen» are spelled alike above.
    yield from ((f"^{word}", _MARKED) for word in normal("NFC", text).lower().split() if not word.isascii())


def _denied(words: Sequence[str]) -> Sequence[str]:
    first = next((n for n, word in enumerate(words) if word in _NEGATES), None)
    return () if first is None else ("", *words[first + 1 :])


def _weighed(rows: _Ints, slots: _Ints, counts: _Floats, idf: _Floats) -> _Floats:
    weights = np.minimum(counts, 1 + np.log(np.maximum(counts, 1))) * idf[slots]
    lengths = np.sqrt(np.bincount(rows, weights**2)).astype(np.float32)
    return np.asarray(weights / np.maximum(lengths[rows], 1e-9), np.float32)


def _fitted(rows: _Ints, slots: _Ints, weights: _Floats, of: _Ints) -> _Floats:
    """Return what each slot adds to each meaning: gradient descent with momentum."""
    shares = np.zeros((_SLOTS, len(_MEANINGS)), np.float32)
    pace, meant = np.zeros_like(shares), np.eye(len(_MEANINGS), dtype=np.float32)[of]
    for _step in range(_STEPS):
        error = np.subtract(_softmax(_sums(rows, shares[slots] * weights[:, None], len(of))), meant)
        slope = _sums(slots, error[rows] * weights[:, None], _SLOTS) / len(of)
        pace *= _MOMENTUM
        pace -= _PACE * (slope + _DECAY * shares)
        shares += pace
    return shares


def _sums(places: _Ints, shares: _Floats, count: int) -> _Floats:
    return np.stack([np.bincount(places, column, minlength=count) for column in shares.T], 1).astype(np.float32)


def _softmax(scores: _Floats) -> _Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def _words_of(examples: Sequence[tuple[str, int]], side: int, other: int) -> frozenset[str]:
    """Return the words that were met often enough on one side, beside how often on the other."""
    met, against = (
        Counter(word for text, of in examples if of == each for word in set(_words(text))) for each in (side, other)
    )
    return frozenset(word for word, often in met.items() if often >= _MET and _AS_OFTEN * often >= against[word])
