"""Announcements: counted and read over, held for five minutes, made a few at a time, recalled while they wait."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.announcements import RECALL, Segment
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.people import AgeBand
from bot.domain.reminders import after_quiet_hours
from bot.domain.rights import Place, Right
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services import acts, learning, outbox, roles, warnings
from bot.services.outbox import Plan
from bot.services.roles import NotAllowed
from bot.storage.announcements import Announcement
from bot.storage.courses import Attendance, ClassSession, Course, Seat
from bot.storage.messaging import Act, Lane, Outbox, OutboxStatus
from bot.storage.people import Person
from bot.storage.places import ResidentialGroup
from bot.storage.rosters import Meeting

_AT_ONCE = 20
_LIVES = timedelta(hours=24)
_NOT_YET = (OutboxStatus.QUEUED, OutboxStatus.UNREACHABLE)
_NEVER = (OutboxStatus.DROPPED, OutboxStatus.FAILED)


@dataclass(frozen=True)
class To:
    """Whom of a place it is for; of those who have a class ahead, all or those of one class."""

    place: Place
    segment: Segment
    course_id: int | None = None


@dataclass(frozen=True)
class Progress:
    """How far it has come, in messages; `unreached` have no account that a message reaches."""

    sent: int
    waiting: int
    unreached: int


async def count(db: AsyncSession, by: Person, to: To) -> int:
    """How many people it is for. Raises NotAllowed."""
    await _must(db, by, to)
    return await db.scalar(select(func.count()).select_from(_people(by.id, to).subquery())) or 0


async def classes(db: AsyncSession, place: Place) -> list[Meeting]:
    """The classes ahead of a residential group; above it there are too many to choose from."""
    group = await db.get(ResidentialGroup, place.group) if place.group is not None else None
    return [] if group is None else await learning.open_in(db, group)


async def announce(db: AsyncSession, by: Person, to: To, words: str, at: datetime) -> tuple[Announcement, Act]:
    """Tell these people at that time, in five minutes at the earliest and not at night. Raises NotAllowed."""
    await _must(db, by, to)
    earliest = clock.local(max(at, clock.now() + RECALL))
    made = Announcement(
        by_id=by.id,
        group_id=to.place.group,
        ward_code=to.place.ward,
        segment=to.segment,
        course_id=to.course_id,
        words=words,
        at=clock.now(),
        due_at=after_quiet_hours(earliest).astimezone(UTC),
        upto=0,
    )
    db.add(made)
    await db.flush()
    return made, await acts.done(db, by, "announce", announcement=made.id, until=(made.due_at + RECALL).isoformat())


async def undo_announce(db: AsyncSession, act: Act) -> Text | None:
    """Nothing more leaves; what has gone cannot be called back, and is counted."""
    announcement_id = act.facts["announcement"]
    # Before its messages: whoever makes some at this moment is waited for, and theirs are dropped as well.
    await db.execute(
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.recalled_at.is_(None))
        .values(recalled_at=clock.now(), done_at=func.coalesce(Announcement.done_at, clock.now()), words=None)
    )
    await db.execute(
        update(Outbox).where(_of(announcement_id), Outbox.status.in_(_NOT_YET)).values(status=OutboxStatus.DROPPED)
    )
    gone = await _count(db, announcement_id, Outbox.status.not_in((*_NOT_YET, *_NEVER)))
    if not gone:
        return _("Recalled: nobody has been told anything.")
    return n_("Recalled. One message had gone already.", "Recalled. {n} messages had gone already.", gone)


async def progress(db: AsyncSession, by: Person, announcement_id: int) -> Progress | None:
    """How far one's own announcement has come; None if it is none of theirs."""
    found = await db.get(Announcement, announcement_id)
    if found is None or found.by_id != by.id:
        return None
    sent = await _count(db, found.id, Outbox.status == OutboxStatus.SENT)
    waiting = await _count(db, found.id, Outbox.status.in_((*_NOT_YET, OutboxStatus.SENDING)))
    if found.done_at is None:
        rest = _people(found.by_id, _to(found)).where(Person.id > found.upto).subquery()
        waiting += await db.scalar(select(func.count()).select_from(rest)) or 0
    return Progress(sent, waiting, found.unreached)


