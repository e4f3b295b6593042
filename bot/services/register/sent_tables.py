"""Tables that people send: who may send one, and the people in it, read where it can do no harm."""

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import DEVNULL, PIPE

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

import bot
from bot import clock
from bot.chat.message import Table
from bot.chat.say import Say
from bot.documents import sheets
from bot.documents.cells import NoTableReason
from bot.domain.access.rights import Right
from bot.i18n import _
from bot.services.access import permissions
from bot.services.messaging import outbox
from bot.storage.tables.people import Address, Person

log = structlog.get_logger()

_READER = ("-P", "-s", "-m", "bot.services.register.table_reader")
_KNOWS = {"PYTHONPATH": str(Path(bot.__file__).parents[1])}
_PATIENCE = 30.0  # seconds; it may compute for half of them
# Bytes. 2,000 people take some seconds: of a file as large as this, they are told that it is being read.
_LONG = 13_000
# Two at once: each takes memory, and a thread that waits for it.
_WAITING = ThreadPoolExecutor(2, "table")


async def may_send(db: AsyncSession, person: Person) -> bool:
    return any([await permissions.holds(db, person, right) for right in (Right.KEEP_BOOK, Right.CHANGE_GROUPS)])


async def tell_of_reading(db: AsyncSession, address: Address, size: int) -> bool:
    """Tell who has sent a large file that it is being read; return whether they are told."""
    if size >= _LONG:
        await outbox.reply(db, address, Say(_("I have got the file and am reading it. It may take some seconds.")))
    return size >= _LONG


async def read(name: str, content: bytes) -> Table:
    """Return a table without people if it cannot be read, and why."""
    why = sheets.refused(name, len(content))
    if why is not None:
        return Table(why=why)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_WAITING, _apart, clock.today().year, content)


def _apart(year: int, content: bytes) -> Table:
    """Read it in a process that knows none of our secrets and is killed when it takes too long."""
    command = [sys.executable, *_READER, str(year)]
    try:
        # What it complains of may quote the file.
        done = subprocess.run(  # noqa: S603 our own words
            command, input=content, stdout=PIPE, stderr=DEVNULL, env=_KNOWS, timeout=_PATIENCE, check=True
        )
        return Table(**json.loads(done.stdout))
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        log.warning("a file could not be read", size=len(content), why=type(error).__name__)
        return Table(why=NoTableReason.TOO_MUCH)
