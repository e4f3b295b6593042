"""Work in pieces: one that cannot be done, such as a value that no key opens, is set aside, and the others are done."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.encryption import Encrypted, WrongKey
from bot.storage.passing import is_passing

Key = TypeVar("Key")
Found = TypeVar("Found")
Columns = TypeVarTuple("Columns")
_INFO = "set_aside"


async def each(
    db: AsyncSession, name: str, keys: Iterable[Key], work: Callable[[AsyncSession, Key], Awaitable[int | None]]
) -> int:
    """Work on each key in a savepoint of its own; return the sum. Raises only what is passing.

    Give it keys, and load what stands behind them within: a query for all fails as a whole.
    """
    done = 0
    for key in keys:
        try:
            async with db.begin_nested():
                done += await work(db, key) or 0
        except Exception as error:
            if is_passing(error):
                raise
            note(db, f"{name}:{key}", error)
    return done


async def legible(db: AsyncSession, query: Select[Found], which: Mapping[str, object] | None = None) -> list[Found]:
    """Return the first column of each row, without rows that hold a value no key opens."""
    return [row[0] for row in await legible_rows(db, query, which)]


async def legible_rows(
    db: AsyncSession, query: Select[*Columns], which: Mapping[str, object] | None = None
) -> Sequence[Row[*Columns]]:
    """Return all columns of such rows; `which` are the parameters of the statement."""
    try:
        return (await db.execute(query, which)).all()
    except WrongKey:
        for table in _sealed(query):
            query = query.where(table.id.not_in(await _illegible(db, table, query, which)))
    return (await db.execute(query, which)).all()


def _sealed(query: Any) -> list[Any]:  # noqa: ANN401 a selection of anything
    tables = dict.fromkeys(column["entity"] for column in query.column_descriptions)
    return [
        table
        for table in tables
        if table is not None and any(isinstance(column.type, Encrypted) for column in table.__table__.columns)
    ]


async def _illegible(db: AsyncSession, table: Any, query: Any, which: Mapping[str, object] | None) -> list[int]:  # noqa: ANN401 a mapped class, and the same
    found = []
    ids = query.with_only_columns(table.id).order_by(None).limit(None).distinct()
    for row_id in (await db.scalars(ids, which)).all():
        try:
            await db.get(table, row_id, populate_existing=True)
        except WrongKey as error:
            note(db, f"{table.__tablename__}:{row_id}", error)
            found.append(row_id)
    return found


def note(db: AsyncSession, piece: str, error: Exception) -> None:
    set_aside(db)[piece] = error


def set_aside(db: AsyncSession) -> dict[str, Exception]:
    """Return the rows set aside in this transaction, by table and number."""
    found: dict[str, Exception] = db.info.setdefault(_INFO, {})
    return found
