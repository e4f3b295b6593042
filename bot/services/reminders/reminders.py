"""Reminders: what falls due to one person within an hour is written once, as one message."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import Reminded, ReminderKind, is_early, next_reminder, recipients, reminder_times
from bot.domain.people.person import ContactWish
from bot.i18n import Text
from bot.services.calls import call_list
from bot.services.courses import make_up
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import About, Plan
from bot.services.messaging.proxy import SharedPhone
from bot.services.reminders import afterwards, lessons, texts, together
from bot.services.reminders.afterwards import Afterwards
from bot.services.reminders.due import Ahead, Due
from bot.services.volunteers import seating
from bot.storage import session_queries
from bot.storage.base import NOW
from bot.storage.database import changed, insert_new
from bot.storage.piecewise import each, legible
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Enrolment, Seat
from bot.storage.tables.messaging import Outbox, Reminder
from bot.storage.tables.people import Address, Person
from bot.storage.tables.volunteers import Shift

# After an outage a reminder that is late by more than this is worse than none. A list of names never is.
_STALE = timedelta(hours=3)
# Whoever enrolled within this time needs no early reminder.
_JUST_NOW = timedelta(hours=12)
_AN_HOUR = timedelta(hours=1)
_LATELY = timedelta(days=1)
# A tick is one transaction: the rest is left to the next, so that no turn waits long for the database.
_AT_ONCE = 25
_LISTED = 40


_HAS_COME = (ClassSession.next_reminder_at <= NOW, ClassSession.status == SessionStatus.PLANNED)
DUE = exists().where(*_HAS_COME) | lessons.DUE


@dataclass
class _Phone:
    """What is written to an address: what is ahead of its people, and what follows the classes they had."""

    address: Address
    dues: list[Due] = field(default_factory=list)
    after: list[Afterwards] = field(default_factory=list)

    def of(self, what: Sequence[Due] | Sequence[Afterwards]) -> SharedPhone:
        return SharedPhone(self.address, tuple({one.person.id: one.person for one in what}.values()))


@dataclass
class _Round:
    """What is written in one tick: to each address, and those whom no address reaches."""

    phones: dict[int, _Phone] = field(default_factory=dict)
    unreached: list[Due] = field(default_factory=list)

    async def take(self, db: AsyncSession, due: Due, *, only_with_others: bool = False) -> None:
        """Take it up, unless the person has had it; or only to an address that is written to in any case."""
        address = await outbox.address_of(db, due.person)
        is_known = address is not None and address.id in self.phones
        if (only_with_others and not is_known) or not await _is_new(db, due):
            return
        if address is None:
            self.unreached.append(due)
        else:
            self.phones.setdefault(address.id, _Phone(address)).dues.append(due)

    async def take_after(self, db: AsyncSession, told: Sequence[Afterwards]) -> None:
        for one in told:
            address = await outbox.address_of(db, one.person)
            if address is not None:
                self.phones.setdefault(address.id, _Phone(address)).after.append(one)


async def send_due(db: AsyncSession) -> int:
    return await _send_round(db)


async def follow_up_due(db: AsyncSession) -> int:
    """Tell what follows a class as well where nothing is ahead; whichever is due first writes both as one."""
    return await _send_round(db, after=True) if await db.scalar(select(afterwards.DUE)) else 0


async def _send_round(db: AsyncSession, *, after: bool = False) -> int:
    this = _Round()
    rows = await db.scalars(
        select(ClassSession.id)
        .where(*_HAS_COME)
        .order_by(ClassSession.next_reminder_at, ClassSession.id)
        .limit(_AT_ONCE)
    )
    told = await each(db, "class_session", rows.all(), lambda db, session_id: _fall_due(db, session_id, this))
    for due in await lessons.fall_due(db):
        await this.take(db, due)
    if this.phones:
        await _take_the_next_hour(db, this)
    if this.phones or after:
        await this.take_after(db, await afterwards.fall_due(db))
    told += await each(db, "address", this.phones, lambda db, address_id: _write(db, this.phones[address_id]))
    await lessons.tell_in_charge(db, this.unreached)
    await _list_unreached(db, this.unreached)
    return told


async def relayed_lately(db: AsyncSession, address: Address) -> Sequence[Person]:
    """Return those of whose classes this phone was reminded in the last day, to pass it on to them."""
    lately = (Outbox.address_id == address.id, Outbox.put_at > clock.now() - _LATELY)
    carried = select(Reminder.person_id).join(Outbox, Outbox.id == Reminder.outbox_id).where(*lately)
    mine = (Person.told_via_person_id == address.person_id, Person.id.in_(carried), Person.erased_at.is_(None))
    return await legible(db, select(Person).where(*mine).order_by(Person.id))


PLANNED = exists().where(ClassSession.next_reminder_at.is_not(None)) | lessons.PLANNED


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    now = clock.now()
    soon = session_queries.all_details().where(
        ClassSession.next_reminder_at > now,
        ClassSession.status == SessionStatus.PLANNED,
        ~session_queries.on_closed_day(),
    )
    all_details = await session_queries.found(
        db, soon.order_by(None).order_by(ClassSession.next_reminder_at).limit(_LISTED)
    )
    learners, helpers = await _counts(db, [details.session.id for details in all_details])
    told = await lessons.upcoming(db)
    for details in all_details:
        start, session_id = clock.local(details.session.starts_at), details.session.id
        for wave, at in reminder_times(start).items():
            counted = helpers if recipients(wave, start)[0] is Reminded.HELPERS else learners
            if at > now and (n := counted.get(session_id, int(details.session.makes_up_for is not None))):
                told.append((at.astimezone(UTC), texts.announced(wave, details, n)))
    return told


async def _counts(db: AsyncSession, session_ids: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    learners = await db.execute(
        select(Seat.session_id, func.count())
        .where(Seat.session_id.in_(session_ids), Seat.status == SeatStatus.HELD)
        .group_by(Seat.session_id)
    )
    helpers = await db.execute(
        select(Shift.session_id, Shift.filled).where(Shift.session_id.in_(session_ids), Shift.filled > 0)
    )
    return {row[0]: row[1] for row in learners}, {row[0]: row[1] for row in helpers}


async def _fall_due(db: AsyncSession, session_id: int, this: _Round) -> int:
    """Take up the waves of a session that have come; return how many leaders were told who is silent."""
    details = await session_queries.details(db, session_id)
    if details is None or details.session.next_reminder_at is None:
        return 0
    came, now = details.session.next_reminder_at, clock.now()
    if not await _move_on(db, details.session, came) or details.session.starts_at <= now:
        return 0
    if await session_queries.is_on_closed_day(db, details.session):
        return 0
    come = {wave: at for wave, at in _times(details).items() if came <= at <= now}
    fresh = [wave for wave, at in come.items() if wave is not ReminderKind.SILENCE and at >= now - _STALE]
    if ReminderKind.DAY_BEFORE in fresh:
        await make_up.offer_again(db, details)
    for due in [due for wave in fresh for due in await _of_wave(db, details, wave)]:
        await this.take(db, due)
    return await call_list.list_silent(db, details, ReminderKind.DAY_BEFORE) if ReminderKind.SILENCE in come else 0


def _times(details: SessionDetails) -> dict[ReminderKind, datetime]:
    return reminder_times(clock.local(details.session.starts_at))


async def _move_on(db: AsyncSession, session: ClassSession, came: datetime) -> bool:
    """Set the next wave; return False if a rival has taken this one."""
    following = next_reminder(clock.local(session.starts_at), clock.local(clock.now()))
    return await changed(
        db,
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.next_reminder_at == came)
        .values(next_reminder_at=None if following is None else following[1].astimezone(UTC)),
    )


async def _take_the_next_hour(db: AsyncSession, this: _Round) -> None:
    """Take up what would follow within the hour for those who are written to now."""
    until = clock.now() + _AN_HOUR
    soon = (ClassSession.next_reminder_at > clock.now(), ClassSession.next_reminder_at <= until)
    rows = await db.scalars(
        select(ClassSession.id)
        .where(*soon, ClassSession.status == SessionStatus.PLANNED, ~session_queries.on_closed_day())
        .order_by(ClassSession.id)
    )

    async def take(db: AsyncSession, session_id: int) -> int:
        details = await session_queries.details(db, session_id)
        if details is not None:
            waves = [wave for wave, at in _times(details).items() if clock.now() < at <= until]
            for due in [due for wave in waves for due in await _of_wave(db, details, wave)]:
                await this.take(db, due, only_with_others=True)
        return 0

    await each(db, "class_session", rows.all(), take)


async def _of_wave(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> list[Due]:
    collect = {Reminded.LEARNERS: _learners, Reminded.HELPERS: _helpers}
    to = recipients(wave, clock.local(details.session.starts_at))
    dues = [due for who in to if who in collect for due in await collect[who](db, details, wave)]
    return [due for due in dues if due.person.reminders_stopped_at is None]


async def _is_new(db: AsyncSession, due: Due) -> bool:
    """Write down that it is told; a lesson alone has its own mark."""
    if not isinstance(due.of, SessionDetails):
        return True
    told = {"session_id": due.of_id, "starts_at": due.starts_at, "kind": due.wave, "person_id": due.person.id}
    return await insert_new(db, Reminder, **told)


async def _learners(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> list[Due]:
    early = is_early(wave, clock.local(details.session.starts_at))
    knowing = await _just_enrolled(db, details) if early else set()
    beside = {} if early else await _with_whom(db, details)
    words, asks = texts.TO_LEARNERS[wave], wave is ReminderKind.DAY_BEFORE
    if asks:
        # What was passed on before is no answer to this.
        await db.execute(update(Seat).where(Seat.session_id == details.session.id).values(told_at=None))
    return [
        Due(
            person=person,
            of=details,
            ahead=Ahead.SEAT,
            wave=wave,
            expires=_until(details, wave),
            alone=words(details, beside.get(person.id)),
            relayed=texts.RELAYED.get(wave, words)(details, beside.get(person.id)),
            heading=labels.session(details),
            note=texts.helper_line(beside.get(person.id)),
            asks=asks,
        )
        for person in await session_queries.seated(db, details.session.id)
        # Whoever wishes only to be called stands on the list of calls instead.
        if person.id not in knowing and person.contact_wish is not ContactWish.CALL
    ]


async def _just_enrolled(db: AsyncSession, details: SessionDetails) -> set[int]:
    since = clock.now() - _JUST_NOW
    enrolled = select(Enrolment.person_id).where(Enrolment.course_id == details.course.id, Enrolment.since > since)
    return set(await db.scalars(enrolled))


async def _with_whom(db: AsyncSession, details: SessionDetails) -> dict[int, texts.Beside]:
    """Pair everybody who can be paired, and return the helpers by resident id."""
    await seating.pair_session(db, details.session.id, final=True, tell=False)
    pairs = await seating.pairings(db, details.session.id)
    return {
        resident_id: texts.Beside(await db.get_one(Person, pair.volunteer_id), pair.meeting_code)
        for resident_id, pair in pairs.items()
    }


async def _helpers(db: AsyncSession, details: SessionDetails, wave: ReminderKind) -> list[Due]:
    early = is_early(wave, clock.local(details.session.starts_at))
    theirs = {} if early else await _their_learners(db, details)
    seated = len(await session_queries.seated(db, details.session.id))
    dues = []
    for person in await session_queries.helpers(db, details.session.id):
        learners = texts.Learners(seated, theirs.get(person.id, []))
        say = texts.TO_HELPERS[wave](details, learners)
        dues.append(
            Due(
                person=person,
                of=details,
                ahead=Ahead.SHIFT,
                wave=wave,
                expires=_until(details, wave),
                alone=say,
                relayed=say,
                heading=texts.helping(details),
                note=texts.in_short(learners),
                asks=early,
            )
        )
    return dues


async def _their_learners(db: AsyncSession, details: SessionDetails) -> dict[int, list[texts.Beside]]:
    theirs: dict[int, list[texts.Beside]] = {}
    for resident_id, pair in (await seating.pairings(db, details.session.id)).items():
        learner = texts.Beside(await db.get_one(Person, resident_id), pair.meeting_code)
        theirs.setdefault(pair.volunteer_id, []).append(learner)
    return theirs


async def _write(db: AsyncSession, phone: _Phone) -> bool:
    if not phone.dues:
        return await afterwards.write(db, phone.of(phone.after), phone.after) is not None
    one_alone = len(phone.dues) == 1 and not phone.after
    row = await (_write_one(db, phone.address, phone.dues[0]) if one_alone else _write_all(db, phone))
    if row is None:
        return False
    for due in phone.dues:
        if isinstance(due.of, SessionDetails):
            mine = (Reminder.session_id == due.of_id, Reminder.starts_at == due.starts_at)
            carried = update(Reminder).where(*mine, Reminder.kind == due.wave, Reminder.person_id == due.person.id)
            await db.execute(carried.values(outbox_id=row.id))
    await afterwards.note_asked(db, phone.after)
    return True


async def _write_one(db: AsyncSession, address: Address, due: Due) -> Outbox | None:
    about = About(MessageKind.REMINDER, due.wave)
    if isinstance(due.of, SessionDetails):
        about = replace(about, session_id=due.of_id, session_starts_at=due.starts_at)
    say = due.alone if address.person_id == due.person.id else due.relayed
    return await proxy.tell(db, due.person, say, Plan(key=due.key, expires=due.expires, about=about))


async def _write_all(db: AsyncSession, phone: _Phone) -> Outbox | None:
    to = phone.of(phone.dues)
    say = together.words(to, phone.dues)
    if phone.after:
        say = together.both(say, await afterwards.words(db, phone.of(phone.after), phone.after))
    expires = min(due.expires for due in phone.dues)
    people = len({due.person.id for due in phone.dues} | {one.person.id for one in phone.after})
    wave = min((due.wave for due in phone.dues), key=lambda wave: wave is not ReminderKind.DAY_BEFORE)
    plan = Plan(key=phone.dues[0].key, expires=expires, people=people, about=About(MessageKind.REMINDER, wave))
    return await outbox.tell_at(db, phone.address, say, plan)


async def _list_unreached(db: AsyncSession, dues: Sequence[Due]) -> None:
    """Put on the list of calls who is told nothing and will not be asked for an answer any more."""
    for due in dues:
        is_last = due.ahead is Ahead.SHIFT or due.wave is ReminderKind.TWO_HOURS
        if isinstance(due.of, SessionDetails) and is_last:
            await call_list.list_untold(db, due.of, due.person)


def _until(details: SessionDetails, wave: ReminderKind) -> datetime:
    start = clock.local(details.session.starts_at)
    return (
        reminder_times(start)[ReminderKind.DAY_BEFORE].astimezone(UTC)
        if is_early(wave, start)
        else details.session.starts_at
    )
