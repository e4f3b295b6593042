"""Several accounts of one person: joined by a code; the one used last is written to, a lost one is cut off."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.access.rights import Right
from bot.domain.people.person import IN_CHARGE
from bot.domain.vietnamese import fold
from bot.errors import AssistantError, NotAllowed
from bot.i18n import Text, _, lines
from bot.services.access import acts, codes, page_sessions, permissions
from bot.services.calendars import feeds
from bot.services.delivery import reachability
from bot.services.messaging import conversations, outbox
from bot.services.people import identity, profile
from bot.services.safety import rate_limit
from bot.storage.database import changed
from bot.storage.tables.messaging import Act, Outbox, OutboxStatus, Question
from bot.storage.tables.people import Address, Code, Person
from bot.storage.tables.places import ResidentialGroup

LINK_ACCOUNT = acts.ActKind("link_account")
CUT_OFF = acts.ActKind("cut_off")


class SomebodyElse(AssistantError):
    """The account belongs to somebody we know already: a human has to say whether the two are one person."""


async def may(db: AsyncSession, by: Person, of: Person) -> bool:
    """Return True for oneself, and for who sees to phones there, unless the account would give access to an office."""
    if of.erased_at is not None:
        return False
    if by.id == of.id:
        return True
    group = await db.get(ResidentialGroup, of.group_id) if of.group_id is not None else None
    if group is None or await identity.has_any_role(db, of, IN_CHARGE):
        return False
    return await permissions.may(db, by, Right.LINK_PHONES, group)


async def whose(db: AsyncSession, by: Person, person_id: int | None) -> Person:
    of = by if person_id is None else await db.get_one(Person, person_id)
    if not await may(db, by, of):
        raise NotAllowed(Right.LINK_PHONES)
    return of


async def of(db: AsyncSession, person: Person) -> Sequence[Address]:
    rows = await db.scalars(
        select(Address)
        .where(Address.person_id == person.id, Address.cut_off_at.is_(None))
        .order_by(Address.last_used_at.desc(), Address.id.desc())
    )
    return rows.all()


async def named(db: AsyncSession, by: Person, typed: str) -> list[Person]:
    groups = [group.id for group in await permissions.groups_led(db, by)]
    wanted = f" {fold(typed)} "
    rows = await db.scalars(select(Person).where(Person.group_id.in_(groups), Person.search_name.is_not(None)))
    found = [person for person in rows if wanted.strip() and f" {person.search_name} ".endswith(wanted)]
    return [person for person in found if await may(db, by, person)]


async def code_for(db: AsyncSession, by: Person, person: Person) -> Code:
    """Create a code that joins one more account. Raise NotAllowed and TooOften."""
    if not await may(db, by, person):
        raise NotAllowed(Right.LINK_PHONES)
    await rate_limit.must_not_hoard_codes(db, by)
    return await codes.of_account(db, by, person)


async def owner(db: AsyncSession, address: Address, code: Code) -> Person | None:
    """Return the person the account would be joined to; None if the code is no longer good. Raise SomebodyElse."""
    person, by = await db.get_one(Person, code.person_id), await db.get_one(Person, code.created_by_id)
    if not await may(db, by, person):
        return None
    known = profile.is_known(address.person) or await identity.roles_of(db, address.person)
    if known and address.person_id != person.id:
        raise SomebodyElse(address.id)
    return person


async def join(db: AsyncSession, address: Address, code: Code) -> Act | None:
    person = await owner(db, address, code)
    if person is None or not await codes.use_up(db, code):
        return None
    was, others = address.person, await of(db, person)
    await _give(db, address, person)
    await reachability.catch_up(db, address)
    by = await db.get_one(Person, code.created_by_id)
    act = await acts.record(db, by, LINK_ACCOUNT, address=address.id, was=was.id, of=person.id)
    for other in others:
        await db.refresh(other, ["person"])
        cut = option(_("🚫 That is not my phone"), "cut_off", account=address.id)
        await outbox.reply(db, other, say(_("📱 Another phone has just been joined to yours."), cut, _FINE))
    if by.id != person.id:
        words = _("📱 {name} has joined a phone with your code.", name=labels.person(person))
        await outbox.tell(db, by, say(words, option(_("↩️ Undo"), "undo", act=act.id)))
    return act


async def undo_link(db: AsyncSession, act: Act) -> Text | None:
    address = await db.get_one(Address, act.facts["address"])
    if address.person_id != act.facts["of"] or address.cut_off_at is not None:
        return None
    await _leave_nothing(db, address)
    await _give(db, address, await db.get_one(Person, act.facts["was"]))
    return _("Done. That phone is no longer joined.")


async def cut_off(db: AsyncSession, by: Person, address_id: int) -> Act | None:
    address = await db.get(Address, address_id)
    person = None if address is None else await db.get(Person, address.person_id)
    if address is None or person is None or not await may(db, by, person):
        raise NotAllowed(Right.LINK_PHONES)
    claimed = await changed(
        db, update(Address).where(Address.id == address.id, Address.cut_off_at.is_(None)).values(cut_off_at=clock.now())
    )
    if not claimed:
        return None
    await db.refresh(address)
    await _leave_nothing(db, address)
    await page_sessions.end_all(db, person)
    await feeds.end_all(db, person)
    await reachability.pass_on(db, address, "cut off")
    if by.id != person.id:
        words = _("{name} has cut off a phone of yours that was lost.", name=labels.person(by))
        await outbox.tell(db, person, say(lines(words, _("If that is not right, send «0».")), _FINE))
    return await acts.record(db, by, CUT_OFF, address=address.id, of=person.id)


async def undo_cut_off(db: AsyncSession, act: Act) -> Text | None:
    found = await changed(
        db,
        update(Address)
        .where(Address.id == act.facts["address"], Address.person_id == act.facts["of"])
        .where(Address.cut_off_at.is_not(None))
        .values(cut_off_at=None),
    )
    return _("Done. That phone is joined again.") if found else None


async def _give(db: AsyncSession, address: Address, person: Person) -> None:
    address.person_id = person.id
    await db.execute(
        update(Outbox)
        .where(Outbox.address_id == address.id, Outbox.status == OutboxStatus.QUEUED)
        .values(person_id=person.id)
    )
    await db.flush()
    await db.refresh(address, ["person"])


async def _leave_nothing(db: AsyncSession, address: Address) -> None:
    """End the talk and empty its buttons, so that whoever holds the phone can answer nothing."""
    conversations.end(await conversations.talk_of(db, address))
    await db.execute(update(Question).where(Question.address_id == address.id).values(options=[]))


_FINE = option(_("👍 That was me"), "home")
