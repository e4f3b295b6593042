"""A simulated evening on several processes and one PostgreSQL, by webhook, with a broadcast and kills.

A server of its own is started (initdb and pg_ctl of PostgreSQL have to be there). People talk at random, each waiting
for their answers; in the middle everybody is written to and a matching is wanted; processes are killed or stopped for a
while at random.
`--processes 1 2 3`, `--people N`, `--kills N` in each run, `--stops N`, `--seed N` to repeat a run. With `--failover`
the server has a standby, is cut in the middle, and the standby is promoted. It fails if an update was lost, anything
was done twice, more than a message for each trouble came twice, or somebody waited too long for an answer.
"""

import argparse
import asyncio
import os
import random
import secrets
import signal
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import asyncpg
from sqlalchemy import select

from bot import clock
from bot.chat.say import say
from bot.i18n import verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.tables.coaching import MatchRun
from bot.storage.tables.messaging import Outbox, Priority, SeenUpdate
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import ResidentialGroup
from tests import scene, town
from tests.channels.crashes import KEY, TALK
from tests.channels.machines import Machines, running
from tests.cluster import Cluster
from tests.conversations.coaching.stage import coach, waiting
from tests.fake_telegram.people import Person as Talker

_NEWS = "Tối mai lớp nghỉ, mời cô bác thứ Bảy tuần sau ạ."
_PATIENCE = 240.0  # seconds
_THINKS = 1.5  # seconds, on average
_STOPPED_FOR = 20.0
_NOTICED_AFTER = 5.0
_IN_FLIGHT = 16
# Whoever is answered by a process that is lost, or while the primary is.
_WAITS, _WAITS_FOR_SERVER = 15.0, 60.0
_COACHES, _WAITING = 3, 8


_ELSEWHERE = "web"


@dataclass
class _Elsewhere:
    account: str
    name: str = "Hương"


def _elsewhere(account: str) -> "town.Talker":
    return cast("town.Talker", _Elsewhere(account))


@dataclass
class Evening:
    """What became of it; `waited` are the seconds until each update was answered."""

    processes: int
    people: int
    seed: int
    kills: int = 0
    stops: int = 0
    failover: bool = False
    updates: list[int] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    seconds: float = 0.0
    lost: int = 0
    unanswered: int = 0
    unsent: int = 0
    unknown: int = 0
    repeated: int = 0
    differ: int = 0
    seats_agree: bool = True
    matched: int = 0
    matched_twice: int = 0

    @property
    def is_good(self) -> bool:
        troubles = self.kills + self.stops + self.failover
        once = self.seats_agree and not (self.lost or self.differ or self.unanswered or self.matched_twice)
        known = self.unsent <= self.unknown <= troubles * _IN_FLIGHT
        waited = max(self.waited) <= (_WAITS_FOR_SERVER if self.failover else _WAITS)
        return once and self.matched > 0 and self.repeated <= troubles and known and waited

    def __str__(self) -> str:
        waited, rate = sorted(self.waited), len(self.updates) / self.seconds
        failover = ", the primary cut and its standby promoted" if self.failover else ""
        return (
            f"{self.processes} processes, {self.people} people, seed {self.seed}: "
            f"{self.kills} kills, {self.stops} stops{failover} · "
            f"{len(self.updates)} updates in {self.seconds:.0f} s = {rate:.1f} a second · "
            f"{self.lost} lost, {self.differ} talks another way, {self.unanswered} unanswered · messages: "
            f"{self.repeated} twice, {self.unsent} not arrived ({self.unknown} left to a human) · seats "
            f"{'agree' if self.seats_agree else 'DO NOT AGREE'} · "
            f"matched: {self.matched} people, {self.matched_twice} twice "
            f"· answered after {waited[len(waited) // 2]:.2f} s, "
            f"p99 {waited[int(0.99 * len(waited))]:.2f} s, longest {waited[-1]:.1f} s"
        )


