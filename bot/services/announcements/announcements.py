"""Announcements: held for five minutes, sent a few at a time, recalled while they wait."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.access.rights import Place
from bot.domain.messaging.announcements import RECALL, Segment
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import after_quiet_hours
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import acts
from bot.services.announcements import audience, fraud_warning, unreached
from bot.services.announcements.audience import To
from bot.services.courses import catalogue
from bot.services.messaging import outbox
from bot.services.messaging.outbox import About, Plan
from bot.services.messaging.proxy import SharedPhone
from bot.storage.base import NOW
from bot.storage.piecewise import each
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.messaging import NOT_SENT, Act, Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import ResidentialGroup

ANNOUNCE = acts.ActKind("announce")
_AT_ONCE = 20
_LIVES = timedelta(hours=24)
_NEVER = (OutboxStatus.DROPPED, OutboxStatus.FAILED)


@dataclass(frozen=True)
class AnnouncementProgress:
    """Numbers of people; the `unreached` have no account that a message reaches."""

    sent: int
    waiting: int
    unreached: int


async def classes(db: AsyncSession, place: Place) -> list[SessionDetails]:
    if place.organisation is not None:
        return await catalogue.open_of(db, place.organisation)
    group = await db.get(ResidentialGroup, place.group) if place.group is not None else None
    return [] if group is None else await catalogue.open_in(db, group)


async def announce(db: AsyncSession, by: Person, to: To, words: str, at: datetime) -> tuple[Announcement, Act]:
    """Tell these people at `at`, but in five minutes at the earliest and not at night. Raise NotAllowed."""
    await audience.must(db, by, to)
    earliest = clock.local(max(at, clock.now() + RECALL))
    made = Announcement(
        by_id=by.id,
        group_id=to.place.group,
        ward_code=to.place.ward,
        organisation_id=to.place.organisation,
        segment=to.segment,
        audience=to.audience,
        course_id=to.course_id,
        words=words,
        at=clock.now(),
        due_at=after_quiet_hours(earliest).astimezone(UTC),
        upto=0,
    )
    db.add(made)
    await db.flush()
    return made, await acts.record(db, by, ANNOUNCE, announcement=made.id, until=(made.due_at + RECALL).isoformat())


async def undo_announce(db: AsyncSession, act: Act) -> Text | None:
    announcement_id = act.facts["announcement"]
    # Before its messages: this waits for a tick that is writing some, so that those are dropped too.
    await db.execute(
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.recalled_at.is_(None))
        .values(recalled_at=clock.now(), done_at=func.coalesce(Announcement.done_at, clock.now()), words=None)
    )
    await db.execute(
        update(Outbox)
        .where(Outbox.announcement_id == announcement_id, Outbox.status.in_(NOT_SENT))
        .values(status=OutboxStatus.DROPPED)
    )
    await unreached.withdraw(db, announcement_id)
    gone = await _count(db, announcement_id, Outbox.status.not_in((*NOT_SENT, *_NEVER)))
    if not gone:
        return _("Recalled: nobody has been told anything.")
    return n_("Recalled. One message had gone already.", "Recalled. {n} messages had gone already.", gone)


async def progress(db: AsyncSession, by: Person, announcement_id: int) -> AnnouncementProgress | None:
    found = await db.get(Announcement, announcement_id)
    if found is None or found.by_id != by.id:
        return None
    sent = await _count_people(db, found.id, Outbox.status == OutboxStatus.SENT)
    waiting = await _count_people(db, found.id, Outbox.status.in_((*NOT_SENT, OutboxStatus.SENDING)))
    if found.done_at is None:
        rest = audience.people(found.by_id, _to(found)).where(Person.id > found.upto).subquery()
        waiting += await db.scalar(select(func.count()).select_from(rest)) or 0
    return AnnouncementProgress(sent, waiting, found.unreached)


_LEAVES = (Announcement.done_at.is_(None), Announcement.due_at <= NOW)
DUE = exists().where(*_LEAVES)


async def due(db: AsyncSession) -> Sequence[int]:
    return (await db.scalars(select(Announcement.id).where(*_LEAVES).order_by(Announcement.due_at))).all()


async def make_some(db: AsyncSession, announcement_id: int) -> int | None:
    """Write the messages to the next few people; return None when it is done."""
    # Locks the row: a recall at this moment waits, or has come first.
    wanting = select(Announcement).where(Announcement.id == announcement_id, *_LEAVES).with_for_update()
    found = (await db.scalars(wanting)).first()
    if found is None:
        return None
    query = audience.people(found.by_id, _to(found)).where(Person.id > found.upto).order_by(Person.id)
    next_ones = (await db.scalars(query.with_only_columns(Person.id).limit(_AT_ONCE))).all()
    by = await db.get_one(Person, found.by_id)

    async def tell(db: AsyncSession, person_id: int) -> bool:
        return await _tell(db, found, by, await db.get_one(Person, person_id))

    made = await each(db, "person", next_ones, tell)
    await db.refresh(found)
    if len(next_ones) < _AT_ONCE:
        if found.segment is Segment.WARNED:
            made += await fraud_warning.spread(db, _to(found).place, found.words or "", _plan(found, ""))
        found.done_at = clock.now()
        await unreached.tell_leaders(db, found)
    else:
        found.upto = next_ones[-1]
    await db.flush()
    return made


PLANNED = exists().where(Announcement.done_at.is_(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    waiting = select(Announcement.due_at).where(Announcement.done_at.is_(None), Announcement.due_at > clock.now())
    return [
        (at, _("an announcement leaves")) for at in await db.scalars(waiting.order_by(Announcement.due_at).limit(20))
    ]


def words_of(by: Person, segment: Segment, words: str) -> Text:
    """Begin with the name of who says it, since the words alone may claim to be from anybody."""
    if segment is Segment.WARNED:
        return fraud_warning.posted(words)
    return lines(_("📣 {name} lets {goi} know:", name=labels.person(by)), verbatim(words))


def pass_on(name: Text) -> Text:
    return _("Please tell {name} as well.", name=name)


async def _tell(db: AsyncSession, of: Announcement, by: Person, person: Person) -> bool:
    address = await outbox.address_of(db, person)
    if address is None:
        of.unreached += 1
        await unreached.put_on_list(db, of, person)
        return False
    phone = await _phone(db, of, address, person)
    relayed = [labels.person(one) for one in phone.relayed]
    words = words_of(by, of.segment, of.words or "")
    if relayed:
        words = lines(words, pass_on(labels.enumeration(relayed)))
    plan = replace(_plan(of, f":{address.id}"), people=len(phone.people))
    return await outbox.tell_at(db, address, say(words, option(_("🏠 Home"), "home")), plan, person) is not None


async def _phone(db: AsyncSession, of: Announcement, address: Address, person: Person) -> SharedPhone:
    there = (Person.id == address.person_id) | (Person.told_via_person_id == address.person_id)
    others = audience.people(of.by_id, _to(of)).where(there, Person.id != person.id).order_by(Person.id)
    people = [person]
    for other in (await db.scalars(others)).all():
        own = await outbox.address_of(db, other)
        if own is not None and own.id == address.id:
            people.append(other)
    return SharedPhone(address, people)


def _plan(of: Announcement, key: str) -> Plan:
    about = About(MessageKind.ANNOUNCEMENT, announcement_id=of.id)
    return Plan(f"announcement:{of.id}{key}", Priority.BROADCAST, expires=clock.now() + _LIVES, about=about)


def _to(of: Announcement) -> To:
    return To(Place(of.ward_code, of.group_id, of.organisation_id), of.segment, of.course_id, of.audience)


async def _count(db: AsyncSession, announcement_id: int, which: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(Outbox).where(Outbox.announcement_id == announcement_id, which)
    return await db.scalar(counted) or 0


async def _count_people(db: AsyncSession, announcement_id: int, which: ColumnElement[bool]) -> int:
    counted = select(func.sum(Outbox.people)).where(Outbox.announcement_id == announcement_id, which)
    return await db.scalar(counted) or 0
