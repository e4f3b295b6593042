"""A turn: one incoming message, one transaction, replies in the outbox."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, flows, logs, looking, metrics
from bot.chat import labels
from bot.chat.chat import Asking, Chat
from bot.chat.flow import Flow
from bot.chat.message import Incoming, IncomingKind
from bot.chat.say import Say, option
from bot.domain.people.person import OVERSEEING, RoleKind
from bot.domain.safety.rate_limit import Limited
from bot.errors import NotAllowed, NotFound
from bot.flows.start import wishes
from bot.i18n import Text, _, lines, verbatim
from bot.routing import Hearing, Start, named
from bot.services.access import limits, permissions
from bot.services.calls import callback
from bot.services.delivery import emergency_stop, platform_events, queue, reachability
from bot.services.delivery.queue import Delivery
from bot.services.delivery.set_aside import DEATHS, set_aside
from bot.services.messaging import command_menu, conversations, live_messages, outbox, shown
from bot.services.messaging.conversations import Interrupted, Standing
from bot.services.people import identity
from bot.services.register import sent_tables
from bot.storage.database import Database, insert_new, may_take_long
from bot.storage.in_transaction import outbox_written
from bot.storage.in_work import InWork
from bot.storage.passing import Unavailable
from bot.storage.tables.messaging import Conversation, Outbox, Question, SeenUpdate
from bot.storage.tables.people import Address

log = structlog.get_logger()

# Lost races and cut connections are over at once. Longer outages are left to the platform: others wait too.
_TRIES, _PATIENCE = 3, 2.0
_CHAIN = 6
_LONGEST_LINE = 300
_WORTH_OFFERING = 0.3  # how likely a wish must be to be offered in the middle of a question
_MISSES_BEFORE_A_PERSON = 3
_A_DAY = timedelta(days=1)


def _nothing_leaves(_address_id: int) -> bool:
    return False


def _nobody_wakes() -> None:
    pass


@dataclass(frozen=True)
class Taken:
    """What came of a turn: answers that are claimed and leave at once, in order, and whether there is anything else.

    `kind` is what was talked about, for the figures.
    """

    leaves: tuple[Delivery, ...] = ()
    more: bool = False
    kind: str = "none"


_MORE = Taken(more=True)
_FAILED = Taken(more=True, kind="failed")


async def take_turn(
    database: Database,
    incoming: Incoming,
    in_work: InWork,
    may_leave: Callable[[int], bool] = _nothing_leaves,
    wake: Callable[[], None] = _nobody_wakes,
) -> Taken:
    """Take one update, exactly once; raises Unavailable if it must be delivered again.

    `may_leave`: would the sender take an answer to this address at once? It then waits for it. `wake` tells the sender
    that something is to be sent before the turn is over.
    """
    loop = asyncio.get_running_loop()
    begun = loop.time()
    with logs.traced():
        taken = await _taken_or_told(database, incoming, in_work, may_leave, wake)
        seconds = loop.time() - begun
        metrics.TURNS.labels(taken.kind).observe(seconds)
        log.debug(
            "turn", channel=incoming.channel, update=incoming.event_id, kind=taken.kind, seconds=round(seconds, 3)
        )
        return taken


async def _taken_or_told(
    database: Database,
    incoming: Incoming,
    in_work: InWork,
    may_leave: Callable[[int], bool],
    wake: Callable[[], None],
) -> Taken:
    try:
        async with in_work.apart(incoming.key):
            return await _persistently(database, incoming, in_work, may_leave, wake)
    except Unavailable:
        raise
    except Exception:
        # A message that always fails must not be delivered for ever: it counts as taken, and the person is told.
        log.exception("turn failed", channel=incoming.channel, update=incoming.event_id)
        await _apologise(database, incoming)
        return _FAILED


async def _persistently(
    database: Database,
    incoming: Incoming,
    in_work: InWork,
    may_leave: Callable[[int], bool],
    wake: Callable[[], None],
) -> Taken:
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE
    for last in (*[False] * (_TRIES - 1), True):
        try:
            incoming = await _with_table(database, incoming, in_work, wake)
            async with database.begin(is_turn=True) as db:
                taken = await _take(db, incoming, in_work, may_leave)
        except Unavailable:
            if last or loop.time() > until:
                raise
        else:
            return taken
    raise AssertionError


async def _with_table(database: Database, incoming: Incoming, in_work: InWork, wake: Callable[[], None]) -> Incoming:
    """Read a file before the turn's transaction, and only from people who may send one."""
    file = incoming.file
    if file is None or file.fetch is None or file.table is not None or in_work.deaths(incoming.key) >= DEATHS:
        return incoming
    with in_work.mark(incoming.key):
        async with database.begin() as db:
            address = await _reads_for(db, incoming)
            is_told = address is not None and await sent_tables.tell_of_reading(db, address, file.size)
        if is_told:
            wake()
        if address is None:
            return incoming
        content = await file.fetch()
        table = await sent_tables.read(file.name, content)
    kept = content if table.form is not None else b""
    return replace(incoming, file=replace(file, table=table, content=kept))


