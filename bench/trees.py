"""The real process of a checkout of this project, before the fake platform; what it costs is read from /proc.

A reference is any other checkout, such as `git worktree add ../before c50a96d`, run with this one's interpreter.
"""

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

from bot.storage import encryption
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.fake import TOKEN

HERE = Path(__file__).parents[1]
_RUN = (
    "import asyncio; from bot import logs; from {module} import serve; from bot.config import settings; logs.set_up(); "
    "asyncio.run(serve(settings()))"
)
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
_PATIENCE = 120.0


@dataclass(frozen=True)
class Running:
    """`started`: seconds from its start to the first time that it asked for updates."""

    process: asyncio.subprocess.Process
    database: Path
    started: float

    @property
    def processor_time(self) -> float:
        """Seconds, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> float:
        """MB that it has in memory now."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * _PAGE / 2**20

    def leaves(self) -> int:
        """How many messages have not left yet."""
        with closing(sqlite3.connect(self.database)) as db:
            return int(db.execute("SELECT count(*) FROM outbox WHERE status IN ('queued', 'sending')").fetchone()[0])

    async def all_left(self, tg: FakeTelegram) -> None:
        """Every update is taken, and every answer has arrived."""
        await tg.all_taken(_PATIENCE)
        for _look in count():
            if not self.leaves():
                return
            await asyncio.sleep(0.1)


def _run(tree: Path) -> str:
    """Name the module of `serve`: it stood elsewhere until November 2026."""
    return _RUN.format(module="bot.serving" if (tree / "bot/serving.py").exists() else "bot.app")


@asynccontextmanager
async def running(tree: Path, tg: FakeTelegram, folder: Path) -> AsyncIterator[Running]:
    """On a new database in this folder, until the block ends."""
    database = folder / "bot.db"
    ours = {
        "PYTHONPATH": str(tree),
        "BOT_TELEGRAM_TOKEN": TOKEN,
        "BOT_TELEGRAM_API_BASE": tg.root,
        "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "BOT_KEYS": encryption.new_key(),
    }
    began, before = perf_counter(), len(tg.exchanges)
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _run(tree), cwd=folder, env=os.environ | ours, stdout=log, stderr=log
        )
    try:
        await tg.until(lambda: any("getupdates" in one.method.lower() for one in tg.exchanges[before:]), _PATIENCE)
        yield Running(process, database, perf_counter() - began)
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself; the log in its folder says why
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)
