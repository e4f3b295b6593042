"""Statements of many parts, compiled once with their constants, for what is asked again and again."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVarTuple, cast

from sqlalchemy import Dialect, Row, Select
from sqlalchemy.ext.asyncio import AsyncSession

_Columns = TypeVarTuple("_Columns")
_Read: TypeAlias = Callable[[Mapping[str, Any]], Any]  # a parameter as the driver takes it


class Prepared(Generic[*_Columns]):
    """A selection whose parameters are constants, moments read when it runs, and named values.

    SQLAlchemy converts every parameter each time: of a hundred that is most of what the statement costs.
    """

    def __init__(self, statement: Select[*_Columns]) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, list[_Read]]] = {}

    async def one(self, db: AsyncSession, values: Mapping[str, Any]) -> Row[*_Columns]:
        """Return its only row as the driver gives it, results unconverted; pending changes are not written first."""
        connection = await db.connection()
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = self._compile(dialect, values)
        words, parameters = self._compiled[dialect.name]
        found = await connection.exec_driver_sql(words, tuple([read(values) for read in parameters]))
        return cast("Row[*_Columns]", found.one())

    def _compile(self, dialect: Dialect, values: Mapping[str, Any]) -> tuple[str, list[_Read]]:
        compiled = self._statement.compile(dialect=dialect)
        state = compiled.construct_expanded_state(dict(values))

        def read(name: str) -> _Read:
            bind = compiled.binds.get(name)
            if bind is None:  # one of those that stand for the values of an IN
                return _constant(state.processors.get(name, _as_it_is)(state.parameters[name]))
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is
            if name in values:
                return _named(name, convert)
            if bind.callable is not None:
                return _called(bind.callable, convert)
            return _constant(convert(bind.value))

        return state.statement, [read(name) for name in state.positiontup or ()]


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 any column's value
    return value


def _constant(value: Any) -> _Read:  # noqa: ANN401 the same
    return lambda _values: value


def _named(name: str, convert: Callable[[Any], Any]) -> _Read:
    return lambda values: convert(values[name])


def _called(now: Callable[[], Any], convert: Callable[[Any], Any]) -> _Read:
    return lambda _values: convert(now())
