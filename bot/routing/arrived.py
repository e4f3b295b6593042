"""A message with the conversation it arrives in, and what an answer to that conversation's question starts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows
from bot.chat import paging
from bot.chat.chat import Reply, link_of
from bot.chat.message import Incoming
from bot.domain.parsing.roll_call import RollCallLine, read_roll_call
from bot.domain.people.person import RoleKind
from bot.domain.understanding.choice import MOST_LINES, by_number, says_whatever
from bot.flows import intentions
from bot.routing.start import Start, named
from bot.services.attendance import roll as attendance_roll
from bot.services.messaging import conversations, outbox
from bot.services.people import identity
from bot.storage.tables.messaging import Conversation, Question
from bot.storage.tables.people import Address


@dataclass
class Arrived:
    """One message, and the conversation it arrives in.

    `contact`: a keyboard button shares the person's number. `opened_name`: the question that is open. `pressed`: the
    card whose button was pressed.
    """

    db: AsyncSession
    incoming: Incoming
    address: Address
    talk: Conversation
    contact: bool = False
    opened_name: str | None = None
    pressed: Question | None = None

    async def roles(self) -> frozenset[RoleKind]:
        return frozenset(role.kind for role in await identity.roles_of(self.db, self.address.person))

    async def wished(self, words: str) -> dict[str, Any]:
        """Return which flow the words ask for, if sure, and which they may; no line of a list asks for any."""
        if by_number(words, MOST_LINES) is not None or says_whatever(words):
            return {"wish": None, "offered": {}}
        return intentions.heard(words, await self.roles())

    async def remove(self) -> None:
        if self.incoming.message_id is not None:
            await outbox.delete(self.db, self.address, self.incoming.message_id)

    def takes_any_words(self) -> bool:
        return self.talk.question_id is not None and self.talk.flow in flows.TAKE_ANY_WORDS

    async def answers_a_roll(self, words: str, *, names_somebody: bool = False) -> bool:
        line = None if self.takes_any_words() else read_roll_call(words)
        if not isinstance(line, RollCallLine):
            return False
        found = await attendance_roll.open_for(self.db, self.address.person)
        if line.names_somebody or (line.all_present and not names_somebody):
            return bool(found)
        # «thêm bà Tư»: who has come to the class that is going on, at other times somebody for the book.
        return not names_somebody and any(map(attendance_roll.goes_on, found))

    def begun_to_be_welcomed(self) -> dict[str, Any]:
        if self.talk.question_id is None or self.talk.flow not in flows.WELCOME:
            return {}
        return {"welcome": [self.talk.flow, self.answers()]}

    def answers(self) -> dict[str, Any]:
        return conversations.answers_of(self.talk)

    def again(self, answers: dict[str, Any], reply: Reply | None = None) -> Start:
        flow = flows.FLOWS.get(self.talk.flow or "")
        return named("home") if flow is None else Start(flow, answers, reply)

    async def words_of_an_answer(self, words: str) -> Start:
        question = await self.db.get_one(Question, self.talk.question_id)
        return self.again(self.answers(), Reply(question.name or "", text=words))

    def answered(self, question: Question, n: int, words: str = "") -> Start:
        question.chosen, question.closed_at = n, clock.now()
        reply = Reply(question.name or "", value=question.options[n]["value"], is_option=True, text=words)
        return self.again(self.answers(), reply)

    def past(self) -> Start:
        return named("long_past" if self.talk.question_id is None else "past")

    def card(self, card: Question, n: int) -> Start:
        card.chosen, card.closed_at = n, clock.now()
        chosen_option = card.options[n]
        if chosen_option["flow"] == "answer_question":
            return self.answered_below(**chosen_option["answers"])
        start = named(chosen_option["flow"], **chosen_option["answers"])
        start.comes_back = start.flow.name in flows.COME_BACK
        return start

    def link(self, of: Question, n: int) -> Start | None:
        """Return what this line of a long list leads to; None if it turns the page."""
        value = of.options[n]["value"]
        if value in {paging.MORE, paging.ALL}:
            return None
        flow, answers = link_of(value)
        return named(flow, **answers)

    def answered_below(self, name: str, value: Any, **_about: Any) -> Start:  # noqa: ANN401 any JSON value
        """Answer the question that is open, on the card that asked which was meant."""
        if self.opened_name != name:
            return self.past()
        return self.again(self.answers(), Reply(name, value=value, is_option=True))
