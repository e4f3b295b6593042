"""A turn: one incoming message, one transaction, replies in the outbox."""

import asyncio
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows
from bot.chat.chat import Asking, Chat
from bot.chat.flow import Flow
from bot.chat.message import Incoming, Kind
from bot.chat.say import Say, option
from bot.errors import NotAllowed, NotFound
from bot.i18n import Text, _, lines
from bot.routing import Hearing, Start, named
from bot.services.access import permissions
from bot.services.delivery import platform_events, reachability
from bot.services.delivery.set_aside import DEATHS, set_aside
from bot.services.messaging import command_menu, conversations, outbox
from bot.services.people import identity
from bot.services.register import sent_tables
from bot.storage.database import Database, insert_new
from bot.storage.in_work import InWork
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import Conversation, SeenUpdate
from bot.storage.tables.people import Address

log = structlog.get_logger()

# Lost races and cut connections are over at once. Longer outages are left to the platform: others wait too.
_TRIES, _PATIENCE = 3, 2.0
_CHAIN = 6
_LONGEST_LINE = 300
_MISSES_BEFORE_A_PERSON = 3


async def take_turn(database: Database, incoming: Incoming, in_work: InWork) -> None:
    """Take one update exactly once. Raises Unavailable if it must be delivered again."""
    try:
        async with in_work.apart(incoming.key):
            await _persistently(database, incoming, in_work)
    except Unavailable:
        raise
    except Exception:
        # A message that always fails must not be delivered for ever: it counts as taken, and the person is told.
        log.exception("turn failed", channel=incoming.channel, update=incoming.event_id)
        await _apologise(database, incoming)


async def _persistently(database: Database, incoming: Incoming, in_work: InWork) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE
    for last in (*[False] * (_TRIES - 1), True):
        try:
            incoming = await _with_table(database, incoming, in_work)
            async with database.begin() as db:
                return await _take(db, incoming, in_work)
        except Unavailable:
            if last or loop.time() > until:
                raise


async def _with_table(database: Database, incoming: Incoming, in_work: InWork) -> Incoming:
    """Read a file before the turn's transaction, and only from people who may send one."""
    file = incoming.file
    if file is None or file.fetch is None or file.table is not None or in_work.deaths(incoming.key) >= DEATHS:
        return incoming
    with in_work.mark(incoming.key):
        async with database.begin() as db:
            if not await _may_be_read(db, incoming):
                return incoming
        table = await sent_tables.read(file.name, await file.fetch())
    return replace(incoming, file=replace(file, table=table))


async def _may_be_read(db: AsyncSession, incoming: Incoming) -> bool:
    if await db.get(SeenUpdate, (incoming.channel, incoming.event_id)) is not None:
        return False
    address = await identity.caller(db, incoming)
    return await sent_tables.may_send(db, address.person)


async def _take(db: AsyncSession, incoming: Incoming, in_work: InWork) -> None:
    if not await _is_new(db, incoming):
        return
    if in_work.deaths(incoming.key) >= DEATHS:
        return await set_aside(db, incoming)
    with in_work.mark(incoming.key):
        if not incoming.is_talk:
            return await platform_events.take(db, incoming)
        turn = await _Turn.of(db, incoming)
        await turn.run()


async def _is_new(db: AsyncSession, incoming: Incoming) -> bool:
    update = {"channel": incoming.channel, "event_id": incoming.event_id, "unread": incoming.kind is Kind.UNREADABLE}
    return await insert_new(db, SeenUpdate, **update, at=clock.now())


async def _apologise(database: Database, incoming: Incoming) -> None:
    try:
        async with database.begin() as db:
            if await _is_new(db, incoming) and incoming.is_talk:
                address = await identity.caller(db, incoming)
                await outbox.reply(db, address, _sorry())
    except Unavailable:
        raise
    except Exception:
        # It would always fail, and delay everybody behind it.
        log.exception("nobody could be told", channel=incoming.channel, update=incoming.event_id)


def _sorry() -> Say:
    return Say(
        _("Something went wrong on my side. Nothing was changed. Please try again in a few minutes."),
        (option(_("🙋 Talk to a person"), "person"), option(_("🏠 Home"), "home")),
    )


