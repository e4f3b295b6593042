"""Statements as text with converted parameters, for what every turn, send and tick asks.

From a statement to its rows SQLAlchemy needs twenty to a hundred times what SQLite needs: docs/adr/0029. Here each is
compiled once, and run by the driver itself. Nothing that is pending in the session is written first.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, TypeVarTuple, cast

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Dialect,
    FromClause,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    inspect,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import AliasedInsp
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate, replacement_traverse
from sqlalchemy.types import TypeEngine
from sqlalchemy.util import greenlet_spawn

from bot.storage.base import Base
from bot.storage.in_transaction import note_written
from bot.storage.sqlite_driver.inline import Inline
from bot.storage.tables.people import Role

_Columns = TypeVarTuple("_Columns")
_Convert: TypeAlias = Callable[[Any], Any]
_Rows: TypeAlias = Sequence[Sequence[Any]]
_Statement: TypeAlias = Select[*tuple[Any, ...]] | Update | Delete | Insert
# A parameter as the driver takes it: from the values that were named, and those of the statement itself.
_Read: TypeAlias = Callable[[Mapping[str, Any], Sequence[Any]], Any]

_PLACE = "place"  # in the info of a session
_STEP = 4  # named lists are filled up to 1, 4, 16, 64 … values, so that few texts are compiled


class _Place(NamedTuple):
    """Where the statements of one transaction run."""

    transaction: Any
    connection: Connection
    driver: Inline | None


class Prepared(Generic[*_Columns]):
    """A selection whose parameters are constants, moments read when it runs, and named values; lists are expanded.

    Entities are those of the session, and new there if it has not seen them; loader options have no effect.
    """

    def __init__(self, statement: Select[*_Columns]) -> None:
        self._selection = Selection(_with_constants(statement))

    async def all(self, db: AsyncSession, **values: object) -> list[tuple[*_Columns]]:
        return cast("list[tuple[*_Columns]]", await self._selection.rows(db, values))

    async def first(self, db: AsyncSession, **values: object) -> tuple[*_Columns] | None:
        return next(iter(await self.all(db, **values)), None)

    async def first_and_more(self, db: AsyncSession, **values: object) -> tuple[tuple[*_Columns] | None, bool]:
        """Return the first row, and whether there are others; those are not opened."""
        rows, more = await self._selection.first(db, values)
        return cast("tuple[*_Columns] | None", rows), more

    async def one(self, db: AsyncSession, **values: object) -> tuple[*_Columns]:
        (row,) = await self.all(db, **values)
        return row


class PreparedChange:
    """An update or deletion whose parameters are constants, moments, and named values; objects are not changed."""

    def __init__(self, statement: Update | Delete) -> None:
        self._words = _Words(_with_constants(statement))

    async def run(self, db: AsyncSession, **values: object) -> int:
        """Return how many rows were changed."""
        _rows, changed = await self._words.run(await place_of(db), values)
        return changed


class PreparedInsert:
    """An insertion of a row with values for these columns; what is computed for others is computed here."""

    def __init__(self, statement: Insert, columns: Collection[str]) -> None:
        self._missing = [(name, made) for name, made in _defaults(statement.table) if name not in columns]
        self._words = _Words(statement, [*columns, *(name for name, _made in self._missing)])

    async def run(self, db: AsyncSession, values: Mapping[str, object]) -> int:
        """Return how many rows were inserted or changed."""
        given = {**values, **{name: made() for name, made in self._missing}}
        _rows, changed = await self._words.run(await place_of(db), given)
        return changed


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


async def _tell(listeners: Any, mapper: Mapper[Any], place: _Place, row: Base) -> None:  # noqa: ANN401 SQLAlchemy's own
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


_NEW = "new_"  # before the names of parameters


@cache
def _update(mapper: Mapper[Any], names: tuple[str, ...]) -> "_Words":
    table = cast("Table", mapper.local_table)
    keys = [column == bindparam(column.name, type_=column.type) for column in mapper.primary_key]
    new = {name: bindparam(_NEW + name, type_=table.c[name].type) for name in names}
    return _Words(update(table).where(*keys).values(new))


def _values(mapper: Mapper[Any], row: Base) -> dict[str, Any]:
    known = row.__dict__
    for name, made in _defaults(mapper.local_table):
        if name not in known:
            known[name] = made()
    return {name: known.setdefault(name, None) for name in _inserted(mapper)}


@cache
def _insertion(mapper: Mapper[Any]) -> "_Words":
    (key,) = mapper.primary_key
    return _Words(insert(cast("Table", mapper.local_table)).returning(key), _inserted(mapper))


@cache
def _inserted(mapper: Mapper[Any]) -> list[str]:
    return [column.name for column in mapper.columns if not column.primary_key]


@cache
def _defaults(table: FromClause) -> list[tuple[str, Callable[[], Any]]]:
    """Return the columns whose values are computed where none is given, and how."""
    found: list[tuple[str, Callable[[], Any]]] = []
    for column in table.columns:
        default: Any = column.default
        if default is not None:
            found.append((column.name, _called(default.arg) if default.is_callable else _constantly(default.arg)))
    return found


def _called(made: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: made(None)


def _constantly(value: Any) -> Callable[[], Any]:  # noqa: ANN401 any column's value
    return lambda: value


class Selection:
    """A select compiled once; run again with the values of others that differ from it in their values only."""

    def __init__(self, statement: Select[*tuple[Any, ...]], own: Sequence[BindParameter[Any]] = ()) -> None:
        """`own` are the parameters that hold such values, in the order in which they are given."""
        self._columns = [_Column(described["expr"]) for described in statement.column_descriptions]
        self._are_plain = all(column.mapper is None for column in self._columns)
        self._parts = [part for column in self._columns for part in column.parts]
        self._words = _Words(statement if self._are_plain else statement.with_only_columns(*self._parts), own=own)
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

    def _converts_of(self, place: _Place) -> list[_Convert | None]:
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


_AnyStatement = TypeVar("_AnyStatement", bound=_Statement)


def _with_constants(statement: _AnyStatement) -> _AnyStatement:
    """Write constants into the text: SQLite plans anew each time a parameter decides whether a partial index serves."""

    def written(element: ExternallyTraversible, **_options: object) -> ExternallyTraversible | None:
        is_word = isinstance(element, BindParameter) and isinstance(element.value, str | int | list)
        return cast("BindParameter[Any]", element).render_literal_execute() if is_word else None

    return cast("_AnyStatement", replacement_traverse(statement, {}, written))


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


class _Text(NamedTuple):
    """A statement as one database takes it, and its parameters in order."""

    words: str
    parameters: list[_Read]


async def place_of(db: AsyncSession) -> _Place:
    transaction, kept = db.sync_session.get_transaction(), db.info.get(_PLACE)
    if kept is not None and kept.transaction is transaction:
        return cast("_Place", kept)
    connection = cast("Connection", (await db.connection()).sync_connection)
    driver = connection.connection.driver_connection
    inline = driver if isinstance(driver, Inline) else None
    place = _Place(db.sync_session.get_transaction(), connection, inline)
    db.info[_PLACE] = place
    return place


class _Words:
    """A statement, compiled once for each database and for each length of its lists."""

    def __init__(
        self, statement: _Statement, inserted: list[str] | None = None, own: Sequence[BindParameter[Any]] = ()
    ) -> None:
        self._statement, self._inserted, self._own = statement, inserted, [one.key for one in own]
        lists = [one for one in iterate(statement) if isinstance(one, BindParameter) and one.expanding]
        self._named_lists = [one.key for one in lists if one.value is None]
        self._own_lists = [n for n, one in enumerate(own) if one.expanding and one.value is not None]
        self._texts: dict[tuple[Any, ...], _Text] = {}

    async def run(self, place: _Place, values: Mapping[str, Any], own: Sequence[Any] = ()) -> tuple[_Rows, int]:
        """Return the rows as the driver gives them, and how many were changed."""
        if self._named_lists:
            values = {**values, **{name: _filled_up(values[name]) for name in self._named_lists}}
        lengths = [len(values[name]) for name in self._named_lists] + [len(own[n]) for n in self._own_lists]
        key = (place.connection.dialect.name, *lengths)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._compiled(place.connection.dialect, values, own)
        return await _run(place, text.words, tuple([read(values, own) for read in text.parameters]))

    def _compiled(self, dialect: Dialect, values: Mapping[str, Any], own: Sequence[Any]) -> _Text:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._inserted)
        state = compiled.construct_expanded_state({**dict(zip(self._own, own, strict=False)), **values})
        places = {one: (of, n) for of, names in state.parameter_expansion.items() for n, one in enumerate(names)}

        def read(name: str) -> _Read:
            of, nth = places.get(name, (name, None))
            bind = compiled.binds[of]
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
            if of in values:
                return _named(of, nth, convert)
            if bind.key in self._own:
                return _own(self._own.index(bind.key), nth, convert)
            if bind.callable is not None:
                return _when_it_runs(bind.callable, convert)
            return _constant(convert(bind.value if nth is None else bind.value[nth]))

        return _Text(state.statement, [read(name) for name in state.positiontup or ()])


async def _run(place: _Place, words: str, parameters: tuple[Any, ...]) -> tuple[_Rows, int]:
    """Run it on SQLite's own connection; what listens to statements hears of it there too."""
    if place.driver is None or not place.driver.is_open:
        return await _through_sqlalchemy(place, words, parameters)
    on = place.connection
    on.dispatch.before_cursor_execute(on, None, words, parameters, None, False)  # noqa: FBT003 as SQLAlchemy calls it
    try:
        return await place.driver.fetch(words, parameters)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            words, None, error, sqlite3.Error, hide_parameters=True, dialect=on.dialect
        ) from error


