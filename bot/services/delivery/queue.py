"""What the sender does in the database: claim a message, and record what became of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, TypeAlias

from sqlalchemy import Select, bindparam, select, true, tuple_, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot import clock
from bot.chat.message import Outgoing
from bot.domain.messaging.kinds import Obstacle
from bot.domain.messaging.pacing import LONGEST_WAIT
from bot.domain.messaging.plans import cannot_wait
from bot.services.delivery import reachability
from bot.services.group_chats import links
from bot.services.messaging import attachments
from bot.storage import piecewise
from bot.storage.base import NOW
from bot.storage.encryption import WrongKey
from bot.storage.statements.prepared import Prepared, PreparedChange
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, Question
from bot.storage.tables.operation import IS_STOPPED
from bot.storage.tables.people import Address

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=1)


@dataclass(frozen=True)
class Delivery:
    """A claimed message and where it goes; `edits` is the platform's id of the message it edits.

    `question_id` is what it asks, or the card that it is. `attempts` tells this claim from later ones. What does not go
    first goes another way while its channel has little left; `turned_away`: how many channels have not taken it.
    """

    row_id: int
    attempts: int
    address_id: int
    channel: str
    external_id: str
    message: Outgoing
    edits: str | None
    question_id: int | None = None
    is_reply: bool = True
    trace: str | None = None
    goes_first: bool = True
    turned_away: int = 0

    @property
    def claim(self) -> "Claimed":
        return self.row_id, self.attempts


# A row, and the how-manieth attempt it was claimed for: no later claim has the same.
Claimed: TypeAlias = tuple[int, int]


class Claim(NamedTuple):
    """What was found to be sent, and whether there was anything else."""

    delivery: Delivery | None = None
    more: bool = False


async def claim(db: AsyncSession, channels: Iterable[str], resting: set[int], *, only_replies: bool = False) -> Claim:
    """Mark the most urgent, oldest due message on these channels as being sent, and return it.

    None to an address in `resting`. One that no key opens is set aside.
    """
    wanted = _MOST_URGENT_REPLY if only_replies else _MOST_URGENT
    which = {"channels": [*channels], "resting": [*resting] or [_NOBODY]}
    is_told = False
    while True:
        try:
            found = await _claim(db, wanted, which)
        except WrongKey:
            await _set_aside(db, _IDS[wanted], which)
            is_told = True  # an alarm is to be sent
        else:
            return found._replace(more=found.more or is_told)


_NOBODY = 0  # the id of no address


async def _set_aside(db: AsyncSession, wanted: Prepared[int], which: Mapping[str, object]) -> None:
    for (row_id,) in await wanted.all(db, **which):
        try:
            await db.get_one(Outbox, row_id)
        except WrongKey as error:
            piecewise.note(db, f"outbox:{row_id}", error)
            await failed(db, row_id, "no key opens it")


async def _claim(db: AsyncSession, wanted: Prepared[Outbox, Address], which: Mapping[str, object]) -> Claim:
    found, more = await wanted.first_and_more(db, **which)
    if found is None:
        return Claim()
    row, address = found
    await _CLAIM.run(db, row=row.id)
    return Claim(await claimed(db, row, address, row.attempts + 1), more=more)


async def claimed(db: AsyncSession, row: Outbox, address: Address, attempts: int = 1) -> Delivery:
    message = Outgoing.from_json(row.message)
    return Delivery(
        row.id,
        attempts,
        address.id,
        address.channel,
        address.external_id,
        await attachments.attached(db, address.channel, row, message),
        await _edits(db, row),
        row.question_id,
        row.priority is Priority.REPLY,
        row.trace,
        _goes_first(row, message),
        row.turned_away,
    )


def _goes_first(row: Outbox, message: Outgoing) -> bool:
    says_nothing_new = message.only_as_edit or message.menu is not None or message.deletes is not None
    if row.priority is Priority.REPLY or row.through_stop or says_nothing_new:
        return True
    return cannot_wait(row.kind, row.reminder, row.session_starts_at, clock.now())


_TWO = 2  # the second one tells that there is another


def _oldest_due(priority: Priority) -> Select[int]:
    may_leave = true() if priority is Priority.REPLY else ~IS_STOPPED | Outbox.through_stop
    # Asked of one priority the index stops at what is due: what waits for later is not looked at, however much it is.
    oldest = (
        select(Outbox.id)
        .join(Address, Address.id == Outbox.address_id)
        .where(Outbox.priority == priority, Outbox.status == OutboxStatus.QUEUED)
        .where(Outbox.due_at <= NOW, Outbox.expires_at > NOW)
        .where((Address.not_before.is_(None)) | (Address.not_before <= NOW))
        .where(may_leave)
        .where(Address.channel.in_(bindparam("channels", expanding=True)))
        .where(Outbox.address_id.not_in(bindparam("resting", expanding=True)))
        .order_by(Outbox.due_at, Outbox.id)
        .limit(_TWO)
    )
    return select(oldest.subquery().c.id)


def _most_urgent(*priorities: Priority) -> Select[Outbox, Address]:
    return (
        select(Outbox, Address)
        .join(Address, Address.id == Outbox.address_id)
        .where(Outbox.id.in_(union_all(*map(_oldest_due, priorities))))
        .order_by(Outbox.priority, Outbox.due_at, Outbox.id)
        .limit(_TWO)
        .with_for_update(of=Outbox, skip_locked=True)
    )


_MOST_URGENT = Prepared(_most_urgent(*Priority))
_MOST_URGENT_REPLY = Prepared(_most_urgent(Priority.REPLY))
_IDS = {
    _MOST_URGENT: Prepared(_most_urgent(*Priority).with_only_columns(Outbox.id)),
    _MOST_URGENT_REPLY: Prepared(_most_urgent(Priority.REPLY).with_only_columns(Outbox.id)),
}
_THIS = Outbox.id == bindparam("row")
_CLAIM = PreparedChange(update(Outbox).where(_THIS).values(status=OutboxStatus.SENDING, attempts=Outbox.attempts + 1))


async def sent(db: AsyncSession, delivery: Delivery, message_id: str, uploaded: str | None = None) -> None:
    """Record the arrival; `uploaded` is the platform's id of its file."""
    await _ARRIVED.run(db, row=delivery.row_id, message=message_id)
    if delivery.question_id is not None:
        await _is_shown(db, delivery.question_id)
    if delivery.message.file is not None and uploaded is not None:
        await attachments.uploaded(db, delivery.channel, delivery.message.file, uploaded)


