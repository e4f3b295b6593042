"""Who has answered the reminders of a session."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.enrolment import SeatStatus
from bot.storage.tables.courses import Seat
from bot.storage.tables.people import Person


@dataclass(frozen=True)
class SessionReplies:
    """How many come and how many cannot, and whom we have not heard of."""

    coming: int
    cannot: int
    silent: Sequence[Person]


async def of_session(db: AsyncSession, session_id: int) -> SessionReplies:
    held = (Seat.session_id == session_id) & (Seat.status == SeatStatus.HELD)
    coming = await db.scalar(select(func.count()).where(held, Seat.answered_at.is_not(None)))
    cannot = await db.scalar(
        select(func.count()).where(Seat.session_id == session_id, Seat.status == SeatStatus.EXCUSED)
    )
    silent = await db.scalars(
        select(Person)
        .join(Seat, Seat.person_id == Person.id)
        .where(held, Seat.answered_at.is_(None))
        .order_by(Person.search_name, Person.id)
    )
    return SessionReplies(coming or 0, cannot or 0, list(silent))
