"""Who did what when, and whether it is still time to take it back."""

from datetime import datetime, timedelta
from typing import Any, NewType

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

UNDO = timedelta(minutes=10)

# Declared in the service that does it; services/history/registry.py holds its row.
ActKind = NewType("ActKind", str)


async def record(db: AsyncSession, by: Person, kind: ActKind, **facts: Any) -> Act:  # noqa: ANN401 any JSON value
    """Write down an act. `facts` are ids and words, never what somebody wrote; `until` (ISO) lengthens the undo."""
    act = Act(by_id=by.id, kind=kind, facts=facts, at=clock.now())
    db.add(act)
    await db.flush()
    return act


async def of(db: AsyncSession, by: Person, act_id: int) -> Act | None:
    """An act that this person did."""
    act = await db.get(Act, act_id)
    return act if act is not None and act.by_id == by.id else None


def can_be_undone(act: Act) -> bool:
    """Is it still time?"""
    until = act.facts.get("until")
    last = datetime.fromisoformat(until) if until else act.at + UNDO
    return act.undone_at is None and clock.now() <= last


async def mark_undone(db: AsyncSession, act: Act) -> bool:
    """Claim the undoing, also against a double tap: only the first gets True."""
    return await changed(db, update(Act).where(Act.id == act.id, Act.undone_at.is_(None)).values(undone_at=clock.now()))
