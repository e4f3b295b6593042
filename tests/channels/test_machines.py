"""Several real processes on one PostgreSQL database: each update is taken once, in order, and answered once."""

import asyncio
import os
import re
import secrets
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url

from bot import clock
from bot.chat.message import Incoming, IncomingKind
from bot.services.matching import runs
from bot.storage import wards
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.tables.coaching import MatchRun
from bot.storage.tables.messaging import SeenUpdate
from bot.turn.in_work import InWork
from bot.turn.taking import take_turn
from tests.blank import order
from tests.channels.machines import Machines, Otherwise, running, silence, tolerance
from tests.channels.outages import Tally, Trial, _all_answered, _count, _Talk
from tests.channels.test_outages import passable
from tests.cluster import Cluster
from tests.conftest import POSTGRES

pytestmark = [
    pytest.mark.lane,
    pytest.mark.skipif(POSTGRES is None, reason="no PostgreSQL here (.ci/run installs one)"),
]
_TAKEN_OVER_WITHIN, _STOPPED_FOR = 10.0, 25.0  # seconds
_IN_FLIGHT, _AN_EVENING = 16, 120.0
_SOLVING_KILLS = """
import os
from bot.services.matching import solver_process
async def solved(task):
    os._exit(9)
solver_process.solved = solved
"""


@pytest.fixture
async def url() -> AsyncIterator[str]:
    server, name = make_url(POSTGRES or ""), f"test_{secrets.token_hex(6)}"
    await order(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    await order(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _talked(machines: Machines, people: int, lines: int) -> _Talk:
    """Whoever is first has said it all undisturbed, the others the first line."""
    talk = _Talk(machines.tg, Trial(people, lines, each=1, seconds=0.0, program="bot"))
    await talk.undisturbed(machines.url)
    await talk.says(1)
    await _all_answered(machines.tg, machines.url)
    return talk


async def _to_the_end(machines: Machines, talk: _Talk, what: str) -> Tally:
    while talk.goes_on:
        await talk.says(1)
        await _all_answered(machines.tg, machines.url)
    tally = Tally(what)
    await _count(machines.url, machines.tg, tally, talk)
    return tally


def _said(machines: Machines, tally: Tally) -> str:
    return "\n".join([str(tally), *(line for machine in machines.all for line in machine.log[-30:])])


def _is_whole(tally: Tally, repeated: int = 0) -> bool:
    return not (tally.lost or tally.apologies or tally.unsent or tally.differ) and tally.repeated <= repeated


async def test_both_are_brought_every_update_at_once(tmp_path: Path, url: str) -> None:
    async with running(tmp_path, url, 2) as machines:
        machines.balancer.to_all = True
        talk = await _talked(machines, people=8, lines=6)
        tally = await _to_the_end(machines, talk, "both at once")

        assert _is_whole(tally), _said(machines, tally)
        assert len(machines.tg.deliveries) == tally.updates, "each was taken at its first delivery"


async def test_each_in_its_turn_keeps_the_order_of_everybody(tmp_path: Path, url: str) -> None:
    async with running(tmp_path, url, 2) as machines:
        talk = await _talked(machines, people=8, lines=6)
        tally = await _to_the_end(machines, talk, "in turn")

        assert _is_whole(tally), _said(machines, tally)


async def test_whoever_sends_is_killed_and_another_goes_on(tmp_path: Path, url: str) -> None:
    async with running(tmp_path, url, 2) as machines:
        talk = await _talked(machines, people=8, lines=6)
        holder = await machines.holder()
        await talk.says(1)
        await holder.kill()
        killed = machines.tg.state.clock.now()
        async with asyncio.timeout(tolerance(_TAKEN_OVER_WITHIN)):
            await machines.holder(but=holder)
        await _all_answered(machines.tg, machines.url)
        tally = await _to_the_end(machines, talk, "killed")

        assert _is_whole(tally, repeated=_IN_FLIGHT), _said(machines, tally)
        assert silence(machines.tg, killed) < tolerance(15.0)


async def test_whoever_sends_hangs_for_long_and_then_goes_on(tmp_path: Path, url: str) -> None:
    """It wakes up in the middle of what it was about to send, and another has sent that meanwhile."""
    async with running(tmp_path, url, 2) as machines:
        talk = await _talked(machines, people=8, lines=7)
        holder = await machines.holder()
        await talk.says(1)
        await asyncio.sleep(0.05)
        holder.tell(signal.SIGSTOP)
        await asyncio.sleep(_STOPPED_FOR)
        other = await machines.holder(but=holder)
        await _all_answered(machines.tg, machines.url)
        holder.tell(signal.SIGCONT)
        tally = await _to_the_end(machines, talk, "stopped")

        assert _is_whole(tally, repeated=_IN_FLIGHT), _said(machines, tally)
        assert await machines.holder() is other
        await holder.until_it_says("the lease was lost")


async def test_what_the_standby_does_not_have_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given up while it waits for the standby, it stands on the primary alone, which another may follow by mistake."""
    monkeypatch.setattr("bot.storage.database._ANSWER_WITHIN", 1.0)
    clock.release()
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        primary, standby = Cluster(passable(one)), Cluster(passable(other))
        await primary.make()
        await standby.follow(primary)
        try:
            await _is_refused_without_the_standby(primary, standby)
        finally:
            for server in (standby, primary):
                await server.stop()


async def _is_refused_without_the_standby(primary: Cluster, standby: Cluster) -> None:
    database, update = Database(primary.url), Incoming("web", "1", "1", IncomingKind.TEXT, text="chào")
    await wards.prepare(database)
    await take_turn(database, Incoming("web", "0", "1", IncomingKind.TEXT, text="chào"), InWork())
    await standby.stop("fast")
    for _time in range(2):
        with pytest.raises(Unavailable):
            await take_turn(database, update, InWork())
    async with database.read() as db:
        assert await db.get(SeenUpdate, ("web", "1")) is not None, "the primary has it"
    await standby.start()
    await take_turn(database, update, InWork())
    await database.close()


async def test_a_job_that_kills_its_process_kills_two(tmp_path: Path, url: str) -> None:
    fatal = Otherwise(before=_SOLVING_KILLS)
    async with running(tmp_path, url, 2, {0: fatal, 1: fatal}) as machines:
        database = Database(url)
        async with database.begin() as db:
            db.add(MatchRun(wanted_at=clock.now()))
        async with asyncio.timeout(tolerance(180)):
            deaths = [await machines.until_one_ends() for _time in range(2)]
            for machine in deaths:
                await machine.start()
            await _until_none_is_open(database)
        await database.close()

        assert not any(machine.has_ended for machine in machines.all)


async def test_an_evening_of_three_with_a_primary_that_is_lost() -> None:
    words = ("machines", "--processes", "3", "--people", "8", "--kills", "1", "--failover")
    bench = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "bench", *words, start_new_session=True, stdout=PIPE, stderr=STDOUT
    )
    try:
        async with asyncio.timeout(tolerance(_AN_EVENING)):
            said = (await bench.communicate())[0].decode()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(bench.pid, signal.SIGKILL)

    # How long people waited, and what came twice, says the bench: a machine that others use decides it.
    assert "0 lost, 0 talks another way, 0 unanswered" in said, said
    assert re.search(r"seats agree · matched: [1-9]\d* people, 0 twice", said), said


async def _until_none_is_open(database: Database) -> None:
    while True:
        async with database.read() as db:
            if not await runs.open_runs(db):
                return
        await asyncio.sleep(0.2)