async def make_some(db: AsyncSession) -> int | None:
    """The messages to the next few people; None when nothing is due."""
    # Claimed by the row itself: whoever recalls it at this moment waits, or has been first.
    wanting = select(Announcement).where(Announcement.done_at.is_(None), Announcement.due_at <= clock.now())
    found = (await db.scalars(wanting.order_by(Announcement.due_at).limit(1).with_for_update())).first()
    if found is None:
        return None
    query = _people(found.by_id, _to(found)).where(Person.id > found.upto).order_by(Person.id)
    next_ones = (await db.scalars(query.limit(_AT_ONCE))).all()
    by = await db.get_one(Person, found.by_id)
    made = sum([await _tell(db, found, by, person) for person in next_ones])
    if len(next_ones) < _AT_ONCE:
        if found.segment is Segment.WARNED:
            made += await warnings.spread(db, _to(found).place, found.words or "", _plan(found, ""))
        found.done_at, found.words = clock.now(), None
    else:
        found.upto = next_ones[-1].id
    await db.flush()
    return made


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    """When those that are held will leave."""
    waiting = select(Announcement.due_at).where(Announcement.done_at.is_(None), Announcement.due_at > clock.now())
    return [
        (at, _("an announcement leaves")) for at in await db.scalars(waiting.order_by(Announcement.due_at).limit(20))
    ]


def words_of(by: Person, segment: Segment, words: str) -> Text:
    """As it is read: who says it comes first, since anybody may claim to be somebody."""
    if segment is Segment.WARNED:
        return warnings.posted(words)
    return lines(_("📣 {name} lets {goi} know:", name=labels.person(by)), verbatim(words))


async def _tell(db: AsyncSession, of: Announcement, by: Person, person: Person) -> bool:
    """Two people on one telephone hear it once."""
    address = await outbox.address_of(db, person)
    if address is None:
        of.unreached += 1
        return False
    plan = _plan(of, f":{address.id}")
    said = say(words_of(by, of.segment, of.words or ""), option(_("🏠 Home"), "home"))
    return await outbox.tell(db, person, said, plan) is not None


def _plan(of: Announcement, key: str) -> Plan:
    return Plan(key=f"announcement:{of.id}{key}", lane=Lane.BROADCAST, expires=clock.now() + _LIVES)


def _to(of: Announcement) -> To:
    return To(Place(of.ward_code, of.group_id), of.segment, of.course_id)


def _people(by_id: int, to: To) -> Select[Any]:
    known = (Person.name.is_not(None), Person.erased_at.is_(None), Person.merged_into_id.is_(None))
    query = select(Person).where(*known, Person.id != by_id, Person.reminders_stopped_at.is_(None))
    # Whoever sits in a class is told of it, wherever they live.
    if to.course_id is None and to.place.group is not None:
        query = query.where(Person.group_id == to.place.group)
    elif to.course_id is None and to.place.ward is not None:
        query = query.where(Person.ward_code == to.place.ward)
    return query.where(_within(to))


def _within(to: To) -> ColumnElement[bool]:
    came = select(Attendance.id).where(Attendance.person_id == Person.id, Attendance.mark.in_(CAME)).exists()
    ahead = (
        select(Seat.session_id)
        .join(ClassSession, ClassSession.id == Seat.session_id)
        .where(Seat.person_id == Person.id, Seat.status == SeatStatus.HELD)
        .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
        .where(ClassSession.course_id == to.course_id if to.course_id is not None else true())
        .exists()
    )
    return {
        Segment.EVERYBODY: Person.id.is_not(None),
        Segment.WARNED: Person.id.is_not(None),
        Segment.LEARNERS: ahead,
        Segment.NEVER_BEEN: ~came,
        Segment.ELDERLY: Person.age_band.in_((AgeBand.FROM_60, AgeBand.FROM_75)),
    }[to.segment]


def _of(announcement_id: int) -> ColumnElement[bool]:
    return Outbox.key.like(f"announcement:{announcement_id}:%")


async def _count(db: AsyncSession, announcement_id: int, which: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(Outbox).where(_of(announcement_id), which)
    return await db.scalar(counted) or 0


async def _must(db: AsyncSession, by: Person, to: To) -> None:
    course = await db.get(Course, to.course_id) if to.course_id is not None else None
    theirs = course is None or course.group_id == to.place.group
    if not theirs or not await roles.may_at(db, by, Right.ANNOUNCE, to.place):
        raise NotAllowed(Right.ANNOUNCE)
