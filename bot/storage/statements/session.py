"""A session whose plain selections run on SQLite's own connection, each compiled once: docs/adr/0029."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import BindParameter, Executable, Result, Select, bindparam, inspect, select
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.base import Base
from bot.storage.statements.compiled import place_of
from bot.storage.statements.rows import may_be_saved, save
from bot.storage.statements.selection import Selection

Row = TypeVar("Row", bound=Base)

_KEPT = 2000  # selections; the product has some hundreds that differ in more than their values


class _Plain:
    """What is kept of a selection: how it runs, and what its columns are called."""

    def __init__(self, statement: Select[*tuple[Any, ...]], binds: Sequence[BindParameter[Any]]) -> None:
        self.selection = Selection(statement, binds)
        self.names = SimpleResultMetaData([str(each["name"]) for each in statement.column_descriptions])


# By SQLAlchemy's own key, which is equal for statements that differ in their values only.
_PLAIN: dict[Any, _Plain] = {}


class QuickSession(AsyncSession):
    """SQLAlchemy's own, but for selections without options on SQLite; what is pending is written before, as there."""

    async def execute(
        self,
        statement: Executable,
        params: Any = None,  # noqa: ANN401 SQLAlchemy's own
        **options: Any,  # noqa: ANN401 the same
    ) -> Result[*tuple[Any, ...]]:
        key = None if any(options.values()) else _key_of(statement)
        if key is None or (await place_of(self)).driver is None:
            return await super().execute(statement, params, **options)
        await self._write_pending()
        plain = _PLAIN.get(key.key) or _keep(key, statement)
        own = [one.effective_value for one in key.bindparams]
        return IteratorResult(plain.names, iter(await plain.selection.rows(self, params or {}, own)))

    async def scalar(self, statement: Executable, params: Any = None, **options: Any) -> Any:  # noqa: ANN401 the same
        return (await self.execute(statement, params, **options)).scalar()

    async def get(  # type: ignore[override]  # there a key may also be a mapping
        self,
        entity: type[Row],
        ident: Any,  # noqa: ANN401 the same
        **options: Any,  # noqa: ANN401 the same
    ) -> Row | None:
        if any(options.values()) or ident is None:
            return await super().get(entity, ident, **options)
        key = ident if isinstance(ident, tuple) else (ident,)
        known = self.sync_session.identity_map.get(inspect(entity).identity_key_from_primary_key(key))
        if known is not None and not inspect(known).expired_attributes:
            return cast("Row", known)
        if known is not None or (await place_of(self)).driver is None:
            return await super().get(entity, ident)
        await self._write_pending()
        names = [column.name for column in inspect(entity).primary_key]
        found = await _by_key(entity).rows(self, dict(zip(names, key, strict=True)))
        return found[0][0] if found else None

    async def get_one(self, entity: type[Row], ident: Any, **options: Any) -> Row:  # type: ignore[override]  # noqa: ANN401 the same
        found = None if any(options.values()) else await self.get(entity, ident)
        return await super().get_one(entity, ident, **options) if found is None else found

    async def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is pending: changes of rows, one by one, and anything else as SQLAlchemy does."""
        session = self.sync_session
        changed = list(session.dirty)
        if objects is None and not session.new and not session.deleted and not session.in_nested_transaction():
            if not changed:
                return
            if (await place_of(self)).driver is not None and all(map(may_be_saved, changed)):
                for row in changed:
                    await save(self, row)
                return
        await super().flush(objects)

    async def _write_pending(self) -> None:
        if self.sync_session.autoflush:
            await self.flush()


def _key_of(statement: Any) -> Any:  # noqa: ANN401 any statement, and SQLAlchemy's own
    """Return what a selection is kept by, with its values; None for what SQLAlchemy runs itself."""
    if not isinstance(statement, Select) or statement._with_options or statement._execution_options:  # noqa: SLF001 pinned by tests/storage/test_session.py
        return None
    key = statement._generate_cache_key()  # noqa: SLF001 the same
    return None if key is None or any(one.expanding and _are_pairs(one.value) for one in key.bindparams) else key


def _are_pairs(values: Any) -> bool:  # noqa: ANN401 of a list
    return bool(values) and isinstance(values[0], tuple)


def _keep(key: Any, statement: Any) -> _Plain:  # noqa: ANN401 the same
    if len(_PLAIN) >= _KEPT:
        _PLAIN.clear()
    plain = _PLAIN[key.key] = _Plain(statement, key.bindparams)
    return plain


@cache
def _by_key(entity: type[Base]) -> Selection:
    columns = inspect(entity).primary_key
    return Selection(select(entity).where(*(column == bindparam(column.name, type_=column.type) for column in columns)))
