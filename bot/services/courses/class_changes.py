"""A class changed while it runs: one session, those from one on, or all to come; told once, and undone as one act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.courses import Extent, SessionStatus
from bot.domain.enrolment import EnrolmentStatus, SeatStatus
from bot.domain.shifts import helpers_wanted
from bot.domain.topics import Topic
from bot.i18n import Text
from bot.services.access import acts
from bot.services.courses import change_notices, change_texts, courses, reschedule
from bot.services.courses.change_notices import News, PeopleToTell
from bot.services.courses.reschedule import Changed, Slot
from bot.services.enrolment import capacity, waiting_list
from bot.services.group_chats import posts
from bot.services.group_chats import texts as group_chats_texts
from bot.services.volunteers import shift_offers, whole_class
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, Enrolment, Notice, Seat, length
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import Venue
from bot.storage.tables.volunteers import Shift

CHANGE_CLASS = acts.ActKind("change_class")
CHANGE_WEEKS = acts.ActKind("change_weeks")
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class _Course:
    """What of a course may change."""

    topic: Topic
    venue_id: int
    seats: int


@dataclass(frozen=True)
class _Sessions:
    """Return the sessions a change is about, locked, earliest first, and the one it was asked for."""

    asked: SessionDetails
    course: Course
    each: Sequence[ClassSession]
    extent: Extent
    was: _Course

    @property
    def ids(self) -> list[int]:
        return [session.id for session in self.each]


async def concerned(db: AsyncSession, details: SessionDetails, extent: Extent) -> list[ClassSession]:
    """Return the planned sessions to come that a change of this extent is about, earliest first."""
    if extent is Extent.ONE:
        return [details.session]
    return [
        session
        for session in await session_queries.upcoming_sessions(db, details.course.id)
        if extent is Extent.ALL or session.starts_at >= details.session.starts_at
    ]


async def has_further(db: AsyncSession, details: SessionDetails) -> bool:
    return len(await concerned(db, details, Extent.ALL)) > 1


async def audience(db: AsyncSession, session_ids: Iterable[int]) -> PeopleToTell:
    each = [await change_notices.audience(db, session_id) for session_id in session_ids]
    learners = {person.id: person for one in each for person in one.learners}
    helpers = {person.id: person for one in each for person in one.helpers}
    return PeopleToTell(list(learners.values()), list(helpers.values()))


async def move(db: AsyncSession, by: Person, session_id: int, to: Slot, extent: Extent) -> Changed | None:
    """Move the session there, and the others as far as it moves; None if that is no change, or in the past."""
    if extent is Extent.ONE:
        return await reschedule.move(db, by, session_id, to)
    these = await _locked(db, by, session_id, extent)
    if these is None:
        return None
    venue = await courses.venue_of(db, these.asked.group, to.place)
    by_how_much = to.starts - these.asked.session.starts_at
    old = _places(these.each)
    if any(session.starts_at + by_how_much <= clock.now() for session in these.each):
        return None
    new = {of: (starts + by_how_much, venue.id) for of, (starts, _venue) in old.items()}
    if new == old:
        return None
    was_at = await db.get_one(Venue, these.each[0].venue_id)
    for one in these.ids:
        await reschedule.relocate(db, one, old[one], new[one])
    if extent is Extent.ALL:
        these.course.venue_id = venue.id
    answered = [await reschedule.ask_again(db, one) for one in these.ids] if by_how_much else []
    after = [await reschedule.details_now(db, one) for one in these.ids]
    before = old[these.ids[0]][0]
    notice = await _announce(db, by, these, change_texts.all_moved(was_at, before, after))
    words = group_chats_texts.all_moved(before, after)
    return await _done(
        db,
        by,
        these,
        notice,
        post=await posts.tell(db, after[0], words, before, after[0].session.starts_at),
        moved=[[of, [old[of][0].isoformat(), old[of][1]], [new[of][0].isoformat(), new[of][1]]] for of in these.ids],
        answered={seat: at for one in answered for seat, at in one.items()},
    )


async def change_topic(db: AsyncSession, by: Person, session_id: int, topic: Topic, extent: Extent) -> Changed | None:
    """Change the topic; None if it is the same. Sessions that are over keep theirs."""
    these = await _locked(db, by, session_id, extent)
    if these is None:
        return None
    each = await _all_sessions(db, these.course.id)
    old = {session.id: session.topic for session in each}
    before, was = these.asked.topic, these.course.topic
    if all((session.topic or was) is topic for session in these.each):
        return None
    for session in each:
        taught = topic if session.id in these.ids else (session.topic or was)
        of_course = topic if extent is Extent.ALL else was
        session.topic = None if taught is of_course else taught
        session.revision += session.id in these.ids
    these.course.topic = topic if extent is Extent.ALL else was
    await db.flush()
    first = await reschedule.details_now(db, these.ids[0])
    notice = await _announce(db, by, these, change_texts.other_topic(before, first, len(these.ids)))
    await posts.keep_true(db, these.course)
    topics = [[session.id, old[session.id], session.topic] for session in each]
    return await _done(db, by, these, notice, topics=topics)


async def surplus(db: AsyncSession, details: SessionDetails, seats: int, extent: Extent) -> list[Person]:
    """Return the people beyond so many seats, of whom the last enrolled are chosen."""
    if extent is Extent.ALL and (beyond := details.course.enrolled - seats) > 0:
        mine = (Enrolment.course_id == details.course.id, Enrolment.status == EnrolmentStatus.ENROLLED)
        latest = select(Person).join(Enrolment, Enrolment.person_id == Person.id).where(*mine)
        return list(await db.scalars(latest.order_by(Enrolment.since.desc(), Enrolment.id.desc()).limit(beyond)))
    found: dict[int, Person] = {}
    for session in await concerned(db, details, extent):
        if (beyond := session.seats_taken - seats) > 0:
            latest = select(Person).join(Seat, Seat.person_id == Person.id)
            latest = latest.where(Seat.session_id == session.id, Seat.status == SeatStatus.HELD)
            found |= {one.id: one for one in await db.scalars(latest.order_by(Seat.id.desc()).limit(beyond))}
    return list(found.values())


async def change_seats(  # noqa: PLR0913 what is changed, of what, and whether people are asked
    db: AsyncSession, by: Person, session_id: int, seats: int, extent: Extent, *, ask: bool = False
) -> Changed | None:
    """Change the number of seats; surplus ones end as people leave. `ask`: the last enrolled are asked to."""
    these = await _locked(db, by, session_id, extent)
    if these is None:
        return None
    old = {session.id: _wanted(session) for session in these.each}
    too_many = await surplus(db, these.asked, seats, extent) if ask else []
    for session in these.each:
        await _resize(db, session, seats)
    if extent is Extent.ALL:
        these.course.seats, these.course.surplus = _room(seats, these.course.enrolled)
    await db.flush()
    notice = None
    if too_many:
        after = await reschedule.details_now(db, these.ids[0])
        news = change_texts.fewer_seats(after, seats, these.ids, whole=extent is Extent.ALL)
        notice = await change_notices.give(db, by, after, PeopleToTell(too_many, ()), news)
    await waiting_list.fill(db, these.course.id)
    await posts.keep_true(db, these.course)
    return await _done(db, by, these, notice, seats=[[of, before, seats] for of, before in old.items()])


async def change_weeks(db: AsyncSession, by: Person, session_id: int, n: int, why: str) -> Changed | None:
    """Let `n` sessions be to come: add a week after the last, or call the last ones off because of `why`."""
    these = await _locked(db, by, session_id, Extent.ALL)
    if these is None or n == len(these.each) or n < 1:
        return None
    dropped, more = list(these.each[n:]), n - len(these.each)
    to, kept = await audience(db, [session.id for session in dropped or these.each]), list[Person]()
    added = [await _one_more(db, these.course, like, starts) for like, starts in _further(these.each, more)]
    for session in dropped:
        session.status, session.reason, session.next_reminder_at = SessionStatus.CALLED_OFF, why[:200], None
        session.revision += 1
    await db.flush()
    for session in dropped:
        await shift_offers.end_offers_of_called_off(db, session.id)
    about = await reschedule.details_now(db, (dropped or these.each[-1:])[0].id)
    if added:
        # Who has promised single sessions is offered what is added like any other.
        kept = await whole_class.keep_on(db, these.course.id, [session.id for session in added])
        to, news = PeopleToTell(to.learners, kept), change_texts.goes_on(about, added)
    else:
        news = change_texts.ends_earlier(about, len(dropped), these.each[n - 1].starts_at)
    notice = await change_notices.give(db, by, about, to, news) if to.everybody else None
    await posts.keep_true(db, these.course)
    act = await acts.record(
        db,
        by,
        CHANGE_WEEKS,
        session=about.session.id,
        course=these.course.id,
        notice=notice and notice.id,
        added=[session.id for session in added],
        dropped=[session.id for session in dropped],
        kept=[person.id for person in kept],
    )
    return Changed(act, notice)


async def undo_change(db: AsyncSession, act: Act) -> Text | None:
    """Put everything back, or nothing where something of it was changed since."""
    facts = act.facts
    await capacity.lock(db, facts["course"])
    course = await db.get_one(Course, facts["course"], populate_existing=True)
    sessions = {session.id: session for session in await _all_sessions(db, course.id)}
    if not _is_as_left(facts, course, sessions):
        return None
    for of, before, after in facts.get("moved", ()):
        await reschedule.relocate(db, of, reschedule.slot(after), reschedule.slot(before))
    await reschedule.answered_as_before(db, facts.get("answered", {}))
    for of, before, _after in facts.get("topics", ()):
        sessions[of].topic = before and Topic(before)
        sessions[of].revision += 1
    for of, before, _after in facts.get("seats", ()):
        await _resize(db, sessions[of], before)
    course.venue_id, course.topic = facts["was"]["venue"], Topic(facts["was"]["topic"])
    course.seats, course.surplus = _room(facts["was"]["seats"], course.enrolled)
    await db.flush()
    await waiting_list.fill(db, course.id)
    await posts.keep_true(db, course)
    return await reschedule.tell_as_it_was(db, act)


async def undo_weeks(db: AsyncSession, act: Act) -> Text | None:
    await capacity.lock(db, act.facts["course"])
    sessions = {session.id: session for session in await _all_sessions(db, act.facts["course"])}
    back = [sessions[of] for of in act.facts["dropped"]]
    kept = set(act.facts.get("kept", ()))
    helped = [of for of in act.facts["added"] if of not in sessions or await _helpers_but(db, of, kept)]
    if helped or any(session.status is not SessionStatus.CALLED_OFF for session in back):
        return None
    for session in back:
        session.status, session.reason = SessionStatus.PLANNED, None
        session.revision += 1
        session.next_reminder_at = courses.next_reminder_at(session.starts_at)
    await db.flush()
    for of in act.facts["added"]:
        db.expunge(sessions[of])
        await reschedule.delete_session(db, of)
    await posts.keep_true(db, await db.get_one(Course, act.facts["course"]))
    return await reschedule.tell_as_it_was(db, act)


async def _helpers_but(db: AsyncSession, session_id: int, kept: set[int]) -> set[int]:
    return {person.id for person in await session_queries.helpers(db, session_id)} - kept


async def _locked(db: AsyncSession, by: Person, session_id: int, extent: Extent) -> _Sessions | None:
    details = await reschedule.changeable(db, by, session_id)
    if details is None:
        return None
    await capacity.lock(db, details.course.id)
    course = await db.get_one(Course, details.course.id, populate_existing=True)
    await _all_sessions(db, course.id)
    if details.session.status is not SessionStatus.PLANNED or details.session.starts_at <= clock.now():
        return None
    was = _Course(course.topic, course.venue_id, _wanted(course))
    return _Sessions(details, course, await concerned(db, details, extent), extent, was)


async def _all_sessions(db: AsyncSession, course_id: int) -> Sequence[ClassSession]:
    mine = select(ClassSession).where(ClassSession.course_id == course_id).order_by(ClassSession.id)
    rows = await db.scalars(mine.with_for_update().execution_options(populate_existing=True))
    return rows.all()


def _further(each: Sequence[ClassSession], more: int) -> list[tuple[ClassSession, datetime]]:
    """Return `more` sessions with their starts, by repeating the last week."""
    last_week = [session for session in each if session.starts_at > each[-1].starts_at - _WEEK]
    order = [divmod(n, len(last_week)) for n in range(max(0, more))]
    return [(last_week[which], last_week[which].starts_at + (week + 1) * _WEEK) for week, which in order]


async def _one_more(db: AsyncSession, course: Course, like: ClassSession, starts: datetime) -> ClassSession:
    session = await courses.add_session(db, course, starts, like.venue_id, length(like))
    session.topic = like.topic
    enrolled = (Enrolment.course_id == course.id, Enrolment.status == EnrolmentStatus.ENROLLED)
    in_order = select(Enrolment.person_id).where(*enrolled).order_by(Enrolment.since, Enrolment.id)
    for person_id in (await db.scalars(in_order)).all():
        await capacity.hold_or_want(db, session.id, person_id)
    return session


async def _announce(db: AsyncSession, by: Person, these: _Sessions, news: News) -> Notice | None:
    to = await audience(db, these.ids)
    first = await reschedule.details_now(db, these.ids[0])
    return await change_notices.give(db, by, first, to, news) if to.everybody else None


async def _done(db: AsyncSession, by: Person, these: _Sessions, notice: Notice | None, **facts: Any) -> Changed:  # noqa: ANN401 any JSON value
    course, was = these.course, these.was
    act = await acts.record(
        db,
        by,
        CHANGE_CLASS,
        session=these.ids[0],
        course=course.id,
        notice=notice and notice.id,
        was={"topic": was.topic.value, "venue": was.venue_id, "seats": was.seats},
        now={"topic": course.topic.value, "venue": course.venue_id, "seats": _wanted(course)},
        **facts,
    )
    return Changed(act, notice)


def _is_as_left(facts: dict[str, Any], course: Course, sessions: dict[int, ClassSession]) -> bool:
    if facts["now"] != {"topic": course.topic.value, "venue": course.venue_id, "seats": _wanted(course)}:
        return False
    moved = all(
        (sessions[of].starts_at, sessions[of].venue_id) == reschedule.slot(after)
        and min(reschedule.slot(before)[0], sessions[of].starts_at) > clock.now()
        for of, before, after in facts.get("moved", ())
    )
    topics = all(sessions[of].topic == after for of, _before, after in facts.get("topics", ()))
    return moved and topics and all(_wanted(sessions[of]) == after for of, _before, after in facts.get("seats", ()))


def _places(sessions: Sequence[ClassSession]) -> dict[int, tuple[datetime, int]]:
    return {session.id: (session.starts_at, session.venue_id) for session in sessions}


def _wanted(of: Course | ClassSession) -> int:
    """Return how many seats there are once the surplus has ended."""
    return of.seats - of.surplus


def _room(seats: int, taken: int) -> tuple[int, int]:
    """Return the seats there are now, and how many of them are surplus."""
    beyond = max(0, taken - seats)
    return seats + beyond, beyond


async def _resize(db: AsyncSession, session: ClassSession, seats: int) -> None:
    """Ask for as many helpers as before, for the people it takes now, unless somebody has set their number by hand."""
    usual, helpers = helpers_wanted(0, _wanted(session)), helpers_wanted(0, seats)
    session.seats, session.surplus = _room(seats, session.seats_taken)
    of_it = (Shift.session_id == session.id, Shift.needed == usual, Shift.filled <= helpers)
    await db.execute(update(Shift).where(*of_it).values(needed=helpers))
