"""What is passing: the state of the database, not what was asked of it. Then the update stays, and everybody waits."""

import errno
import sqlite3
from collections.abc import Iterator

from sqlalchemy import exc

from bot.errors import AssistantError

# SQLSTATE classes about our statement and its values, which would be no better tomorrow: cardinality, data,
# constraints, cursors, a transaction that has failed already, savepoints, syntax and names, CHECK OPTION, limits.
_OUR_STATES = ("21", "22", "23", "24", "25P02", "3B", "42", "44", "54")
_NO_PRIVILEGE = "42501"  # stands among the names, but somebody has taken it away and can give it back
# The same of SQLite, whose ERROR is a statement that it does not understand.
_OUR_CODES = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_TOOBIG,
    }
)
_PRIMARY = 0xFF  # of an extended code, such as IOERR_WRITE
# No more memory, files, processes or space on this machine.
_EXHAUSTED = frozenset(
    {errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
)
_OURS = (exc.IntegrityError, exc.DataError)
_CANNOT_GO_ON = "8s2b"  # SQLAlchemy's code: the connection was lost earlier in this transaction


class Unavailable(AssistantError):
    """The database cannot take it now, and will later: nothing was done, or nobody can know whether it was."""


def is_passing(error: BaseException) -> bool:
    """Is it, or what it came of, the state of the database or the machine?

    Of the database everything is that is not known to be about our own statement: the unknown loses no update.
    """
    return any(map(_passes, _behind(error)))


def why(error: BaseException) -> str:
    """In one line, without statement and values."""
    orig = getattr(error, "orig", None) or error
    said = str(orig).partition(" (Background on")[0].strip().partition("\n")[0]
    return said or f"no answer ({type(orig).__name__})"


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    # A full disk takes the transaction with it: what is raised last is that there is no such savepoint.
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _passes(error: BaseException) -> bool:
    match error:
        case Unavailable() | exc.TimeoutError() | exc.DisconnectionError():
            return True
        case exc.PendingRollbackError():
            return error.code == _CANNOT_GO_ON
        case exc.DBAPIError():
            return error.connection_invalidated or not (isinstance(error, _OURS) or _is_ours(error.orig))
        case sqlite3.Error():
            return not _is_ours(error)
        case _:
            return isinstance(error, OSError) and error.errno in _EXHAUSTED


def _is_ours(error: BaseException | None) -> bool:
    """Said by the driver: is it about what we asked?"""
    if isinstance(error, sqlite3.Error):
        # Without a code it is Python's own word, such as a value that SQLite knows no type for.
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY in _OUR_CODES
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        return state != _NO_PRIVILEGE and state.startswith(_OUR_STATES)
    # Without a state it is asyncpg's own word: about a value that it cannot send, else about the connection.
    return error is not None and isinstance(error.__cause__, ValueError)
