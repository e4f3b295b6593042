"""Tells passing failures (the state of the database) from faults of a statement; only the former are retried."""

import asyncio
import errno
import sqlite3
from collections.abc import Iterator

import structlog
from sqlalchemy import exc

from bot.errors import AssistantError

log = structlog.get_logger()

_SAY_EVERY = 30.0  # seconds between two warnings with the same reason
# Reading works while the disk is full: the outage is over only after this long without a failure.
_QUIET = 10.0
# SQLSTATE classes of faults in our statement or values, which a retry would repeat: cardinality, data,
# constraints, cursors, an already failed transaction, savepoints, syntax and names, CHECK OPTION, limits.
_OUR_STATES = ("21", "22", "23", "24", "25P02", "3B", "42", "44", "54")
_NO_PRIVILEGE = "42501"  # in the class of names, but a privilege that was taken away can be given back
# The same for SQLite; ERROR is a statement it does not understand.
_OUR_CODES = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_TOOBIG,
    }
)
_PRIMARY = 0xFF  # mask that turns an extended code such as IOERR_WRITE into its primary one
# The machine has no memory, files, processes or space left.
_EXHAUSTED = frozenset(
    {errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
)
_OURS = (exc.IntegrityError, exc.DataError)
_CANNOT_GO_ON = "8s2b"  # SQLAlchemy's code: the connection was lost earlier in this transaction


class Unavailable(AssistantError):
    """The database cannot be used now; whether the transaction was committed may be unknown."""


def is_passing(error: BaseException) -> bool:
    """Return whether the error, or a cause of it, is about the state of the database or the machine."""
    return any(map(_passes, _causes(error)))


def why(error: BaseException) -> str:
    orig = getattr(error, "orig", None) or error
    said = str(orig).partition(" (Background on")[0].strip().partition("\n")[0]
    return said or f"no answer ({type(orig).__name__})"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    # A full disk also ends the transaction: the error raised last is then that the savepoint does not exist.
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
            return error.connection_invalidated or not (isinstance(error, _OURS) or _is_our_fault(error.orig))
        case sqlite3.Error():
            return not _is_our_fault(error)
        case _:
            return isinstance(error, OSError) and error.errno in _EXHAUSTED


def _is_our_fault(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        # Without a code Python itself raised it, for example for a value of a type SQLite does not know.
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY in _OUR_CODES
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        return state != _NO_PRIVILEGE and state.startswith(_OUR_STATES)
    # Without a state asyncpg itself raised it: with ValueError as cause for a value, else for the connection.
    return error is not None and isinstance(error.__cause__, ValueError)


class Outage:
    """Logs that the database cannot be used, and that it works again, without flooding the log."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._failed_at = 0.0
        self._said: dict[str, float] = {}

    def goes_on(self, why: str) -> None:
        now = self._failed_at = asyncio.get_running_loop().time()
        if self._since is None:
            self._since = now
        if now >= self._said.get(why, now):
            self._said[why] = now + _SAY_EVERY
            log.warning("the database cannot take it now: it is waited for", why=why, seconds=round(now - self._since))

    def may_be_over(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._since is not None and now >= self._failed_at + _QUIET:
            log.info("the database takes it again", seconds=round(self._failed_at - self._since))
            self._since = None
            self._said.clear()
