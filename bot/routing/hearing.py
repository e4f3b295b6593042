"""What a message starts, by what has arrived: words, a tap, a reaction, a picture, a file."""

import structlog

from bot import clock, flows
from bot.chat.message import IncomingKind, Received
from bot.chat.render import read_tap
from bot.domain.parsing.secrets import has_secret
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.yes_no import yes_no
from bot.routing import clear_act, guard, on_screen, sent_table, typed
from bot.routing.arrived import Arrived
from bot.routing.start import LONGEST_LINE, Start, named
from bot.services.messaging import answering, conversations
from bot.services.register import sent_tables
from bot.storage.tables.messaging import Question

log = structlog.get_logger()


async def start(here: Arrived) -> Start | None:
    if here.incoming.kind is IncomingKind.TAP:
        return await _tapped(here)
    if here.incoming.kind is IncomingKind.REACTION:
        return await _reacted(here)
    if here.incoming.own_number and here.contact:
        return await here.words_of_an_answer(here.incoming.own_number)
    if here.incoming.kind is not IncomingKind.TEXT:
        return await _without_words(here)
    return await _in_words(here)


async def _in_words(here: Arrived) -> Start:
    return await guard.stop(here) or await typed.start(here, here.incoming.text.strip())


async def _tapped(here: Arrived) -> Start | None:
    tap = read_tap(here.incoming.tap)
    question = await conversations.question(here.db, here.address, tap) if tap else None
    if tap is None or question is None or tap.option >= len(question.options):
        log.warning("a button that was never shown here", address=here.address.id)
        return here.past()
    if question.name is None:
        here.pressed = question
        return here.card(question, tap.option)
    if question.kind is AnswerKind.LINKS and (start := here.link(question, tap.option)) is not None:
        here.pressed = question
        return start
    if question.id == here.talk.question_id:
        return here.answered(question, tap.option)
    if question.chosen == tap.option:
        return None  # a second tap on the same button changes nothing
    return here.answered(question, tap.option) if await _still_asked(here, question, tap.option) else here.past()


async def _reacted(here: Arrived) -> Start | None:
    """Return what a 👍 answers: the card it was put to, unless that was answered or is past."""
    sign, phone = here.incoming.text, await on_screen.phone(here)
    found = answering.read_reaction(sign, phone, here.incoming.reacts_to, clock.local(clock.now()))
    if found is not None:
        return await on_screen.answer(here, sign, found)
    opened = phone.opened
    if opened is None or opened.external_id != here.incoming.reacts_to or yes_no(sign) is None:
        return None
    return (
        clear_act.answer(here, sign, opened.question, None)
        if opened.question.kind in answering.IN_CLEAR_WORDS
        else None
    )


async def _still_asked(here: Arrived, question: Question, n: int) -> bool:
    """Return whether the board of an aside, asked again since, offers the same: of two quick taps both count."""
    flow = flows.FLOWS.get(here.talk.flow or "")
    if flow is None or not flow.aside or here.talk.question_id is None:
        return False
    now = await here.db.get_one(Question, here.talk.question_id)
    return now.name == question.name and question.options[n]["value"] in [each["value"] for each in now.options]


async def _without_words(here: Arrived) -> Start | None:
    if here.incoming.kind is IncomingKind.HIDDEN and await conversations.hidden_was_answered(here.db, here.address):
        return None
    if here.incoming.kind is IncomingKind.EDITED:
        return await _edited(here)
    if here.incoming.kind is IncomingKind.PHOTO:
        # It may show a card: it is deleted unseen.
        await here.remove()
    is_first = await conversations.is_first_of_album(here.db, here.incoming)
    file = here.incoming.file
    if file is not None and await _may_send_lists(here, file):
        return await sent_table.start(here, file)
    if here.incoming.text:
        return await _in_words(here)
    return named("media", kind=here.incoming.kind.value) if is_first else None


async def _edited(here: Arrived) -> Start:
    if has_secret(here.incoming.text):
        await here.remove()
        return named("secret")
    words = here.incoming.text.strip()
    if await here.answers_a_roll(words):
        return named("edited_roll_line", words=words[:LONGEST_LINE])
    return named("edited")


async def _may_send_lists(here: Arrived, file: Received) -> bool:
    return file.fetch is not None or await sent_tables.may_send(here.db, here.address.person)
