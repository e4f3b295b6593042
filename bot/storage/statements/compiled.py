"""Statements as text, each compiled once, with how its parameters are converted; run by the driver itself.

From a statement to its rows SQLAlchemy needs twenty to a hundred times what SQLite needs: docs/adr/0029. Nothing that
is pending in the session is written first.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, cast

from sqlalchemy import BindParameter, Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.util import greenlet_spawn

from bot.storage.sqlite_driver.inline import Inline

Statement: TypeAlias = Select[*tuple[Any, ...]] | Update | Delete | Insert
_Convert: TypeAlias = Callable[[Any], Any]
_Rows: TypeAlias = Sequence[Sequence[Any]]
# A parameter as the driver takes it: from the values that were named, and those of the statement itself.
_Read: TypeAlias = Callable[[Mapping[str, Any], Sequence[Any]], Any]

_PLACE = "place"  # in the info of a session
# Lists are filled up to 1, 4, 16 … 1,024 values, so that few texts are kept; with a longer one none is.
_STEP, _LONGEST = 4, 1024


class Running(NamedTuple):
    """Where the statements of one transaction run."""

    transaction: Any
    connection: Connection
    driver: Inline | None


async def place_of(db: AsyncSession) -> Running:
    transaction, kept = db.sync_session.get_transaction(), db.info.get(_PLACE)
    if kept is not None and kept.transaction is transaction:
        return cast("Running", kept)
    connection = cast("Connection", (await db.connection()).sync_connection)
    driver = connection.connection.driver_connection
    inline = driver if isinstance(driver, Inline) else None
    place = Running(db.sync_session.get_transaction(), connection, inline)
    db.info[_PLACE] = place
    return place


class _Text(NamedTuple):
    """A statement as one database takes it, and its parameters in order."""

    words: str
    parameters: list[_Read]


class Compiled:
    """A statement, compiled once for each database and for each length of its lists."""

    def __init__(
        self, statement: Statement, inserted: list[str] | None = None, own: Sequence[BindParameter[Any]] = ()
    ) -> None:
        self._statement, self._inserted, self._own = statement, inserted, [one.key for one in own]
        lists = [one for one in iterate(statement) if isinstance(one, BindParameter) and one.expanding]
        self._named_lists = [one.key for one in lists if one.value is None]
        self._own_lists = [n for n, one in enumerate(own) if one.expanding and one.value is not None]
        self._texts: dict[tuple[Any, ...], _Text] = {}

    async def run(self, place: Running, values: Mapping[str, Any], own: Sequence[Any] = ()) -> tuple[_Rows, int]:
        """Return the rows as the driver gives them, and how many were changed."""
        if self._named_lists:
            values = {**values, **{name: _filled_up(values[name]) for name in self._named_lists}}
        if self._own_lists:
            own = [_filled_up(value) if n in self._own_lists else value for n, value in enumerate(own)]
        lengths = [len(values[name]) for name in self._named_lists] + [len(own[n]) for n in self._own_lists]
        key = (place.connection.dialect.name, *lengths)
        text = self._texts.get(key)
        if text is None:
            text = self._compiled(place.connection.dialect, values, own)
            if max(lengths, default=0) <= _LONGEST:
                self._texts[key] = text
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


async def _run(place: Running, words: str, parameters: tuple[Any, ...]) -> tuple[_Rows, int]:
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


async def _through_sqlalchemy(place: Running, words: str, parameters: tuple[Any, ...]) -> tuple[_Rows, int]:
    result = await greenlet_spawn(place.connection.exec_driver_sql, words, parameters)
    return (result.all() if result.returns_rows else []), result.rowcount


def _filled_up(values: Iterable[Any]) -> list[Any]:
    filled, length = list(values), 1
    if len(filled) > _LONGEST:
        return filled
    while length < len(filled):
        length *= _STEP
    return [*filled, *filled[-1:] * (length - len(filled))]


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
