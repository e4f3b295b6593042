"""What a turn says, put into the outbox; it leaves at once where the sender need not wait for anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.chat import Ask
from bot.chat.say import Say
from bot.i18n import Text, _
from bot.services.delivery import queue
from bot.services.delivery.leases import Hold
from bot.services.delivery.queue import Delivery
from bot.services.messaging import live_messages, outbox
from bot.services.messaging.conversations import Standing
from bot.storage.in_transaction import outbox_written
from bot.storage.tables.messaging import Outbox, OutboxStatus, Question


@dataclass
class TurnReplies:
    """What has been said to one address in this turn.

    `pressed` is the card whose button was pressed, until something is said below it. `contact`: a button that shares
    one's number stands below the field where people type, and goes with the next message.
    """

    db: AsyncSession
    standing: Standing
    may_leave: Callable[[int], Hold | None]
    pressed: Question | None = None
    contact: bool = False
    _said: list[Outbox] = field(default_factory=list)
    _leaving: list[Outbox] = field(default_factory=list)
    _asked: bool = False
    _hold: Hold | None = None

    async def put(self, said: Sequence[Say]) -> None:
        if self.contact and said and said[0].options:
            # Only a message without buttons can remove the keyboard.
            said = [Say(_("All right.")), *said]
        for message in said:
            ends = replace(message, ends_contact=self.contact)
            edits = await self._in_place(message)
            self._keep(await outbox.reply(self.db, self.standing.address, ends, edits, leaves=self._leave_at_once()))
            self.pressed, self.contact = None, False

    async def ask(self, ask: Ask, words: Text, edits_id: int | None) -> Outbox:
        row = await outbox.ask(self.db, self.standing.address, ask, words, edits_id, leaves=self._leave_at_once())
        self._keep(row)
        return row

    async def taken(self) -> tuple[tuple[Delivery, ...], bool]:
        """Return what leaves at once, claimed and in order, and whether anything else is to be sent."""
        outbox.number_together(self._said)
        if self._leaving and self._hold is not None and not await self._hold.stays(self.db):
            self._leave_it_to_others()
        await self.db.flush()
        leaves = [await queue.claimed(self.db, row, self.standing.address) for row in self._leaving]
        return tuple(leaves), not outbox_written(self.db) <= {row.id for row in self._leaving}

    def _leave_at_once(self) -> bool:
        """Return whether an answer need not be claimed by the sender: nothing that it would overtake is on its way."""
        if not self._asked:
            self._asked = True
            address = self.standing.address
            rests = address.not_before is not None and address.not_before > clock.now()
            self._hold = None if self.standing.waits or rests else self.may_leave(address.id)
        return self._hold is not None

    def _leave_it_to_others(self) -> None:
        for row in self._leaving:
            row.status, row.attempts = OutboxStatus.QUEUED, 0
        self._leaving.clear()

    def _keep(self, row: Outbox) -> None:
        self._said.append(row)
        if self._hold is not None:
            self._leaving.append(row)

    async def _in_place(self, message: Say) -> int | None:
        if self.pressed is None or not message.page or message.file is not None:
            return None
        return await live_messages.live_page(self.db, self.standing.address, self.pressed.id)