async def forgotten(db: AsyncSession, delivery: Delivery, why: str) -> None:
    """Send it again with the content, since the platform has lost its copy of the file."""
    if delivery.message.file is not None:
        await attachments.forget(db, delivery.channel, delivery.message.file)
    await again(db, delivery.row_id, why, timedelta(0))


async def again(db: AsyncSession, row_id: int, why: str, wait: timedelta | None = None) -> None:
    """Try again after `wait`, or else after a growing pause; the whole chat waits, to keep the order."""
    row = await _unopened(db, row_id)
    address = await db.get_one(Address, row.address_id)
    growing = min(_FIRST_PAUSE * 2 ** min(row.attempts - 1, 6), _LONGEST_PAUSE)
    pause = growing if wait is None else min(wait, LONGEST_WAIT)
    address.not_before = clock.now() + pause
    row.status, row.error = OutboxStatus.QUEUED, why[:200]


async def failed(db: AsyncSession, row_id: int, why: str) -> None:
    await _mark(db, row_id, status=OutboxStatus.FAILED, error=why[:200])


async def unclear(db: AsyncSession, row_id: int, why: str) -> None:
    """Repeat once what is better received twice than not at all; leave announcements, and the rest then, to a human."""
    row = await _unopened(db, row_id)
    is_enough = row.priority is Priority.BROADCAST or row.perhaps_sent
    if is_enough and not await _changes_nothing_twice(db, row):
        row.status, row.error = OutboxStatus.UNKNOWN, why[:200]
        if row.question_id is not None:
            await _is_shown(db, row.question_id)  # who answers it has seen it
        return
    row.perhaps_sent = True
    await again(db, row_id, why)


async def _changes_nothing_twice(db: AsyncSession, row: Outbox) -> bool:
    if row.edits_id is not None:
        return True
    try:
        message = Outgoing.from_json((await db.scalars(select(Outbox.message).where(Outbox.id == row.id))).one())
    except WrongKey:
        return False
    return message.deletes is not None or message.menu is not None


