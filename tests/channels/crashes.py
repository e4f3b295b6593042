"""Kills the real process again and again while people talk to it, and counts what became of every word.

Everybody says the same lines, so that everybody must have been answered the same: one line lost or taken twice, and
the talk goes another way. What was answered stands in the outbox; what arrived stands with the platform.
"""

import asyncio
import json
import multiprocessing
import os
import random
import signal
import socket
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self

from bot import clock
from bot.config import settings
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.topics import Topic
from bot.domain.vietnamese import fold
from bot.services.courses import courses
from bot.services.courses.courses import NewCourse
from bot.serving import serve
from bot.storage import encryption, wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.people import Person as Somebody
from bot.storage.tables.people import Role
from bot.storage.tables.places import ResidentialGroup
from tests.fake_telegram import FakeTelegram, Person, faults
from tests.fake_telegram.fake import TOKEN

# A newcomer says who they are and takes a seat. One chat takes about one message a second: a longer talk takes longer.
TALK = ("chào", "1", "1", "Nguyễn Văn An", "1", "1", "đăng ký", "1", "1")
PEOPLE, SEATS = 6, 200
PATIENCE = 90.0
KEY = encryption.new_key()
PUBLIC = "https://hoc-vu-so.example"
_IN_FLIGHT = 16
_HOUR = clock.local(clock.now()).hour  # when the processes' parent began
_AGAIN = 0.1
_MISHAPS = (
    faults.throttled(1),
    faults.server_error(),
    faults.bad_gateway(),
    faults.cut(applied=True),
    faults.cut(applied=False),
)


@dataclass
class Tally:
    """What became of it all. `differ`: people whose answers are not those of an undisturbed talk."""

    seed: int
    mode: str
    kills: int = 0
    mishaps: int = 0
    updates: int = 0
    said_again: int = 0
    taken: int = 0
    answers: int = 0
    lost: int = 0
    left_unknown: int = 0
    repeated: int = 0
    differ: list[str] = field(default_factory=list)
    seats_agree: bool = True

    @property
    def is_good(self) -> bool:
        """Each update once, and repeated at most what was on its way at a kill or in a mishap.

        No answer is lost but those that were on their way twice, and are left to the administrator.
        """
        most = self.kills * _IN_FLIGHT + self.mishaps
        once = self.taken == self.updates and not self.differ and self.seats_agree
        return once and self.lost <= self.left_unknown <= most // 2 and self.repeated <= most


async def torment(kills: int, seed: int, mode: str = "polling", *, mishaps: bool = True) -> Tally:
    """Talk, kill and begin again, until every line is answered; an undisturbed talk tells what is right."""
    chance = random.Random(seed)  # noqa: S311 repeatable on purpose
    with tempfile.TemporaryDirectory() as folder:
        right = await _undisturbed(Path(folder))
        tally = Tally(seed, mode)
        async with FakeTelegram() as tg:
            await _Torment(tg, Path(folder) / "bot.db", chance, tally).run(kills, mishaps=mishaps)
            _count(Path(folder) / "bot.db", tg, tally, right)
    return tally


