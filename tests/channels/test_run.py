"""`python -m bot run` as a process: it talks, survives kill -9, refuses a twin, and names what is wrong."""

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import clock
from bot.cli.running import run
from bot.lease import leased
from bot.storage import wards
from bot.storage.database import Database
from tests.fake_telegram import FakeTelegram, Person
from tests.fake_telegram.fake import TOKEN
from tests.storage import earlier

ROOT = Path(__file__).parents[2]
PEOPLE = 12
PATIENCE = 60.0  # seconds, on a machine as slow as it may be
_SILENT_AT_MOST = 5.0  # seconds, while a new version takes over


def _environment(folder: Path, tg: FakeTelegram | None, **settings: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    ours = {
        "PYTHONPATH": str(ROOT),
        "BOT_NO_SETUP": "1",
        "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
    }
    telegram = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_BASE": tg.root} if tg else {}
    return clean | ours | telegram | settings


async def _start(folder: Path, tg: FakeTelegram | None, **settings: str) -> Process:
    environment = _environment(folder, tg, **settings)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stdout=PIPE, stderr=STDOUT
    )


@asynccontextmanager
async def running(folder: Path, tg: FakeTelegram) -> AsyncIterator[Process]:
    process = await _start(folder, tg)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _ends(process: Process) -> tuple[int, str]:
    output, _nothing = await asyncio.wait_for(process.communicate(), 90)
    return process.returncode or 0, output.decode()


@pytest.mark.lane
async def test_nothing_is_lost_by_kill_9(tmp_path: Path) -> None:
    async with FakeTelegram() as tg:
        people = [tg.person(f"Người {n}") for n in range(PEOPLE)]
        for person in people:
            await person.says("chào")
        async with running(tmp_path, tg) as first:
            # In the middle of it: some were answered, others taken and not yet answered.
            await people[0].sees("gọi thế nào", within=PATIENCE)
            first.send_signal(signal.SIGKILL)
            await first.wait()
        for person in people:
            await person.says("0")
        async with running(tmp_path, tg) as second:
            for person in people:
                await person.sees("gọi thế nào", within=PATIENCE)
                await person.sees("người phụ trách sẽ gọi", within=PATIENCE)
            # Asked for a person while the first question is open, everybody is asked it again.
            await tg.until(lambda: all(times >= 2 for times in _welcomes(people)), PATIENCE)
            await tg.all_taken(PATIENCE)
            second.send_signal(signal.SIGTERM)
            code, _output = await _ends(second)
    assert code == 0
    # Beyond that, at most what was in flight when the process died came twice.
    assert all(times <= 3 for times in _welcomes(people))
    assert sum(times - 2 for times in _welcomes(people)) <= 16


def _welcomes(people: list[Person]) -> list[int]:
    return [sum("Kính chào cô, bác!" in one.text for one in person.messages) for person in people]


@pytest.mark.slow
async def test_a_second_process_for_the_same_bot_refuses_and_leaves_its_tables_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await wards.prepare(database)
    clock.release()
    async with FakeTelegram() as tg, leased(database, f"telegram:{TOKEN.partition(':')[0]}"):
        async with database.begin() as db:
            # As if the second one were newer, and had tables to change.
            await db.execute(text("UPDATE alembic_version SET version_num = '0027'"))
        code, output = await _ends(await _start(tmp_path, tg))
        async with database.read() as db:
            version = await db.scalar(text("SELECT version_num FROM alembic_version"))
    await database.close()
    assert code == 1
    assert output.strip().splitlines()[-1].startswith("✗ another process is running this bot")
    assert version == "0027"


async def _waits_for_the_lease(process: Process) -> None:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while b"waiting" not in await process.stdout.readline():
            assert process.returncode is None


async def _writes(tg: FakeTelegram, people: list[Person], over: asyncio.Event) -> None:
    """One newcomer after the other says good day."""
    while not over.is_set():
        people.append(tg.person(f"Người {len(people)}"))
        await people[-1].says("chào")
        await asyncio.sleep(0.25)


async def _all_were_welcomed(tg: FakeTelegram, people: list[Person]) -> None:
    for person in people:
        await person.sees("gọi thế nào", within=PATIENCE)
    await tg.all_taken(PATIENCE)
    assert _welcomes(people) == [1] * len(people), "each once"


def _silence(tg: FakeTelegram) -> float:
    """The longest time in which nobody was answered, in seconds."""
    answered = [one.at for one in tg.exchanges if one.method == "sendMessage" and one.applied]
    return max(later - earlier for earlier, later in pairwise(answered))


def _silent_at_most() -> float:
    """Return 5 seconds on a machine with a processor to spare, in proportion more where several ask for each."""
    return _SILENT_AT_MOST * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@pytest.mark.lane
