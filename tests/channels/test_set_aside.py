"""What kills the process each time is set aside after the second time; everybody else is answered meanwhile."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock, ticks
from bot.chat.message import ChatRoom, Incoming, IncomingKind, Received
from bot.domain.people.person import RoleKind, RoleStatus
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address, Role
from bot.turn import in_work
from bot.turn.in_work import InWork
from bot.turn.taking import take_turn
from bot.turn.talk import Turn
from tests.channels.crashes import PATIENCE, born, live, prepared
from tests.fake_telegram import FakeTelegram, Person

DEADLY = "một tin làm máy dừng"


def mortal(words: dict[str, str], log: str) -> None:
    """The real process, as it would be if there were words that no process survives; nothing is due meanwhile."""
    ticks.TICKS = ()
    run = Turn.run

    async def dies_of_it(self: Turn) -> None:
        if self.incoming.text == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        await run(self)

    Turn.run = dies_of_it  # type: ignore[method-assign]
    live(words, log)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with all tables, made once for both ways."""
    file = tmp_path_factory.mktemp("blank") / "bot.db"
    asyncio.run(prepared(f"sqlite+aiosqlite:///{file}"))
    return file.read_bytes()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_what_kills_the_process_is_set_aside_after_the_second_time(
    tmp_path: Path, blank: bytes, mode: str
) -> None:
    file = tmp_path / "bot.db"
    file.write_bytes(blank)
    async with FakeTelegram() as tg:
        hoa, an, quan = (tg.person(name) for name in ("Hoa", "An", "Quân"))
        await _runs_it(file, quan)
        for somebody in (quan, hoa, an):
            await somebody.says("/start")
        await hoa.says(DEADLY)
        await an.says("gặp người")
        told = {hoa: "thử hai lần", an: "gọi", quan: "tắt ngang hai lần"}
        deaths = 0
        while not await _survives(file, tg, mode, told):
            deaths += 1
            assert deaths <= 2, "it is not set aside"
        assert deaths == 2
        assert not tg.pending


async def _survives(file: Path, tg: FakeTelegram, mode: str, told: dict[Person, str]) -> bool:
    """One life of the process: until it is killed, or everybody has been told what they are to be told."""
    process = born(file, tg, mode, mortal)
    died = asyncio.create_task(asyncio.to_thread(process.join))
    died.add_done_callback(lambda _done: tg.state.clock.ring())
    try:
        await tg.until(lambda: died.done() or all(_has_read(who, words) for who, words in told.items()), PATIENCE)
    finally:
        if not died.done():
            process.terminate()
        await died
    return process.exitcode == 0


def _has_read(somebody: Person, words: str) -> bool:
    return any(words in message.text for message in somebody.messages if message.by_bot)


async def _runs_it(file: Path, player: Person) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    async with database.begin() as db:
        await _becomes(db, str(player.id), RoleKind.ADMINISTRATOR)
    await database.close()


async def _becomes(db: AsyncSession, account: str, kind: RoleKind) -> None:
    address = await identity.caller(db, Incoming("telegram", "scene", account))
    status, now = RoleStatus.ACTIVE, clock.now()
    db.add(Role(person_id=address.person_id, kind=kind, status=status, requested_at=now, decided_at=now))


@pytest.fixture
def marks(tmp_path: Path) -> Iterator[InWork]:
    """Two processes have died of update 7."""
    file = tmp_path / "in-work"
    file.write_text("2 telegram:7\n\n")
    opened = os.open(file, os.O_RDWR)
    yield InWork(opened)
    os.close(opened)


async def test_it_is_told_once_and_nothing_of_it_is_opened(
    database: Database, marks: InWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_work, "_OTHERS_FIRST", 0)
    async with database.begin() as db:
        await _becomes(db, "1", RoleKind.ADMINISTRATOR)
        await _becomes(db, "5", RoleKind.LEADER)
    opened: list[str] = []

    async def fetch() -> bytes:
        opened.append("fetched")
        return b"Ho ten"

    deadly = Incoming("telegram", "7", "5", IncomingKind.OTHER, file=Received("so.csv", fetch))
    monkeypatch.setattr(Turn, "run", opened.append)
    for _delivered_again in range(2):
        await take_turn(database, deadly, marks)
    said = await _said(database)
    assert sorted(said) == ["1", "5"]
    assert "tắt ngang hai lần" in said["1"][0]
    assert "số 7" in said["1"][0]
    assert "thử hai lần" in said["5"][0]
    assert opened == []
    assert marks.deaths("telegram:7") == 0


async def test_nobody_is_told_among_others(database: Database, marks: InWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_work, "_OTHERS_FIRST", 0)
    async with database.begin() as db:
        await _becomes(db, "1", RoleKind.ADMINISTRATOR)
    await take_turn(database, Incoming("telegram", "7", "5", text="/help", room=ChatRoom("-3")), marks)
    assert [*await _said(database)] == ["1"]


async def _said(database: Database) -> dict[str, list[str]]:
    async with database.begin() as db:
        rows = await db.execute(
            select(Address.external_id, Outbox.message).join(Address, Address.id == Outbox.address_id)
        )
        said: dict[str, list[str]] = {}
        for account, message in rows:
            said.setdefault(account, []).append(message["text"])
        assert all(len(messages) == 1 for messages in said.values())
        return said