@dataclass
class _Torment:
    tg: FakeTelegram
    database: Path
    chance: random.Random
    tally: Tally

    async def run(self, kills: int, *, mishaps: bool) -> None:
        await prepared(url_of(self.database))
        people = [self.tg.person(f"Người {n}") for n in range(PEOPLE * max(1, kills // 10))]
        talking = asyncio.create_task(self._talk(people, kills))
        while self.tally.kills < kills:
            await self._one_life(len(TALK) * len(people) / kills, mishaps=mishaps)
        last = born(self.database, self.tg, self.tally.mode, live)
        await talking
        await self.tg.all_taken(PATIENCE)
        await self._all_sent()
        last.terminate()
        await asyncio.to_thread(last.join, 30)

    async def _talk(self, people: list[Person], kills: int) -> None:
        """Spread over the kills; now and then the platform delivers something again."""
        lines = [(person, line) for line in TALK for person in people]
        said: list[int] = []
        last: dict[int, int] = {}
        for n, (person, line) in enumerate(lines):
            await self._killed(kills * n // len(lines))
            await answered(self.database, self.tg, person, last.get(person.id))
            update = await person.says(line)
            if update is not None:
                said.append(update)
                last[person.id] = update
            self.tally.updates = len(said)
            confirmed = sorted(set(said) - set(self.tg.pending))
            if confirmed and self.chance.random() < _AGAIN:
                self.tg.redeliver(self.chance.choice(confirmed))
                self.tally.said_again += 1

    async def _killed(self, times: int) -> None:
        await self.tg.until(lambda: self.tally.kills >= times, 10 * PATIENCE)

    async def _one_life(self, share: float, *, mishaps: bool) -> None:
        """`share` is how many lines are said for each kill."""
        process = born(self.database, self.tg, self.tally.mode, live)
        before = len(self.tg.exchanges)
        if mishaps and self.chance.random() < 0.3:
            self.tg.next("sendMessage", self.chance.choice(_MISHAPS))
            self.tally.mishaps += 1
        # It has said who it is; from now on it may die at any moment of a turn or of a send, early in the talk or late.
        talked = int((self.tally.kills + self.chance.uniform(0.1, 0.9)) * share)
        await self.tg.until(
            lambda: (len(self.tg.exchanges) > before and self.tally.updates >= talked) or process.exitcode is not None,
            PATIENCE,
        )
        await asyncio.sleep(self.chance.uniform(0.0, 0.6))
        if process.exitcode is not None:
            raise AssertionError(f"the process ended by itself with {process.exitcode}")
        os.kill(process.pid or 0, signal.SIGKILL)
        await asyncio.to_thread(process.join)
        self.tally.kills += 1
        self.tg.state.clock.ring()

    async def _all_sent(self) -> None:
        for _look in range(int(PATIENCE * 10)):
            if not rows(self.database, "SELECT 1 FROM outbox WHERE status IN ('queued', 'sending') LIMIT 1"):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("not everything was sent")


def born(database: Path, tg: FakeTelegram, mode: str, live: Callable[[dict[str, str], str], None]) -> BaseProcess:
    """The real process, forked from one that has imported everything: hundreds of starts in minutes."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        # Whoever held the lease was killed: nobody has to watch whether it is renewed.
        db.execute("DELETE FROM lease")
    words = {
        "BOT_TELEGRAM_TOKEN": TOKEN,
        "BOT_TELEGRAM_API_BASE": tg.root,
        "BOT_DATABASE_URL": url_of(database),
        "BOT_TELEGRAM_MODE": mode,
        "BOT_KEYS": KEY,
    }
    if mode == "webhook":
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        words |= {"BOT_PUBLIC_URL": PUBLIC, "BOT_LISTEN": f"127.0.0.1:{port}"}
        tg.route(PUBLIC, f"http://127.0.0.1:{port}")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.serving", "tests.channels.crashes"])
    process = context.Process(target=live, args=(words, str(database.with_suffix(".log"))))
    process.start()
    return process


def live(words: dict[str, str], log: str) -> None:
    os.environ.update(words)
    at_daytime()
    with Path(log).open("a", encoding="utf-8") as file:
        sys.stdout = sys.stderr = file
        asyncio.run(serve(settings()))


def at_daytime() -> None:
    """It is daytime for this process, whenever the tests run: in the quiet hours it would keep things back."""
    ahead = timedelta(hours=10 - _HOUR)

    class Daytime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + ahead

    # Not `clock.now`: it stands in statements that were built at import.
    vars(clock)["datetime"] = Daytime


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def prepared(url: str) -> None:
    """A group with one class that has seats for everybody; its leader has no phone."""
    encryption.KEY_RING = encryption.KeyRing([KEY])
    database = Database(url)
    await migrate(database)
    async with database.begin() as db:
        await wards.seed(db)
        group = ResidentialGroup(ward_code="25750", kind="khu_pho", name="3", search_name="3")
        leader = Somebody(
            name="Trần Thị Lan", search_name=fold("Trần Thị Lan"), address_form="chi", created_at=clock.now()
        )
        db.add_all((group, leader))
        await db.flush()
        now = clock.now()
        role = Role(
            person_id=leader.id, kind=RoleKind.LEADER, status=RoleStatus.ACTIVE, requested_at=now, decided_at=now
        )
        role.group_id, role.ward_code = group.id, group.ward_code
        db.add(role)
        await db.flush()
        saturday = clock.at(clock.today(), now.time().replace(hour=8, minute=0, second=0, microsecond=0))
        await courses.register(
            db,
            leader,
            NewCourse(group, Topic.T06, "Nhà văn hóa khu phố 3, cạnh chợ", (saturday.replace(year=2027),), SEATS),
        )
    await database.close()


async def answered(database: Path, tg: FakeTelegram, person: Person, update: int | None) -> None:
    """Whoever talks reads first: what they said was taken, and what they are answered has left."""
    waits = (
        "SELECT 1 FROM outbox JOIN address ON address.id = outbox.address_id"
        " WHERE address.external_id = ? AND outbox.status IN ('queued', 'sending') LIMIT 1"
    )
    for _look in range(int(PATIENCE * 20)):
        if update not in tg.pending and not rows(database, waits, str(person.id)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{person.id} was not answered")


async def _undisturbed(folder: Path) -> list[str]:
    """What one person is answered when nothing goes wrong."""
    file = folder / "right.db"
    async with FakeTelegram() as tg:
        await prepared(url_of(file))
        process = born(file, tg, "polling", live)
        an = tg.person("Người 0")
        for line in TALK:
            await answered(file, tg, an, await an.says(line))
        await tg.all_taken(PATIENCE)
        process.terminate()
        await asyncio.to_thread(process.join, 30)
    ((only, said),) = _answers(file).items()
    if only == "" or len(said) < len(TALK):
        raise AssertionError(f"the undisturbed talk went wrong: {said}")
    return said


def _answers(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    told = rows(
        file,
        "SELECT address.external_id, outbox.message FROM outbox"
        " JOIN address ON address.id = outbox.address_id WHERE outbox.priority = 'a_reply' ORDER BY outbox.id",
    )
    ring = encryption.KeyRing([KEY])
    for account, token in told:
        message = json.loads(ring.decrypt(str(token)))
        found.setdefault(str(account), []).append(message["text"])
    return found


def _count(file: Path, tg: FakeTelegram, tally: Tally, right: list[str]) -> None:
    answers = _answers(file)
    tally.taken = len(rows(file, "SELECT 1 FROM seen_update"))
    tally.answers = sum(map(len, answers.values()))
    tally.differ = [f"{account}: {said} instead of {right}" for account, said in answers.items() if said != right]
    tally.left_unknown = len(rows(file, "SELECT 1 FROM outbox WHERE status NOT IN ('sent', 'queued')"))
    arrived = Counter(
        (str(one.parameters["chat_id"]), str(one.parameters.get("text")))
        for one in tg.exchanges
        if one.applied and one.method in {"sendMessage", "editMessageText"}
    )
    meant = Counter((account, text) for account, said in answers.items() for text in said)
    tally.lost = (meant - arrived).total()
    tally.repeated = (arrived - meant).total()
    (counted,) = rows(file, "SELECT enrolled, (SELECT count(*) FROM enrolment WHERE status = 'enrolled') FROM course")
    seated = rows(file, "SELECT seats_taken, (SELECT count(*) FROM seat WHERE status = 'held') FROM class_session")
    tally.seats_agree = counted[0] == counted[1] and all(taken == held for taken, held in seated)


def rows(file: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as db:
        return list(db.execute(query, values))


def report(tallies: Iterable[Tally]) -> str:
    """A line for each torment."""
    return "\n".join(
        f"{one.mode:<8} seed {one.seed}: {one.kills} kills, {one.mishaps} mishaps, {one.said_again} delivered again · "
        f"{one.taken} of {one.updates} updates taken once · {one.answers} answers, {one.lost} lost, "
        f"{one.repeated} repeated, {one.left_unknown} unknown · {len(one.differ)} talks went another way"
        for one in tallies
    )
