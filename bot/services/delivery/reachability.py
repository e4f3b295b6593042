"""Accounts that take no messages any more, and accounts that take them again."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.courses import SessionStatus
from bot.domain.messaging.kinds import MessageKind, Obstacle
from bot.services.announcements import unreached
from bot.services.calls import call_list
from bot.services.group_chats import links
from bot.services.messaging import outbox
from bot.storage.piecewise import legible
from bot.storage.tables.courses import ClassSession, Notice
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, Question, Reminder
from bot.storage.tables.people import Address, Person


async def lost(db: AsyncSession, address: Address, why: str) -> None:
    if address.person_id is None:
        return await links.put_out(db, address.channel, address.external_id)
    address.unreachable_at = clock.now()
    await db.flush()
    await pass_on(db, address, why)


async def pass_on(db: AsyncSession, address: Address, why: str) -> None:
    """Give the waiting messages to the person's next account, or else put the person on the call list."""
    waits = Outbox.address_id == address.id, Outbox.status == OutboxStatus.QUEUED
    for message in await legible(db, select(Outbox).where(*waits).order_by(Outbox.id)):
        other = await outbox.address_of(db, await db.get_one(Person, message.person_id))
        if other is not None:
            await _readdress(db, message, other.id)
        else:
            await _keep(db, message, why)


async def _keep(db: AsyncSession, message: Outbox, why: str) -> None:
    message.error = why[:200]
    # An answer is of no use later; the rest is kept until the person can be reached.
    if message.priority is Priority.REPLY or message.edits_id is not None:
        message.status = OutboxStatus.FAILED
        return
    message.status = OutboxStatus.UNREACHABLE
    if message.kind is MessageKind.ANNOUNCEMENT:
        return await unreached.put_late(db, message)
    await call_list.list_unreachable(db, message)


async def try_another_way(db: AsyncSession, message: Outbox, why: Obstacle, *, if_possible: bool = False) -> None:
    """Give a message that its channel does not take now to the person's next account, else list them to be called.

    The address stays good. A post to a group's chat waits there; so does, with `if_possible`, what has no other way.
    """
    message.turned_away, message.obstacle, message.error = message.turned_away + 1, why, f"not this way: {why}"
    others = await _other_accounts(db, message)
    if message.turned_away <= len(others) and message.edits_id is None:
        message.status = OutboxStatus.QUEUED
        return await _readdress(db, message, others[message.turned_away - 1])
    if if_possible:
        message.status, message.obstacle, message.error = OutboxStatus.QUEUED, None, None
        return None
    await _keep_for(db, message, why)


async def _other_accounts(db: AsyncSession, message: Outbox) -> Sequence[int]:
    person = await db.get_one(Person, message.person_id)
    found = await outbox.addresses_of(db, person)
    return [address.id for address in found if address.id != message.address_id]


async def _keep_for(db: AsyncSession, message: Outbox, why: Obstacle) -> None:
    if message.edits_id is not None:
        message.status = OutboxStatus.FAILED
        return
    message.status = OutboxStatus.UNREACHABLE
    if message.kind is MessageKind.ANNOUNCEMENT:
        return await unreached.put_late(db, message)
    await call_list.list_not_taken(db, message, why)


async def arrived(db: AsyncSession, address_id: int) -> tuple[bool, bool]:
    """Send what was kept for who has just got a message; return whether there was any, and whether others have some."""
    address = await db.get_one(Address, address_id)
    was_kept = address.person_id is not None and await _is_kept(db, Outbox.person_id == address.person_id)
    if was_kept:
        await catch_up(db, address)
    return was_kept, await _is_kept(db)


async def _is_kept(db: AsyncSession, *whose: ColumnElement[bool]) -> bool:
    return await db.scalar(_KEPT.where(*whose).limit(1)) is not None


_KEPT = select(Outbox.id).where(Outbox.status == OutboxStatus.UNREACHABLE, Outbox.obstacle.is_not(None))


async def back(db: AsyncSession, address: Address) -> None:
    if address.unreachable_at is not None:
        address.unreachable_at = None
        await db.flush()
        await catch_up(db, address)


async def catch_up(db: AsyncSession, address: Address) -> None:
    """Send what was kept for the person and those told through them, if it is still true; drop the rest."""
    # By person, not by account: by now the account may be another person's.
    theirs = (Person.id == address.person_id) | (Person.told_via_person_id == address.person_id)
    kept = Outbox.person_id.in_(select(Person.id).where(theirs)), Outbox.status == OutboxStatus.UNREACHABLE
    for message in await legible(db, select(Outbox).where(*kept).order_by(Outbox.id)):
        if message.expires_at > clock.now() and await _is_still_true(db, message):
            message.status, message.error = OutboxStatus.QUEUED, None
            message.turned_away, message.obstacle = 0, None
            await _readdress(db, message, address.id)
        else:
            message.status = OutboxStatus.DROPPED
    if address.person_id is not None:
        await call_list.reached(db, address.person_id)


async def _is_still_true(db: AsyncSession, message: Outbox) -> bool:
    if not message.message["text"]:
        return False  # its words have been swept
    if message.kind is MessageKind.REMINDER:
        return await _is_still_expected(db, message)
    if message.kind is MessageKind.NOTICE:
        return not await _has_changed_again(db, message)
    return True


async def _is_still_expected(db: AsyncSession, reminder: Outbox) -> bool:
    """Return whether anybody it reminds is still expected then; a cancelled lesson alone is told of separately."""
    carried = select(Reminder.session_id).where(Reminder.outbox_id == reminder.id)
    if await db.scalar(carried.limit(1)) is None:
        return True
    found = await db.scalar(
        select(ClassSession.id)
        .join(Reminder, (Reminder.session_id == ClassSession.id) & (Reminder.starts_at == ClassSession.starts_at))
        .where(Reminder.outbox_id == reminder.id)
        .where(ClassSession.status == SessionStatus.PLANNED, call_list.expected(Reminder.person_id, ClassSession.id))
        .limit(1)
    )
    return found is not None


async def _has_changed_again(db: AsyncSession, message: Outbox) -> bool:
    notice = await db.get_one(Notice, message.notice_id)
    newer = exists().where(Notice.session_id == notice.session_id, Notice.id > notice.id)
    return bool(await db.scalar(select(newer)))


async def _readdress(db: AsyncSession, row: Outbox, address_id: int) -> None:
    row.address_id, row.edits_id = address_id, None
    if row.question_id is not None:
        card = await db.get_one(Question, row.question_id)
        card.address_id = address_id
