"""Logs without tokens, telephone numbers and what people write."""

import asyncio
import faulthandler
import logging
import re
import secrets
import sys
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any

import structlog

# In a URL it stands behind «bot».
_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{16,}")
_hidden: set[str] = set()
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)")
# Numbers of identity papers or bank cards, should any come this far; ids of group chats and bots are not meant.
_LONG_NUMBER = re.compile(r"(?<![\d-])(?<!zalo:)\d(?:[ .-]?\d){11,18}(?!\d)")
_LOOK_EVERY, _BLOCKED = 1.0, 5.0  # seconds
_trace: ContextVar[str | None] = ContextVar("trace", default=None)
_SAID = ("text", "message", "words", "name", "label")


def hide(secret: str) -> None:
    """Keep this out of the log from now on, whatever it looks like."""
    _hidden.add(secret)


def redact(words: str) -> str:
    for secret in _hidden:
        words = words.replace(secret, "‹token›")
    return _PHONE.sub("‹phone›", _LONG_NUMBER.sub("‹number›", _TOKEN.sub("‹token›", words)))


_AS_TEXT = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
_AS_JSON = structlog.processors.JSONRenderer(ensure_ascii=False)


@contextmanager
def traced() -> Iterator[None]:
    """Give one new id to all that is logged and put into the outbox meanwhile: an update leads to its messages."""
    before = _trace.set(secrets.token_hex(6))
    try:
        yield
    finally:
        _trace.reset(before)


def trace() -> str | None:
    return _trace.get()


def set_up(*, as_json: bool = False) -> None:
    """Write to stderr; as JSON there is a line for each turn and each message sent as well."""
    level = logging.DEBUG if as_json else logging.INFO
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        _with_trace,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _AS_JSON if as_json else _AS_TEXT,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("bot").setLevel(level)
    # At INFO httpx logs request URLs with the token; one line per tick is noise.
    for chatty in ("httpx", "aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # apscheduler warns of each tick that waits for the database, sqlalchemy.pool traces each cut connection;
    # `App.tick` and `storage/passing.py` report these.
    for chatty in ("apscheduler", "sqlalchemy.pool"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)


def _with_trace(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if (now := _trace.get()) is not None:
        event.setdefault("trace", now)
    return event


def _without_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key in _SAID:
            event[key] = "‹said›"
        elif isinstance(value, str):
            event[key] = redact(value)
    return event


@asynccontextmanager
async def loop_watched() -> AsyncIterator[None]:
    """Write the stack of every thread to stderr, once each time the loop is blocked; without any value."""
    watching = asyncio.create_task(_put_off_alarm())
    try:
        yield
    finally:
        watching.cancel()
        faulthandler.cancel_dump_traceback_later()


async def _put_off_alarm() -> None:
    while True:
        # A thread of the interpreter's own, in C: it writes also while nothing else can run.
        faulthandler.dump_traceback_later(_BLOCKED)
        await asyncio.sleep(_LOOK_EVERY)
