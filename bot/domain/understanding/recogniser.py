"""Which intention typed words have, among those somebody may have: logistic regression on the n-grams of examples.

Nothing is loaded and nobody is asked: it is fitted to the examples in the code when the process starts, in numpy, on
how alike they are to one another (the dual form: a thousand examples, thirty thousand pieces). What it was compared
with stands in docs/understanding.md.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.domain.understanding.concepts import concepts
from bot.domain.understanding.frame import Facts, frame
from bot.domain.understanding.words import listed
from bot.domain.vietnamese import letters

_Floats: TypeAlias = npt.NDArray[np.float32]

SURE, CLEAR = 0.75, 0.6
PERHAPS = 0.03
# Words that share nothing with any example are no wish, however much likelier one is than the others.
_STRANGE = 0.25
_ASKED = 3
# Numbers and times alone are no wish: «123», «8h», «12/10», «3 với 5».
_A_WORD = re.compile(r"[^\W\d_]{2}")
_BETWEEN = listed("voi và va hay hoac and")
_SLOTS = 1 << 15
_GRAMS = (3, 4)
_WHOLE, _PAIR, _DENIED = 1.6, 1.3, 1.0
_MEANT, _MEANT_TOGETHER = 4.0, 2.0
# Examples are few and the fit is sure of itself: likelihoods are as true as this makes them (cross-validated).
_TEMPER = 3.0
# What stands in a fifth of all examples tells none from the others (the logarithm of how seldom it is).
_SELDOM = 1.6
_AT_ONCE, _BLOCK, _WHOLLY = 32, 256, 255
_STEPS, _MOMENTUM, _DECAY = 8, 0.9, 0.01
_NEGATES = listed("khong đừng thoi chua het")
# Said last, these call whoever is spoken to: «đủ hết nha em».
_CALLED = listed("em anh bạn")
# Courtesy says nothing of what is wanted. «má em», «ba tôi» stay: they tell whose matter it is.
_COURTESY = listed("da a ah nha nhe nghe oi voi giup mà chu ne thi thì thua thưa a vay nua do con chau ba bac cô ong")


@dataclass(frozen=True)
class Ranked:
    """An intention and how likely it is, from 0 to 1."""

    name: str
    likely: float


@dataclass(frozen=True)
class Wish:
    """What is wanted: `sure` of the first, else to be asked about; none where nothing is near. And what was heard."""

    likely: tuple[Ranked, ...]
    sure: bool
    facts: Facts

    @property
    def name(self) -> str | None:
        return self.likely[0].name if self.sure else None


_Counted: TypeAlias = tuple[npt.NDArray[np.int32], _Floats]


def grams(words: Sequence[str]) -> _Counted:
    """Return the slots of the pieces of the words and how much there is of each: words, pairs, letters in threes
    and fours.
    """
    found: dict[int, float] = {}
    for slot, weight in _pieces(words):
        found[slot] = found.get(slot, 0.0) + weight
    return np.fromiter(found, np.int32, len(found)), np.fromiter(found.values(), np.float32, len(found))


def _pieces(words: Sequence[str]) -> Iterator[tuple[int, float]]:
    for n, word in enumerate(words):
        yield from _pieces_of(word)
        if word in _NEGATES:
            yield from ((_slot(f"!{denied}"), _DENIED) for denied in words[n + 1 :])
    yield from ((_slot(f"{before} {after}"), _PAIR) for before, after in pairwise(("<", *words, ">")))
    meant = concepts(tuple(words))
    yield from ((_slot(f"~{concept}"), _MEANT) for concept in meant)
    yield from ((_slot(f"~{one} {other}"), _MEANT_TOGETHER) for one, other in combinations(meant, 2))


def _slot(piece: str) -> int:
    return crc32(piece.encode()) % _SLOTS


@lru_cache(maxsize=2_048)
def _pieces_of(word: str) -> tuple[tuple[int, float], ...]:
    padded = f"<{word}>"
    parts = (padded[at : at + size] for size in _GRAMS for at in range(len(padded) - size + 1))
    return ((_slot(word), _WHOLE), *((_slot(part), 1.0) for part in parts))


def plain(words: Iterable[str]) -> tuple[str, ...]:
    kept = tuple(word for word in words if word not in _COURTESY)
    return kept or tuple(words)


def _without_calling(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in _CALLED else words


@dataclass(frozen=True)
class _Pieces:
    """The pieces of several texts, one after the other: of which text, in which slot, how much of the text it is."""

    rows: npt.NDArray[np.int32]
    slots: npt.NDArray[np.int32]
    weights: _Floats

    @classmethod
    def of(cls, each: Sequence[_Counted], idf: _Floats) -> "_Pieces":
        rows = np.repeat(np.arange(len(each), dtype=np.int32), [len(slots) for slots, _ in each])
        slots = np.concatenate([slots for slots, _ in each])
        weights = (1 + np.log(np.concatenate([counts for _, counts in each]))) * idf[slots]
        tells = weights > 0
        rows, slots, weights = rows[tells], slots[tells], weights[tells]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(each))).astype(np.float32)
        return cls(rows, slots, weights / lengths[rows])


class Recogniser:
    """Fitted to examples by intention; `now` is only what the days in them are read from.

    `never_with` are words with which an intention is not meant, whatever else is said; `labels` are what the buttons of
    an intention say. Whoever types an example or a label as it stands means it.
    """

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        now: datetime,
        never_with: Mapping[str, frozenset[str]] | None = None,
        labels: Mapping[str, Sequence[str]] | None = None,
        kept: Mapping[str, npt.NDArray[Any]] | None = None,
    ) -> None:
        """Raises KeyError or ValueError if something is missing in `kept`."""
        self._never_with = never_with or {}
        self.names = tuple(phrases)
        if kept is None:
            self._fit(phrases, now, labels or {})
        else:
            self._take(kept)

    def _fit(self, phrases: Mapping[str, Sequence[str]], now: datetime, labels: Mapping[str, Sequence[str]]) -> None:
        said = {name: [plain(frame(phrase, now).words) for phrase in phrases[name]] for name in phrases}
        each = [grams(words) for name in phrases for words in said[name]]
        self._as_it_stands: dict[tuple[str, ...], set[str]] = {}
        for name in phrases:
            for words in said[name]:
                self._as_it_stands.setdefault(words, set()).add(name)
        for name, each_label in labels.items():
            for label in each_label:
                for typed in (label, letters(label)):
                    self._as_it_stands.setdefault(plain(frame(typed, now).words), set()).add(name)
        of = np.repeat(np.arange(len(self.names)), [len(phrases[name]) for name in self.names])
        slots = np.concatenate([slots for slots, _ in each])
        self._count = len(each)
        seldom = np.log((1 + len(each)) / (1 + np.bincount(slots, minlength=_SLOTS)))
        self._idf = np.where(seldom < _SELDOM, 0, seldom + 1).astype(np.float32)
        self._index(_Pieces.of(each, self._idf))
        alike = np.empty((len(each), len(each)), np.uint8)  # a quarter of the memory, and as true
        for n in range(0, len(each), _AT_ONCE):
            alike[n : n + _AT_ONCE] = np.rint(self.alike(*each[n : n + _AT_ONCE]) * _WHOLLY)
        self._shares = _fitted(alike, of, len(self.names))

    def fitted(self) -> dict[str, npt.NDArray[Any]]:
        """Return what took time to fit: given as `kept`, it makes the same recogniser."""
        known = json.dumps([[words, sorted(names)] for words, names in self._as_it_stands.items()])
        return {
            "rows": self._rows,
            "weights": self._weights,
            "starts": self._starts,
            "idf": self._idf,
            "shares": self._shares,
            "known": np.frombuffer(known.encode(), np.uint8),
        }

    def _take(self, kept: Mapping[str, npt.NDArray[Any]]) -> None:
        self._rows, self._weights, self._starts = kept["rows"], kept["weights"], kept["starts"]
        self._idf, self._shares = kept["idf"], kept["shares"]
        self._count = len(self._shares)
        self._as_it_stands = {tuple(words): set(of) for words, of in json.loads(kept["known"].tobytes())}

    def _index(self, pieces: "_Pieces") -> None:
        order = np.argsort(pieces.slots, kind="stable")
        self._rows, self._weights = pieces.rows[order], pieces.weights[order]
        self._starts = np.searchsorted(pieces.slots[order], np.arange(_SLOTS + 1))

    def alike(self, *each: _Counted) -> _Floats:
        """Return how alike each example is (the cosine), one row for each of the pieces given."""
        pieces = _Pieces.of(each, self._idf)
        starts, lengths = self._starts[pieces.slots], self._starts[pieces.slots + 1] - self._starts[pieces.slots]
        places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        shares = self._weights[places] * np.repeat(pieces.weights, lengths)
        cells = np.repeat(pieces.rows, lengths) * np.int64(self._count) + self._rows[places]
        alike = np.bincount(cells, shares, minlength=len(each) * self._count)
        return alike.reshape(len(each), self._count).astype(np.float32)

    def rank(self, words: Sequence[str], among: Mapping[str, float] | None = None) -> list[Ranked]:
        """Return the intentions, the likeliest first. None where nothing is alike.

        `among` those somebody may have, each with how much likelier it is than its words say: 0 as they are, in logits.
        """
        alike = self.alike(grams(words))[0]
        allowed = [
            n
            for n, name in enumerate(self.names)
            if (among is None or name in among) and self._never_with.get(name, frozenset()).isdisjoint(words)
        ]
        if not allowed or alike.max(initial=0) < _STRANGE:
            return []
        favour = np.array([among[self.names[n]] if among else 0.0 for n in allowed], np.float32)
        likely = _softmax((alike @ self._shares)[None, allowed] / _TEMPER + favour)[0]
        return [Ranked(self.names[allowed[n]], float(likely[n])) for n in np.argsort(-likely)]

    def _known(self, words: tuple[str, ...], ranked: list[Ranked], among: Mapping[str, float] | None) -> str | None:
        """Return the intention of which these words are an example or a label; of several what is most one's own."""
        stands = self._as_it_stands.get(words) or self._as_it_stands.get(_without_calling(words), set())
        known = [name for name in self.names if name in stands]
        may = [name for name in known if among is None or name in among]
        likely = {each.name: each.likely for each in ranked}
        own = among or {}
        return max(may, key=lambda name: (own.get(name, 0.0), likely.get(name, 0.0)), default=None)

    def wish(self, text: str, now: datetime, among: Mapping[str, float] | None = None) -> Wish:
        """Return the wish, seen from a local `now`: sure, to be asked about, or nothing that is known."""
        said = frame(text, now)
        words = plain(said.words)
        ranked = self.rank(words, among)
        if (known := self._known(words, ranked, among)) is not None:
            return Wish((Ranked(known, 1.0),), sure=True, facts=said.facts)
        if not any(_A_WORD.search(word) for word in said.words if word[0] != "@" and word not in _BETWEEN):
            return Wish((), sure=False, facts=said.facts)
        first, second, *_rest = *(each.likely for each in ranked), 0.0, 0.0
        likely = tuple(each for each in ranked[:_ASKED] if each.likely >= PERHAPS)
        return Wish(likely, first >= SURE and first - second >= CLEAR, said.facts)


def _fitted(alike: npt.NDArray[np.uint8], of: npt.NDArray[np.int64], names: int) -> _Floats:
    """Return what each example adds to each intention: multinomial logistic regression in the dual, with momentum."""
    shares = np.zeros((len(of), names), np.float32)
    pace, scores = np.zeros_like(shares), np.zeros_like(shares)
    for _step in range(_STEPS):
        for n in range(0, len(of), _BLOCK):
            scores[n : n + _BLOCK] = alike[n : n + _BLOCK].astype(np.float32) @ shares / _WHOLLY
        error = _softmax(scores)
        error[np.arange(len(of)), of] -= 1
        pace = _MOMENTUM * pace - (error + _DECAY * shares)
        shares += pace
    return shares


def _softmax(scores: _Floats) -> _Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)
