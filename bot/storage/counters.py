"""No id is given out twice: not when a row was deleted, a table is built anew, or an earlier state is brought back."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot import clock
from bot.storage.tables import Base

_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
_HOUR, _MONTH = timedelta(hours=1), timedelta(days=31)
# No installation gives out more ids of one table on average. A class and a group have codes made of theirs, which stay
# as short as they are until 2046 and 2037: 36,700 classes a year are 4 an hour.
_AN_HOUR = 1_000_000
_TYPED_AN_HOUR = {"course": 20, "residential_group": 1}


def kept(connection: Connection) -> dict[str, int]:
    """The last id given out in each table of SQLite, be its row there or not; PostgreSQL keeps them by itself."""
    if connection.dialect.name != "sqlite":
        return {}
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").first() is None:
        return {}
    return {str(name): int(last) for name, last in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def keep(connection: Connection, given_out: Mapping[str, int]) -> None:
    """Whatever was done to these tables of SQLite, they count on from there."""
    for name, last in given_out.items():
        _count_from(connection, name, max(last, kept(connection).get(name, 0)))


def leap(connection: Connection, given_out: Mapping[str, int]) -> None:
    """Of SQLite: count on beyond whatever was given out since this state was kept; of some it is known what was."""
    before = kept(connection)
    for name, floor, further in _leaps():
        last = before.get(name, 0)
        beyond = floor if last < floor else last + further
        _count_from(connection, name, max(beyond, given_out.get(name, 0)))


def leap_in_sql(aside: str) -> str:
    """The same for PostgreSQL, as statements; what is known to have been given out stands in the schema `aside`."""
    return "".join(
        f"SELECT setval(counter, greatest(CASE WHEN last < {floor} THEN {floor} ELSE last + {further} END,"  # noqa: S608 our own names
        f" (SELECT last_value FROM pg_sequences WHERE schemaname = '{aside}' AND sequencename = '{name}_id_seq')))"
        " FROM (SELECT seqrelid::regclass AS counter, nextval(seqrelid::regclass) AS last FROM pg_sequence"
        f" WHERE seqrelid = to_regclass('public.{name}_id_seq')) AS before;\n"
        for name, floor, further in _leaps()
    )


def _leaps() -> Iterator[tuple[str, int, int]]:
    """Of each table that counts: where its counter is by the clock, so that a later restore leaps further than this.

    And how much further from where it is, should that be beyond: the clock was wrong, or so much was given out.
    """
    seconds = (clock.now() - _SINCE) // timedelta(seconds=1)
    for table in Base.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            an_hour = _TYPED_AN_HOUR.get(table.name, _AN_HOUR)
            yield table.name, seconds * an_hour // 3600, _MONTH // _HOUR * an_hour


def _count_from(connection: Connection, name: str, last: int) -> None:
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
    connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
