"""What typed words start, in the order that docs/understanding.md describes."""

from bot import clock, flows
from bot.domain.lists.people import is_list, read_lines
from bot.domain.parsing.intents import Intent, intent_of
from bot.domain.people.places import says_unknown
from bot.routing import clear_act, on_screen
from bot.routing.arrived import Arrived
from bot.routing.start import LONGEST_LINE, Start, named
from bot.services.access import codes
from bot.services.messaging import answering, conversations
from bot.services.messaging.answering import PhoneScreen
from bot.services.register import sent_tables
from bot.storage.tables.messaging import Question


async def start(here: Arrived, words: str) -> Start:
    wanted = intent_of(words)
    if (start := await _at_any_time(here, words, wanted)) is not None:
        return start
    phone = await on_screen.phone(here)
    found = answering.read(words, phone, clock.local(clock.now()))
    if (start := await on_screen.answer(here, words, found)) is not None:
        return start
    if here.talk.flow is not None and here.talk.question_id is not None:
        return await _reply(here, words, wanted, phone)
    if wanted in flows.BY_INTENT:
        return _wanted(wanted, words)
    return await _unasked(here, words)


async def _at_any_time(here: Arrived, words: str, wanted: Intent | None) -> Start | None:
    """Handle what goes before any open question: commands, codes, and BEFORE_ANY_QUESTION."""
    if words.startswith("/"):
        return _command(here, words)
    if not here.takes_any_words() and (found := await codes.named_in(here.db, words)):
        return named("start", codes=found, words=words[:LONGEST_LINE], **here.begun_to_be_welcomed())
    return named(flows.BY_INTENT[wanted].name) if wanted in flows.BEFORE_ANY_QUESTION else None


def _command(here: Arrived, words: str) -> Start:
    command, _space, rest = words[1:].partition(" ")
    flow = flows.BY_COMMAND.get(command.partition("@")[0].lower())
    if flow is None:
        return named("words")
    answers = {"payload": rest.strip()[:LONGEST_LINE]} if rest.strip() else {}
    return Start(flow, answers | here.begun_to_be_welcomed() if answers and flow.name == "start" else answers)


async def _reply(here: Arrived, words: str, wanted: Intent | None, phone: PhoneScreen) -> Start:
    question = await here.db.get_one(Question, here.talk.question_id)
    if phone.opened is not None and question.kind in answering.IN_CLEAR_WORDS:
        start = clear_act.answer(here, words, question, wanted)
        if start is not None:
            return start
    if wanted is Intent.BACK:
        return here.again(conversations.without_last(here.talk))
    if wanted is Intent.HELP and question.name in flows.MAY_NOT_BE_KNOWN and says_unknown(words):
        return await here.words_of_an_answer(words)
    if wanted in flows.BY_INTENT:
        start = _wanted(wanted, words)
        start.comes_back = wanted not in flows.END_THE_TALK
        return start
    if here.talk.flow not in flows.ASK_FOR_A_ROLL and await here.answers_a_roll(words, names_somebody=True):
        return named("roll_line", words=words[:LONGEST_LINE])
    return await here.words_of_an_answer(words)


async def _unasked(here: Arrived, words: str) -> Start:
    if await here.answers_a_roll(words):
        return named("roll_line", words=words[:LONGEST_LINE])
    read = read_lines(words, clock.today().year) if "\n" in words else []
    if is_list(read) and await sent_tables.may_send(here.db, here.address.person):
        return named("add_people", list=[line.as_json() for line in read])
    return named("words", words=words[:LONGEST_LINE], **await here.wished(words))


def _wanted(wanted: Intent, words: str) -> Start:
    return Start(flows.BY_INTENT[wanted], {"sentence": words[:LONGEST_LINE]} if wanted in flows.HEAR_MORE else {})
