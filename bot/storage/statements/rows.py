"""Rows written at once and one by one, without SQLAlchemy's unit of work."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, inspect, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper, make_transient_to_detached
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.util import greenlet_spawn

from bot.storage.base import Base
from bot.storage.in_transaction import note_written
from bot.storage.statements.compiled import Compiled, Running, place_of
from bot.storage.statements.prepared import defaults
from bot.storage.tables.people import Role

_NEW = "new_"  # before the names of parameters


async def put(db: AsyncSession, row: Base) -> None:
    """Insert a new object at once, with what is computed for it, such as its id."""
    if db.in_nested_transaction():  # rolled back alone, it would still stand in the session
        db.add(row)
        return await db.flush()
    mapper, place = inspect(type(row)), await place_of(db)
    ((row_id,),), _changed = await _insertion(mapper).run(place, _values(mapper, row))
    row.__dict__[mapper.primary_key[0].name] = row_id
    make_transient_to_detached(row)
    db.add(row)
    note_written(db, row)
    await _tell(mapper.dispatch.after_insert, mapper, place, row)


async def save(db: AsyncSession, row: Base) -> None:
    """Write what was changed of an object, as a flush would. Raises StaleDataError if its row is gone."""
    state, mapper, place = inspect(row), inspect(type(row)), await place_of(db)
    known = row.__dict__
    names = tuple(sorted(name for name, before in state.committed_state.items() if known[name] != before))
    if names:
        keys = {column.name: known[column.name] for column in mapper.primary_key}
        new = {_NEW + name: known[name] for name in names}
        _rows, changed = await _update(mapper, names).run(place, new | keys)
        if changed != 1:
            raise StaleDataError(f"a row of {type(row).__name__} is gone")
        note_written(db, row)
    state._commit_all(known, db.sync_session.identity_map)  # noqa: SLF001 pinned by tests/storage/test_session.py
    if names:
        await _tell(mapper.dispatch.after_update, mapper, place, row)


async def _tell(listeners: Any, mapper: Mapper[Any], place: Running, row: Base) -> None:  # noqa: ANN401 SQLAlchemy's own
    if listeners:  # who may load what is deferred, as within a flush
        await greenlet_spawn(listeners, mapper, place.connection, inspect(row))


def may_be_saved(row: Base) -> bool:
    """Return whether only plain values of it were changed; those of roles are noted by a flush."""
    columns = _plain_columns(inspect(type(row)))
    known = row.__dict__
    return not isinstance(row, Role) and all(
        name in columns and name in known and not isinstance(known[name], ClauseElement)
        for name in inspect(row).committed_state
    )


@cache
def _plain_columns(mapper: Mapper[Any]) -> frozenset[str]:
    return frozenset(column.name for column in mapper.columns if not column.primary_key)


@cache
def _update(mapper: Mapper[Any], names: tuple[str, ...]) -> Compiled:
    table = cast("Table", mapper.local_table)
    keys = [column == bindparam(column.name, type_=column.type) for column in mapper.primary_key]
    new = {name: bindparam(_NEW + name, type_=table.c[name].type) for name in names}
    return Compiled(update(table).where(*keys).values(new))


def _values(mapper: Mapper[Any], row: Base) -> dict[str, Any]:
    known = row.__dict__
    for name, made in defaults(mapper.local_table):
        if name not in known:
            known[name] = made()
    return {name: known.setdefault(name, None) for name in _inserted(mapper)}


@cache
def _insertion(mapper: Mapper[Any]) -> Compiled:
    (key,) = mapper.primary_key
    return Compiled(insert(cast("Table", mapper.local_table)).returning(key), _inserted(mapper))


@cache
def _inserted(mapper: Mapper[Any]) -> list[str]:
    return [column.name for column in mapper.columns if not column.primary_key]
