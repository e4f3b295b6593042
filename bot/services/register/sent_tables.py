"""Tables that people send: who may send one, and the people in it, read where it can do no harm."""

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from subprocess import DEVNULL, PIPE

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

import bot
from bot import clock
from bot.chat.message import Table
from bot.documents import sheets
from bot.domain.access.rights import Right
from bot.services.access import permissions
from bot.storage.tables.people import Person

log = structlog.get_logger()

_READER = ("-P", "-s", "-m", "bot.services.register.table_reader")
_KNOWS = {"PYTHONPATH": str(Path(bot.__file__).parents[1])}
_PATIENCE = 8.0  # seconds; it may compute for half of them
# Two at once: each takes memory, and a thread that waits for it.
_WAITING = ThreadPoolExecutor(2, "table")


async def may_send(db: AsyncSession, person: Person) -> bool:
    return await permissions.holds(db, person, Right.KEEP_BOOK)


async def read(name: str, content: bytes) -> Table:
    """Return an empty table if it cannot be read, has no column of names, or is too large."""
    if not sheets.is_table(name, len(content)):
        return Table()
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_WAITING, _apart, PurePath(name).suffix, clock.today().year, content)


def _apart(kind: str, year: int, content: bytes) -> Table:
    """Read it in a process that knows none of our secrets and is killed when it takes too long."""
    command = [sys.executable, *_READER, f"table{kind}", str(year)]
    try:
        # What it complains of may quote the file.
        done = subprocess.run(  # noqa: S603 our own words
            command, input=content, stdout=PIPE, stderr=DEVNULL, env=_KNOWS, timeout=_PATIENCE, check=True
        )
        return Table(**json.loads(done.stdout))
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        log.warning("a file could not be read", size=len(content), why=type(error).__name__)
        return Table()
