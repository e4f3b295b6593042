"""Keeps ids from being used twice: after a deletion, after a table is rebuilt, after a restore."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot import clock
from bot.storage.tables import Base

_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
_HOUR, _MONTH = timedelta(hours=1), timedelta(days=31)
# Ids an installation gives out on average, at most. Codes of classes and groups are made from ids: at these rates
# they stay as short as now until 2046 and 2037 (36,700 classes a year are 4 an hour).
_AN_HOUR = 1_000_000
_TYPED_AN_HOUR = {"course": 20, "residential_group": 1}


def kept(connection: Connection) -> dict[str, int]:
    """Return the last id given out by table (SQLite); empty for PostgreSQL, whose sequences survive by themselves."""
    if connection.dialect.name != "sqlite":
        return {}
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").first() is None:
        return {}
    return {str(name): int(last) for name, last in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def keep(connection: Connection, given_out: Mapping[str, int]) -> None:
    """Continue the counters of SQLite from these ids at least."""
    for name, last in given_out.items():
        _count_from(connection, name, max(last, kept(connection).get(name, 0)))


def leap(connection: Connection, given_out: Mapping[str, int]) -> None:
    """Move the counters of SQLite beyond every id that may have been given out since the backup.

    `given_out` are the last ids of the database that is replaced, where known.
    """
    before = kept(connection)
    for name, floor, further in _leaps():
        last = before.get(name, 0)
        beyond = floor if last < floor else last + further
        _count_from(connection, name, max(beyond, given_out.get(name, 0)))


def leap_in_sql(aside: str) -> str:
    """Return the statements that do the same in PostgreSQL; the replaced tables stand in the schema `aside`."""
    return "".join(
        f"SELECT setval(counter, greatest(CASE WHEN last < {floor} THEN {floor} ELSE last + {further} END,"  # noqa: S608 our own names
        f" (SELECT last_value FROM pg_sequences WHERE schemaname = '{aside}' AND sequencename = '{name}_id_seq')))"
        " FROM (SELECT seqrelid::regclass AS counter, nextval(seqrelid::regclass) AS last FROM pg_sequence"
        f" WHERE seqrelid = to_regclass('public.{name}_id_seq')) AS before;\n"
        for name, floor, further in _leaps()
    )


def _leaps() -> Iterator[tuple[str, int, int]]:
    """Yield by table the least counter at this time, and how far to move a counter that is beyond it.

    The least counter rises with the clock, so a later restore always leaps further than an earlier one.
    """
    seconds = (clock.now() - _SINCE) // timedelta(seconds=1)
    for table in Base.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            an_hour = _TYPED_AN_HOUR.get(table.name, _AN_HOUR)
            yield table.name, seconds * an_hour // 3600, _MONTH // _HOUR * an_hour


def _count_from(connection: Connection, name: str, last: int) -> None:
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
    connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
