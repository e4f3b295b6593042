"""An answer to a card with two sides: yes, no, or swaying between them, for oneself or in somebody's name.

Whoever cannot come must never be taken to have said yes: what refuses is looked for first, a bare «dạ» or «được» counts
only where every other word is courtesy, and what points both ways sways, to be asked back with the two buttons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.understanding.answer_words import (
    AGREES,
    ALONGSIDE,
    ANOTHER,
    ASKS,
    BARE_NO,
    BUT,
    CLAUSE,
    CLEARLY_YES,
    CONSENTS,
    DENIES,
    DOUBTS,
    GLADLY,
    HAMPERS,
    KEEPS,
    KNOWN,
    LEAVES,
    MAYBE,
    MOVES,
    NEGATES,
    NO,
    NO_SIGNS,
    OF_COURSE,
    PLAINLY_NO,
    REFUSAL,
    REFUSES,
    SURPRISE,
    TURNED,
    WHO_HAS_NOT,
    YES,
    YES_SIGNS,
)
from bot.domain.understanding.words import LONGEST, spelled

_MOST_CLAUSES = 8
_LEANINGS = ("refuses", "agrees", "doubts", "maybe", "turned", "asks", "hampered", "moves")
_SEVERAL = 3  # clauses: so many tell of several wishes


class Answer(StrEnum):
    """What was said to a card with two sides; UNSURE is what may be an answer, and the reader cannot tell which."""

    YES = "yes"
    NO = "no"
    SWAYS = "sways"
    UNSURE = "unsure"


class ConsentAnswer(StrEnum):
    """What was said to «do you agree?»: a bare «ok» is asked once more, another's word needs a witness."""

    YES = "yes"
    NO = "no"
    ONCE_MORE = "once_more"
    OF_ANOTHER = "of_another"


def yes_no(text: str) -> Answer | None:
    """Return the answer; None for a question, a wish or anything else."""
    return None if len(text) > LONGEST else _answer(text, _clauses(text))


def _answer(text: str, said: list["_Said"]) -> Answer | None:
    signs = _shown(text)
    if not any(map(str.isalnum, text)):
        return signs
    answer = _together(said)
    return Answer.SWAYS if answer is Answer.YES and signs is Answer.NO else answer


@dataclass(frozen=True)
class Ruled:
    """What the rules make of a text: the answer, and what each clause leans to."""

    answer: Answer | None
    signs: tuple[str, ...] = ()


def ruled(text: str) -> Ruled:
    if len(text) > LONGEST:
        return Ruled(None)
    said = _clauses(text)
    return Ruled(_answer(text, said), tuple(sign for each in said for sign in each.leanings))


def _clauses(text: str) -> list["_Said"]:
    told = SURPRISE.sub("", text)
    return [_Said.of(clause) for clause in CLAUSE.split(told, maxsplit=_MOST_CLAUSES) if clause.strip()]


def consent(text: str) -> ConsentAnswer | None:
    """Return the answer to «do you agree?»; consent is that person's own clear act."""
    words = spelled(text, KNOWN)
    said = " ".join(words)
    answer = yes_no(text)
    if answer is Answer.NO or DENIES.search(said) or _first_of(_clauses(text[:LONGEST])) is Answer.NO:
        return ConsentAnswer.NO
    if answer is not Answer.YES:
        return None
    if in_whose_name(text) is not None:
        return ConsentAnswer.OF_ANOTHER
    return ConsentAnswer.YES if CONSENTS.search(said) else ConsentAnswer.ONCE_MORE


def declines(text: str) -> bool:
    """Return whether it is a plain no to a question about calling off, leaving, erasing, where «bận» and «nghỉ»
    may mean yes.
    """
    words = spelled(text, KNOWN) if len(text) <= LONGEST else []
    if KEEPS.search(" ".join(words)) is not None:
        return "?" not in text
    return yes_no(text) is Answer.NO and _only(words, PLAINLY_NO | ALONGSIDE)


def is_bare(text: str) -> bool:
    return len(text) <= LONGEST and _only(spelled(text, KNOWN), NO | YES | ALONGSIDE | _RIGHT)


_RIGHT = frozenset(("phai", "dung", "do"))


def leaves(text: str) -> bool:
    """Return whether it says in words of its own that a class or a shift is given up."""
    if len(text) > LONGEST or "?" in text:
        return False
    # «Thôi, học» keeps what «thôi học» gives up.
    clauses = [" ".join(each.words) for each in _clauses(text)]
    said = " ".join(clauses)
    is_given_up = any(LEAVES.search(clause) for clause in clauses)
    return is_given_up and KEEPS.search(said) is None and DOUBTS.search(said) is None