async def _reads_for(db: AsyncSession, incoming: Incoming) -> Address | None:
    if await db.get(SeenUpdate, (incoming.channel, incoming.event_id)) is not None:
        return None
    address = await identity.caller(db, incoming)
    return address if await sent_tables.may_send(db, address.person) else None


async def _take(db: AsyncSession, incoming: Incoming, in_work: InWork, may_leave: Callable[[int], bool]) -> Taken:
    if not await _is_new(db, incoming):
        return Taken()
    if in_work.deaths(incoming.key) >= DEATHS:
        await set_aside(db, incoming)
        return _MORE
    with in_work.mark(incoming.key):
        if not incoming.is_talk:
            await platform_events.take(db, incoming)
            return _MORE
        turn = await _Turn.of(db, incoming, may_leave)
        await turn.run()
        return await turn.taken()


async def _is_new(db: AsyncSession, incoming: Incoming) -> bool:
    update = {
        "channel": incoming.channel,
        "event_id": incoming.event_id,
        "unread": incoming.kind is IncomingKind.UNREADABLE,
    }
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
    standing: Standing
    may_leave: Callable[[int], bool]
    # What is said, if it leaves at once.
    leaving: list[Outbox] = field(default_factory=list)
    leaves: bool | None = None
    # What the answer takes the place of, so that it need not be read again when that leaves.
    edited: Outbox | None = None
    # The card whose button was pressed, until something is said below it.
    pressed: Question | None = None
    # What is gone on with once the flow that began in the middle of it has come to its end.
    interrupted: Interrupted | None = None
    hearing: Hearing | None = None
    # Does a button that shares one's number stand below the field where people type?
    contact: bool = False
    kind: str = "none"
    # Has a flow come to its end that was no aside? What it asked is past.
    ended: bool = False

    @classmethod
    async def of(cls, db: AsyncSession, incoming: Incoming, may_leave: Callable[[int], bool]) -> "_Turn":
        standing = await conversations.standing(db, incoming)
        await reachability.back(db, standing.address)
        return cls(db, incoming, standing.address, standing.talk, standing, may_leave)

    async def run(self) -> None:
        if self.talk.question_id is not None and self.talk.flow in flows.ASK_FOR_A_CONTACT:
            self.contact = await conversations.has_contact_button(self.db, self.talk)
        opened = self.standing.opened
        self.hearing = hearing = Hearing(
            self.db, self.incoming, self.address, self.talk, self.contact, opened.name if opened is not None else None
        )
        start = await hearing.start()
        if start is None:
            return
        self.pressed = hearing.pressed
        if await identity.has_any_role(self.db, self.address.person, OVERSEEING):
            await may_take_long(self.db)
        if not await self._may_start(start.flow):
            self._note_refusal(start.flow)
            start = named("not_yours")
        if not await self._goes_on(start.flow):
            start = named("paused")
        self.kind = start.flow.subject
        self.interrupted = self._comes_back(start)
        await self._play(start)
        for other in start.also:
            await self._play(other)
        await command_menu.refresh_from(self.db, self.address.person, self.standing.menu)

    async def _goes_on(self, flow: Flow) -> bool:
        """In an emergency stop people reach a human, tell of danger, look after their data; administrators go on."""
        if flow.subject in flows.GO_ON_IN_A_STOP or flow.name in flows.ALSO_GO_ON or not await self._is_stopped():
            return True
        return await identity.role_of(self.db, self.address.person, RoleKind.ADMINISTRATOR) is not None

    async def _is_stopped(self) -> bool:
        stopped = self.standing.stopped
        return await emergency_stop.is_on(self.db) if stopped is None else stopped

    def _comes_back(self, start: Start) -> Interrupted | None:
        if start.comes_back:
            return self._waiting()
        goes_on = start.flow.aside or start.flow.name == self.talk.flow
        return conversations.interrupted(self.talk) if goes_on else None

    def _waiting(self) -> Interrupted | None:
        flow = self.talk.flow
        return (flow, conversations.answers_of(self.talk)) if flow and self.talk.question_id is not None else None

    async def _may_start(self, flow: Flow) -> bool:
        return flow.right is None or await permissions.holds(self.db, self.address.person, flow.right)

    async def _play(self, start: Start) -> None:
        for _link in range(_CHAIN):
            start = await self._within_limits(start)
            chat = Chat(self.db, self.address, start.answers, start.reply, self.incoming.profile_name)
            asking = await self._run(start.flow, chat)
            if asking is not None:
                if (wanted := await self._wanted_instead(start, asking)) is None:
                    return await self._put_question(start.flow, chat, asking)
                start = wanted
                continue
            await self._put([replace(one, page=start.flow.page) for one in chat.said])
            self.ended |= not start.flow.aside
            if chat.goes_on is None:
                self._end_talk()
                return None if start.flow.last else await self._resume(start.flow)
            if chat.goes_on[0] == "not_yours":
                self._note_refusal(start.flow)
            start = named(chat.goes_on[0], **chat.goes_on[1])
        raise RuntimeError(f"flows start one another for ever: {start.flow.name}")

    async def _run(self, flow: Flow, chat: Chat) -> Asking | None:
        try:
            async with self.db.begin_nested():
                await flow.run(chat)
                if chat.looks is not None:
                    chat.said = [await looking.shown(chat.db, chat.looks)]
            chat.ends()
        except Asking as asking:
            return asking
        except (NotAllowed, NotFound) as refused:
            self._refuse(flow, chat, refused)
        return None

    async def _wanted_instead(self, start: Start, asking: Asking) -> Start | None:
        """Begin what was wished for instead of an answer, if that is sure; else offer it above the question."""
        reply = start.reply
        if not asking.missed or asking.hint is not None or reply is None or reply.is_option or self.hearing is None:
            return None
        wished = await self.hearing.wished(reply.text, _WORTH_OFFERING)
        if wished["wish"] in wishes.ACT_AT_ONCE:
            wished["wish"] = None  # what is no answer may be no wish either: it is offered, and nothing is changed
        here = {start.flow.name, start.answers.get("then"), flows.BEGUN_BY.get(start.flow.name)}
        if wished["wish"] in here or not wishes.are_met(self.address.person, **wished):
            return None
        self.interrupted = self._waiting()
        return named("wished", words=reply.text[:_LONGEST_LINE], **wished)

    async def _within_limits(self, start: Start) -> Start:
        if start.flow.name not in flows.SEND_FILES:
            return start
        sent = (Outbox.person_id == self.address.person_id, Outbox.file_id.is_not(None))
        return named("many_files") if await limits.is_met(self.db, Limited.FILES, Outbox.put_at, *sent) else start

    def _refuse(self, flow: Flow, chat: Chat, why: NotAllowed | NotFound) -> None:
        self._note_refusal(flow)
        chat.said.clear()
        chat.go("past" if isinstance(why, NotFound) else "not_yours")

    def _end_talk(self) -> None:
        # Once for all flows of the turn: what is changed twice may be written twice.
        if self.ended:
            conversations.end(self.talk)

    def _note_refusal(self, flow: Flow) -> None:
        log.warning("refused", flow=flow.name, person=self.address.person_id)

    async def _put(self, said: list[Say]) -> None:
        if self.contact and said and said[0].options:
            # Only a message without buttons can remove the keyboard.
            said = [Say(_("All right.")), *said]
        for message in said:
            ends = replace(message, ends_contact=self.contact)
            leaves = self._leaves()
            self._note(await outbox.reply(self.db, self.address, ends, await self._in_place(message), leaves=leaves))
            self.pressed, self.contact = None, False

    def _leaves(self) -> bool:
        """Return whether an answer need not be claimed by the sender: nothing that it would overtake is on its way."""
        if self.leaves is None:
            rests = self.address.not_before is not None and self.address.not_before > clock.now()
            self.leaves = not self.standing.waits and not rests and self.may_leave(self.address.id)
        return self.leaves

    def _note(self, row: Outbox) -> None:
        if self.leaves:
            self.leaving.append(row)

    async def taken(self) -> Taken:
        await self.db.flush()
        leaves = [await queue.claimed(self.db, row, self.address) for row in self.leaving]
        return Taken(
            tuple(leaves), kind=self.kind, more=not outbox_written(self.db) <= {row.id for row in self.leaving}
        )

    async def _in_place(self, message: Say) -> int | None:
        if self.pressed is None or not message.page or message.file is not None:
            return None
        return await live_messages.live_page(self.db, self.address, self.pressed.id)

    async def _open_card(self) -> shown.ShownQuestion | None:
        return None if self.standing.is_new else shown.open_card(await shown.lately(self.db, self.address))

    async def _resume(self, after: Flow) -> None:
        """Ask again what is open: after an aside, or what waits since another flow began in the middle of it."""
        open_flow = flows.FLOWS.get(self.talk.flow or "")
        if open_flow is not None and self.talk.question_id is not None:
            return await self._play(Start(open_flow, conversations.answers_of(self.talk)))
        if self.interrupted is not None:
            (flow, answers), self.interrupted = self.interrupted, None
            if flow in flows.FLOWS:
                await self._play(Start(flows.FLOWS[flow], answers))
        elif after.kind and (card := await self._open_card()) is not None:
            await self._put([Say(verbatim(card.message.text), card.as_options())])

    async def _put_question(self, flow: Flow, chat: Chat, asking: Asking) -> None:
        ask = asking.ask
        if ask.contact is not None and flow.name not in flows.ASK_FOR_A_CONTACT:
            raise RuntimeError(f"flows do not know that this one asks for a contact: {flow.name}")
        self.talk.misses = self.talk.misses + 1 if asking.missed else 0
        await self._put([] if asking.missed else chat.said)
        self.edited = await conversations.shown(self.db, self.talk) if ask.edits and not self.ended else None
        before = self.edited.id if self.edited is not None else None
        words = lines(await self._excuse(asking), ask.text)
        row = await outbox.ask(self.db, self.address, ask, words, before, leaves=self._leaves())
        self._note(row)
        kept = self.interrupted if self.interrupted is not None and self.interrupted[0] != flow.name else None
        self._end_talk()
        await conversations.go_on(self.db, self.talk, flow.name, chat.answers, row, kept)

    async def _excuse(self, asking: Asking) -> Text | None:
        """Apologise; the second time give an example, the third time a human is told, or offered to a stranger."""
        if asking.missed and self.talk.misses >= _MISSES_BEFORE_A_PERSON:
            return lines(asking.hint, await self._a_human_is_told())
        if asking.hint is not None or not asking.missed:
            return asking.hint
        if self.talk.misses > 1 and asking.ask.example is not None:
            return lines(
                _("Sorry, that is my fault, not yours: I did not understand."),
                _("You can answer like this, {example}", example=asking.ask.example),
            )
        return _("I did not quite understand.")

    async def _a_human_is_told(self) -> Text:
        person = self.address.person
        caller = await callback.call_back(self.db, person, again_after=_A_DAY) if person.name is not None else None
        if caller is None:
            return _("If it is easier: send «0», and somebody will call you back.")
        self.talk.misses = 0
        return _("I still do not understand, so I have asked {name} to call you.", name=labels.person(caller))
