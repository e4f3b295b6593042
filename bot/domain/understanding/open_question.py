"""What typed words answer to the question or card that is open, by its own kind of answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.parsing.new_time import read_new_time
from bot.domain.parsing.time import read_when
from bot.domain.people.places import read_group
from bot.domain.understanding.amount import read_amount
from bot.domain.understanding.call_outcome import read_call_outcome
from bot.domain.understanding.choice import choice, choices, plain_choice
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.name import read_form, read_name
from bot.domain.understanding.place import names_a_place
from bot.domain.understanding.words import any_of, listed, spelled
from bot.domain.understanding.yes_no import Answer, consent, declines, leaves, yes_no


@dataclass(frozen=True)
class Open:
    """The question or card that is open, with the labels as they were shown."""

    kind: AnswerKind = AnswerKind.NOTHING
    labels: tuple[str, ...] = ()
    # What a new time is asked for instead of.
    old: datetime | None = None


@dataclass(frozen=True)
class Answered:
    """The line that was chosen, or an answer of the kind that was waited for."""

    line: int | None = None
    answer: Any = None


# Whoever cannot come and says more than that means the more.
_MORE_THAN_NO = any_of(
    r"\b(?:nghi|thoi|bo) (?:hoc |lop )?(?:\w+ )?luon\b",
    r"\bkhong (?:di )?(?:hoc|tham gia|lam) (?:\w+ ){0,2}nua\b",
    r"\bhuy (?:giup |luon )?(?:lop|buoi)\b|\brut (?:ten|khoi)\b|\bthoi hoc\b|\bhuy dang ky\b",
    r"\bxoa\b|\bđừng (?:nhac|nhắn|gui)\b",
)
_COMING = listed("di den toi ra hoc lam day theo nhan lay giu ranh")


def answer_in(
    text: str, waits: Open, now: datetime, two_sides: Callable[[str], Answer | None] = yes_no
) -> Answered | None:
    """Return what the words answer to what is open, by its own kind of answer; None if they are no answer to it.

    `two_sides` reads answers to a card with two sides.
    """
    if waits.kind is AnswerKind.SEVERAL:
        lines = choices(text, waits.labels, now)
        return Answered(answer=lines) if lines else None
    line = plain_choice(text, waits.labels) if waits.kind is AnswerKind.OWN_WORD else choice(text, waits.labels, now)
    if line is not None:
        return Answered(line=line)
    answer: Any
    if waits.kind is AnswerKind.TWO_SIDES:
        answer = two_sides(text)
    else:
        answer = read_new_time(text, waits.old, now) if waits.old else _READ[waits.kind](text, now)
    if answer is None and waits.kind not in SAYS_NO_ITSELF and yes_no(text) is Answer.NO:
        answer = Answer.NO
    return None if answer is None else Answered(answer=answer)


SAYS_NO_ITSELF = frozenset({AnswerKind.NOTHING, AnswerKind.OWN_WORD, AnswerKind.LEAVING})


def says_more_than_no(text: str) -> bool:
    return _MORE_THAN_NO.search(" ".join(spelled(text))) is not None


def _leaving(text: str) -> Answer | None:
    if leaves(text):
        return Answer.YES
    if declines(text):
        return Answer.NO
    said = yes_no(text)
    # «Học chứ» is no yes to leaving.
    comes = said is Answer.YES and not _COMING.isdisjoint(spelled(text))
    return Answer.SWAYS if said is Answer.NO or comes else said


_READ: Mapping[AnswerKind, Callable[[str, datetime], Any]] = {
    AnswerKind.NOTHING: lambda _text, _now: None,
    AnswerKind.LIST: lambda _text, _now: None,
    AnswerKind.SEARCHED: lambda _text, _now: None,
    AnswerKind.LINKS: lambda _text, _now: None,
    AnswerKind.ROLL: lambda _text, _now: None,
    AnswerKind.OWN_WORD: lambda text, _now: Answer.NO if declines(text) else yes_no(text) and Answer.SWAYS,
    AnswerKind.LEAVING: lambda text, _now: _leaving(text),
    AnswerKind.FORM: lambda text, _now: read_form(text),
    AnswerKind.CONSENT: lambda text, _now: consent(text),
    AnswerKind.NAME: lambda text, _now: read_name(text),
    AnswerKind.GROUP: lambda text, _now: read_group(text),
    AnswerKind.AMOUNT: lambda text, _now: read_amount(text),
    AnswerKind.WHEN: read_when,
    AnswerKind.PLACE: lambda text, now: text if names_a_place(text, now) else None,
    AnswerKind.CALL: lambda text, _now: read_call_outcome(text),
}
