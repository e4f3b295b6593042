"""Backups are made beside a running bot and brought back whole, or not at all; whoever is in the way is told why."""

import asyncio
import random
import secrets
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE
from typing import IO

import pytest
from sqlalchemy import URL, func, make_url, select, text
from typer.testing import CliRunner

from bench.restores import Torment
from bot import cli, clock
from bot.operation import admin
from bot.storage import encryption, private_files
from bot.storage.backup import making, rehearsal, restoring
from bot.storage.backup.file import BackupRefused, sum_beside
from bot.storage.database import Database
from bot.storage.encryption import KeyRing, new_key
from bot.storage.tables.people import Person
from tests import scene
from tests.blank import BlankFile
from tests.storage import kills
from tests.town import Town


@pytest.fixture(autouse=True)
def _ring() -> None:
    encryption.KEY_RING = KeyRing([kills.KEY])


def _backed_up(database: Path | str, folder: Path) -> Path:
    return making.back_up(kills.settings(database), folder)[0]


async def _ids(url: str) -> list[int]:
    database = Database(url)
    async with database.begin() as db:
        found = list(await db.scalars(select(Person.id).order_by(Person.id)))
    await database.close()
    return found


async def test_what_was_backed_up_comes_back_and_no_id_is_given_out_again(database_url: str, tmp_path: Path) -> None:
    place, of = make_url(database_url), kills.settings(database_url)
    await kills.peopled(database_url, "trước", 3)
    backup = await asyncio.to_thread(_backed_up, database_url, tmp_path / "backups")
    given_out: set[int] = set(await _ids(database_url))
    with pytest.raises(BackupRefused, match="--replace"):
        await asyncio.to_thread(restoring.restore, of, backup, place, replace=False)
    for again in range(2):
        await kills.peopled(database_url, "sau", 5)
        given_out |= set(await _ids(database_url))
        clock.stop_at(clock.now() + timedelta(minutes=1))
        if again:
            await _empty(database_url)
        done = await asyncio.to_thread(restoring.restore, of, backup, place, replace=not again)
        assert (done.aside is None) is bool(again)
        assert (done.tried.rows["person"], done.tried.summed) == (3, True)
        assert len(await _ids(database_url)) == 3
        await kills.peopled(database_url, "mới", 1)
        assert max(await _ids(database_url)) > max(given_out)


async def _empty(url: str) -> None:
    if url.startswith("sqlite"):
        return Path(make_url(url).database or "").unlink()  # noqa: ASYNC240 a test may wait
    database = Database(url)
    async with database.engine.begin() as connection:
        for statement in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
            await connection.execute(text(statement))
    await database.close()


async def test_a_backup_under_load_is_of_one_moment(database_url: str, tmp_path: Path) -> None:
    """Whoever writes goes on meanwhile, always two people at once."""
    await kills.peopled(database_url, "trước", 500)
    database, stop = Database(database_url), asyncio.Event()

    async def write() -> int:
        done = 0
        while not stop.is_set():
            async with database.begin() as db:
                db.add(Person(created_at=clock.now()))
                await db.flush()
                await asyncio.sleep(0)
                db.add(Person(created_at=clock.now()))
            done += 1
        return done

    writing = asyncio.create_task(write())
    people = []
    for n in range(2):
        _file, tried = await asyncio.to_thread(making.back_up, kills.settings(database_url), tmp_path / str(n))
        people.append(tried.rows["person"])
    stop.set()
    done = await writing
    async with database.begin() as db:
        assert await db.scalar(select(func.count()).select_from(Person)) == 500 + 2 * done
    await database.close()
    assert all(number % 2 == 0 for number in people)
    assert people == sorted(people)
    assert done > len(people), "nobody wrote meanwhile"


def test_a_backup_leaves_the_journal_to_the_bot(tmp_path: Path) -> None:
    """It must not checkpoint: two that do so at once can lose what was written (sqlite.org, «WAL reset»)."""
    file = tmp_path / "bot.db"
    kills.people(file, "trước", 1)
    kills.leave_a_journal(file, "sau", 20)
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in (file, tmp_path / "bot.db-wal")]
    backup = _backed_up(file, tmp_path / "backups")
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in (file, tmp_path / "bot.db-wal")] == before
    assert kills.names_in(backup) == {"sau": 20, "trước": 1}
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name, sum_beside(backup).name]


