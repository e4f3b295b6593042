"""Kills the real process while a coordinator works for the whole ward; what is left is that of an undisturbed day.

«Làm thay», «Nhắc tất cả» and the ward's own form each change more than one thing: all of it, once, or nothing.
"""

import asyncio
import os
import random
import signal
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import partial
from io import BytesIO
from multiprocessing.process import BaseProcess
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.services.people import consent, identity
from bot.storage import encryption, wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.people import Person as Somebody
from bot.storage.tables.people import Role
from bot.storage.tables.places import ResidentialGroup
from tests.channels.crashes import KEY, PATIENCE, answered, born, live, rows, url_of
from tests.fake_telegram import FakeTelegram, Person

_SET_ASIDE, _TRIES = "thử hai lần đều chưa đọc được", 5
WARD, GROUPS = "25750", ("3", "4", "5")
Step = Callable[[Person], Awaitable[object]]


def says(words: str) -> Step:
    return lambda mai: mai.says(words)


def presses(label: str) -> Step:
    return lambda mai: mai.presses(label, within=PATIENCE)


def sends_form(mai: Person) -> Awaitable[object]:
    return mai.sends_document("mau-bao-cao.xlsx", _form())


def _acts_for(group: str) -> list[Step]:
    shown = says("menu"), presses("Lớp của phường"), presses(f"Khu phố {group} · ")
    return [*shown, presses("Làm thay"), presses("Không liên lạc được")]


DAY: tuple[Step, ...] = (
    *(step for group in GROUPS for step in _acts_for(group)),
    says("khu phố nào chưa báo cáo"),
    presses("Nhắc tất cả"),
    sends_form,
    presses("Tháng này"),
)


@dataclass
class Left:
    """What a day leaves: rows by what they say, and what arrived on whose phone."""

    rows: Counter[tuple[object, ...]] = field(default_factory=Counter)
    arrived: Counter[tuple[str, str]] = field(default_factory=Counter)
    kills: int = 0
    unclear: int = 0

    def differs_from(self, right: "Left") -> list[str]:
        """Return what was done in part or twice; empty if it is as `right`, but for what was on its way at a kill."""
        found = [
            f"{self.rows[row] - right.rows[row]:+} {row}"
            for row in self.rows | right.rows
            if self.rows[row] != right.rows[row]
        ]
        lost, twice = right.arrived - self.arrived, self.arrived - right.arrived
        if lost.total() > self.unclear:
            found.append(f"lost: {lost}")
        if twice.total() > self.kills or any(self.arrived[one] > 2 * right.arrived[one] for one in twice):
            found.append(f"twice: {twice}")
        return found


