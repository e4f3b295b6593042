"""The order in which the bot hears typed words, without the bot: for measuring, and for the tests of that order.

The bot itself follows it in bot/routing, where each step may ask the database. See docs/understanding.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.understanding.choice import says_whatever
from bot.domain.understanding.danger import Danger, dangers
from bot.domain.understanding.frame import Facts
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.name import read_name
from bot.domain.understanding.open_question import SAYS_NO_ITSELF, Answered, Open, answer_in, says_more_than_no
from bot.domain.understanding.recogniser import Ranked, Recogniser
from bot.domain.understanding.words import LONGEST
from bot.domain.understanding.yes_no import Answer
from bot.flows.intentions import ANSWER_TOO
from bot.services.messaging.fitted_recogniser import answers


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
        return self.likely[0].name if self.sure else None


# Where nearly anything could be an answer, a wish that is clear comes first.
_NEARLY_ANYTHING = frozenset({AnswerKind.NAME, AnswerKind.PLACE})
_CLEARLY = 0.8


@dataclass(frozen=True)
class Ear:
    """Hears with the intentions of one installation."""

    recogniser: Recogniser

    def hear(self, text: str, waits: Open, may: Mapping[str, float], now: datetime) -> Heard:
        """Return what the words mean, seen from a local `now`; `may` is what can be wanted, as `Recogniser.rank`
        takes it.
        """
        text = text[: LONGEST + 1]
        if found := dangers(text):
            return Heard(dangers=found)
        answered = answer_in(text, waits, now, answers().read)
        if answered is not None and not _may_mean_more(text, waits, answered):
            return Heard(line=answered.line, answer=answered.answer)
        wanted = self.wanted(text, may, now)
        if answered is None or (wanted.sure and _means_more(text, waits, wanted, answered)):
            return wanted
        return Heard(line=answered.line, answer=answered.answer)

    def wanted(self, text: str, may: Mapping[str, float], now: datetime) -> Heard:
        if says_whatever(text):
            return Heard()
        wish = self.recogniser.wish(text, now, may)
        return Heard(likely=wish.likely, sure=wish.sure, facts=wish.facts)


def _may_mean_more(text: str, waits: Open, answered: Answered) -> bool:
    if waits.kind in SAYS_NO_ITSELF:
        return False
    if answered.answer is Answer.UNSURE:
        return True
    return (answered.answer is Answer.NO and says_more_than_no(text)) or waits.kind in _NEARLY_ANYTHING


def _means_more(text: str, waits: Open, wanted: Heard, answered: Answered) -> bool:
    if answered.answer is Answer.UNSURE:
        return wanted.wish not in ANSWER_TOO
    if waits.kind in _NEARLY_ANYTHING:
        return wanted.likely[0].likely >= _CLEARLY and read_name(text) is None
    return True