async def _unopened(db: AsyncSession, row_id: int) -> Outbox:
    return await db.get_one(Outbox, row_id, options=[defer(Outbox.message)])


async def unreachable(db: AsyncSession, row_id: int, why: str) -> None:
    row = await _unopened(db, row_id)
    row.status = OutboxStatus.QUEUED
    await reachability.lost(db, await db.get_one(Address, row.address_id), why)


async def not_this_way(db: AsyncSession, row_id: int, why: Obstacle, *, if_possible: bool = False) -> None:
    row = await _unopened(db, row_id)
    if row.person_id is None:
        return await again(db, row_id, f"not this way: {why}", LONGEST_WAIT)
    await reachability.try_another_way(db, row, why, if_possible=if_possible)


async def moved(db: AsyncSession, row_id: int, to: str) -> None:
    row = await _unopened(db, row_id)
    address = await db.get_one(Address, row.address_id)
    await links.moved(db, address.channel, address.external_id, to)
    await _mark(db, row_id, status=OutboxStatus.QUEUED)


async def being_sent(db: AsyncSession, channels: Collection[str]) -> list[tuple[Claimed, int]]:
    """Return what is marked as being sent on these channels, and to which address."""
    on_their_way = Outbox.status == OutboxStatus.SENDING, Outbox.address_id.in_(_on(channels))
    found = await db.execute(select(Outbox.id, Outbox.attempts, Outbox.address_id).where(*on_their_way))
    return [((row, attempts), address) for row, attempts, address in found]


async def put_back(db: AsyncSession, claims: Collection[Claimed]) -> None:
    await db.execute(
        update(Outbox)
        .where(tuple_(Outbox.id, Outbox.attempts).in_(claims), Outbox.status == OutboxStatus.SENDING)
        .values(status=OutboxStatus.QUEUED, attempts=Outbox.attempts - 1)
    )


async def is_claimed(db: AsyncSession, claim: Claimed) -> bool:
    """Lock the row; return False if it was written down already, or is another process's by now."""
    row_id, attempts = claim
    ours = Outbox.id == row_id, Outbox.attempts == attempts, Outbox.status == OutboxStatus.SENDING
    return await db.scalar(select(Outbox.id).where(*ours).with_for_update()) is not None


async def recover(db: AsyncSession, channels: Collection[str], flying: Collection[Claimed] = ()) -> int:
    """Decide about what was on its way there when the last process ended; return how many.

    What is `flying` is on its way still.
    """
    left_over = [row for (row, attempts), _to in await being_sent(db, channels) if (row, attempts) not in flying]
    for row_id in left_over:
        await unclear(db, row_id, "the process ended while it was being sent")
    waits = Address.channel.in_(channels), Address.not_before > clock.now()
    await db.execute(update(Address).where(*waits).values(not_before=None))
    return len(left_over)


def _on(channels: Collection[str]) -> Select[int]:
    return select(Address.id).where(Address.channel.in_(channels))


async def clock_was_set(db: AsyncSession) -> None:
    """Send at once what was written for at once, by a clock that was ahead."""
    now = clock.now()
    at_once = Outbox.status == OutboxStatus.QUEUED, Outbox.due_at > now, Outbox.due_at <= Outbox.put_at
    await db.execute(update(Outbox).where(*at_once).values(due_at=now))
    await db.execute(update(Address).where(Address.not_before > now + LONGEST_WAIT).values(not_before=None))


async def _edits(db: AsyncSession, row: Outbox) -> str | None:
    if row.edits_id is None:
        return None
    return (await _unopened(db, row.edits_id)).external_id


async def _is_shown(db: AsyncSession, question_id: int) -> None:
    await _SHOWN.run(db, question=question_id)


_ARRIVED = PreparedChange(
    update(Outbox).where(_THIS).values(status=OutboxStatus.SENT, external_id=bindparam("message"), sent_at=NOW)
)
_SHOWN = PreparedChange(update(Question).where(Question.id == bindparam("question")).values(shown_at=NOW))


async def _mark(db: AsyncSession, row_id: int, **values: object) -> None:
    await db.execute(update(Outbox).where(Outbox.id == row_id).values(**values))
