"""A simulated evening on several processes and one PostgreSQL, by webhook, with a broadcast and kills.

A server of its own is started (initdb and pg_ctl of PostgreSQL have to be there). People talk at random, each waiting
for their answers; in the middle everybody is written to and a matching is wanted; processes are killed or stopped for a
while at random. `--processes 1 2 3`, `--people N`, `--kills N` in each run, `--stops N`, `--seed N` to repeat a run.

With `--failover` the server has a standby, is cut in the middle, and the standby is promoted; with `--two-primaries`
the old one stays up for half a minute, and the last process asks the new one first. `--cut S` holds all that the first
process and the database say to each other, for so many seconds; `--ahead S` is by how much the second clock is wrong.

It fails if an update was lost, anything was done twice, more than a message for each trouble came twice, or somebody
waited too long for an answer.
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
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
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
from tests.channels.machines import Machines, Otherwise, running
from tests.cluster import Cluster
from tests.conversations.coaching.stage import coach, waiting
from tests.fake_telegram.people import Person as Talker
from tests.wire import Wire

_NEWS = "Tối mai lớp nghỉ, mời cô bác thứ Bảy tuần sau ạ."
_PATIENCE = 240.0  # seconds
_THINKS = 1.5  # seconds, on average
_STOPPED_FOR = 20.0
_NOTICED_AFTER = 5.0
_IN_FLIGHT = 16
# Whoever is answered by a process that is lost, or while the primary is.
_WAITS, _WAITS_FOR_SERVER = 15.0, 60.0
_TWO_FOR = 30.0
_COACHES, _WAITING = 3, 8


_ELSEWHERE = "web"
_AHEAD = """
from datetime import timedelta
from bot import clock
right = clock.now
clock.now = lambda: right() + timedelta(seconds={seconds})
"""


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
    two_primaries: bool = False
    cut: float = 0.0
    ahead: float = 0.0
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
    def rate(self) -> float:
        return len(self.updates) / self.seconds

    @property
    def is_good(self) -> bool:
        troubles = self.kills + self.stops + self.failover + (self.cut > 0)
        once = self.seats_agree and not (self.lost or self.differ or self.unanswered or self.matched_twice)
        known = self.unsent <= self.unknown <= troubles * _IN_FLIGHT
        limit = (_WAITS_FOR_SERVER if self.failover else _WAITS) + _TWO_FOR * self.two_primaries
        waited = self.processes == 1 or max(self.waited) <= limit  # of one, nobody takes over
        return once and self.matched > 0 and self.repeated <= troubles and known and waited

    def __str__(self) -> str:
        waited = sorted(self.waited)
        failover = ", the primary cut and its standby promoted" if self.failover else ""
        failover = f", two primaries for {_TWO_FOR:.0f} s" if self.two_primaries else failover
        failover += f", one process cut off for {self.cut:.0f} s" if self.cut else ""
        failover += f", one clock {self.ahead:.0f} s ahead" if self.ahead else ""
        return (
            f"{self.processes} processes, {self.people} people, seed {self.seed}: "
            f"{self.kills} kills, {self.stops} stops{failover} · "
            f"{len(self.updates)} updates in {self.seconds:.0f} s = {self.rate:.1f} a second · "
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
    wire: Wire

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
            await self.servers.fail_over(_TWO_FOR if self.evening.two_primaries else 0.0)
        if self.evening.cut:
            self.wire.hold()
            await asyncio.sleep(self.evening.cut)
            self.wire.go_on()
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

    @property
    def turned_round(self) -> str:
        """Return the address for which the standby is asked first."""
        hosts = "&".join(f"host={one.address}" for one in reversed(self._all))
        return f"postgresql+asyncpg://postgres@/postgres?{hosts}&target_session_attrs=primary"

    @asynccontextmanager
    async def wire(self) -> AsyncIterator[Wire]:
        host, _, port = self._all[0].address.partition(":")
        async with Wire.to(host, int(port)) as wire:
            yield wire

    async def fail_over(self, both_for: float) -> None:
        primary, standby = self._all
        if both_for:
            await standby.promote()
            await asyncio.sleep(both_for)
            await primary.stop()
        else:
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
        servers.wire() as wire,
        running(folder, servers.url, evening.processes, _otherwise(evening, servers, wire)) as machines,
        asyncpg.create_pool(servers.dsn, min_size=0, max_size=4) as pool,
    ):
        chance = random.Random(evening.seed)  # noqa: S311 repeatable
        await _Run(machines, evening, chance, pool, servers, wire).play(thinks)
        if not evening.is_good:
            for machine in machines.all:
                print("\n".join(machine.log[-15:]), file=sys.stderr)


def _otherwise(evening: Evening, servers: Servers, wire: Wire) -> dict[int, Otherwise]:
    found: dict[int, Otherwise] = {}
    if evening.cut:
        found[0] = Otherwise(f"postgresql+asyncpg://postgres@127.0.0.1:{wire.port}/postgres")
    if evening.ahead:
        found[1] = Otherwise(before=_AHEAD.format(seconds=evening.ahead))
    if evening.two_primaries:
        found[evening.processes - 1] = Otherwise(servers.turned_round)
    return found


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--processes", type=int, nargs="+", default=[1, 2, 3])
    wanted.add_argument("--people", type=int, default=60)
    wanted.add_argument("--kills", type=int, default=3)
    wanted.add_argument("--stops", type=int, default=0, help="of a process, for 20 seconds each")
    wanted.add_argument("--failover", action="store_true", help="to a standby")
    wanted.add_argument("--two-primaries", action="store_true", help="for half a minute, by mistake")
    wanted.add_argument("--cut", type=float, default=0.0, help="seconds without a network for the first process")
    wanted.add_argument("--ahead", type=float, default=0.0, help="seconds by which the second clock is wrong")
    wanted.add_argument("--thinks", type=float, default=_THINKS, help="seconds before each line, on average")
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    return wanted.parse_args()


def _passable(place: Path, name: str) -> Path:
    place.chmod(0o755)
    (place / name).mkdir()
    return place / name


async def main() -> None:
    asked, evenings = _asked(), list[Evening]()
    clock.release()
    for n, processes in enumerate(asked.processes):
        load = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
        failover = asked.failover or asked.two_primaries
        evening = Evening(processes, asked.people, asked.seed + n, asked.kills, asked.stops, failover)
        evening.two_primaries, evening.cut, evening.ahead = asked.two_primaries, asked.cut, asked.ahead
        with tempfile.TemporaryDirectory() as place:
            servers = Servers(Path(place), with_standby=failover)
            await servers.make()
            try:
                await one(Path(place), evening, servers, asked.thinks)
            finally:
                await servers.stop()
        print(f"{evening} · {load}", flush=True)
        evenings.append(evening)
    if len(evenings) > 1:
        ratios = (f"{one.processes} processes {one.rate / evenings[0].rate:.2f}" for one in evenings)
        print(f"updates a second, as a ratio to the first: {' · '.join(ratios)}")
    sys.exit(0 if all(evening.is_good for evening in evenings) else 1)


if __name__ == "__main__":
    asyncio.run(main())