async def day(kills: int, chance: random.Random, mode: str) -> Left:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        async with FakeTelegram() as tg:
            mai, *leaders = [tg.person(name) for name in ("Mai", *(f"Lan {group}" for group in GROUPS))]
            await _settled(file, mai, leaders)
            left = Left()
            async with _Lives(file, tg, mode, left, chance).until_killed(kills):
                for nth, step in enumerate(DAY):
                    await tg.until(partial(_killed, left, kills * nth // len(DAY)), 10 * PATIENCE)
                    await _done(step, mai, file, tg)
                for leader in leaders:
                    await answered(file, tg, leader, None)
        _look(file, tg, left, {person.id: person.user.first_name for person in (mai, *leaders)})
    return left


async def _done(step: Step, mai: Person, file: Path, tg: FakeTelegram) -> None:
    """What was in work at two kills is set aside, and she is told: she does it again, as she is asked to."""
    for _time in range(_TRIES):
        told = _set_aside(mai)
        await step(mai)
        await tg.all_taken(PATIENCE)
        await answered(file, tg, mai, None)
        if _set_aside(mai) == told:
            return
    raise AssertionError("set aside again and again")


def _set_aside(mai: Person) -> int:
    return sum(_SET_ASIDE in message.text for message in mai.messages)


def _killed(left: Left, times: int) -> bool:
    return left.kills >= times


@dataclass
class _Lives:
    """Of the process: killed so many times, each time soon after it was heard of; the last one ends in peace."""

    file: Path
    tg: FakeTelegram
    mode: str
    left: Left
    chance: random.Random

    @asynccontextmanager
    async def until_killed(self, times: int) -> AsyncIterator[None]:
        dying = asyncio.create_task(self._die(times))
        try:
            yield
            last = await dying
            last.terminate()
            await asyncio.to_thread(last.join, 30)
        finally:
            dying.cancel()

    async def _die(self, times: int) -> BaseProcess:
        for _time in range(times):
            before = len(self.tg.exchanges)
            process = self._born()
            await self.tg.until(partial(self._heard, before), PATIENCE)
            await asyncio.sleep(self.chance.uniform(0.0, 1.2))
            os.kill(process.pid or 0, signal.SIGKILL)
            await asyncio.to_thread(process.join)
            self.left.kills += 1
            self.tg.state.clock.ring()
        return self._born()

    def _heard(self, before: int) -> bool:
        return len(self.tg.exchanges) > before

    def _born(self) -> BaseProcess:
        return born(self.file, self.tg, self.mode, live)


def _look(file: Path, tg: FakeTelegram, left: Left, names: dict[int, str]) -> None:
    """Ids are left out, since a turn that was killed takes some with it."""
    for table, columns in (
        ("act", "kind, by_id"),
        ("role", "person_id, kind, status, group_id"),
        ("file", "name"),
    ):
        left.rows.update((table, *row) for row in rows(file, f"SELECT {columns} FROM {table}"))  # noqa: S608 our own
    left.unclear = len(rows(file, "SELECT 1 FROM outbox WHERE status = 'unknown'"))
    left.arrived.update(
        (names[int(one.parameters["chat_id"])], str(one.parameters.get("text") or one.method))
        for one in tg.exchanges
        if one.applied
        and one.method in {"sendMessage", "sendDocument", "editMessageText"}
        and _SET_ASIDE not in str(one.parameters.get("text"))
    )


async def _settled(file: Path, mai: Person, leaders: list[Person]) -> None:
    """Mai coordinates the ward; each group has a leader, and a class the day after tomorrow."""
    clock.release()  # the process lives by the machine's
    encryption.KEY_RING = encryption.KeyRing([KEY])
    database = Database(url_of(file))
    await migrate(database)
    async with database.begin() as db:
        await wards.seed(db)
        coordinator = await _somebody(db, mai, "Lê Thị Mai")
        await _role(db, coordinator, RoleKind.COORDINATOR, None)
        for name, lan in zip(GROUPS, leaders, strict=True):
            group = ResidentialGroup(ward_code=WARD, kind="khu_pho", name=name, search_name=name)
            db.add(group)
            await db.flush()
            leader = await _somebody(db, lan, f"Trần Thị Lan {name}")
            leader.group_id = group.id
            await _role(db, leader, RoleKind.LEADER, group.id)
            at = clock.at(clock.today() + timedelta(days=5), time(9))
            await courses.register(db, leader, NewCourse(group, Topic.T06, f"Nhà văn hóa khu phố {name}", (at,), 8))
    await database.close()


async def _somebody(db: AsyncSession, who: Person, name: str) -> Somebody:
    who.chat.standing = "member"
    address = await identity.caller(db, Incoming("telegram", f"scene {who.id}", str(who.id)))
    person = address.person
    person.name, person.search_name, person.address_form, person.ward_code = name, fold(name), "chi", WARD
    await consent.record(db, address, "scene", yes=True)
    return person


async def _role(db: AsyncSession, person: Somebody, kind: RoleKind, group_id: int | None) -> None:
    now = clock.now()
    role = Role(person_id=person.id, kind=kind, status=RoleStatus.ACTIVE, requested_at=now, decided_at=now)
    role.group_id, role.ward_code = group_id, WARD
    db.add(role)
    await db.flush()


def _form() -> bytes:
    book = Workbook()
    page = book.active
    if page is None:
        raise AssertionError("a new workbook has a page")
    page.append(["STT", "Khu phố", "Số buổi đã tổ chức", "Ghi chú"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()
