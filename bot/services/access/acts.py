"""Acts of people: recorded, and undone while there is time."""

from datetime import datetime, timedelta
from typing import Any, NewType

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

UNDO = timedelta(minutes=10)

# Each kind is declared in the service that records it and has its row in services/history/registry.py.
ActKind = NewType("ActKind", str)


async def record(db: AsyncSession, by: Person, kind: ActKind, **facts: Any) -> Act:  # noqa: ANN401 any JSON value
    """Record an act; `facts` hold ids and our own words only. `until` (ISO 8601) among them extends the undo time."""
    act = Act(by_id=by.id, kind=kind, facts=facts, at=clock.now())
    db.add(act)
    await db.flush()
    return act


async def of(db: AsyncSession, by: Person, act_id: int) -> Act | None:
    act = await db.get(Act, act_id)
    return act if act is not None and act.by_id == by.id else None


def can_be_undone(act: Act) -> bool:
    until = act.facts.get("until")
    last = datetime.fromisoformat(until) if until else act.at + UNDO
    return act.undone_at is None and clock.now() <= last


async def mark_undone(db: AsyncSession, act: Act) -> bool:
    """Return True to the first caller only, so that a double tap undoes once."""
    return await changed(db, update(Act).where(Act.id == act.id, Act.undone_at.is_(None)).values(undone_at=clock.now()))
