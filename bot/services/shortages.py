"""«Thiếu 1 người kèm»: told to the leader as soon as those who come need more helpers than were planned for."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.choosing import helpers_wanted
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.reminders import is_quiet
from bot.i18n import Text, _, lines, n_
from bot.services import outbox
from bot.services.outbox import Plan
from bot.storage import rosters
from bot.storage.courses import Attendance, ClassSession, Seat
from bot.storage.rosters import Meeting
from bot.storage.volunteers import Shift

_AHEAD = timedelta(days=7)


async def tell_leaders(db: AsyncSession) -> int:
    """Before the class is full, once for each helper missing; how many were told."""
    if is_quiet(clock.local(clock.now())):
        return 0
    rows = (
        await db.execute(
            select(ClassSession.id, Shift.needed)
            .join(Shift, Shift.session_id == ClassSession.id)
            .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.seats_taken > 2 * Shift.needed)
            .where(ClassSession.starts_at.between(clock.now(), clock.now() + _AHEAD), Shift.needed > 0)
        )
    ).all()
    told = 0
    for session_id, needed in rows:
        missing = helpers_wanted(*await _beginners(db, session_id)) - needed
        meeting = await rosters.meeting(db, session_id)
        if missing > 0 and meeting is not None:
            told += await _tell(db, meeting, missing)
    return told


async def upcoming(_db: AsyncSession) -> list[tuple[datetime, Text]]:
    """Nothing of its own: it follows who takes a seat."""
    return []


async def _beginners(db: AsyncSession, session_id: int) -> tuple[int, int]:
    """How many who hold a seat have never been marked at a class, and how many have."""
    held = await db.scalars(select(Seat.person_id).where(Seat.session_id == session_id, Seat.status == SeatStatus.HELD))
    seated = set(held)
    been = set(await db.scalars(select(Attendance.person_id).where(Attendance.person_id.in_(seated))))
    return len(seated - been), len(seated & been)


async def _tell(db: AsyncSession, meeting: Meeting, missing: int) -> int:
    words = say(
        lines(
            n_("🙋 One more helper is needed:", "🙋 {n} more helpers are needed:", missing),
            labels.session_line(meeting),
            _("Beginners learn two to a helper, those used to it four."),
        ),
        option(_("📋 List of names"), "roster", session=meeting.session.id),
    )
    occasion = f"{meeting.session.id}:{meeting.session.starts_at:%Y%m%d%H%M}:{missing}"
    plans = [
        (leader, Plan(key=f"short:{occasion}:{leader.id}", expires=meeting.session.starts_at))
        for leader in await rosters.leaders(db, meeting.group.id)
    ]
    return sum([await outbox.tell(db, leader, words, plan) is not None for leader, plan in plans])
