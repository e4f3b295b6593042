"""Marks of a session, one row each: writing one touches no other."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.storage.database import insert_new, insert_or_change
from bot.storage.tables.courses import Attendance
from bot.storage.tables.people import Person

# A mark in the facts of an act, complete enough to restore it: mark, marked by, marked at, walk-in.
Kept: TypeAlias = "list[Any] | None"


class Cell(NamedTuple):
    session_id: int
    person_id: int


async def put(db: AsyncSession, by: Person, cell: Cell, mark: Mark) -> None:
    values = {"mark": mark, "marked_by_id": by.id, "marked_at": clock.now()}
    await insert_or_change(db, Attendance, Cell._fields, **cell._asdict(), **values)


async def put_if_blank(db: AsyncSession, by: Person, cell: Cell, mark: Mark, *, walk_in: bool = False) -> bool:
    return await insert_new(
        db,
        Attendance,
        session_id=cell.session_id,
        person_id=cell.person_id,
        mark=mark,
        walk_in=walk_in,
        marked_by_id=by.id,
        marked_at=clock.now(),
    )


async def clear(db: AsyncSession, cell: Cell) -> None:
    await db.execute(
        delete(Attendance).where(Attendance.session_id == cell.session_id, Attendance.person_id == cell.person_id)
    )


async def of_session(db: AsyncSession, session_id: int) -> dict[int, Attendance]:
    """Return the marks by person id as the database has them now, in the order they were first set."""
    rows = await db.scalars(
        select(Attendance)
        .where(Attendance.session_id == session_id)
        .order_by(Attendance.id)
        .execution_options(populate_existing=True)
    )
    return {row.person_id: row for row in rows}


def keep(row: Attendance | None) -> Kept:
    return None if row is None else [row.mark, row.marked_by_id, row.marked_at.isoformat(), row.walk_in]


async def put_back(db: AsyncSession, session_id: int, before: Mapping[int, Kept], after: Mapping[int, Kept]) -> None:
    """Restore each mark that is still as the act left it; later corrections stay."""
    now = await of_session(db, session_id)
    for person_id in before:
        if keep(now.get(person_id)) == after[person_id]:
            await _restore(db, Cell(session_id, person_id), before[person_id])


def by_person(kept: Mapping[str, Any]) -> dict[int, Kept]:
    return {int(person_id): was for person_id, was in kept.items()}


def differing(before: Mapping[int, Kept], after: Mapping[int, Kept]) -> list[int]:
    everybody: Iterable[int] = {**before, **after}
    return [person_id for person_id in everybody if before.get(person_id) != after.get(person_id)]


async def _restore(db: AsyncSession, cell: Cell, was: Kept) -> None:
    await clear(db, cell)
    if was is not None:
        mark, by_id, at, walk_in = was
        db.add(
            Attendance(
                session_id=cell.session_id,
                person_id=cell.person_id,
                mark=Mark(mark),
                walk_in=walk_in,
                marked_by_id=by_id,
                marked_at=datetime.fromisoformat(at),
            )
        )
        await db.flush()
