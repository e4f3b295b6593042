"""Sessions moved, called off or given a new date; and each of these undone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.errors import NotFound
from bot.i18n import Text, n_
from bot.services.access import acts, codes, permissions
from bot.services.courses import change_notices, change_texts, courses, make_up
from bot.services.courses.change_notices import PeopleToTell
from bot.services.group_chats import posts
from bot.services.group_chats import texts as group_chats_texts
from bot.services.volunteers import shift_offers
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Acknowledgement, Attendance, ClassSession, Notice, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person
from bot.storage.tables.volunteers import Assignment, Pairing, Shift

MOVE = acts.ActKind("move")
CALL_OFF = acts.ActKind("call_off")


@dataclass(frozen=True)
class Changed:
    """A change that was made; `notice` is None if nobody had to be told."""

    act: Act
    notice: Notice | None
    make_up: ClassSession | None = None


@dataclass(frozen=True)
class Slot:
    """A start time and a place: a venue's id or a new name."""

    starts: datetime
    place: int | str


async def move(db: AsyncSession, by: Person, session_id: int, to: Slot) -> Changed | None:
    before = await changeable(db, by, session_id)
    if before is None or to.starts <= clock.now():
        return None
    venue = await courses.venue_of(db, before.group, to.place)
    old = (before.session.starts_at, before.session.venue_id)
    new = (to.starts, venue.id)
    if old == new or not await relocate(db, session_id, old, new):
        return None
    answered = await ask_again(db, session_id) if to.starts != old[0] else {}
    after = await details_now(db, session_id)
    notice = await _give(db, by, after, change_texts.moved(before.venue, old[0], after))
    post_id = await posts.tell(db, after, group_chats_texts.moved(old[0], after), old[0], to.starts)
    act = await acts.record(
        db,
        by,
        MOVE,
        session=session_id,
        notice=None if notice is None else notice.id,
        before=[old[0].isoformat(), old[1]],
        after=[new[0].isoformat(), new[1]],
        answered=answered,
        post=post_id,
    )
    return Changed(act, notice)


async def undo_move(db: AsyncSession, act: Act) -> Text | None:
    session_id = act.facts["session"]
    old, new = slot(act.facts["before"]), slot(act.facts["after"])
    if old[0] <= clock.now() or not await relocate(db, session_id, new, old):
        return None
    await answered_as_before(db, act.facts["answered"])
    return await tell_as_it_was(db, act)


async def answered_as_before(db: AsyncSession, answered: dict[str, str]) -> None:
    for seat_id, at in answered.items():
        await db.execute(
            update(Seat)
            .where(Seat.id == int(seat_id), Seat.answered_at.is_(None))
            .values(answered_at=datetime.fromisoformat(at))
        )


async def call_off(
    db: AsyncSession, by: Person, session_id: int, reason: str, new_date: datetime | None = None
) -> Changed | None:
    """Call a planned session off and tell everybody; return None if it is not planned or people attended it.

    A session that is over is called off without telling anybody.
    """
    details = await changeable(db, by, session_id)
    if details is None or await _was_attended(db, session_id):
        return None
    called_off = await changed(
        db,
        update(ClassSession)
        .where(ClassSession.id == session_id, ClassSession.status == SessionStatus.PLANNED)
        .values(
            status=SessionStatus.CALLED_OFF,
            reason=reason[:200],
            next_reminder_at=None,
            revision=ClassSession.revision + 1,
        ),
    )
    if not called_off:
        return None
    await db.refresh(details.session)
    await shift_offers.end_offers_of_called_off(db, session_id)
    new = None
    if new_date is not None and new_date > clock.now():
        new = await make_up.add(db, details, new_date)
    notice = None
    if details.session.starts_at > clock.now():
        notice = await _give(db, by, details, change_texts.called_off(details, new))
    post_id = await posts.tell(db, details, group_chats_texts.called_off(details, new), details.session.starts_at)
    facts = {"session": session_id, "notice": notice and notice.id, "make_up": new and new.id, "post": post_id}
    act = await acts.record(db, by, CALL_OFF, **facts)
    return Changed(act, notice, new)


async def undo_call_off(db: AsyncSession, act: Act) -> Text | None:
    session = await db.get_one(ClassSession, act.facts["session"])
    told_of_new_date = select(Notice.id).where(Notice.session_id == act.facts["make_up"]).limit(1)
    if await db.scalar(told_of_new_date) is not None:
        return None
    restored = await changed(
        db,
        update(ClassSession)
        .where(ClassSession.id == session.id, ClassSession.status == SessionStatus.CALLED_OFF)
        .values(
            status=SessionStatus.PLANNED,
            reason=None,
            next_reminder_at=courses.next_reminder_at(session.starts_at),
            revision=ClassSession.revision + 1,
        ),
    )
    if not restored:
        return None
    await db.refresh(session)
    if act.facts["make_up"] is not None:
        await delete_session(db, act.facts["make_up"])
    return await tell_as_it_was(db, act)


