"""Loads the keys, and checks that they open the database."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from bot import clock
from bot.config import Settings
from bot.storage import encryption, private_files
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.encryption import Encrypted, KeyRing, WrongKey, is_encrypted, new_key

_HOW = "(docs/how-to/run-and-back-up.md)"


async def unlock(database: Database, settings: Settings) -> None:
    """Take the keys into use, creating one for a new installation. Raises WrongKey if they do not open the database."""
    if database.is_there:
        async with database.read() as db:
            tokens = await (await db.connection()).run_sync(samples)
    else:
        async with database.connect() as connection:
            tokens = await connection.run_sync(samples)
    if not tokens and not known(settings):
        add(settings.key_file)
    encryption.KEY_RING = opening(tokens, settings)


def opening(tokens: Sequence[bytes], settings: Settings) -> KeyRing:
    """Return a ring that opens all of these tokens. Raises WrongKey."""
    keys = known(settings)
    if not keys:
        raise WrongKey(
            f"BOT_KEY_FILE: {settings.key_file} is not there, and without the key nobody reads the names, numbers and"
            f" talks in the database; put the file back from where you keep it {_HOW}"
        )
    ring = KeyRing(keys)
    if not all(ring.opens(token) for token in tokens):
        where = "BOT_KEYS" if settings.keys is not None else f"BOT_KEY_FILE: {settings.key_file}"
        raise WrongKey(
            f"{where}: these keys do not open what is sealed in the database; put the right ones there, older ones"
            f" below the newest, and start again; nothing was changed {_HOW}"
        )
    return ring


def known(settings: Settings) -> list[str]:
    """Return the keys of the settings, else of the key file, newest first; empty if there is no file."""
    if settings.keys is not None:
        return _of_setting(settings.keys.get_secret_value())
    try:
        return encryption.read_keys(settings.key_file.read_text("utf-8").splitlines())
    except FileNotFoundError:
        return []
    except ValueError:
        raise WrongKey(f"BOT_KEY_FILE: {settings.key_file} holds something else than keys, one a line {_HOW}") from None
    except OSError as error:
        raise WrongKey(f"BOT_KEY_FILE: {settings.key_file}: {error.strerror}") from None


def _of_setting(words: str) -> list[str]:
    try:
        return encryption.read_keys(words.split(","))
    except ValueError:
        raise WrongKey(f"BOT_KEYS: not keys with commas between; «python3 -m bot keys new» makes one {_HOW}") from None


def add(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        older = file.read_text("utf-8") if file.exists() else ""
        private_files.write(file, f"# {clock.today()}\n{new_key()}\n{older}".encode())
    except OSError as error:
        raise WrongKey(f"BOT_KEY_FILE: {file}: {error.strerror}; choose another place") from None


def samples(connection: Connection) -> list[bytes]:
    """Return the first and the last token of each encrypted column: an unfinished rotation leaves two keys in use."""
    live, found = inspect(connection), []
    for table in Base.metadata.sorted_tables:
        there = {each["name"] for each in live.get_columns(table.name)} if live.has_table(table.name) else set()
        for column in table.columns:
            if isinstance(column.type, Encrypted) and column.name in there:
                found += _first_and_last(connection, table.name, column.name, next(iter(table.primary_key)).name)
    return found


def _first_and_last(connection: Connection, table: str, column: str, key: str) -> list[bytes]:
    rows: list[Any] = []
    for order in ("ASC", "DESC"):
        query = f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY "{key}" {order} LIMIT 1'  # noqa: S608 our own names
        rows += connection.scalars(text(query)).all()
    return tokens_of(rows)


def tokens_of(rows: Sequence[Any]) -> list[bytes]:
    return [row.encode() if isinstance(row, str) else row for row in rows if is_encrypted(row)]
