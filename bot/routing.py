"""Decides which flow a message starts, with which answers and reply."""

import re
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows
from bot.chat.chat import Reply
from bot.chat.flow import Flow
from bot.chat.message import Incoming, IncomingKind, Received, Table
from bot.chat.render import read_tap
from bot.documents.cells import NoTableReason
from bot.documents.sheets import refused
from bot.domain.lists.people import is_list, read_lines
from bot.domain.parsing.intents import Intent, intent_of
from bot.domain.parsing.roll_call import RollCallLine, read_roll_call
from bot.domain.parsing.secrets import announces_secret, has_secret, may_be_announced, may_be_code
from bot.domain.people.person import RoleKind
from bot.domain.people.places import says_unknown
from bot.domain.understanding.choice import MOST_LINES, by_number, says_whatever
from bot.domain.understanding.danger import Danger, dangers
from bot.domain.understanding.ear import Open, answer_in, says_more_than_no
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.yes_no import Answer, ConsentAnswer, yes_no
from bot.domain.vietnamese import fold
from bot.flows import intentions
from bot.flows.start import asked_back
from bot.i18n import _
from bot.services.access import codes
from bot.services.attendance import roll as attendance_roll
from bot.services.messaging import answering, conversations, outbox, shown
from bot.services.messaging.answering import AskedBack, Chosen, Past, PhoneScreen, Rest
from bot.services.people import identity
from bot.services.register import sent_tables
from bot.storage.tables.messaging import Conversation, Question
from bot.storage.tables.people import Address, Person

log = structlog.get_logger()

_LONGEST_LINE = 300


@dataclass
class Start:
    """A flow to run, the answers it has, and the reply it reads."""

    flow: Flow
    answers: dict[str, Any] = field(default_factory=dict)
    reply: Reply | None = None
    # Is the question that is open to be asked again once this has come to its end?
    comes_back: bool = False
    also: tuple["Start", ...] = ()


# What stands before the words of a label.
_LEADING_SIGNS = re.compile(r"^[^\w(]+")
_FOR_THEM = _(
    "Thank you. Whoever learns will be signed up by name once I know yours, and asked in class. "
    "Do you agree for yourself?"
)
_SURE = _("I want to be sure that I heard you right. Which of these do you mean?")


_CLEAR_ACTS = frozenset({AnswerKind.CONSENT, AnswerKind.OWN_WORD, AnswerKind.LEAVING})


def _option(question: Question, *, yes: bool) -> int:
    meant = (True, "yes") if yes else (False, "no")
    return next(n for n, option in enumerate(question.options) if option["value"] in meant)


def _takes_back(option: dict[str, Any]) -> bool:
    """Return whether it is «↩️ Undo», and was not asked about already."""
    flow, answers = option["flow"], option["answers"]
    return not answers.get("sure") and (flow in flows.TAKE_BACK or (flow == "correct_person" and "to" in answers))


def named(flow: str, /, **answers: Any) -> Start:  # noqa: ANN401 any JSON value
    return Start(flows.FLOWS.get(flow) or flows.FLOWS["long_past"], answers)


