"""What is ahead of a person moves to the entry they are merged into, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot import clock
from bot.domain.coaching import OPEN
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import GOES_ON
from bot.storage.tables.coaching import Appointment, CoachingRequest
from bot.storage.tables.courses import ClassSession, Enrolment, Seat
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Pairing


def _moving() -> tuple[InstrumentedAttribute[Any], ...]:
    return (
        Enrolment.person_id,
        Seat.person_id,
        Pairing.resident_id,
        Call.person_id,
        Person.told_via_person_id,
        Person.merged_into_id,
        CoachingRequest.resident_id,
        Appointment.resident_id,
        Appointment.companion_id,
    )


def _key(table: Any) -> Any:  # noqa: ANN401 a table, and its column
    """Return the column that identifies a row; a coaching request has none but its person, whom moving changes."""
    return table.resident_id if table is CoachingRequest else table.id


def _which_lessons_move(keep: Person) -> dict[InstrumentedAttribute[Any], ColumnElement[bool]]:
    request, visit = aliased(CoachingRequest), aliased(Appointment)
    has_asked = select(request.resident_id).where(request.resident_id == keep.id).exists()
    has_a_visit = select(visit.id).where(visit.resident_id == keep.id, visit.status.in_(OPEN)).exists()
    return {
        CoachingRequest.resident_id: ~has_asked,
        Appointment.resident_id: Appointment.status.in_(OPEN) & ~has_a_visit,
        Appointment.companion_id: Appointment.status.in_(OPEN) & (Appointment.starts_at > clock.now()),
    }


def _name_of(column: InstrumentedAttribute[Any]) -> str:
    return f"{column.class_.__tablename__}.{column.key}"


async def move(db: AsyncSession, keep: Person, gone: Person) -> dict[str, list[int]]:
    """Move what is ahead, unless the other has the same; return row ids by column, for `move_back`."""
    moved: dict[str, list[int]] = {}
    ahead = select(ClassSession.id).where(
        ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now()
    )
    has = {
        Enrolment.person_id: Enrolment.status.in_(GOES_ON)
        & Enrolment.course_id.not_in(select(Enrolment.course_id).where(Enrolment.person_id == keep.id)),
        Seat.person_id: Seat.session_id.in_(ahead)
        & Seat.session_id.not_in(select(Seat.session_id).where(Seat.person_id == keep.id)),
        Pairing.resident_id: Pairing.session_id.in_(ahead)
        & Pairing.session_id.not_in(select(Pairing.session_id).where(Pairing.resident_id == keep.id)),
        Call.person_id: Call.closed_at.is_(None),
        **_which_lessons_move(keep),
    }
    for column in _moving():
        table = column.class_
        query = select(_key(table)).where(column == gone.id)
        rows = await db.scalars(query.where(has[column]) if column in has else query)
        ids = [row for row in rows if row != keep.id or table is not Person]
        await db.execute(update(table).where(_key(table).in_(ids)).values({column.key: keep.id}))
        moved[_name_of(column)] = ids
    return moved


async def move_back(db: AsyncSession, keep: Person, gone: Person, moved: Mapping[str, Sequence[int]]) -> None:
    for column in _moving():
        table = column.class_
        ids = list(moved.get(_name_of(column), ()))
        if table is CoachingRequest:
            ids = [keep.id for _one in ids]
        back = update(table).where(_key(table).in_(ids), column == keep.id)
        await db.execute(back.values({column.key: gone.id}))