def test_trying_a_backup_writes_nothing(tmp_path: Path) -> None:
    kills.people(tmp_path / "bot.db", "trước", 3)
    backup = _backed_up(tmp_path / "bot.db", tmp_path / "backups")

    def left() -> list[tuple[str, int, int]]:
        return sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in backup.parent.iterdir())

    before = left()
    tried = rehearsal.rehearse(backup, kills.settings(tmp_path / "bot.db"))
    assert (tried.rows["person"], tried.summed, tried.astray) == (3, True, 0)
    assert left() == before


def test_an_old_journal_is_never_replayed_into_what_is_brought_back(tmp_path: Path) -> None:
    target = tmp_path / "bot.db"
    kills.people(target, "trước", 40)
    backup = _backed_up(target, tmp_path / "backups")
    kills.leave_a_journal(target, "sau", 400)
    assert (tmp_path / "bot.db-wal").stat().st_size > 0

    # As it used to be documented: the journal would be replayed into the copy.
    copied = tmp_path / "copied"
    copied.mkdir()
    shutil.copy(tmp_path / "bot.db-wal", copied / "bot.db-wal")
    shutil.copy(backup, copied / "bot.db")
    with pytest.raises((AssertionError, sqlite3.DatabaseError)):
        assert kills.names_in(copied / "bot.db") == {"trước": 40}

    # Nor what an earlier restore has left that was killed.
    shutil.copy(tmp_path / "bot.db-wal", tmp_path / ".bot.db.restoring-wal")
    kills.restore(backup, target)
    assert kills.names_in(target) == {"trước": 40}
    assert kills.names_in(_aside(target)) == {"sau": 400, "trước": 40}


def _aside(target: Path) -> Path:
    """Where the newest that was there before is kept."""
    kept = target.parent.glob(f"{target.name}.before-restore-*")
    return max(path for path in kept if not path.name.endswith(private_files.JOURNALS))


def test_a_journal_without_its_database_is_not_replayed_either(tmp_path: Path) -> None:
    """As somebody leaves it who deletes the one file they know, or a restore that was killed."""
    target = tmp_path / "bot.db"
    kills.people(target, "trước", 40)
    backup = _backed_up(target, tmp_path / "backups")
    kills.leave_a_journal(target, "sau", 400)
    target.unlink()
    restoring.restore(kills.settings(target), backup, URL.create("sqlite", database=str(target)), replace=False)
    assert kills.names_in(target) == {"trước": 40}


@pytest.mark.lane
def test_a_backup_killed_at_any_step_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    database, folder = tmp_path / "bot.db", tmp_path / "backups"
    kills.people(database, "trước", 40)
    step = 0
    while kills.killed_at(step, kills.back_up, database, folder):
        step += 1
        _is_private(tmp_path)
        for made in folder.glob("*.db"):
            assert rehearsal.rehearse(made, kills.settings(database)).rows["person"] == 40
    assert step > 4
    assert len(list(folder.glob(".*"))) == 0, "what was left half made is gone with the next"


@pytest.mark.lane
def test_the_swap_killed_at_any_step_leaves_the_old_or_nothing_or_the_new(tmp_path: Path) -> None:
    target, part = tmp_path / "bot.db", tmp_path / ".bot.db.restoring"
    kills.people(target, "trước", 40)
    backup = _backed_up(target, tmp_path / "backups")
    kills.leave_a_journal(target, "sau", 400)
    old = {path.name: path.read_bytes() for path in tmp_path.glob("bot.db*")}
    step, seen = 0, set()
    while True:
        for name, content in old.items():
            (tmp_path / name).write_bytes(content)
        shutil.copy(backup, part)
        if not kills.killed_at(step, kills.swap, part, target):
            break
        step += 1
        seen.add(_what_is_there(target))
        assert target.exists() or kills.names_in(_aside(target)) == {"sau": 400, "trước": 40}
        for left in tmp_path.glob("bot.db*"):
            left.unlink()
    assert _what_is_there(target) == "new"
    assert seen == {"old", "nothing"}


def _what_is_there(target: Path) -> str:
    """Looked at in a copy: to open a database is to tidy up beside it."""
    if not target.exists():
        return "nothing"
    look = target.parent / "look"
    look.mkdir()
    for path in (target, *(private_files.beside(target, suffix) for suffix in private_files.JOURNALS)):
        if path.exists():
            shutil.copy(path, look)
    found = kills.names_in(look / target.name)
    shutil.rmtree(look)
    return {frozenset({("sau", 400), ("trước", 40)}): "old", frozenset({("trước", 40)}): "new"}[
        frozenset(found.items())
    ]


