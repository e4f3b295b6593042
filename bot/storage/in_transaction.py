"""What a transaction knows of itself: the roles it has read, and the rows of the outbox it has written."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction

from bot.storage.base import Base
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Role

_READ, _CHANGED, _WRITTEN = "roles", "roles changed", "outbox"
_UNKNOWN = 0  # a statement may have written any row


def roles_read(db: AsyncSession) -> dict[int, list[Role]]:
    read: dict[int, list[Role]] = db.info.setdefault(_READ, {})
    return read


def outbox_written(db: AsyncSession) -> set[int]:
    """Return the ids of messages that may have to be sent now, and 0 for those not known by id."""
    written: set[int] = db.info.get(_WRITTEN, set())
    return written


def note_written(db: AsyncSession, row: Base) -> None:
    if isinstance(row, Outbox):
        _note(db.sync_session, {row.id})


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    if _may_write(state, Role):
        _roles_change(state.session)
    if _may_write(state, Outbox):
        _note(state.session, {_UNKNOWN})


@event.listens_for(Session, "after_flush")
def _flushed(db: Session, _context: UOWTransaction) -> None:
    rows: list[Any] = [*db.new, *db.dirty]
    if any(isinstance(row, Role) for row in (*rows, *db.deleted)):
        _roles_change(db)
    _note(db, {row.id for row in rows if isinstance(row, Outbox)})


@event.listens_for(Session, "after_soft_rollback")
def _rolled_back(db: Session, _before: SessionTransaction) -> None:
    # A question rolls back what its flow did, which is hardly ever a change of roles.
    if db.info.get(_CHANGED):
        db.info.pop(_READ, None)


def _roles_change(db: Session) -> None:
    db.info[_CHANGED] = True
    db.info.pop(_READ, None)


def _may_write(state: ORMExecuteState, table: type[Base]) -> bool:
    written = getattr(state.statement, "table", None)
    return written is None or getattr(written, "name", None) == table.__tablename__


def _note(db: Session, rows: set[int]) -> None:
    db.info.setdefault(_WRITTEN, set()).update(rows)
