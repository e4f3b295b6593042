"""What stands on the phone, and which of it was answered: cards and the open question, by when they reached it."""

from typing import Any

from bot import flows
from bot.chat.chat import Reply
from bot.domain.people.person import RoleKind
from bot.domain.understanding.choice import by_label
from bot.domain.understanding.open_question import says_more_than_no
from bot.domain.understanding.yes_no import Answer, yes_no
from bot.domain.vietnamese import fold
from bot.flows.intentions import ANSWER_TOO
from bot.flows.start import asked_back
from bot.routing.arrived import Arrived
from bot.routing.clear_act import SURE
from bot.routing.start import LONGEST_LINE, Start, named
from bot.services.messaging import answering, shown
from bot.services.messaging.answering import AskedBack, Chosen, Past, PhoneScreen, Rest
from bot.services.messaging.shown import ShownQuestion
from bot.services.people import identity
from bot.storage.tables.people import Person


async def phone(here: Arrived) -> PhoneScreen:
    found = await shown.lately(here.db, here.address)
    about = {one.about for one in found if one.about is not None}
    called = {person.id: _called(person) for person in await identity.people(here.db, about)}
    return PhoneScreen(found, here.talk.question_id, here.address.person.id, called)


async def answer(here: Arrived, words: str, found: answering.Read | None) -> Start | None:
    match found:
        case None:
            return None
        case Past():
            return here.past()
        case Rest(one):
            return named("rest_of_list", question=one.question.id)
        case AskedBack():
            return await _ask_back(here, words, found)
        case (first, *others) if not _says_more(words, first):
            start = _choose(here, first, words)
            start.also = tuple(_choose(here, other, words) for other in others)
            return start
    return None


def _says_more(words: str, chosen: Chosen) -> bool:
    if chosen.by_number or by_label(words, chosen.shown.labels) == chosen.option:
        return False  # «Đúng, rút tên», which would be no and more elsewhere
    return yes_no(words) is Answer.NO and says_more_than_no(words)


async def _ask_back(here: Arrived, words: str, found: AskedBack) -> Start | None:
    first = found.between[0].shown
    if found.why is answering.AskBackReason.UNSURE:
        return await _show_again(here, words, first)
    if found.named is not None and found.named.people:
        wish = await here.wished(words)
        if wish["wish"] is not None and await here.roles() - {RoleKind.RESIDENT}:
            return None  # «bà Tư bận»: whoever leads speaks of bà Tư
    if not first.is_card and found.why is not answering.AskBackReason.SEVERAL:
        return here.again(here.answers(), Reply(first.question.name or "", text=words, doubt=SURE))
    return Start(flows.FLOWS["asked_back"], asked_back.given(found, words))


async def _show_again(here: Arrived, words: str, shown: ShownQuestion) -> Start | None:
    """Show the card once more, unless the words are a wish in which no card is answered."""
    wish = (await here.wished(words))["wish"]
    if not shown.is_card or (wish is not None and wish not in ANSWER_TOO):
        return None
    return named("words", words=words[:LONGEST_LINE], wish=None, offered={})


def _choose(here: Arrived, chosen: Chosen, words: str) -> Start:
    question = chosen.shown.question
    if not chosen.shown.is_card:
        return here.answered(question, chosen.option, words)
    picked = question.options[chosen.option]
    if chosen.by_number and _takes_back(picked):  # the same number twice must not take back what it did
        return named("undo_sure", back=picked["flow"], of=picked["answers"])
    return here.card(question, chosen.option)


def _called(person: Person) -> frozenset[str]:
    return frozenset(fold(name) for name in (person.given_name, (person.name or "").split(" ")[-1]) if name)


def _takes_back(option: dict[str, Any]) -> bool:
    """Return whether it is «↩️ Undo», and was not asked about already."""
    flow, answers = option["flow"], option["answers"]
    return not answers.get("sure") and (flow in flows.TAKE_BACK or (flow == "correct_person" and "to" in answers))
