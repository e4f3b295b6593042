"""Selections whose rows are values and entities of the session."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from sqlalchemy import BindParameter, Dialect, Select, inspect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import AliasedInsp
from sqlalchemy.types import TypeEngine

from bot.storage.statements.compiled import Compiled, Running, place_of

_Convert: TypeAlias = Callable[[Any], Any]


class Selection:
    """A select compiled once; run again with the values of others that differ from it in their values only."""

    def __init__(self, statement: Select[*tuple[Any, ...]], own: Sequence[BindParameter[Any]] = ()) -> None:
        """`own` are the parameters that hold such values, in the order in which they are given."""
        self._columns = [_Column(described["expr"]) for described in statement.column_descriptions]
        self._are_plain = all(column.mapper is None for column in self._columns)
        self._parts = [part for column in self._columns for part in column.parts]
        self._words = Compiled(statement if self._are_plain else statement.with_only_columns(*self._parts), own=own)
        self._converts: dict[str, list[_Convert | None]] = {}

    async def rows(self, db: AsyncSession, values: Mapping[str, Any], own: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        place = await place_of(db)
        found, _changed = await self._words.run(place, values, own)
        converts = self._converts_of(place)
        return [self._made(db, row, converts) for row in found]

    async def first(self, db: AsyncSession, values: Mapping[str, Any]) -> tuple[tuple[Any, ...] | None, bool]:
        """Return the first row, and whether there are others."""
        place = await place_of(db)
        found, _changed = await self._words.run(place, values)
        return self._made(db, found[0], self._converts_of(place)) if found else None, len(found) > 1

    def _converts_of(self, place: Running) -> list[_Convert | None]:
        dialect = place.connection.dialect
        converts = self._converts.get(dialect.name)
        if converts is None:
            converts = [_from_driver(part.type, dialect) for part in self._parts]
            self._converts[dialect.name] = converts
        return converts

    def _made(self, db: AsyncSession, row: Sequence[Any], converts: Sequence[_Convert | None]) -> tuple[Any, ...]:
        if self._are_plain:
            return _converted(row, converts)
        at, made = 0, []
        for column in self._columns:
            until = at + len(column.parts)
            made.append(column.of(db, row[at:until], converts[at:until]))
            at = until
        return tuple(made)


class _Column:
    """One value of a result: an entity, of several parts, or a single one."""

    def __init__(self, expression: Any) -> None:  # noqa: ANN401 a class, an alias of one, or any column
        found = inspect(expression, raiseerr=False)
        is_entity = isinstance(found, Mapper | AliasedInsp)
        self.mapper: Mapper[Any] | None = found.mapper if is_entity else None
        self._names = [attribute.key for attribute in found.mapper.column_attrs] if is_entity else []
        self._key = [self._names.index(one.name) for one in found.mapper.primary_key] if is_entity else []
        self.parts: list[Any] = [getattr(expression, name) for name in self._names] or [expression]

    def of(self, db: AsyncSession, kept: Sequence[Any], converts: Sequence[_Convert | None]) -> Any:  # noqa: ANN401 what the column holds
        if self.mapper is None:
            return _converted(kept, converts)[0]
        key = self.mapper.identity_key_from_primary_key(
            _converted([kept[n] for n in self._key], [converts[n] for n in self._key])
        )
        if None in key[1]:  # an outer join found none
            return None
        known = db.sync_session.identity_map.get(key)
        if known is None:
            return self._new(db, key, dict(zip(self._names, _converted(kept, converts), strict=True)))
        if expired := inspect(known).expired_attributes:
            for name, value in zip(self._names, _converted(kept, converts), strict=True):
                if name in expired:
                    set_committed_value(known, name, value)
        return known

    def _new(self, db: AsyncSession, key: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401 SQLAlchemy's, and an entity
        """Return it as SQLAlchemy leaves what it has loaded; `add` would cost more than all the rest."""
        made = cast("Mapper[Any]", self.mapper).class_manager.new_instance()
        made.__dict__.update(values)
        state = inspect(made)
        state.key, state.session_id = key, db.sync_session.hash_key
        db.sync_session.identity_map.add(state)
        return made


def _from_driver(type_: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def _converted(row: Sequence[Any], converts: Sequence[_Convert | None]) -> tuple[Any, ...]:
    return tuple(
        [
            value if value is None or convert is None else convert(value)
            for value, convert in zip(row, converts, strict=True)
        ]
    )
