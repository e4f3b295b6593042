"""Tries a backup without writing anything: it opens, is complete, ours, and its checksum is right."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import IO, TypeAlias

from sqlalchemy import Connection, NullPool, Table, create_engine, func, inspect, select, text
from sqlalchemy.exc import DatabaseError

from bot.config import Settings
from bot.errors import AssistantError
from bot.storage import keys
from bot.storage.backup import erased, postgres, sqlite
from bot.storage.backup.file import BackupRefused, DatabaseKind, kind_found, sum_kept, sum_of
from bot.storage.encryption import Encrypted, KeyRing, WrongKey
from bot.storage.private_files import JOURNALS, beside
from bot.storage.revision import why_not
from bot.storage.tables import Base
from bot.storage.tables.people import Person

_COPY = re.compile(rb'COPY public\."?(\w+)"? \((.*)\) FROM stdin;\n')
_NULL = rb"\N"
_Row: TypeAlias = dict[str, bytes]
_KEY = Person.erasure_key.key
# Counters and the rows they count; a difference was in the database already.
_SUMS = (
    """SELECT count(*) FROM class_session WHERE seats_taken <> (SELECT count(*) FROM seat
    WHERE seat.session_id = class_session.id AND seat.status IN ('held', 'offered'))""",
    """SELECT count(*) FROM shift WHERE filled <> (SELECT count(*) FROM assignment
    WHERE assignment.shift_id = shift.id AND assignment.status = 'accepted')""",
)


@dataclass(frozen=True)
class Tried:
    """A backup that can be restored: rows by table, and the keys that open it (None if it needs none).

    `summed`: a checksum was beside it. `astray`: how many counters of seats and shifts are wrong; None if only a
    server could tell. `back`: people in it who have been erased since.
    """

    kind: DatabaseKind
    rows: dict[str, int]
    ring: KeyRing | None
    summed: bool
    astray: int | None
    back: int


class _Unfit(AssistantError):
    """Why a file cannot be restored, without the file's name."""


@dataclass
class _Found:
    rows: dict[str, int]
    tokens: list[bytes]
    astray: int | None = None
    back: int = 0


def rehearse(file: Path, settings: Settings) -> Tried:
    refuse_in_use(file)
    return try_out(file, file, settings)


def refuse_in_use(file: Path) -> None:
    """Raises BackupRefused for a file with a journal beside it: part of the data is in the journal."""
    journals = [beside(file, suffix) for suffix in JOURNALS]
    if any(journal.exists() and journal.stat().st_size for journal in journals):
        raise BackupRefused(
            f"{file}: là dữ liệu đang dùng, không phải bản lưu"
            " · a database in use, not a backup: «python3 -m bot backup» makes one"
        )


def try_out(file: Path, of: Path, settings: Settings) -> Tried:
    """Try a copy of the backup `of`, whose checksum and list of erased people are used."""
    try:
        return _tried(file, of, settings)
    except _Unfit as why:
        raise BackupRefused(f"{of}: {why}") from None


def _tried(file: Path, of: Path, settings: Settings) -> Tried:
    kind, kept = kind_found(file), sum_kept(of)
    if kept is not None and kept != sum_of(file):
        raise _Unfit(
            "không còn như lúc sao lưu, tệp đã hỏng hay bị sửa"
            " · no longer what was backed up: the file is damaged, or was changed"
        )
    gone = erased.listed(erased.list_of(settings), erased.list_beside(of))
    found = _in_sqlite(file, gone) if kind is DatabaseKind.SQLITE else _in_dump(file, gone)
    ring = _ring(found.tokens, settings)
    return Tried(kind, found.rows, ring, kept is not None, found.astray, found.back)


def _refuse_others(revision: str | None) -> None:
    if revision is None:
        raise _Unfit("là dữ liệu của chương trình khác · a database, but not one of this assistant")
    if why := why_not(revision):
        raise _Unfit(why)


def _ring(tokens: list[bytes], settings: Settings) -> KeyRing | None:
    try:
        return keys.opening(tokens, settings) if tokens else None
    except WrongKey as wrong:
        raise _Unfit(f"không mở được bằng khóa đang có · another key: {wrong}") from None


def _in_sqlite(file: Path, gone: set[str]) -> _Found:
    engine = create_engine("sqlite://", creator=partial(sqlite.reading, file, at_rest=True), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return _read(connection, gone)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise _damaged(str(getattr(error, "orig", error))) from None


def _read(connection: Connection, gone: set[str]) -> _Found:
    if (sound := connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()) != "ok":
        raise _damaged(str(sound).splitlines()[0])
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _damaged("foreign keys")
    there = inspect(connection).get_table_names()
    ours = [table for table in Base.metadata.sorted_tables if table.name in there]
    stamped = "alembic_version" in there
    _refuse_others(connection.scalar(text("SELECT version_num FROM alembic_version")) if stamped else None)
    rows = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in ours}
    astray = sum(_number(connection, query) for query in _SUMS)
    return _Found(rows, keys.samples(connection), astray, _back(connection, gone))


def _back(connection: Connection, gone: set[str]) -> int:
    if not any(column["name"] == _KEY for column in inspect(connection).get_columns("person")):
        return 0  # from a version before there were such keys
    here = connection.exec_driver_sql(f"SELECT {_KEY} FROM person WHERE erased_at IS NULL")  # noqa: S608 our own name
    return sum(key in gone for (key,) in here)


def _number(connection: Connection, query: str) -> int:
    return int(connection.exec_driver_sql(query).scalar_one())


def _damaged(how: str) -> _Unfit:
    return _Unfit(f"tệp đã hỏng · the file is damaged ({how})")


def _in_dump(file: Path, gone: set[str]) -> _Found:
    found, revision = _Found({}, []), None
    with postgres.script(file) as statements:
        for table, columns in _tables(statements):
            rows = (_values(columns, row) for row in _rows(statements))
            if table == "alembic_version":
                revision = next((row["version_num"].decode() for row in rows), None)
            elif table in Base.metadata.tables:
                _count(found, Base.metadata.tables[table], rows, gone)
    _refuse_others(revision)
    return found


def _tables(statements: IO[bytes]) -> Iterator[tuple[str, list[str]]]:
    """Yield name and columns of each table, with the stream standing at its first row."""
    for line in statements:
        if begins := _COPY.fullmatch(line):
            yield begins[1].decode(), begins[2].decode().replace('"', "").split(", ")


def _rows(statements: IO[bytes]) -> Iterator[bytes]:
    return takewhile(lambda line: line != b"\\.\n", statements)


def _values(columns: list[str], row: bytes) -> _Row:
    return dict(zip(columns, row.rstrip(b"\n").split(b"\t"), strict=True))


def _count(found: _Found, table: Table, rows: Iterator[_Row], gone: set[str]) -> None:
    first, last, number = None, None, 0
    for number, last in enumerate(rows, 1):  # noqa: B007 the last ones are wanted
        first = first or last
        found.back += table.name == "person" and last["erased_at"] == _NULL and last.get(_KEY, b"").decode() in gone
    found.rows[table.name] = number
    for end in filter(None, (first, last)):
        found.tokens += keys.tokens_of(list(_sealed(table, end)))


def _sealed(table: Table, row: _Row) -> Iterator[bytes]:
    for name, value in row.items():
        if name in table.columns and isinstance(table.columns[name].type, Encrypted):
            yield bytes.fromhex(value[3:].decode()) if value.startswith(rb"\\x") else value