async def _through_sqlalchemy(place: _Place, words: str, parameters: tuple[Any, ...]) -> tuple[_Rows, int]:
    result = await greenlet_spawn(place.connection.exec_driver_sql, words, parameters)
    return (result.all() if result.returns_rows else []), result.rowcount


def _from_driver(type_: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def _filled_up(values: Iterable[Any]) -> list[Any]:
    filled, length = list(values), 1
    while length < len(filled):
        length *= _STEP
    return [*filled, *filled[-1:] * (length - len(filled))]


def _converted(row: Sequence[Any], converts: Sequence[_Convert | None]) -> tuple[Any, ...]:
    return tuple(
        [
            value if value is None or convert is None else convert(value)
            for value, convert in zip(row, converts, strict=True)
        ]
    )


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 any column's value
    return value


def _constant(value: Any) -> _Read:  # noqa: ANN401 the same
    return lambda _values, _own: value


def _named(name: str, nth: int | None, convert: _Convert) -> _Read:
    if nth is None:
        return lambda values, _own: convert(values[name])
    return lambda values, _own: convert(values[name][nth])


def _own(at: int, nth: int | None, convert: _Convert) -> _Read:
    if nth is None:
        return lambda _values, own: convert(own[at])
    return lambda _values, own: convert(own[at][nth])


def _when_it_runs(now: Callable[[], Any], convert: _Convert) -> _Read:
    return lambda _values, _own: convert(now())