@pytest.mark.lane
def test_a_restore_killed_at_random_is_done_by_running_it_again(tmp_path: Path) -> None:
    target = tmp_path / "bot.db"
    kills.people(target, "trước", 40)
    backup = _backed_up(target, tmp_path / "backups")
    for step in (4, 9):
        kills.leave_a_journal(target, "sau", 400)
        assert kills.killed_at(step, kills.restore, backup, target)
        _is_private(tmp_path)
        kills.restore(backup, target)
        assert kills.names_in(target) == {"trước": 40}
    assert not (tmp_path / ".bot.db.restoring").exists()


def _is_private(folder: Path) -> None:
    open_to_others = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert open_to_others == []


@pytest.mark.lane
def test_backups_and_restores_killed_at_random_leave_the_old_or_the_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python3 -m bot bench restores` does a hundred of each."""
    seed = secrets.randbelow(10**6)
    torment = Torment(tmp_path, people=500, chance=random.Random(seed))  # noqa: S311 repeatable on purpose
    good = torment.backups(8) and torment.restores(8)
    assert good, f"seed {seed}: {capsys.readouterr().out}"


def test_everything_written_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    kills.people(file, "trước", 1)
    _is_private(tmp_path)
    file.chmod(0o644)  # as it was made by an earlier version
    kills.people(file, "trước", 1)
    _is_private(tmp_path)
    kills.leave_a_journal(file, "sau", 1)
    backup = _backed_up(file, tmp_path / "backups")
    kills.restore(backup, file)
    admin._write({"bao-cao.csv": b"1"}, tmp_path / "exports")
    _is_private(tmp_path)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in tmp_path.iterdir() if path.is_dir())


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """One of a database of three people, without its sum."""
    kills.people(tmp_path / "bot.db", "trước", 3)
    file = _backed_up(tmp_path / "bot.db", tmp_path / "backups")
    sum_beside(file).unlink()
    return file


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")


def _older_than_the_baseline(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '0012'")


def _somebody_elses(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE song (id INTEGER)")


def _no_database(file: Path) -> None:
    file.write_text("Nguyễn Thị Tư, 0912 345 678", "utf-8")


def _postgres_dump(file: Path) -> None:
    file.write_bytes(b"PGDMP" + bytes(100))


def _damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    file.write_bytes(content)


def _damaged_where_sqlite_does_not_look(file: Path) -> None:
    sum_beside(file).write_text(f"{'0' * 64}  {file.name}\n", "utf-8")


def _in_use(file: Path) -> None:
    private_files.beside(file, "-wal").write_bytes(b"7")


def _gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_newer, "made by a newer version"),
        (_older_than_the_baseline, "of an early version"),
        (_somebody_elses, "not one of this assistant"),
        (_no_database, "not a backup"),
        (_postgres_dump, "a PostgreSQL backup needs --into postgresql"),
        (_damaged, "the file is damaged"),
        (_damaged_where_sqlite_does_not_look, "no longer what was backed up"),
        (_in_use, "a database in use, not a backup"),
        (_gone, "cannot be opened"),
    ],
)
@pytest.mark.usefixtures("_at_home")
def test_a_file_that_cannot_be_brought_back_is_refused_in_one_line(
    backup: Path, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(backup)
    _refused(said, "restore", str(backup), "--into", str(tmp_path / "new.db"))
    assert not list(tmp_path.glob("*new.db*"))


@pytest.mark.usefixtures("_at_home")
def test_who_is_in_the_way_of_a_restore_is_named_in_one_line(backup: Path, tmp_path: Path) -> None:
    target, again = tmp_path / "bot.db", ("restore", str(backup), "--into", str(tmp_path / "bot.db"), "--replace")
    _refused("--replace moves it aside", *again[:-1])
    _refused("another key", *again, key=new_key())
    _refused("a SQLite backup needs --into a file", "restore", str(backup), "--into", "postgresql+asyncpg://x@y/z")
    _refused("not an address", "restore", str(backup), "--into", "://")
    _refused("--into TARGET", "restore", str(backup))
    with _open_elsewhere(target):
        _refused("another program has it open", *again)
    with closing(sqlite3.connect(target)) as running:
        running.execute("INSERT INTO lease VALUES ('telegram:1', 'x', '2999-01-01 00:00:00')")
        running.commit()
        _refused("the bot is running on it", *again)
        running.execute("DELETE FROM lease")
        running.commit()
    with private_files.being_made(tmp_path / ".bot.db.restoring"):
        _refused("another restore is at work", *again)
    with private_files.being_made(tmp_path / "backups" / ".hoc-vu-so.db.part"):
        _refused("another backup is being made", "backup", "--out", str(tmp_path / "backups"))
    _refused("cannot be written", "restore", str(backup), "--into", str(tmp_path / "nowhere" / "new.db"))
    assert kills.names_in(target) == {"trước": 3}
    assert not list(tmp_path.glob("*.before-restore-*"))


def test_of_two_who_restore_at_once_one_does_and_the_other_is_told(backup: Path, tmp_path: Path) -> None:
    for n in range(3):
        target = tmp_path / f"new-{n}.db"
        both = [kills.worker(kills.restore_anew, backup, target) for _each in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(one.exitcode or 0 for one in both) == [0, 1]
        assert kills.names_in(target) == {"trước": 3}
    assert not list(tmp_path.glob("*.before-restore-*")), "what the first has brought back stays where it is"


@pytest.mark.usefixtures("_at_home")
def test_what_somebody_else_has_brought_back_meanwhile_is_not_moved_aside(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second operator waits for nothing: both have looked before the first was done."""
    target, being_made = tmp_path / "new.db", private_files.being_made

    def after_the_first(part: Path) -> AbstractContextManager[IO[bytes]]:
        monkeypatch.setattr(private_files, "being_made", being_made)
        kills.restore_anew(backup, target)
        return being_made(part)

    monkeypatch.setattr(private_files, "being_made", after_the_first)
    _refused("--replace moves it aside", "restore", str(backup), "--into", str(target))
    assert not list(tmp_path.glob("*.before-restore-*"))


@contextmanager
def _open_elsewhere(database: Path) -> Iterator[None]:
    look = "db = sqlite3.connect(sys.argv[1]); db.execute('SELECT * FROM lease'); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", f"import sqlite3, sys; {look}", str(database)], stdin=PIPE, stdout=PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        yield
        other.communicate(b"\n")


@pytest.mark.usefixtures("_at_home")
def test_a_backup_that_cannot_be_made_says_why_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _refused("there is no database", "backup", "--out", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql+asyncpg://x@127.0.0.1:1/z")
    _refused("pg_dump: chưa có trên máy này", "backup", "--out", str(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("_at_home")
def test_a_database_that_is_not_sound_is_not_taken_for_backed_up(backup: Path, tmp_path: Path) -> None:
    _damaged(tmp_path / "bot.db")
    _refused("not backed up, earlier ones stay", "backup", "--out", str(backup.parent))
    assert list(backup.parent.iterdir()) == [backup]


@pytest.fixture
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_KEYS", kills.KEY)
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.chdir(tmp_path)


def _refused(said: str, *words: str, key: str = kills.KEY) -> None:
    done = CliRunner(env={"BOT_KEYS": key}).invoke(cli.cli, words)
    assert done.exit_code == 1, done.output
    (line,) = done.output.splitlines()
    assert line.startswith("✗ ")
    assert said in line


@pytest.mark.usefixtures("_at_home")
def test_the_commands_say_what_they_did(backup: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(cli.cli, ["backup"])
    assert made.exit_code == 0, made.output
    (file,) = (tmp_path / "sao-luu").glob("*.db")
    assert "3 người · people" in made.output
    assert made.output.endswith(f"✓ sao-luu/{file.name}\n")
    tried = CliRunner().invoke(cli.cli, ["restore", str(backup), "--check"])
    assert "no .sha256 beside it" in tried.output
    assert tried.output.endswith("can be restored\n")
    done = CliRunner().invoke(cli.cli, ["restore", str(file), "--into", "bot.db", "--replace"])
    assert f"what was there is now {_aside(tmp_path / 'bot.db')}" in done.output
    assert done.output.endswith("✓ phục hồi xong · restored\n")


async def test_a_button_from_before_a_restore_is_past_even_where_its_id_is_given_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As issue 21 saw it: «English» had become «Xóa hết»."""
    monkeypatch.setattr("bot.storage.counters.leap", lambda _connection, _given_out: None)
    town = Town(await BlankFile(tmp_path, small=True).restored(), "buttons")
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    file = town.folder / "bot.db"
    async with town._database.engine.begin() as connection:
        await connection.run_sync(kills.with_tables)
    backup = await asyncio.to_thread(_backed_up, file, tmp_path / "backups")
    await tu.says("/language")
    before = await tu.data_of("English")
    await town._database.close()
    await asyncio.to_thread(kills.restore, backup, file)

    await tu.says("xóa")
    now = await tu.data_of("Xóa hết")
    assert now.split(".")[0::2] == before.split(".")[0::2], "the same question's id, the same option"
    await tu.taps_again(before)
    tu.sees("tin cũ rồi")
    assert (await town.knows(tu)).name == "Nguyễn Thị Tư"
    await town.close()