def in_whose_name(text: str) -> str | None:
    """Return the person the words speak of instead of the writer: «má em», «bà ngoại», «cả hai»."""
    found = ANOTHER.search(" ".join(spelled(text, KNOWN)))
    return found[0] if found else None


def _together(said: list["_Said"]) -> Answer | None:
    agrees, refuses = any(each.agrees for each in said), any(each.refuses for each in said)
    if any(each.doubts for each in said) or (agrees and refuses):
        return Answer.SWAYS
    if refuses and len(said) >= _SEVERAL and all(each.moves or not each.refuses for each in said):
        return Answer.SWAYS
    if refuses:
        return Answer.SWAYS if any(each.refuses and each.asks for each in said) else Answer.NO
    if agrees:
        both = any(each.maybe or each.hampered or not NEGATES.isdisjoint(each.words) for each in said)
        return Answer.SWAYS if both else Answer.YES
    few = None if any(each.asks for each in said) else _of_few_words(said)
    return few if few is not None else _of_the_first(said)


def _of_the_first(said: list["_Said"]) -> Answer | None:
    """Return the clear one of several parts («Có, bà thích lắm»), unless another speaks against it or asks."""
    bare = [_first_of(said), _first_of([*reversed(said)])]
    clear = 0 if bare[0] is not None else -1
    first = bare[clear]
    if first is Answer.NO:
        return Answer.SWAYS if not any(each.asks for each in said) else None
    against = any(
        each.asks or each.maybe or each.hampered or not (NEGATES | BUT).isdisjoint(each.words) for each in said
    )
    return first if first is not None and not against and not CLEARLY_YES.isdisjoint(said[clear].words) else None


def _first_of(said: list["_Said"]) -> Answer | None:
    return _of_bare_words(list(said[0].words)) if len(said) > 1 and not said[0].asks else None


def _of_few_words(said: list["_Said"]) -> Answer | None:
    bare = _of_bare_words([word for each in said for word in each.words if word != "chac"])
    if bare is Answer.NO:
        return bare
    sways = any(each.maybe or each.turned for each in said) and all(each.is_plain for each in said)
    return Answer.SWAYS if sways or any(each.hampered for each in said) else bare


def _of_bare_words(words: list[str]) -> Answer | None:
    if not _only(words, NO | YES | ALONGSIDE):
        return None
    if not NO.isdisjoint(words):
        return Answer.NO
    return None if YES.isdisjoint(words) else Answer.YES


def _only(words: Iterable[str], known: frozenset[str]) -> bool:
    return known.issuperset(words)


@dataclass(frozen=True)
class _Said:
    """One clause: its words, and which way they point."""

    words: tuple[str, ...]
    refuses: bool
    agrees: bool
    doubts: bool
    maybe: bool
    turned: bool
    asks: bool
    hampered: bool
    moves: bool

    @property
    def leanings(self) -> list[str]:
        shown = (self.refuses, self.agrees, self.doubts, self.maybe, self.turned, self.asks, self.hampered, self.moves)
        return [sign for sign, is_shown in zip(_LEANINGS, shown, strict=True) if is_shown]

    @property
    def is_plain(self) -> bool:
        return _only(self.words, NO | YES | ALONGSIDE | frozenset(("chac", "sao", "gi", "dau")))

    @classmethod
    def of(cls, clause: str) -> "_Said":
        words = spelled(clause, KNOWN)
        whole = GLADLY.sub(r"\1", OF_COURSE.sub("chu", " ".join(words)))
        said = TURNED.sub(" 0 ", whole)
        refuses = REFUSES.search(said) is not None
        rest = REFUSAL.sub(" | ", said)
        asks = clause.rstrip().endswith("?") or ASKS.search(rest) is not None
        agrees = AGREES.search(rest) is not None and not asks
        doubts = DOUBTS.search(said) is not None and WHO_HAS_NOT.search(said) is None
        return cls(
            tuple(word for word in said.split() if word != "0"),
            refuses,
            agrees,
            doubts,
            MAYBE.search(said) is not None,
            said != whole,
            asks and not BARE_NO.fullmatch(whole),
            HAMPERS.search(said) is not None,
            MOVES.search(said) is not None,
        )


def _shown(text: str) -> Answer | None:
    """Return the answer of signs without words; two that contradict each other give none."""
    agrees, refuses = not YES_SIGNS.isdisjoint(text), not NO_SIGNS.isdisjoint(text)
    if agrees == refuses:
        return None
    return Answer.YES if agrees else Answer.NO