async def changeable(db: AsyncSession, by: Person, session_id: int) -> SessionDetails | None:
    details = await session_queries.details(db, session_id)
    if details is None:
        return None
    await permissions.must_at_session(db, by, Right.CHANGE_SESSION, details)
    return details if details.session.status is SessionStatus.PLANNED else None


async def relocate(db: AsyncSession, session_id: int, old: tuple[datetime, int], new: tuple[datetime, int]) -> bool:
    moved = await changed(
        db,
        update(ClassSession)
        .where(
            ClassSession.id == session_id,
            ClassSession.status == SessionStatus.PLANNED,
            ClassSession.starts_at == old[0],
            ClassSession.venue_id == old[1],
        )
        .values(
            starts_at=new[0],
            venue_id=new[1],
            next_reminder_at=courses.next_reminder_at(new[0]),
            revision=ClassSession.revision + 1,
        ),
    )
    # An offer must end before the session begins.
    await db.execute(
        update(Seat)
        .where(Seat.session_id == session_id, Seat.status == SeatStatus.OFFERED, Seat.offered_until > new[0])
        .values(offered_until=new[0])
    )
    return moved


async def ask_again(db: AsyncSession, session_id: int) -> dict[str, str]:
    """Clear the answers «Đi được», which were for another time; return them (ISO 8601) by seat id."""
    seats = await db.scalars(select(Seat).where(Seat.session_id == session_id, Seat.answered_at.is_not(None)))
    answered = {str(seat.id): seat.answered_at.isoformat() for seat in seats if seat.answered_at is not None}
    await db.execute(update(Seat).where(Seat.session_id == session_id).values(answered_at=None, told_at=None))
    return answered


async def _give(db: AsyncSession, by: Person, details: SessionDetails, what: change_notices.News) -> Notice | None:
    to = await change_notices.audience(db, details.session.id)
    return await change_notices.give(db, by, details, to, what) if to.everybody else None


async def tell_as_it_was(db: AsyncSession, act: Act) -> Text:
    details = await details_now(db, act.facts["session"])
    first = await db.get(Notice, act.facts["notice"]) if act.facts["notice"] is not None else None
    told: list[Person] = []
    if first is not None and details.session.starts_at > clock.now():
        unheard = await change_notices.withhold(db, first)
        told = [person for person in await _those_told(db, first) if person.id not in unheard]
    if told:
        by = await db.get_one(Person, act.by_id)
        await change_notices.give(db, by, details, PeopleToTell(told, ()), change_texts.as_it_was(details))
    await posts.correct(db, details, act.facts.get("post"))
    return n_(
        "All is as it was. One person has been told again.",
        "All is as it was. {n} people have been told again.",
        len(told),
    )


async def _those_told(db: AsyncSession, notice: Notice) -> list[Person]:
    people = await db.scalars(
        select(Person)
        .join(Acknowledgement, Acknowledgement.person_id == Person.id)
        .where(Acknowledgement.notice_id == notice.id)
        .order_by(Person.id)
    )
    return list(people)


async def details_now(db: AsyncSession, session_id: int) -> SessionDetails:
    await db.refresh(await db.get_one(ClassSession, session_id))
    details = await session_queries.details(db, session_id)
    if details is None:
        raise NotFound(session_id)
    return details


async def delete_session(db: AsyncSession, session_id: int) -> None:
    await codes.withdraw(db, Code.session_id == session_id)
    shifts = select(Shift.id).where(Shift.session_id == session_id).scalar_subquery()
    for gone in (
        delete(Seat).where(Seat.session_id == session_id),
        delete(Pairing).where(Pairing.session_id == session_id),
        delete(Assignment).where(Assignment.shift_id.in_(shifts)),
        delete(Shift).where(Shift.session_id == session_id),
        delete(ClassSession).where(ClassSession.id == session_id),
    ):
        await db.execute(gone)


async def _was_attended(db: AsyncSession, session_id: int) -> bool:
    return await db.scalar(select(Attendance.id).where(Attendance.session_id == session_id).limit(1)) is not None


def slot(facts: list[str | int]) -> tuple[datetime, int]:
    return datetime.fromisoformat(str(facts[0])), int(facts[1])
