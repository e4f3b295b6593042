"""What a database says of its own tables, in words that do not depend on the order in which they came about."""

import re

from sqlalchemy import Connection, text

_OF_POSTGRES = """
SELECT class.relname, concat_ws(' ', attname, format_type(atttypid, atttypmod), attidentity::text,
    CASE WHEN attnotnull THEN 'NOT NULL' END, pg_get_expr(adbin, adrelid))
FROM pg_attribute JOIN pg_class AS class ON class.oid = attrelid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND attnum > 0 AND NOT attisdropped
UNION SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""
# A list of words in a condition is written otherwise once it went through a dump.
_CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")
_OF_SQLITE = "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def described(connection: Connection) -> dict[str, set[str]]:
    """Of each table its columns and their defaults, constraints, checks and indexes, and how its ids are counted."""
    found: dict[str, set[str]] = {}
    on_server = connection.dialect.name == "postgresql"
    for table, said in connection.execute(text(_OF_POSTGRES if on_server else _OF_SQLITE)):
        found.setdefault(table, set()).update({_CASTS.sub("", said)} if on_server else _parts(said))
    return {table: found[table] for table in found.keys() - {"alembic_version", "sqlite_sequence"}}


def _parts(statement: str) -> list[str]:
    """What stands between the commas of a CREATE TABLE, but not those within brackets; an index is one part."""
    plain = re.sub(r"\s+", " ", statement.replace('"', ""))
    if not plain.startswith("CREATE TABLE"):
        return [plain]
    parts, depth = [""], 0
    for letter in plain[plain.index("(") + 1 : plain.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]
