"""Decides which flow a message starts, with which answers and reply."""

from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows
from bot.chat.chat import Reply
from bot.chat.flow import Flow
from bot.chat.message import Incoming, Kind, Received, Table
from bot.chat.render import read_tap
from bot.chat.understand import chosen
from bot.documents.cells import Why
from bot.documents.sheets import refused
from bot.domain.parsing.intents import Intent, intent_of
from bot.domain.parsing.roll_call import RollCallLine, read_roll_call
from bot.domain.parsing.secrets import announces_secret, has_secret, may_be_announced, may_be_code
from bot.domain.people.person import RoleKind
from bot.domain.understanding.danger import Danger, dangers
from bot.flows import intentions
from bot.services.access import codes
from bot.services.attendance import roll as attendance_roll
from bot.services.messaging import conversations, outbox
from bot.services.people import identity
from bot.services.register import sent_tables
from bot.storage.tables.messaging import Conversation, Question
from bot.storage.tables.people import Address

log = structlog.get_logger()

_LONGEST_LINE = 300


@dataclass
class Start:
    """A flow to run, the answers it has, and the reply it reads."""

    flow: Flow
    answers: dict[str, Any] = field(default_factory=dict)
    reply: Reply | None = None


def named(flow: str, **answers: Any) -> Start:  # noqa: ANN401 any JSON value
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
    # The card shown last, if nothing was asked after it.
    card: Question | None = None
    # The card whose button was pressed.
    pressed: Question | None = None

    async def start(self) -> Start | None:
        if self.incoming.kind is Kind.TAP:
            return await self._tapped()
        if self.incoming.own_number and self.contact:
            return await self._reply(self.incoming.own_number, None)
        if self.incoming.kind is not Kind.TEXT:
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
        """Checked before anything else; six digits are an answer where a number is asked for."""
        words, asking = self.incoming.text, self.talk.flow if self.talk.question_id is not None else None
        if has_secret(words):
            return True
        if may_be_code(words, is_roll=asking in flows.ASK_FOR_A_ROLL) and asking not in flows.ASK_FOR_LARGE_NUMBERS:
            return True
        return may_be_announced(words) and await conversations.secret_was_announced(self.db, self.address)

    async def _danger(self) -> Danger | None:
        """Who answers for others may write of it in a reason or a note; a known wish says it shorter."""
        found = next(iter(dangers(self.incoming.text)), None)
        if found is None or intent_of(self.incoming.text) is not None:
            return None
        return None if self.talk.question_id is not None and await self._roles() - {RoleKind.RESIDENT} else found

    async def _roles(self) -> frozenset[RoleKind]:
        return frozenset(role.kind for role in await identity.roles_of(self.db, self.address.person))

    async def _without_words(self) -> Start | None:
        if self.incoming.kind is Kind.HIDDEN and await conversations.hidden_was_answered(self.db, self.address):
            return None
        if self.incoming.kind is Kind.PHOTO:
            # It may show a card: it is deleted unseen.
            await self._remove()
        file = self.incoming.file
        if file is None or not await self._may_send_lists(file):
            return named("media", kind=self.incoming.kind.value)
        return await self._sent_a_table(file.table or Table(why=refused(file.name, file.size) or Why.BROKEN))

    async def _may_send_lists(self, file: Received) -> bool:
        return file.fetch is not None or await sent_tables.may_send(self.db, self.address.person)

    async def _sent_a_table(self, table: Table) -> Start:
        if table.has_secret:
            await self._remove()
        if not table.people:
            return named("secret") if table.has_secret else named("no_table", why=table.why, pages=list(table.pages))
        answers = dict(self.talk.answers) if self.talk.flow == "add_people" else {}
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

    async def _still_asked(self, question: Question, n: int) -> bool:
        """Does the board of an aside, asked again since, offer the same? Of two quick taps both count."""
        flow = flows.FLOWS.get(self.talk.flow or "")
        if flow is None or not flow.aside or self.talk.question_id is None:
            return False
        now = await self.db.get_one(Question, self.talk.question_id)
        return now.name == question.name and question.options[n]["value"] in [each["value"] for each in now.options]

    async def _typed(self, words: str) -> Start:
        wanted = intent_of(words)
        if (start := await self._at_any_time(words, wanted)) is not None:
            return start
        if self.card is not None and (n := chosen(words, self.card.options)) is not None:
            return self._card(self.card, n)
        if self.talk.flow is not None and self.talk.question_id is not None:
            return await self._reply(words, wanted)
        if wanted in flows.BY_INTENT:
            return named(flows.BY_INTENT[wanted].name)
        if await self._answers_a_roll(words):
            return named("roll_line", words=words[:_LONGEST_LINE])
        return named("words", words=words[:_LONGEST_LINE], **intentions.heard(words, await self._roles()))

    async def _at_any_time(self, words: str, wanted: Intent | None) -> Start | None:
        """Handle what goes before any open question: commands, codes, and BEFORE_ANY_QUESTION."""
        if words.startswith("/"):
            return self._command(words)
        if not self._takes_any_words() and (found := await codes.named_in(self.db, words)):
            return named("start", codes=found, words=words[:_LONGEST_LINE], **self._begun_to_be_welcomed())
        return named(flows.BY_INTENT[wanted].name) if wanted in flows.BEFORE_ANY_QUESTION else None

    async def _answers_a_roll(self, words: str, *, names_somebody: bool = False) -> bool:
        """Is it a line of a roll, from somebody who has one open? «Đủ» may answer what is open."""
        line = None if self._takes_any_words() else read_roll_call(words)
        if not isinstance(line, RollCallLine) or not (line.names_somebody or (line.all_present and not names_somebody)):
            return False
        return bool(await attendance_roll.open_for(self.db, self.address.person))

    def _takes_any_words(self) -> bool:
        """A code in what is to be told to others, or in a pasted list, is part of it."""
        return self.talk.question_id is not None and self.talk.flow in flows.TAKE_ANY_WORDS

    def _begun_to_be_welcomed(self) -> dict[str, Any]:
        """What somebody new has answered already is not asked again because of a code."""
        if self.talk.question_id is None or self.talk.flow not in flows.WELCOME:
            return {}
        return {"welcome": [self.talk.flow, dict(self.talk.answers)]}

    async def _reply(self, words: str, wanted: Intent | None) -> Start:
        question = await self.db.get_one(Question, self.talk.question_id)
        if (n := chosen(words, question.options)) is not None:
            return self._answered(question, n)
        if wanted is Intent.BACK:
            return self._again(conversations.without_last(self.talk))
        if wanted in flows.BY_INTENT:
            return named(flows.BY_INTENT[wanted].name)
        if self.talk.flow not in flows.ASK_FOR_A_ROLL and await self._answers_a_roll(words, names_somebody=True):
            return named("roll_line", words=words[:_LONGEST_LINE])
        return self._again(dict(self.talk.answers), Reply(question.name or "", text=words))

    def _command(self, words: str) -> Start:
        command, _space, rest = words[1:].partition(" ")
        flow = flows.BY_COMMAND.get(command.partition("@")[0].lower())
        if flow is None:
            return named("words")
        answers = {"payload": rest.strip()[:_LONGEST_LINE]} if rest.strip() else {}
        return Start(flow, answers | self._begun_to_be_welcomed() if answers and flow.name == "start" else answers)

    def _answered(self, question: Question, n: int) -> Start:
        question.chosen, question.closed_at = n, clock.now()
        reply = Reply(question.name or "", value=question.options[n]["value"], is_option=True)
        return self._again(dict(self.talk.answers), reply)

    def _past(self) -> Start:
        return named("long_past" if self.talk.question_id is None else "past")

    def _card(self, card: Question, n: int) -> Start:
        card.chosen, card.closed_at = n, clock.now()
        chosen_option = card.options[n]
        return named(chosen_option["flow"], **chosen_option["answers"])

    def _again(self, answers: dict[str, Any], reply: Reply | None = None) -> Start:
        flow = flows.FLOWS.get(self.talk.flow or "")
        return named("home") if flow is None else Start(flow, answers, reply)
