"""Statements that are built and compiled once, for what every turn, send and tick asks."""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, Generic, TypeVar, TypeVarTuple, cast

from sqlalchemy import BindParameter, Delete, FromClause, Insert, Select, Update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from bot.storage.statements.compiled import Compiled, Statement, place_of
from bot.storage.statements.selection import Selection

_Columns = TypeVarTuple("_Columns")
_AnyStatement = TypeVar("_AnyStatement", bound=Statement)


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
        self._words = Compiled(_with_constants(statement))

    async def run(self, db: AsyncSession, **values: object) -> int:
        """Return how many rows were changed."""
        _rows, changed = await self._words.run(await place_of(db), values)
        return changed


class PreparedInsert:
    """An insertion of a row with values for these columns; what is computed for others is computed here."""

    def __init__(self, statement: Insert, columns: Collection[str]) -> None:
        self._missing = [(name, made) for name, made in defaults(statement.table) if name not in columns]
        self._words = Compiled(statement, [*columns, *(name for name, _made in self._missing)])

    async def run(self, db: AsyncSession, values: Mapping[str, object]) -> int:
        """Return how many rows were inserted or changed."""
        given = {**values, **{name: made() for name, made in self._missing}}
        _rows, changed = await self._words.run(await place_of(db), given)
        return changed


@cache
def defaults(table: FromClause) -> list[tuple[str, Callable[[], Any]]]:
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


def _with_constants(statement: _AnyStatement) -> _AnyStatement:
    """Write constants into the text: SQLite plans anew each time a parameter decides whether a partial index serves."""

    def written(element: ExternallyTraversible, **_options: object) -> ExternallyTraversible | None:
        is_word = isinstance(element, BindParameter) and isinstance(element.value, str | int | list)
        return cast("BindParameter[Any]", element).render_literal_execute() if is_word else None

    return cast("_AnyStatement", replacement_traverse(statement, {}, written))