@dataclass
class _Turn:
    db: AsyncSession
    incoming: Incoming
    address: Address
    talk: Conversation
    # The page whose button was pressed, until something is said below it.
    live: int | None = None
    # Is there a keyboard button that shares the person's number?
    contact: bool = False

    @classmethod
    async def of(cls, db: AsyncSession, incoming: Incoming) -> "_Turn":
        address = await identity.caller(db, incoming)
        await reachability.back(db, address)
        return cls(db, incoming, address, await conversations.talk_of(db, address))

    async def run(self) -> None:
        self.contact = await conversations.has_contact_button(self.db, self.talk)
        hearing = Hearing(self.db, self.incoming, self.address, self.talk, self.contact)
        start = await hearing.start()
        if start is None:
            return
        self.live = hearing.live
        if not await self._may_start(start.flow):
            self._note_refusal(start.flow)
            start = named("not_yours")
        await self._play(start)
        await command_menu.refresh(self.db, self.address.person)

    async def _may_start(self, flow: Flow) -> bool:
        return flow.right is None or await permissions.holds(self.db, self.address.person, flow.right)

    async def _play(self, start: Start) -> None:
        for _link in range(_CHAIN):
            chat = Chat(self.db, self.address, start.answers, start.reply, self.incoming.profile_name)
            try:
                async with self.db.begin_nested():
                    await start.flow.run(chat)
            except Asking as asking:
                return await self._put_question(start.flow, chat, asking)
            except (NotAllowed, NotFound) as refused:
                self._note_refusal(start.flow)
                chat.said.clear()
                chat.go("past" if isinstance(refused, NotFound) else "not_yours")
            await self._put([replace(one, page=start.flow.page) for one in chat.said])
            if not start.flow.aside:
                conversations.end(self.talk)
            if chat.goes_on is None:
                return await self._resume()
            if chat.goes_on[0] == "not_yours":
                self._note_refusal(start.flow)
            start = named(chat.goes_on[0], **chat.goes_on[1])
        raise RuntimeError(f"flows start one another for ever: {start.flow.name}")

    def _note_refusal(self, flow: Flow) -> None:
        log.warning("refused", flow=flow.name, person=self.address.person_id)

    async def _put(self, said: list[Say]) -> None:
        if self.contact and said and said[0].options:
            # Only a message without buttons can remove the keyboard.
            said = [Say(_("All right.")), *said]
        for message in said:
            in_place = self.live if message.page and message.file is None else None
            ends = replace(message, ends_contact=self.contact)
            await outbox.reply(self.db, self.address, ends, in_place)
            self.live, self.contact = None, False

    async def _resume(self) -> None:
        """After an aside, ask the open question of the interrupted conversation again."""
        interrupted = flows.FLOWS.get(self.talk.flow or "")
        if interrupted is not None and self.talk.question_id is not None:
            await self._play(Start(interrupted, dict(self.talk.answers)))

    async def _put_question(self, flow: Flow, chat: Chat, asking: Asking) -> None:
        ask = asking.ask
        self.talk.misses = self.talk.misses + 1 if asking.missed else 0
        await self._put([] if asking.missed else chat.said)
        before = await conversations.shown(self.db, self.talk) if ask.edits else None
        words = lines(self._excuse(asking), ask.text)
        question = await outbox.ask(self.db, self.address, ask, words, before)
        await conversations.go_on(self.db, self.talk, flow.name, chat.answers, question)

    def _excuse(self, asking: Asking) -> Text | None:
        """Apologise; the second time give an example, the third time offer a human."""
        if asking.missed and self.talk.misses >= _MISSES_BEFORE_A_PERSON:
            return lines(asking.hint, _("If it is easier: send «0», and somebody will call you back."))
        if asking.hint is not None or not asking.missed:
            return asking.hint
        if self.talk.misses > 1 and asking.ask.example is not None:
            return lines(
                _("Sorry, that is my fault, not yours: I did not understand."),
                _("You can answer like this, {example}", example=asking.ask.example),
            )
        return _("I did not quite understand.")