@dataclass
class _Run:
    machines: Machines
    evening: Evening
    chance: random.Random
    pool: asyncpg.Pool
    servers: "Servers"

    async def play(self, thinks: float) -> None:
        tg, loop = self.machines.tg, asyncio.get_running_loop()
        first, *people = [tg.person(f"Người {n}") for n in range(self.evening.people + 1)]
        await self._talks(first, 0.0)
        await self._somebody_waits()
        self.evening.waited.clear()
        begun = loop.time()
        talking = [asyncio.create_task(self._talks(one, thinks)) for one in people]
        length = len(TALK) * thinks + 10
        trouble = asyncio.create_task(self._trouble(length))
        await asyncio.sleep(length / 3)
        await self._broadcast()
        if self.evening.failover:
            await asyncio.sleep(length / 4)
            await self.servers.fail_over()
        done = await asyncio.gather(*talking, return_exceptions=True)
        self.evening.unanswered = sum(isinstance(one, BaseException) for one in done)
        self.evening.seconds = loop.time() - begun
        await trouble
        await self._until_none(
            "SELECT 1 FROM outbox JOIN address ON address.id = outbox.address_id"
            " WHERE address.channel <> $1 AND outbox.status IN ('queued', 'sending') LIMIT 1",
            _ELSEWHERE,
        )
        await self._until_none("SELECT 1 FROM match_run WHERE done_at IS NULL")
        await _count(self.machines, self.evening, first, self.servers.dsn)

    async def _talks(self, person: Talker, thinks: float) -> None:
        tg, loop = self.machines.tg, asyncio.get_running_loop()
        waits = (
            "SELECT 1 FROM outbox JOIN address ON address.id = outbox.address_id WHERE address.external_id = $1"
            " AND outbox.status IN ('queued', 'sending') AND outbox.priority = 'a_reply' LIMIT 1"
        )
        for line in TALK:
            await asyncio.sleep(self.chance.expovariate(1 / thinks) if thinks else 0)
            said = loop.time()
            update = await person.says(line)
            if update is not None:
                self.evening.updates.append(update)
            await tg.until(lambda update=update: update not in tg.pending, _PATIENCE)  # type: ignore[misc]
            await self._until_none(waits, str(person.id))
            self.evening.waited.append(loop.time() - said)

    async def _until_none(self, waits: str, *values: str) -> None:
        async with asyncio.timeout(_PATIENCE):
            while True:
                with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                    if await self.pool.fetchval(waits, *values, timeout=5) is None:
                        return
                await asyncio.sleep(0.1)

    async def _broadcast(self) -> None:
        database = Database(self.machines.url)
        async with database.begin() as db:
            known = select(Person).where(Person.id.in_(select(Address.person_id).where(Address.channel != _ELSEWHERE)))
            for person in (await db.scalars(known)).all():
                plan = Plan(key=f"evening:{person.id}", priority=Priority.BROADCAST, through_quiet=True)
                await outbox.tell(db, person, say(verbatim(_NEWS)), plan)
            db.add(MatchRun(wanted_at=clock.now()))
        await database.close()

    async def _somebody_waits(self) -> None:
        """People to be matched, who are written to elsewhere."""
        database = Database(self.machines.url)
        async with database.begin() as db:
            home = (await db.scalars(select(ResidentialGroup))).first() or await scene.group(db)
            for n in range(_COACHES):
                await coach(db, _elsewhere(f"coach {n}"), home, weekly_limit=_WAITING)
            for n in range(_WAITING):
                await waiting(db, _elsewhere(f"learner {n}"), home, slots=(1 << 14) - 1)
        await database.close()

    async def _trouble(self, length: float) -> None:
        what = [signal.SIGKILL] * self.evening.kills + [signal.SIGSTOP] * self.evening.stops
        self.chance.shuffle(what)
        pause = length / (len(what) + 1)
        for one in what:
            await asyncio.sleep(self.chance.uniform(0.7, 1.3) * pause)
            machine = self.chance.choice(self.machines.all)
            if one is signal.SIGKILL:
                await machine.kill()
                await asyncio.sleep(1)
                await machine.start()
                await machine.until_open()  # of several never the last one
            else:
                machine.tell(signal.SIGSTOP)
                await asyncio.sleep(_STOPPED_FOR)
                machine.tell(signal.SIGCONT)


