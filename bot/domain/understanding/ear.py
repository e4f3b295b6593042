"""What typed words mean where they come in, in one order: danger, what is open on that phone, what somebody may want.

Pure: who may want what, what is open and what time it is are given. See docs/understanding.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.parsing.new_time import read_new_time
from bot.domain.parsing.time import read_when
from bot.domain.people.places import read_group
from bot.domain.understanding.amount import read_amount
from bot.domain.understanding.call_outcome import read_call_outcome
from bot.domain.understanding.choice import choice, choices
from bot.domain.understanding.danger import Danger, dangers
from bot.domain.understanding.frame import Facts
from bot.domain.understanding.name import read_form, read_name
from bot.domain.understanding.place import names_a_place
from bot.domain.understanding.recogniser import Ranked, Recogniser
from bot.domain.understanding.words import LONGEST, any_of, spelled
from bot.domain.understanding.yes_no import Answer, consent, yes_no


class Kind(StrEnum):
    """What kind of answer is waited for."""

    NOTHING = "nothing"
    TWO_SIDES = "two_sides"
    CONSENT = "consent"
    LIST = "list"
    SEVERAL = "several"
    FORM = "form"
    NAME = "name"
    GROUP = "group"
    AMOUNT = "amount"
    WHEN = "when"
    PLACE = "place"
    CALL = "call"


@dataclass(frozen=True)
class Open:
    """The question or card that is open, with the labels as they were shown."""

    kind: Kind = Kind.NOTHING
    labels: tuple[str, ...] = ()
    # What a new time is asked for instead of.
    old: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """One of: a danger, the line chosen, an answer of the kind that was waited for, or a wish with its facts.

    A wish that is not `sure` is to be asked about; nothing at all was not understood, and the place is kept.
    """

    dangers: tuple[Danger, ...] = ()
    line: int | None = None
    answer: Any = None
    likely: tuple[Ranked, ...] = ()
    sure: bool = False
    facts: Facts = field(default_factory=Facts)

    @property
    def wish(self) -> str | None:
        """The intention, where there is no doubt."""
        return self.likely[0].name if self.sure else None


# Whoever cannot come and says more than that means the more.
_MORE_THAN_NO = any_of(
    r"\b(?:nghi|thoi|bo) (?:hoc |lop )?(?:\w+ )?luon\b",
    r"\bkhong (?:di )?(?:hoc|tham gia|lam) (?:\w+ ){0,2}nua\b",
    r"\brut (?:ten|khoi)\b|\bthoi hoc\b|\bhuy dang ky\b|\bxoa\b|\bđừng (?:nhac|nhắn|gui)\b",
)
# Where nearly anything could be an answer, a wish that is clear comes first.
_NEARLY_ANYTHING = frozenset({Kind.NAME, Kind.PLACE})
_CLEARLY = 0.8


@dataclass(frozen=True)
class Ear:
    """Hears with the intentions of one installation."""

    recogniser: Recogniser

    def hear(self, text: str, waits: Open, may: Mapping[str, float], now: datetime) -> Heard:
        """What the words mean, seen from a local `now`; `may` is what can be wanted, as `Recogniser.rank` takes it."""
        text = text[: LONGEST + 1]
        if found := dangers(text):
            return Heard(dangers=found)
        wish = self.recogniser.wish(text, now, may)
        wanted = Heard(likely=wish.likely, sure=wish.sure, facts=wish.facts)
        if (
            waits.kind in _NEARLY_ANYTHING
            and wish.sure
            and wish.likely[0].likely >= _CLEARLY
            and read_name(text) is None
        ):
            return wanted
        if waits.kind is Kind.SEVERAL:
            lines = choices(text, waits.labels, now)
            return Heard(answer=lines, facts=wish.facts) if lines else wanted
        if (line := choice(text, waits.labels, now)) is not None:
            return Heard(line=line, facts=wish.facts)
        answer = read_new_time(text, waits.old, now) if waits.old else _READ[waits.kind](text, now)
        if answer is None and waits.kind is not Kind.NOTHING and yes_no(text) is Answer.NO:
            answer = Answer.NO
        if answer is None or (answer is Answer.NO and wish.sure and _MORE_THAN_NO.search(" ".join(spelled(text)))):
            return wanted
        return Heard(answer=answer, facts=wish.facts)


_READ: Mapping[Kind, Callable[[str, datetime], Any]] = {
    Kind.NOTHING: lambda _text, _now: None,
    Kind.LIST: lambda _text, _now: None,
    Kind.FORM: lambda text, _now: read_form(text),
    Kind.TWO_SIDES: lambda text, _now: yes_no(text),
    Kind.CONSENT: lambda text, _now: consent(text),
    Kind.NAME: lambda text, _now: read_name(text),
    Kind.GROUP: lambda text, _now: read_group(text),
    Kind.AMOUNT: lambda text, _now: read_amount(text),
    Kind.WHEN: read_when,
    Kind.PLACE: lambda text, now: text if names_a_place(text, now) else None,
    Kind.CALL: lambda text, _now: read_call_outcome(text),
}
