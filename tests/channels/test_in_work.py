"""What was in work when a process was killed is known to the next one."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.turn import in_work
from bot.turn.in_work import InWork


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else is there to be answered first."""
    monkeypatch.setattr(in_work, "_OTHERS_FIRST", 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db-in-work"


@contextmanager
def process(file: Path) -> Iterator[InWork]:
    opened = os.open(file, os.O_RDWR | os.O_CREAT)
    yield InWork(opened)
    os.close(opened)


def killed_in(file: Path, *updates: str) -> None:
    """A process is killed while these are in work, and leaves its file as it is then."""
    with process(file) as marks:
        with ExitStack() as all_of_them:
            for update in updates:
                all_of_them.enter_context(marks.mark(update))
            left = file.read_bytes()
        file.write_bytes(left)


def test_each_death_counts(file: Path) -> None:
    killed_in(file, "telegram:1", "telegram:2")
    killed_in(file, "telegram:2")
    killed_in(file)
    with process(file) as marks:
        assert [marks.deaths(f"telegram:{n}") for n in (1, 2, 3)] == [1, 2, 0]


@pytest.mark.parametrize("error", [RuntimeError, asyncio.CancelledError])
def test_what_has_ended_is_no_death_however_it_ended(file: Path, error: type[BaseException]) -> None:
    killed_in(file, "telegram:1")
    with process(file) as marks:
        with marks.mark("telegram:1"):
            pass
        for update in ("telegram:1", "telegram:2"):
            with pytest.raises(error), marks.mark(update):
                raise error
    with process(file) as marks:
        assert (marks.deaths("telegram:1"), marks.deaths("telegram:2")) == (1, 0)


async def test_what_was_taken_at_last_is_forgotten_and_what_was_not_is_not(file: Path) -> None:
    killed_in(file, "telegram:1", "telegram:2")
    with process(file) as marks:
        async with marks.apart("telegram:1"):
            pass
        with pytest.raises(OSError, match="no database"):
            async with marks.apart("telegram:2"):
                raise OSError("no database")
    with process(file) as marks:
        assert (marks.deaths("telegram:1"), marks.deaths("telegram:2")) == (0, 1)


async def test_what_was_in_work_together_is_begun_one_after_another(file: Path) -> None:
    killed_in(file, "telegram:1", "telegram:2")
    begun: list[str] = []
    goes_on = asyncio.Event()

    async def take(update: str) -> None:
        async with marks.apart(update):
            begun.append(update)
            await goes_on.wait()

    with process(file) as marks:
        async with asyncio.TaskGroup() as together:
            for n in (1, 2, 3):
                together.create_task(take(f"telegram:{n}"))
            for _step in range(10):
                await asyncio.sleep(0)
            assert begun == ["telegram:3", "telegram:1"]
            goes_on.set()
    assert begun == ["telegram:3", "telegram:1", "telegram:2"]


async def test_a_new_process_answers_everybody_else_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_work, "_OTHERS_FIRST", 60)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    killed_in(file, "telegram:1")
    with process(file) as marks:
        for n in (2, 1):
            async with marks.apart(f"telegram:{n}"):
                assert len(slept) == (n == 1)
    assert 0 < slept[0] <= 60


@pytest.mark.parametrize(
    "left", [b"", b"\n\n", b"\xff\xfe", b"x telegram:1\n\n", b"telegram:1", b"3\n", b"\n3 telegram:1\n"]
)
def test_whatever_stands_in_the_file_it_begins(file: Path, left: bytes) -> None:
    file.write_bytes(left)
    with process(file) as marks, marks.mark("telegram:2"):
        assert marks.deaths("telegram:1") == 0


def test_it_does_not_grow(file: Path) -> None:
    killed_in(file, *(f"telegram:{n}" for n in range(100)))
    with process(file) as marks:
        assert sum(marks.deaths(f"telegram:{n}") for n in range(100)) == in_work._REMEMBERED
        size = file.stat().st_size
        for n in range(1000):
            with marks.mark(f"telegram:{n}"):
                pass
    assert file.stat().st_size == size


def test_a_full_disk_keeps_nobody_waiting(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_what: object) -> int:
        raise OSError(28, "No space left on device")

    with process(file) as marks:
        monkeypatch.setattr(os, "pwrite", full)
        with marks.mark("telegram:1"):
            assert marks.deaths("telegram:1") == 1


def _beside(database: Database) -> list[tuple[str, bytes, int]]:
    folder = Path(database.engine.url.database or "").parent
    return [(file.name, file.read_bytes(), file.stat().st_mode & 0o777) for file in folder.iterdir()]


async def test_it_stands_beside_the_database_for_its_owner_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    async with in_work.in_work(database, ["telegram:1"]) as marks:
        with marks.mark("telegram:7"):
            assert _beside(database) == [("bot.db-in-work", b"1 telegram:7\n\n", 0o600)]
    await database.close()


async def test_where_nothing_can_be_written_down_the_bot_works_all_the_same(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'gone' / 'bot.db'}")
    async with in_work.in_work(database, ["telegram:1"]) as marks:
        with marks.mark("telegram:7"):
            assert marks.deaths("telegram:7") == 1
    await database.close()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def test_each_of_several_equal_processes_has_a_file_and_takes_over_what_dead_ones_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server = Database("postgresql+asyncpg://nobody@127.0.0.1/bot")
    async with in_work.in_work(server, ["telegram:1"]) as first, in_work.in_work(server, ["telegram:1"]) as second:
        with first.mark("telegram:7"), second.mark("telegram:7"):
            async with in_work.in_work(server, ["telegram:1"]) as third:
                assert third.deaths("telegram:7") == 0, "they are alive"
            left = [file.read_bytes() for file in _files(tmp_path)]
    for file, words in zip(_files(tmp_path), left, strict=True):
        file.write_bytes(words)  # as if both had been killed
    async with in_work.in_work(server, ["telegram:1"]) as next_one:
        assert next_one.deaths("telegram:7") == 2
    await server.close()