async def test_a_new_version_takes_over_while_people_write(tmp_path: Path) -> None:
    """Started beside the older one, which is then told to end."""
    async with FakeTelegram() as tg, running(tmp_path, tg) as older:
        people, over = list[Person](), asyncio.Event()
        writing = asyncio.create_task(_writes(tg, people, over))
        await tg.until(lambda: bool(people) and "sendMessage" in {one.method for one in tg.exchanges}, PATIENCE)
        async with running(tmp_path, tg) as newer:
            await _waits_for_the_lease(newer)
            ended = len(people)
            older.send_signal(signal.SIGTERM)
            await tg.until(lambda: len(people) > ended + 20, PATIENCE)
            over.set()
            await writing
            await _all_were_welcomed(tg, people)
            newer.send_signal(signal.SIGTERM)
            await newer.communicate()
    assert _silence(tg) <= _silent_at_most()


@pytest.mark.lane
async def test_it_takes_over_the_database_of_the_release_before(tmp_path: Path) -> None:
    """What held the lease is not there to be run: it lets go when the new one waits, and people write meanwhile."""
    await (await earlier.left_at(earlier.LAST, f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")).close()
    file = tmp_path / "bot.db"
    async with FakeTelegram() as tg:
        name = f"telegram:{TOKEN.partition(':')[0]}"
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            db.execute("DELETE FROM lease")
            db.execute("INSERT INTO lease VALUES (?, 'the older one', '2030-01-01 00:00:00.000000')", (name,))
            people, over = list[Person](), asyncio.Event()
            writing = asyncio.create_task(_writes(tg, people, over))
            process = await _start(tmp_path, tg, BOT_KEYS=earlier.KEY)
            try:
                await _waits_for_the_lease(process)
                let_go = tg.state.clock.now()
                db.execute("DELETE FROM lease")
                await tg.until(lambda: len(people) > 20, PATIENCE)
                over.set()
                await writing
                await _all_were_welcomed(tg, people)
            finally:
                process.send_signal(signal.SIGTERM)
                await process.communicate()
    first = min(one.at for one in tg.exchanges if one.method == "sendMessage" and one.applied)
    assert first - let_go <= _silent_at_most()


@pytest.mark.slow
async def test_without_settings_it_ends_with_one_line(tmp_path: Path) -> None:
    code, output = await _ends(await _start(tmp_path, None))
    assert code == 1
    assert len(output.strip().splitlines()) == 1
    assert output.startswith("✗ BOT_TELEGRAM_TOKEN or BOT_ZALO_TOKEN: ")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"BOT_TELEGRAM_TOKEN": "no token"}, "BOT_TELEGRAM_TOKEN"),
        ({"BOT_TELEGRAM_TOKEM": TOKEN}, "BOT_TELEGRAM_TOKEM"),
        ({"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_BASE": "api.telegram.org"}, "BOT_TELEGRAM_API_BASE"),
        ({"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_DATABASE_URL": "mysql://x"}, "BOT_DATABASE_URL"),
        ({"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_ADMIN_CODE": "short"}, "BOT_ADMIN_CODE"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(ends: Callable[..., str], settings: dict[str, str], named: str) -> None:
    said = ends(**settings)
    assert said.startswith(f"✗ {named}: ")
    assert TOKEN not in said


@pytest.mark.slow
async def test_an_unknown_token_is_named_in_one_line(tmp_path: Path) -> None:
    async with FakeTelegram() as tg:
        code, output = await _ends(await _start(tmp_path, tg, BOT_TELEGRAM_TOKEN="999:unknown"))
    assert code == 1
    assert output.strip().splitlines()[-1].startswith("✗ BOT_TELEGRAM_TOKEN: ")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite+aiosqlite:////nowhere/bot.db", "there is no folder /nowhere"),
        ("sqlite+aiosqlite:///no-database", "file is not a database"),
        ("postgresql+asyncpg://bot:secret@127.0.0.1:1/bot", "Connect call failed"),
        ("postgresql+asyncpg://bot:secret@127.0.0.1:here/bot", "not the address of a database"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_in_one_line(
    ends: Callable[..., str], tmp_path: Path, url: str, why: str
) -> None:
    (tmp_path / "no-database").write_bytes(b"nothing that can be read" * 100)
    said = ends(BOT_TELEGRAM_TOKEN=TOKEN, BOT_DATABASE_URL=url)
    assert said.startswith("✗ BOT_DATABASE_URL: ")
    assert why in said
    assert "secret" not in said


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., str]:
    """Run with these settings, in this process; the one line with which it ends, and nothing beside it."""

    def ends(**settings: str) -> str:
        monkeypatch.chdir(tmp_path)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as end:
            run()
        assert "\n" not in str(end.value)
        assert "".join(capsys.readouterr()) == ""
        return str(end.value)

    return ends
