"""What one message causes: the flow it starts, those that follow it, and the question that is open afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import flows, looking
from bot.chat.chat import Asking, Chat
from bot.chat.flow import Flow
from bot.chat.message import Incoming
from bot.chat.say import Say
from bot.domain.people.person import OVERSEEING, RoleKind
from bot.domain.safety.rate_limit import Limited
from bot.errors import NotAllowed, NotFound
from bot.flows.start import wishes
from bot.i18n import lines, verbatim
from bot.routing import hearing
from bot.routing.arrived import Arrived
from bot.routing.start import LONGEST_LINE, Start, named
from bot.services.access import limits, permissions
from bot.services.delivery import emergency_stop, reachability
from bot.services.delivery.leases import Hold
from bot.services.messaging import command_menu, conversations, shown
from bot.services.messaging.conversations import Interrupted, Standing
from bot.services.people import identity
from bot.storage.database import may_take_long
from bot.storage.tables.messaging import Conversation, Outbox
from bot.storage.tables.people import Address
from bot.turn import misunderstood
from bot.turn.replies import TurnReplies

log = structlog.get_logger()

_CHAIN = 6


@dataclass
class Turn:
    """One message of one address: which flows it starts, and what is open afterwards."""

    db: AsyncSession
    incoming: Incoming
    address: Address
    talk: Conversation
    standing: Standing
    replies: TurnReplies
    # What the answer takes the place of: kept, it need not be read again when that leaves.
    edited: Outbox | None = None
    # What is gone on with once the flow that began in the middle of it has come to its end.
    interrupted: Interrupted | None = None
    arrived: Arrived | None = None
    kind: str = "none"
    # Has a flow come to its end that was no aside? What it asked is past.
    ended: bool = False
    # Was what was typed no answer, and are a few things offered that may have been meant?
    missed: bool = False
    # Is the open question asked again, after an aside? Once: a flow that then asks nothing has come to its end.
    resumes: bool = False

    @classmethod
    async def of(cls, db: AsyncSession, incoming: Incoming, may_leave: Callable[[int], Hold | None]) -> "Turn":
        standing = await conversations.standing(db, incoming)
        await reachability.back(db, standing.address)
        return cls(db, incoming, standing.address, standing.talk, standing, TurnReplies(db, standing, may_leave))

    async def run(self) -> None:
        if self.talk.question_id is not None and self.talk.flow in flows.ASK_FOR_A_CONTACT:
            self.replies.contact = await conversations.has_contact_button(self.db, self.talk)
        opened = self.standing.opened
        opened_name = opened.name if opened is not None else None
        self.arrived = arrived = Arrived(
            self.db, self.incoming, self.address, self.talk, self.replies.contact, opened_name
        )
        start = await hearing.start(arrived)
        if start is None:
            return
        self.replies.pressed = arrived.pressed
        if await identity.has_any_role(self.db, self.address.person, OVERSEEING):
            await may_take_long(self.db)
        if not await self._may_start(start.flow):
            self._note_refusal(start.flow)
            start = named("not_yours", right=start.flow.right)
        if not await self._goes_on(start.flow):
            start = named("paused")
        self.kind = start.flow.subject
        self.interrupted = self._comes_back(start)
        await self._play(start)
        for other in start.also:
            await self._play(other)
        await command_menu.refresh_from(self.db, self.address.person, self.standing.menu)

    async def _goes_on(self, flow: Flow) -> bool:
        """Return whether it runs in an emergency stop: help, danger and own data do, and all of administrators."""
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
            await self.replies.put([replace(one, page=start.flow.page) for one in chat.said])
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
        """Begin what was wished for instead of an answer, if that is sure and does not act at once; else offer it.

        What is offered a third time helps nobody: a human is told.
        """
        reply = start.reply
        if not asking.missed or asking.hint is not None or reply is None or reply.is_option or self.arrived is None:
            return None
        heard = await self.arrived.wished(reply.text)
        here = {start.flow.name, start.answers.get("then"), flows.BEGUN_BY.get(start.flow.name)}
        wish = heard["wish"]
        if wish in here:
            return None
        begins = wish is not None and wish not in wishes.ACT_AT_ONCE and wishes.is_met(self.address.person, wish)
        offered = wishes.offered(self.address.person, heard["offered"], here)
        if not begins and (not offered or self.talk.misses + 1 >= misunderstood.MISSES_BEFORE_A_PERSON):
            return None
        self.interrupted, self.missed = self._waiting(), not begins
        return named(
            "wished", words=reply.text[:LONGEST_LINE], wish=wish if begins else None, offered={} if begins else offered
        )

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

    async def _open_card(self) -> shown.ShownQuestion | None:
        return None if self.standing.is_new else shown.open_card(await shown.lately(self.db, self.address))

    async def _resume(self, after: Flow) -> None:
        """Ask again what is open: after an aside, or what waits since another flow began in the middle of it."""
        open_flow = flows.FLOWS.get(self.talk.flow or "")
        if open_flow is not None and self.talk.question_id is not None:
            if not self.resumes and after is not open_flow:
                self.resumes = True
                return await self._play(Start(open_flow, conversations.answers_of(self.talk)))
            # It has said why it asks no more, such as that the class was called off: else it would say so for ever.
            conversations.end(self.talk)
        if self.interrupted is not None:
            (flow, answers), self.interrupted = self.interrupted, None
            if flow in flows.FLOWS:
                await self._play(Start(flows.FLOWS[flow], answers))
        elif after.kind and (card := await self._open_card()) is not None:
            await self.replies.put([Say(verbatim(card.message.text), card.as_options())])

    async def _put_question(self, flow: Flow, chat: Chat, asking: Asking) -> None:
        ask, self.resumes = asking.ask, False
        if ask.contact is not None and flow.name not in flows.ASK_FOR_A_CONTACT:
            raise RuntimeError(f"flows do not know that this one asks for a contact: {flow.name}")
        self.talk.misses = self.talk.misses + 1 if asking.missed or self.missed else 0
        await self.replies.put([] if asking.missed else chat.said)
        self.edited = await conversations.shown(self.db, self.talk) if ask.edits and not self.ended else None
        before = self.edited.id if self.edited is not None else None
        words = lines(await misunderstood.excuse(self.db, self.address.person, self.talk, asking), ask.text)
        row = await self.replies.ask(ask, words, before)
        kept = self.interrupted if self.interrupted is not None and self.interrupted[0] != flow.name else None
        self._end_talk()
        await conversations.go_on(self.db, self.talk, flow.name, chat.answers, row, kept)