@dataclass
class Hearing:
    """One message, and the conversation it arrives in."""

    db: AsyncSession
    incoming: Incoming
    address: Address
    talk: Conversation
    # Is there a keyboard button that shares the person's number?
    contact: bool
    # The name of the question that is open.
    opened_name: str | None = None
    # The card whose button was pressed.
    pressed: Question | None = None

    async def start(self) -> Start | None:
        if self.incoming.kind is IncomingKind.TAP:
            return await self._tapped()
        if self.incoming.kind is IncomingKind.REACTION:
            return await self._reacted()
        if self.incoming.own_number and self.contact:
            return await self._words_of_an_answer(self.incoming.own_number)
        if self.incoming.kind is not IncomingKind.TEXT:
            return await self._without_words()
        return await self._in_words()

    async def _in_words(self) -> Start:
        if await self._has_secret():
            await self._remove()
            if not self._pastes_a_list():
                return named("secret")
        if (found := await self._danger()) is not None:
            return named("danger", which=found.value)
        if announces_secret(self.incoming.text):
            return named("secret", announced=True)
        return await self._typed(self.incoming.text.strip())

    async def _has_secret(self) -> bool:
        """Return whether it holds a secret; six digits are an answer where a number is asked for."""
        words, asking = self.incoming.text, self.talk.flow if self.talk.question_id is not None else None
        if has_secret(words):
            return True
        if may_be_code(words, is_roll=asking in flows.ASK_FOR_A_ROLL) and asking not in flows.ASK_FOR_LARGE_NUMBERS:
            return True
        return may_be_announced(words) and await conversations.secret_was_announced(self.db, self.address)

    async def _danger(self) -> Danger | None:
        found = next(iter(dangers(self.incoming.text)), None)
        if found is None or intent_of(self.incoming.text) is not None:
            return None
        return None if self.talk.question_id is not None and await self._roles() - {RoleKind.RESIDENT} else found

    async def _roles(self) -> frozenset[RoleKind]:
        return frozenset(role.kind for role in await identity.roles_of(self.db, self.address.person))

    async def _without_words(self) -> Start | None:
        if self.incoming.kind is IncomingKind.HIDDEN and await conversations.hidden_was_answered(self.db, self.address):
            return None
        if self.incoming.kind is IncomingKind.EDITED:
            return await self._edited()
        if self.incoming.kind is IncomingKind.PHOTO:
            # It may show a card: it is deleted unseen.
            await self._remove()
        is_first = await conversations.is_first_of_album(self.db, self.incoming)
        file = self.incoming.file
        if file is not None and await self._may_send_lists(file):
            return await self._sent_a_table(
                file.table or Table(why=refused(file.name, file.size) or NoTableReason.BROKEN)
            )
        if self.incoming.text:
            return await self._in_words()
        return named("media", kind=self.incoming.kind.value) if is_first else None

    async def _edited(self) -> Start:
        if has_secret(self.incoming.text):
            await self._remove()
            return named("secret")
        words = self.incoming.text.strip()
        if await self._answers_a_roll(words):
            return named("edited_roll_line", words=words[:_LONGEST_LINE])
        return named("edited")

    async def _may_send_lists(self, file: Received) -> bool:
        return file.fetch is not None or await sent_tables.may_send(self.db, self.address.person)

    async def _sent_a_table(self, table: Table) -> Start:
        if table.has_secret:
            await self._remove()
        if not table.people:
            return named("secret") if table.has_secret else named("no_table", why=table.why, pages=list(table.pages))
        answers = self._answers() if self.talk.flow == "add_people" else {}
        read = {"list": list(table.people), "pages": list(table.pages), "sees_all": table.sees_all}
        return Start(flows.FLOWS["add_people"], {**answers, **read})

    def _pastes_a_list(self) -> bool:
        return self.talk.flow in flows.READ_LISTS and self.talk.question_id is not None and "\n" in self.incoming.text

    async def _remove(self) -> None:
        if self.incoming.message_id is not None:
            await outbox.delete(self.db, self.address, self.incoming.message_id)

    async def _tapped(self) -> Start | None:
        tap = read_tap(self.incoming.tap)
        question = await conversations.question(self.db, self.address, tap) if tap else None
        if tap is None or question is None or tap.option >= len(question.options):
            log.warning("a button that was never shown here", address=self.address.id)
            return self._past()
        if question.name is None:
            self.pressed = question
            return self._card(question, tap.option)
        if question.id == self.talk.question_id:
            return self._answered(question, tap.option)
        if question.chosen == tap.option:
            return None  # a second tap on the same button changes nothing
        return self._answered(question, tap.option) if await self._still_asked(question, tap.option) else self._past()

    async def _reacted(self) -> Start | None:
        """Return what a 👍 answers: the card it was put to, unless that was answered or is past."""
        sign, phone = self.incoming.text, await self._phone()
        found = answering.read_reaction(sign, phone, self.incoming.reacts_to, clock.local(clock.now()))
        if found is not None:
            return await self._heard(sign, found)
        opened = phone.opened
        if opened is None or opened.external_id != self.incoming.reacts_to or yes_no(sign) is None:
            return None
        return self._clear_act(sign, opened.question, None) if opened.question.kind in _CLEAR_ACTS else None

    async def _still_asked(self, question: Question, n: int) -> bool:
        """Return whether the board of an aside, asked again since, offers the same: of two quick taps both count."""
        flow = flows.FLOWS.get(self.talk.flow or "")
        if flow is None or not flow.aside or self.talk.question_id is None:
            return False
        now = await self.db.get_one(Question, self.talk.question_id)
        return now.name == question.name and question.options[n]["value"] in [each["value"] for each in now.options]

    async def _typed(self, words: str) -> Start:
        wanted = intent_of(words)
        if (start := await self._at_any_time(words, wanted)) is not None:
            return start
        phone = await self._phone()
        found = answering.read(words, phone, clock.local(clock.now()))
        if (start := await self._heard(words, found)) is not None:
            return start
        if self.talk.flow is not None and self.talk.question_id is not None:
            return await self._reply(words, wanted, phone)
        if wanted in flows.BY_INTENT:
            return self._wanted(wanted, words)
        return await self._unasked(words)

    async def _unasked(self, words: str) -> Start:
        if await self._answers_a_roll(words):
            return named("roll_line", words=words[:_LONGEST_LINE])
        read = read_lines(words, clock.today().year) if "\n" in words else []
        if is_list(read) and await sent_tables.may_send(self.db, self.address.person):
            return named("add_people", list=[line.as_json() for line in read])
        return named("words", words=words[:_LONGEST_LINE], **await self.wished(words))

    async def _phone(self) -> PhoneScreen:
        found = await shown.lately(self.db, self.address)
        about = {one.about for one in found if one.about is not None}
        called = {person.id: self._called(person) for person in await identity.people(self.db, about)}
        return PhoneScreen(found, self.talk.question_id, self.address.person.id, called)

    @staticmethod
    def _called(person: Person) -> frozenset[str]:
        return frozenset(fold(name) for name in (person.given_name, (person.name or "").split(" ")[-1]) if name)

    async def _heard(self, words: str, found: answering.Read | None) -> Start | None:
        match found:
            case None:
                return None
            case Past():
                return self._past()
            case Rest(one):
                return named("rest_of_list", question=one.question.id)
            case AskedBack():
                return await self._ask_back(words, found)
            case (first, *others) if not self._says_more(words, first):
                start = self._choose(first, words)
                start.also = tuple(self._choose(other, words) for other in others)
                return start
        return None

    @staticmethod
    def _says_more(words: str, chosen: Chosen) -> bool:
        return not chosen.by_number and yes_no(words) is Answer.NO and says_more_than_no(words)

    async def _ask_back(self, words: str, found: AskedBack) -> Start | None:
        first = found.between[0].shown
        if found.named is not None and found.named.people:
            wish = await self.wished(words)
            if wish["wish"] is not None and await self._roles() - {RoleKind.RESIDENT}:
                return None  # «bà Tư bận»: whoever leads speaks of bà Tư
        if not first.is_card and found.why is not answering.AskBackReason.SEVERAL:
            return self._again(self._answers(), Reply(first.question.name or "", text=words, doubt=_SURE))
        return Start(flows.FLOWS["asked_back"], asked_back.given(found, words))

    def _choose(self, chosen: Chosen, words: str) -> Start:
        question = chosen.shown.question
        if not chosen.shown.is_card:
            return self._answered(question, chosen.option, words)
        picked = question.options[chosen.option]
        if chosen.by_number and _takes_back(picked):  # the same number twice must not take back what it did
            return named("undo_sure", back=picked["flow"], of=picked["answers"])
        return self._card(question, chosen.option)

    def _wanted(self, wanted: Intent, words: str) -> Start:
        return Start(flows.BY_INTENT[wanted], {"sentence": words[:_LONGEST_LINE]} if wanted in flows.HEAR_MORE else {})

    async def wished(self, words: str, worth: float = intentions.WORTH_ASKING) -> dict[str, Any]:
        """Return which flow the words ask for, if sure, and which they may; no line of a list asks for any."""
        if by_number(words, MOST_LINES) is not None or says_whatever(words):
            return {"wish": None, "offered": {}}
        return intentions.heard(words, await self._roles(), worth)

    async def _at_any_time(self, words: str, wanted: Intent | None) -> Start | None:
        """Handle what goes before any open question: commands, codes, and BEFORE_ANY_QUESTION."""
        if words.startswith("/"):
            return self._command(words)
        if not self._takes_any_words() and (found := await codes.named_in(self.db, words)):
            return named("start", codes=found, words=words[:_LONGEST_LINE], **self._begun_to_be_welcomed())
        return named(flows.BY_INTENT[wanted].name) if wanted in flows.BEFORE_ANY_QUESTION else None

    async def _answers_a_roll(self, words: str, *, names_somebody: bool = False) -> bool:
        line = None if self._takes_any_words() else read_roll_call(words)
        if not isinstance(line, RollCallLine) or not (line.names_somebody or (line.all_present and not names_somebody)):
            return False
        return bool(await attendance_roll.open_for(self.db, self.address.person))

    def _takes_any_words(self) -> bool:
        return self.talk.question_id is not None and self.talk.flow in flows.TAKE_ANY_WORDS

    def _begun_to_be_welcomed(self) -> dict[str, Any]:
        if self.talk.question_id is None or self.talk.flow not in flows.WELCOME:
            return {}
        return {"welcome": [self.talk.flow, self._answers()]}

    async def _reply(self, words: str, wanted: Intent | None, phone: PhoneScreen) -> Start:
        question = await self.db.get_one(Question, self.talk.question_id)
        if phone.opened is not None and question.kind in _CLEAR_ACTS:
            start = self._clear_act(words, question, wanted)
            if start is not None:
                return start
        if wanted is Intent.BACK:
            return self._again(conversations.without_last(self.talk))
        if wanted is Intent.HELP and question.name in flows.MAY_NOT_BE_KNOWN and says_unknown(words):
            return await self._words_of_an_answer(words)
        if wanted in flows.BY_INTENT:
            start = self._wanted(wanted, words)
            start.comes_back = wanted not in flows.END_THE_TALK
            return start
        if self.talk.flow not in flows.ASK_FOR_A_ROLL and await self._answers_a_roll(words, names_somebody=True):
            return named("roll_line", words=words[:_LONGEST_LINE])
        return await self._words_of_an_answer(words)

    async def _words_of_an_answer(self, words: str) -> Start:
        question = await self.db.get_one(Question, self.talk.question_id)
        return self._again(self._answers(), Reply(question.name or "", text=words))

    def _clear_act(self, words: str, question: Question, wanted: Intent | None) -> Start | None:
        """Return what is only taken from clear words of one's own: they are kept; «ok» and 👍 are asked once more."""
        waits = Open(question.kind or AnswerKind.LIST, tuple(option["label"] for option in question.options))
        heard = answer_in(words, waits, clock.local(clock.now()))
        match heard.answer if heard is not None else None:
            case Answer.NO | ConsentAnswer.NO:
                return self._answered(question, _option(question, yes=False), words)
            case ConsentAnswer.YES | Answer.YES:
                return self._answered(question, _option(question, yes=True), words)
            case ConsentAnswer.OF_ANOTHER:
                return self._again(self._witnessed(), Reply(question.name or "", text=words, doubt=_FOR_THEM))
            case None if wanted is None or flows.BY_INTENT.get(wanted) != flows.FLOWS.get(self.talk.flow or ""):
                return None  # «xóa» said twice is not yet a yes
        if question.kind is AnswerKind.LEAVING:
            return self._again(self._answers(), Reply(question.name or "", text=words, doubt=_SURE))
        clear = question.options[_option(question, yes=True)]["label"]
        doubt = _("To be sure: please write «{words}» if that is what you want.", words=_LEADING_SIGNS.sub("", clear))
        return self._again(self._answers(), Reply(question.name or "", text=words, doubt=doubt))

    def _witnessed(self) -> dict[str, Any]:
        answers = self._answers()
        return {**answers, "then": "for_relative" if answers.get("course") else "sign_up"}

    def _answers(self) -> dict[str, Any]:
        return conversations.answers_of(self.talk)

    def _command(self, words: str) -> Start:
        command, _space, rest = words[1:].partition(" ")
        flow = flows.BY_COMMAND.get(command.partition("@")[0].lower())
        if flow is None:
            return named("words")
        answers = {"payload": rest.strip()[:_LONGEST_LINE]} if rest.strip() else {}
        return Start(flow, answers | self._begun_to_be_welcomed() if answers and flow.name == "start" else answers)

    def _answered(self, question: Question, n: int, words: str = "") -> Start:
        question.chosen, question.closed_at = n, clock.now()
        reply = Reply(question.name or "", value=question.options[n]["value"], is_option=True, text=words)
        return self._again(self._answers(), reply)

    def _past(self) -> Start:
        return named("long_past" if self.talk.question_id is None else "past")

    def _card(self, card: Question, n: int) -> Start:
        card.chosen, card.closed_at = n, clock.now()
        chosen_option = card.options[n]
        if chosen_option["flow"] == "answer_question":
            return self._answered_below(**chosen_option["answers"])
        start = named(chosen_option["flow"], **chosen_option["answers"])
        start.comes_back = start.flow.name in flows.COME_BACK
        return start

    def _answered_below(self, name: str, value: Any, **_about: Any) -> Start:  # noqa: ANN401 any JSON value
        """Return the question that is open was answered on the card that asked which was meant."""
        if self.opened_name != name:
            return self._past()
        return self._again(self._answers(), Reply(name, value=value, is_option=True))

    def _again(self, answers: dict[str, Any], reply: Reply | None = None) -> Start:
        flow = flows.FLOWS.get(self.talk.flow or "")
        return named("home") if flow is None else Start(flow, answers, reply)
