"""Answers that are only taken from clear words of one's own, such as consent; «ok» is asked once more."""

import re
from typing import Any

from bot import clock, flows
from bot.chat.chat import Reply
from bot.domain.parsing.intents import Intent
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.open_question import Open, answer_in
from bot.domain.understanding.yes_no import Answer, ConsentAnswer
from bot.i18n import _
from bot.routing.arrived import Arrived
from bot.routing.start import Start
from bot.storage.tables.messaging import Question

SURE = _("I want to be sure that I heard you right. Which of these do you mean?")
_FOR_THEM = _(
    "Thank you. Whoever learns will be signed up by name once I know yours, and asked in class. "
    "Do you agree for yourself?"
)
# What stands before the words of a label.
_LEADING_SIGNS = re.compile(r"^[^\w(]+")


def answer(here: Arrived, words: str, question: Question, wanted: Intent | None) -> Start | None:
    """Return what the words answer, or the question asked once more; None if they are something else."""
    waits = Open(question.kind or AnswerKind.LIST, tuple(option["label"] for option in question.options))
    heard = answer_in(words, waits, clock.local(clock.now()))
    match heard.answer if heard is not None else None:
        case Answer.NO | ConsentAnswer.NO:
            return here.answered(question, _option(question, yes=False), words)
        case ConsentAnswer.YES | Answer.YES:
            return here.answered(question, _option(question, yes=True), words)
        case ConsentAnswer.OF_ANOTHER:
            return here.again(_witnessed(here), Reply(question.name or "", text=words, doubt=_FOR_THEM))
        case None if wanted is None or flows.BY_INTENT.get(wanted) != flows.FLOWS.get(here.talk.flow or ""):
            return None  # «xóa» said twice is not yet a yes
    if question.kind is AnswerKind.LEAVING:
        return here.again(here.answers(), Reply(question.name or "", text=words, doubt=SURE))
    clear = question.options[_option(question, yes=True)]["label"]
    doubt = _("To be sure: please write «{words}» if that is what you want.", words=_LEADING_SIGNS.sub("", clear))
    return here.again(here.answers(), Reply(question.name or "", text=words, doubt=doubt))


def _witnessed(here: Arrived) -> dict[str, Any]:
    answers = here.answers()
    return {**answers, "then": "for_relative" if answers.get("course") else "sign_up"}


def _option(question: Question, *, yes: bool) -> int:
    meant = (True, "yes") if yes else (False, "no")
    return next(n for n, option in enumerate(question.options) if option["value"] in meant)
