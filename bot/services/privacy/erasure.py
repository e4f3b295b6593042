"""Erasing a person: name, number, accounts and words go; marks stay for the counts, under a number of ours."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import ConsentPurpose, RoleStatus, ToldVia
from bot.services.access import codes
from bot.services.calls import call_list
from bot.services.coaching import requests, withdrawals
from bot.services.enrolment import enrolment
from bot.services.messaging import attachments
from bot.services.people import consent
from bot.services.privacy import redaction
from bot.services.roles import handover, volunteer_signup
from bot.storage.tables.coaching import StandBy
from bot.storage.tables.messaging import NOT_SENT, ON_THE_WAY, Conversation, Outbox, OutboxStatus, Question
from bot.storage.tables.page_sessions import PageLink, PageSession
from bot.storage.tables.people import ERASED, Address, Code, Person, Role, Slip, fields
from bot.storage.tables.safety import DayCode

_AT_ONCE = 500


async def erase(db: AsyncSession, person: Person) -> None:
    """Erase a person at their own wish, at once and everywhere; their consents end."""
    for purpose in ConsentPurpose:
        await consent.withdraw(db, person, purpose)
    await forget(db, person)


async def forget(db: AsyncSession, person: Person) -> None:
    """Leave nothing known of the person. The account itself goes when the last answer has left it."""
    without = await _give_up(db, person)
    await redaction.forget(db, person)
    await _forget_talks(db, person)
    await consent.forget_words(db, person)
    for way in (PageLink, PageSession, DayCode, StandBy):
        await db.execute(delete(way).where(way.person_id == person.id))
    # A stored document may name anybody; it is drawn again when it is wanted.
    await attachments.drop_all(db)
    through = Person.told_via_person_id == person.id
    await db.execute(update(Person).where(through).values(told_via_person_id=None, told_via=ToldVia.LEADER))
    now = clock.now()
    for self in (person, *await db.scalars(select(Person).where(Person.merged_into_id == person.id))):
        for field in fields(ERASED):
            setattr(self, field, None)
        self.told_via, self.erased_at = ToldVia.SELF, now
    await db.execute(update(Address).where(Address.person_id == person.id).values(cut_off_at=now))
    await db.flush()
    if without:
        from bot.services.coaching import replacement  # noqa: PLC0415 loads numpy: docs/adr/0030
    for resident_id in without:
        await replacement.rescue(db, await db.get_one(Person, resident_id))


async def keys_of_erased(db: AsyncSession, since: datetime | None = None) -> set[str]:
    when = Person.erased_at.is_not(None) if since is None else Person.erased_at > since
    return set(await db.scalars(select(Person.erasure_key).where(when)))


async def brought_back(db: AsyncSession, keys: set[str]) -> list[int]:
    """Return those with these keys who are not erased here, because an older database was restored."""
    missing = sorted(keys - await keys_of_erased(db))
    found: list[int] = []
    for start in range(0, len(missing), _AT_ONCE):
        some = missing[start : start + _AT_ONCE]
        found += await db.scalars(select(Person.id).where(Person.erasure_key.in_(some), Person.erased_at.is_(None)))
    return found


async def erase_again(db: AsyncSession, person_id: int) -> None:
    person = await db.get_one(Person, person_id)
    if person.erased_at is None:
        await erase(db, person)


_WAITING = select(Outbox.id).where(Outbox.address_id == Address.id, Outbox.status.in_(ON_THE_WAY))
_TO_BE_FORGOTTEN = (
    select(Address)
    .join(Person, Person.id == Address.person_id)
    .where(Person.erased_at.is_not(None), Address.cut_off_at.is_not(None), Address.forgotten_at.is_(None))
    .where(~_WAITING.exists())
)
DUE = _TO_BE_FORGOTTEN.exists()


async def forget_accounts(db: AsyncSession) -> int:
    forgotten = (await db.scalars(_TO_BE_FORGOTTEN)).all()
    for address in forgotten:
        address.external_id, address.forgotten_at = f"erased-{address.id}", clock.now()
    await db.flush()
    return len(forgotten)


async def _give_up(db: AsyncSession, person: Person) -> list[int]:
    """Give up places and promises, and tell those concerned; return the ids of residents who lost their helper."""
    for course in await enrolment.joined(db, person):
        await enrolment.leave(db, person, course, person)
    without = await withdrawals.leave_all(db, person)
    await volunteer_signup.forget(db, person)
    await requests.forget(db, person)
    now = clock.now()
    ended = await db.scalars(
        update(Role)
        .where(Role.person_id == person.id, Role.status != RoleStatus.ENDED)
        .values(status=RoleStatus.ENDED, ends_at=now)
        .returning(Role)
    )
    for role in ended.all():
        await handover.without_leader(db, role)
    asked = select(Role.id).where(Role.person_id == person.id)
    await db.execute(update(Slip).where(Slip.role_id.in_(asked)).values(for_name=None))
    open_invitation = or_(Code.expires_at.is_(None), Code.expires_at > now)
    await db.execute(
        update(Code)
        .where(Code.created_by_id == person.id, Code.purpose == codes.ROLE, open_invitation)
        .values(expires_at=now)
    )
    await call_list.forget(db, person)
    return without


async def _forget_talks(db: AsyncSession, person: Person) -> None:
    own = select(Address.id).where(Address.person_id == person.id)
    mine = or_(Outbox.person_id == person.id, Outbox.address_id.in_(own))
    cards = select(Outbox.question_id).where(Outbox.person_id == person.id, Outbox.question_id.is_not(None))
    await db.execute(
        update(Question).where(or_(Question.address_id.in_(own), Question.id.in_(cards))).values(options=[])
    )
    await db.execute(update(Outbox).where(mine, Outbox.status.in_(NOT_SENT)).values(status=OutboxStatus.DROPPED))
    await db.execute(
        update(Outbox).where(mine).values(message={"text": "", "buttons": []}, external_id=None, error=None)
    )
    nowhere: dict[str, Any] = {"flow": None, "answers": {}, "question_id": None, "misses": 0}
    await db.execute(update(Conversation).where(Conversation.address_id.in_(own)).values(**nowhere))
