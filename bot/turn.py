"""A turn: one incoming message, one transaction, replies in the outbox."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows
from bot.chat.chat import Asking, Chat, Reply
from bot.chat.flow import Flow
from bot.chat.message import Incoming, Kind, Received
from bot.chat.render import read_tap
from bot.chat.say import Say, option
from bot.chat.understand import chosen
from bot.domain.codes import read_code
from bot.domain.secret_words import has_secret, may_be_code
from bot.domain.wishes import Wish, wish
from bot.i18n import Text, _, lines
from bot.services import boards, book_papers, conversations, happenings, menus, outbox, people, reach
from bot.storage.database import Database, insert_new, is_passing
from bot.storage.messaging import Conversation, Question, SeenUpdate
from bot.storage.people import Address

log = structlog.get_logger()

_TRIES = 3
_CHAIN = 6
_LONGEST_LINE = 300
_MISSES_BEFORE_A_PERSON = 3


class Unavailable(Exception):
    """The database cannot take the update now: it stays with the platform."""


async def take_turn(database: Database, incoming: Incoming) -> None:
    """Take one update, exactly once; raises Unavailable if it must be delivered again."""
    try:
        await _persistently(database, incoming)
    except Unavailable:
        raise
    except Exception:
        # A poison message must not be redelivered for ever: it counts as taken, and the person is told.
        log.exception("turn failed", channel=incoming.channel, update=incoming.event_id)
        await _apologise(database, incoming)


async def _persistently(database: Database, incoming: Incoming) -> None:
    for last in (*[False] * (_TRIES - 1), True):
        try:
            async with database.begin() as db:
                await _take(db, incoming)
        except DBAPIError as error:
            if not is_passing(error):
                raise
            if last:
                raise Unavailable from error
        else:
            return


async def _take(db: AsyncSession, incoming: Incoming) -> None:
    if not await _is_new(db, incoming):
        return
    if not incoming.is_talk:
        return await happenings.take(db, incoming)
    turn = await _Turn.of(db, incoming)
    await turn.run()


async def _is_new(db: AsyncSession, incoming: Incoming) -> bool:
    return await insert_new(db, SeenUpdate, channel=incoming.channel, event_id=incoming.event_id, at=clock.now())


async def _apologise(database: Database, incoming: Incoming) -> None:
    try:
        async with database.begin() as db:
            if await _is_new(db, incoming) and incoming.is_talk:
                address = await people.caller(db, incoming)
                await outbox.reply(db, address, _sorry())
    except Exception as error:
        if isinstance(error, DBAPIError) and is_passing(error):
            raise Unavailable from error
        # It would fail for ever, and hold up everybody behind it.
        log.exception("nobody could be told", channel=incoming.channel, update=incoming.event_id)


def _sorry() -> Say:
    return Say(
        _("Something went wrong on my side. Nothing was changed. Please try again in a few minutes."),
        (option(_("🙋 Talk to a person"), "person"), option(_("🏠 Home"), "home")),
    )


@dataclass
class _Start:
    """What to run: a flow, the answers it has, the reply it is to read."""

    flow: Flow
    answers: dict[str, Any] = field(default_factory=dict)
    reply: Reply | None = None


@dataclass
class _Turn:
    db: AsyncSession
    incoming: Incoming
    address: Address
    talk: Conversation
    # The page whose button was pressed, until something is said below it.
    live: int | None = None
    # Does a button that shares one's number stand below the field where people type?
    contact: bool = False

    @classmethod
    async def of(cls, db: AsyncSession, incoming: Incoming) -> "_Turn":
        address = await people.caller(db, incoming)
        await reach.back(db, address)
        return cls(db, incoming, address, await conversations.talk_of(db, address))

    async def run(self) -> None:
        self.contact = await conversations.has_contact_button(self.db, self.talk)
        start = await self._start()
        if start is None:
            return
        if start.flow.roles and not await people.has_any_role(self.db, self.address.person, start.flow.roles):
            self._note_refusal(start.flow)
            start = _Start(flows.FLOWS["not_yours"])
        await self._play(start)
        await menus.refresh(self.db, self.address.person)

    # Which flow?

    async def _start(self) -> _Start | None:
        if self.incoming.kind is Kind.TAP:
            return await self._tapped()
        if self.incoming.own_number and self.contact:
            return await self._reply(self.incoming.own_number, None)
        if self.incoming.kind is not Kind.TEXT:
            return await self._without_words()
        if self._has_secret():
            await self._remove()
            if not self._pastes_a_list():
                return self._flow("secret")
        return await self._typed(self.incoming.text.strip())

    def _has_secret(self) -> bool:
        """Before anything is done with the words. Where «how many?» is asked six digits are an answer."""
        counted = self.talk.question_id is not None and self.talk.flow in flows.ASK_FOR_LARGE_NUMBERS
        return has_secret(self.incoming.text) or (may_be_code(self.incoming.text) and not counted)

    async def _without_words(self) -> _Start:
        """A picture, a voice, a file: only tables are looked into."""
        if self.incoming.kind is Kind.PHOTO:
            # It may show a card: it is not looked at, and does not stay.
            await self._remove()
        file = self.incoming.file
        if file is None or not (file.content or self.talk.flow in flows.READ_LISTS):
            return self._flow("media", kind=self.incoming.kind.value)
        return await self._sent_a_table(file)

    async def _sent_a_table(self, file: Received) -> _Start:
        """Its rows are read like a pasted list; the file itself is kept nowhere."""
        read = await asyncio.to_thread(book_papers.read, file)
        if read is None:
            return self._flow("no_table")
        if has_secret(read):
            await self._remove()
        answers = dict(self.talk.answers) if self.talk.flow == "add_people" else {}
        return _Start(flows.FLOWS["add_people"], answers, Reply("list", text=read))

    def _pastes_a_list(self) -> bool:
        return self.talk.flow in flows.READ_LISTS and self.talk.question_id is not None and "\n" in self.incoming.text

    async def _remove(self) -> None:
        """Take the person's own message out of the talk, where the platform lets us."""
        if self.incoming.message_id is not None:
            await outbox.delete(self.db, self.address, self.incoming.message_id)

    async def _tapped(self) -> _Start | None:
        tap = read_tap(self.incoming.tap)
        question = await conversations.question(self.db, self.address, tap[0]) if tap else None
        if tap is None or question is None or tap[1] >= len(question.options):
            log.warning("a button that was never shown here", address=self.address.id)
            return self._past()
        if question.name is None:
            self.live = await boards.live_page(self.db, self.address, question.id)
            return self._card(question, tap[1])
        if question.id == self.talk.question_id:
            return self._answered(question, tap[1])
        if question.chosen == tap[1]:
            return None  # a second tap on the same button says nothing new
        return self._answered(question, tap[1]) if await self._still_asked(question, tap[1]) else self._past()

    async def _still_asked(self, question: Question, n: int) -> bool:
        """Does the board of an aside, asked again since, offer the very same? Two quick taps are both meant."""
        flow = flows.FLOWS.get(self.talk.flow or "")
        if flow is None or not flow.aside or self.talk.question_id is None:
            return False
        now = await self.db.get_one(Question, self.talk.question_id)
        return now.name == question.name and question.options[n]["value"] in [each["value"] for each in now.options]

    async def _typed(self, words: str) -> _Start:
        wanted = wish(words)
        if (start := self._at_any_time(words, wanted)) is not None:
            return start
        card = await conversations.latest_card(self.db, self.address)
        if card is not None and (n := chosen(words, card.options)) is not None:
            return self._card(card, n)
        if self.talk.flow is not None and self.talk.question_id is not None:
            return await self._reply(words, wanted)
        if wanted in flows.BY_WISH:
            return self._flow(flows.BY_WISH[wanted].name)
        return self._flow("words", words=words[:_LONGEST_LINE])

    def _at_any_time(self, words: str, wanted: Wish | None) -> _Start | None:
        """What goes before any open question: commands, codes, a person, home, silence."""
        if words.startswith("/"):
            return self._command(words)
        if read_code(words) is not None:
            return self._flow("start", code=words)
        return self._flow(flows.BY_WISH[wanted].name) if wanted in flows.BEFORE_ANY_QUESTION else None

    async def _reply(self, words: str, wanted: Wish | None) -> _Start:
        question = await self.db.get_one(Question, self.talk.question_id)
        if (n := chosen(words, question.options)) is not None:
            return self._answered(question, n)
        if wanted is Wish.BACK:
            return self._again(conversations.without_last(self.talk))
        if wanted in flows.BY_WISH:
            return self._flow(flows.BY_WISH[wanted].name)
        return self._again(dict(self.talk.answers), Reply(question.name or "", text=words))

    def _command(self, words: str) -> _Start:
        command, _space, rest = words[1:].partition(" ")
        flow = flows.BY_COMMAND.get(command.partition("@")[0].lower())
        if flow is None:
            return self._flow("words")
        return _Start(flow, {"payload": rest.strip()[:64]} if rest.strip() else {})

    def _answered(self, question: Question, n: int) -> _Start:
        question.chosen, question.closed_at = n, clock.now()
        reply = Reply(question.name or "", value=question.options[n]["value"], is_option=True)
        return self._again(dict(self.talk.answers), reply)

    def _past(self) -> _Start:
        return self._flow("long_past" if self.talk.question_id is None else "past")

    def _card(self, card: Question, n: int) -> _Start:
        card.chosen, card.closed_at = n, clock.now()
        chosen_option = card.options[n]
        return self._flow(chosen_option["flow"], **chosen_option["answers"])

    def _again(self, answers: dict[str, Any], reply: Reply | None = None) -> _Start:
        flow = flows.FLOWS.get(self.talk.flow or "")
        return self._flow("home") if flow is None else _Start(flow, answers, reply)

    def _flow(self, name: str, **answers: Any) -> _Start:  # noqa: ANN401 any JSON value
        # A deploy may have taken a flow away from under an old button.
        return _Start(flows.FLOWS.get(name) or flows.FLOWS["long_past"], answers)

    # Run it.

    async def _play(self, start: _Start) -> None:
        for _link in range(_CHAIN):
            chat = Chat(self.db, self.address, start.answers, start.reply, self.incoming.profile_name)
            try:
                async with self.db.begin_nested():
                    await start.flow.run(chat)
            except Asking as asking:
                return await self._put_question(start.flow, chat, asking)
            except people.NotTheirs:
                self._note_refusal(start.flow)
                chat.said.clear()
                chat.go("past")
            await self._put([replace(one, page=start.flow.page) for one in chat.said])
            if not start.flow.aside:
                conversations.end(self.talk)
            if chat.goes_on is None:
                return await self._resume()
            if chat.goes_on[0] == "not_yours":
                self._note_refusal(start.flow)
            start = self._flow(chat.goes_on[0], **chat.goes_on[1])
        raise RuntimeError(f"flows start one another for ever: {start.flow.name}")

    def _note_refusal(self, flow: Flow) -> None:
        log.warning("refused", flow=flow.name, person=self.address.person_id)

    async def _put(self, said: list[Say]) -> None:
        if self.contact and said and said[0].options:
            # Only a message without buttons of its own can take the other button away.
            said = [Say(_("All right.")), *said]
        for message in said:
            in_place = self.live if message.page and message.file is None else None
            ends = replace(message, ends_contact=self.contact)
            await outbox.reply(self.db, self.address, ends, in_place)
            self.live, self.contact = None, False

    async def _resume(self) -> None:
        """After an aside the conversation it interrupted goes on with its open question."""
        interrupted = flows.FLOWS.get(self.talk.flow or "")
        if interrupted is not None and self.talk.question_id is not None:
            await self._play(_Start(interrupted, dict(self.talk.answers)))

    async def _put_question(self, flow: Flow, chat: Chat, asking: Asking) -> None:
        ask = asking.ask
        self.talk.misses = self.talk.misses + 1 if asking.missed else 0
        await self._put([] if asking.missed else chat.said)
        before = await conversations.shown(self.db, self.talk) if ask.edits else None
        words = lines(self._excuse(asking), ask.text)
        question = await outbox.ask(self.db, self.address, ask, words, before)
        await conversations.go_on(self.db, self.talk, flow.name, chat.answers, question)

    def _excuse(self, asking: Asking) -> Text | None:
        """The assistant takes the blame; the second time it gives an example, the third time it offers a human."""
        if asking.missed and self.talk.misses >= _MISSES_BEFORE_A_PERSON:
            return lines(asking.hint, _("If it is easier: send «0», and somebody from the class calls you back."))
        if asking.hint is not None or not asking.missed:
            return asking.hint
        if self.talk.misses > 1 and asking.ask.example is not None:
            return lines(
                _("Sorry, that is my fault, not yours: I did not understand."),
                _("You can answer like this, {example}", example=asking.ask.example),
            )
        return _("I did not quite understand.")
