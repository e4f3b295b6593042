"""«Gọi giúp»: those whom messages do not reach, or who do not answer, are put before a human."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.enrolment import SeatStatus
from bot.i18n import _, lines, n_
from bot.services import outbox
from bot.services.outbox import Plan
from bot.storage import rosters
from bot.storage.courses import Seat
from bot.storage.messaging import Call, Outbox
from bot.storage.people import Person
from bot.storage.rosters import Meeting

NO_ANSWER = "no_answer"


async def list_silent(db: AsyncSession, meeting: Meeting, reminder: str) -> int:
    """Write down who has to be called about a session, and give the leaders the list; how many were told.

    `reminder` is the beginning of the outbox keys under which people were asked. Who wants no reminders is left alone.
    """
    silent = [person for person in await _unanswered(db, meeting) if person.reminders_stopped_at is None]
    keys = {f"{reminder}:{person.id}" for person in silent}
    asked = set(await db.scalars(select(Outbox.key).where(Outbox.key.in_(keys))))
    to_call = [
        person for person in silent if f"{reminder}:{person.id}" in asked or await outbox.address_of(db, person) is None
    ]
    if not to_call:
        return 0
    await _write_down(db, meeting, to_call)
    words = _list(meeting, to_call)
    plans = [(leader, f"calls:{reminder}:{leader.id}") for leader in await rosters.leaders(db, meeting.group.id)]
    told = [
        await outbox.tell(db, leader, words, Plan(key=key, expires=meeting.session.starts_at)) for leader, key in plans
    ]
    return len([row for row in told if row is not None])


async def _unanswered(db: AsyncSession, meeting: Meeting) -> Sequence[Person]:
    rows = await db.scalars(
        select(Person)
        .join(Seat, Seat.person_id == Person.id)
        .where(Seat.session_id == meeting.session.id, Seat.status == SeatStatus.HELD, Seat.answered_at.is_(None))
        .order_by(Seat.id)
    )
    return rows.all()


async def _write_down(db: AsyncSession, meeting: Meeting, people: Sequence[Person]) -> None:
    listed = await db.scalars(
        select(Call.person_id).where(
            Call.session_id == meeting.session.id, Call.reason == NO_ANSWER, Call.closed_at.is_(None)
        )
    )
    there = set(listed)
    now = clock.now()
    db.add_all(
        Call(person_id=person.id, session_id=meeting.session.id, reason=NO_ANSWER, since=now)
        for person in people
        if person.id not in there
    )
    await db.flush()


def _list(meeting: Meeting, people: Sequence[Person]) -> Say:
    return say(
        lines(
            n_(
                "📞 Please call: one person has not answered about «{topic}», {when}.",
                "📞 Please call: {n} people have not answered about «{topic}», {when}.",
                len(people),
                topic=labels.topic(meeting.course.topic),
                when=meeting.session.starts_at,
            ),
            *(_("• {name}", name=labels.person(person)) for person in people),
        ),
        option(_("📋 List of names"), "roster", session=meeting.session.id),
    )
