"""Re-encrypts everything with the newest key, after which older keys can be thrown away."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, column, func, select, table, tuple_, update

from bot.storage.database import Database
from bot.storage.encryption import BLIND_INDEX, Encrypted, key_ring
from bot.storage.tables import Base

_BATCH = 500


@dataclass(frozen=True)
class RotationProgress:
    """One table: rows looked at, rows in all, rows re-encrypted."""

    table: str
    done: int
    of: int
    anew: int


@dataclass(frozen=True)
class _Batch:
    last: Sequence[Any]
    rows: int
    anew: int


async def reencrypt(database: Database) -> AsyncGenerator[RotationProgress, None]:
    """Commit batch by batch; after an interruption, run it again to go on."""
    for of in filter(_EncryptedTable.columns_of, Base.metadata.sorted_tables):
        kept, last, done, anew = _EncryptedTable(of), None, 0, 0
        async with database.connect() as connection, connection.begin():
            total = await connection.scalar(select(func.count()).select_from(of)) or 0
        while True:
            async with database.connect() as connection, connection.begin():
                batch = await connection.run_sync(kept.reseal, last)
            if batch is None:
                break
            last, done, anew = batch.last, done + batch.rows, anew + batch.anew
            yield RotationProgress(of.name, done, max(total, done), anew)


class _EncryptedTable:
    """A table as the database sees it: encrypted columns are read and written as tokens."""

    def __init__(self, of: Table) -> None:
        self._sealed = self.columns_of(of)
        self._key = [column(each.name, each.type) for each in of.primary_key]
        marks = [each.info[BLIND_INDEX] for each in self._sealed if BLIND_INDEX in each.info]
        self._names = [each.name for each in self._sealed] + marks
        self._table = table(of.name, *self._key, *map(column, self._names))

    @staticmethod
    def columns_of(of: Table) -> list[Column[Any]]:
        return [each for each in of.columns if isinstance(each.type, Encrypted)]

    def reseal(self, connection: Connection, after: Sequence[Any] | None) -> _Batch | None:
        """Re-encrypt the next rows after this key; None if there are no more."""
        query = select(*self._key, *(self._table.c[name] for name in self._names)).order_by(*self._key)
        if after is not None:
            query = query.where(tuple_(*self._key) > tuple(after))
        rows = connection.execute(query.limit(_BATCH).with_for_update()).all()
        anew = [(row, values) for row in rows if (values := dict(self._anew(row._mapping)))]  # noqa: SLF001 its public name
        for row, values in anew:
            here = [key == row[n] for n, key in enumerate(self._key)]
            connection.execute(update(self._table).where(*here).values(values))
        return _Batch(rows[-1][: len(self._key)], len(rows), len(anew)) if rows else None

    def _anew(self, row: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
        for each in self._sealed:
            kept = row[each.name]
            if kept is None or key_ring().is_newest(kept):
                continue
            content = key_ring().decrypt(kept)
            token = key_ring().encrypt(content)
            yield each.name, token.decode() if isinstance(kept, str) else token
            if BLIND_INDEX in each.info:
                yield each.info[BLIND_INDEX], key_ring().blind_indexes(content.decode())[0]
