"""What a supervisor and Prometheus are told: alive, ready, and figures without names."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient, ConnectError
from sqlalchemy import event
from starlette.applications import Starlette

from bot import clock, metrics, ticks
from bot.app import App
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming, IncomingKind
from bot.chat.say import say
from bot.config import Settings
from bot.domain.messaging.plans import ServicePlan
from bot.i18n import verbatim
from bot.operation import health
from bot.operation.figures import Metrics
from bot.operation.health import Health
from bot.services.delivery import usage
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Priority
from tests.storage.kills import with_tables

PLAN = ServicePlan(3000, 50)
NAME, NUMBER = "Nguyễn Thị Hạnh", "0912345678"


@pytest.fixture
async def asked(file_database: Database, tmp_path: Path) -> AsyncIterator[AsyncClient]:
    told = Health(file_database, Metrics(file_database, PLAN, tmp_path), ["telegram:1"])
    transport = ASGITransport(Starlette(routes=told.routes))
    async with AsyncClient(transport=transport, base_url="http://here") as client:
        yield client


async def _figure(asked: AsyncClient, name: str) -> float:
    told = (await asked.get("/metrics")).text
    found = re.search(rf"^{re.escape(name)} (\S+)$", told, re.MULTILINE)
    assert found, f"{name} is not in\n{told}"
    return float(found[1])


async def test_ready_is_who_has_database_tables_and_platform(
    asked: AsyncClient, file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "_reached", {})
    async with file_database.engine.begin() as connection:
        await connection.run_sync(with_tables)
    assert (await asked.get("/healthz")).status_code == 200
    assert (await asked.get("/readyz")).json()["platforms"] == {"telegram": False}
    metrics.reached("telegram:1")
    assert (await asked.get("/readyz")).status_code == 200
    monkeypatch.setitem(metrics._reached, "telegram", metrics._reached["telegram"] - 1000)
    assert (await asked.get("/readyz")).status_code == 503
    metrics.reached("telegram:1")
    async with file_database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0045'")
    answer = await asked.get("/readyz")
    assert (answer.status_code, answer.json()["database"], answer.json()["migrations"]) == (503, True, False)


async def test_a_database_that_is_away_is_not_ready_and_is_a_figure(tmp_path: Path) -> None:
    away = Database(f"sqlite+aiosqlite:///{tmp_path}/nowhere/bot.db")
    told = Health(away, Metrics(away, PLAN, tmp_path), [])
    async with AsyncClient(transport=ASGITransport(Starlette(routes=told.routes)), base_url="http://here") as asked:
        assert (await asked.get("/readyz")).json() == {
            "ready": False,
            "database": False,
            "migrations": False,
            "platforms": {},
        }
        assert await _figure(asked, "hoc_vu_so_database_up") == 0
        assert await _figure(asked, "hoc_vu_so_backup_age_seconds") == float("inf")
    await away.close()


async def test_the_outbox_plans_and_turns_are_figures_without_names(
    asked: AsyncClient, file_database: Database
) -> None:
    web = WebChat()
    app = App(file_database, {web.name: web})
    await app.hear(Incoming("web", "1", "7734", IncomingKind.TEXT, text=f"{NAME} {NUMBER}", profile_name=NAME))
    await app.sender.drain()
    async with file_database.begin() as db:
        address = await identity.caller(db, Incoming("web", "2", "8"))
        plan = Plan(priority=Priority.BROADCAST, at=clock.now() - timedelta(minutes=3), through_quiet=True)
        await outbox.tell_at(db, address, say(verbatim(NAME)), plan)
        await usage.count(db, "zalo:123", PLAN, sent=460, received=0)
    waits = '{channel="web",priority="broadcast"}'
    assert await _figure(asked, f"hoc_vu_so_outbox_waiting{waits}") == 1
    assert await _figure(asked, f"hoc_vu_so_outbox_oldest_seconds{waits}") == 180
    assert await _figure(asked, 'hoc_vu_so_plan_used{bot="zalo 1"}') == 460
    assert await _figure(asked, 'hoc_vu_so_plan_forecast{bot="zalo 1"}') == 600
    assert await _figure(asked, 'hoc_vu_so_turn_seconds_count{kind="start"}') >= 1
    assert await _figure(asked, 'hoc_vu_so_sends_total{channel="web",outcome="sent"}') >= 1
    told = (await asked.get("/metrics")).text
    assert not [secret for secret in (NAME, NUMBER, "Hạnh", "zalo:123", '"7734"') if secret in told]


async def test_regular_work_that_fails_grows_late_and_is_counted(
    asked: AsyncClient, file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, tick = App(file_database, {}), ticks.TICKS[0]
    await app.tick(tick)
    assert await _figure(asked, f'hoc_vu_so_tick_late_seconds{{tick="{tick.name}"}}') == 0
    failed = f'hoc_vu_so_ticks_failed_total{{tick="{tick.name}"}}'
    before = await _figure(asked, failed)

    async def fail(_database: Database, _tick: ticks.Tick) -> int:
        raise ValueError

    monkeypatch.setattr(ticks, "run_tick", fail)
    monkeypatch.setitem(metrics._done, tick.name, metrics._done[tick.name] - tick.seconds - 500)
    await app.tick(tick)
    assert await _figure(asked, failed) == before + 1
    assert await _figure(asked, f'hoc_vu_so_tick_late_seconds{{tick="{tick.name}"}}') >= 500


async def test_whoever_asks_every_tenth_of_a_second_costs_the_database_one_look(
    asked: AsyncClient, file_database: Database
) -> None:
    looks = 0

    def count(*_any: object) -> None:
        nonlocal looks
        looks += 1

    event.listen(file_database._readers.sync_engine, "begin", count)
    answers = await asyncio.gather(*(asked.get("/metrics") for _each in range(30)))
    event.remove(file_database._readers.sync_engine, "begin", count)
    assert {answer.status_code for answer in answers} == {200}
    assert looks == 1


async def test_an_address_that_is_taken_is_waited_for(
    file_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a new version that starts beside the old one."""
    monkeypatch.setattr(health, "_AGAIN_IN", 0.01)
    taken = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    address = f"127.0.0.1:{taken.sockets[0].getsockname()[1]}"
    settings = Settings(health_listen=address, backup_folder=tmp_path)
    async with health.served(settings, file_database, []), AsyncClient() as client:
        taken.close()
        await taken.wait_closed()
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(ConnectError):
                    answer = await client.get(f"http://{address}/healthz")
                    break
                await asyncio.sleep(0)
    assert answer.text == "ok\n"