async def _count(machines: Machines, evening: Evening, first: Talker, dsn: str) -> None:
    database = Database(machines.url)
    answers: dict[str, list[str]] = {}
    meant: Counter[tuple[str, str]] = Counter()
    async with database.read() as db:
        taken = {int(event) for event in await db.scalars(select(SeenUpdate.event_id))}
        rows = select(Address.external_id, Outbox.message, Outbox.status, Outbox.priority).order_by(Outbox.id)
        for account, message, status, priority in await db.execute(
            rows.join(Address, Address.id == Outbox.address_id).where(Address.channel != _ELSEWHERE)
        ):
            meant[account, message["text"]] += 1
            evening.unknown += status == "unknown"
            if priority == Priority.REPLY:
                answers.setdefault(account, []).append(message["text"])
    await database.close()
    connection = await asyncpg.connect(dsn)
    enrolled, counted = await connection.fetchrow(
        "SELECT enrolled, (SELECT count(*) FROM enrolment WHERE status = 'enrolled') FROM course"
    )
    each = await connection.fetch("SELECT count(*) FROM appointment GROUP BY resident_id")
    await connection.close()
    evening.matched, evening.matched_twice = len(each), sum(number > 1 for (number,) in each)
    arrived = Counter(
        (str(one.parameters["chat_id"]), str(one.parameters.get("text")))
        for one in machines.tg.exchanges
        if one.applied and one.method in {"sendMessage", "editMessageText"}
    )
    right = answers.pop(str(first.id))
    evening.lost = len(set(evening.updates) - taken) + len(machines.tg.expired)
    evening.differ = sum(said != right for said in answers.values())
    evening.seats_agree = enrolled == counted == evening.people + 1
    evening.repeated = (arrived - meant).total()
    evening.unsent = (meant - arrived).total()


class Servers:
    """A PostgreSQL of one's own, with a standby if that is wanted."""

    def __init__(self, place: Path, *, with_standby: bool) -> None:
        self._all = [Cluster(_passable(place, name)) for name in ("primary", "standby")[: 1 + with_standby]]
        addresses = [one.address for one in self._all]
        hosts = "&".join(f"host={address}" for address in addresses)
        attributes = "target_session_attrs=primary"
        self.url = f"postgresql+asyncpg://postgres@/postgres?{hosts}&{attributes}"
        self.dsn = f"postgresql://postgres@{','.join(addresses)}/postgres?{attributes}"

    async def make(self) -> None:
        primary, *standby = self._all
        await primary.make()
        for one in standby:
            await one.follow(primary)

    async def fail_over(self) -> None:
        primary, standby = self._all
        await primary.stop()
        await asyncio.sleep(_NOTICED_AFTER)
        await standby.promote()

    async def stop(self) -> None:
        for one in self._all:
            if await one.is_up():
                await one.stop()


async def one(folder: Path, evening: Evening, servers: Servers, thinks: float) -> None:
    encryption.KEY_RING = encryption.KeyRing([KEY])
    async with (
        running(folder, servers.url, evening.processes) as machines,
        asyncpg.create_pool(servers.dsn, min_size=0, max_size=4) as pool,
    ):
        chance = random.Random(evening.seed)  # noqa: S311 repeatable
        await _Run(machines, evening, chance, pool, servers).play(thinks)
        if not evening.is_good:
            for machine in machines.all:
                print("\n".join(machine.log[-15:]), file=sys.stderr)


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--processes", type=int, nargs="+", default=[1, 2, 3])
    wanted.add_argument("--people", type=int, default=60)
    wanted.add_argument("--kills", type=int, default=3)
    wanted.add_argument("--stops", type=int, default=0, help="of a process, for 20 seconds each")
    wanted.add_argument("--failover", action="store_true", help="to a standby")
    wanted.add_argument("--thinks", type=float, default=_THINKS, help="seconds before each line, on average")
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    return wanted.parse_args()


def _passable(place: Path, name: str) -> Path:
    place.chmod(0o755)
    (place / name).mkdir()
    return place / name


async def main() -> None:
    asked, bad = _asked(), False
    clock.release()
    for n, processes in enumerate(asked.processes):
        load = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
        evening = Evening(processes, asked.people, asked.seed + n, asked.kills, asked.stops, asked.failover)
        with tempfile.TemporaryDirectory() as place:
            servers = Servers(Path(place), with_standby=asked.failover)
            await servers.make()
            try:
                await one(Path(place), evening, servers, asked.thinks)
            finally:
                await servers.stop()
        print(f"{evening} · {load}", flush=True)
        bad = bad or not evening.is_good
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    asyncio.run(main())
