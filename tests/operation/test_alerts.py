"""Each alert rule fires by its cause, and on a healthy installation none does; `for:` is Prometheus' own to keep.

The rules use few forms, which are computed here as Prometheus does: a comparison of a series with a number or with
another series, `increase(…)` between two looks, and `unless on()`.
"""

import operator
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from httpx import ASGITransport, AsyncClient
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from bot import clock, metrics, ticks
from bot.app import App
from bot.channels.channel import Refused, SendResult, Throttled, Unclear
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming, IncomingKind
from bot.chat.say import say
from bot.domain.messaging.plans import ServicePlan
from bot.domain.safety.incidents import IncidentKind, IncidentStatus, Suspect
from bot.i18n import verbatim
from bot.operation.figures import Metrics
from bot.operation.health import Health
from bot.sending.pieces import without_pause
from bot.services.delivery import emergency_stop, usage
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.messaging import Priority
from bot.storage.tables.safety import Incident
from bot.turn import taking

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = dict(
    zip(
        re.findall(r"- alert: (\w+)", (DEPLOY / "alerts.yml").read_text("utf-8")),
        re.findall(r"^        expr: (.*)$", (DEPLOY / "alerts.yml").read_text("utf-8"), re.MULTILINE),
        strict=True,
    )
)
PLAN = ServicePlan(3000, 50)
Series = dict[tuple[str, frozenset[tuple[str, str]]], float]
_COMPARE = {">": operator.gt, "<": operator.lt, "==": operator.eq}
_SIDE = r"(?P<{0}>increase\([^)]*\)|[a-z_]+(?:\{{[^}}]*\}})?)"
_EXPRESSION = re.compile(
    _SIDE.format("left") + r" (?P<sign>>|<|==) (?:on\((?P<on>\w+)\) " + _SIDE.format("right") + r"|(?P<number>\d+))"
)
_SELECTED = re.compile(r"([a-z_]+)(?:\{(\w+)=\"([^\"]*)\"\})?")


def _series(told: str) -> Series:
    """Every series of what `/metrics` answers, and `up`, which Prometheus adds."""
    families = text_string_to_metric_families(told)
    found = {
        (sample.name, frozenset(sample.labels.items())): sample.value for one in families for sample in one.samples
    }
    return {**found, ("up", frozenset({("job", "hoc-vu-so")})): 1.0}


def _selected(words: str, now: Series, before: Series) -> dict[frozenset[tuple[str, str]], float]:
    found = _SELECTED.search(words.removeprefix("increase("))
    assert found, words
    name, label, value = found.groups()
    chosen = {key: n for key, n in now.items() if key[0] == name and (label is None or (label, value) in key[1])}
    is_increase = words.startswith("increase(")
    # Of a series that was not there before, Prometheus knows no increase.
    return {key[1]: n - before.get(key, n) if is_increase else n for key, n in chosen.items()}


def fires(expression: str, now: Series, before: Series) -> bool:
    """Is there a series for which it holds?"""
    wanted, _unless, unwanted = expression.partition(" unless on() ")
    return _holds(wanted, now, before) and not (unwanted and _holds(unwanted, now, before))


def _holds(expression: str, now: Series, before: Series) -> bool:
    parts = _EXPRESSION.fullmatch(expression)
    assert parts, f"this form is not computed here: {expression}"
    compare, left = _COMPARE[parts["sign"]], _selected(parts["left"], now, before)
    if parts["number"] is not None:
        return any(compare(n, float(parts["number"])) for n in left.values())
    right = {dict(labels)[parts["on"]]: n for labels, n in _selected(parts["right"], now, before).items()}
    pairs = [(n, right.get(dict(labels)[parts["on"]])) for labels, n in left.items()]
    return any(other is not None and compare(n, other) for n, other in pairs)


@dataclass
class Here:
    """A healthy installation, and what may go wrong with it."""

    database: Database
    folder: Path
    patch: pytest.MonkeyPatch
    web: WebChat

    def __post_init__(self) -> None:
        self.app = App(self.database, {self.web.name: self.web})

    async def look(self) -> Series:
        told = Health(self.database, Metrics(self.database, PLAN, self.folder), ["telegram:1"])
        transport = ASGITransport(Starlette(routes=told.routes))
        async with AsyncClient(transport=transport, base_url="http://here") as prometheus:
            return _series((await prometheus.get("/metrics")).text)

    async def waits(self, priority: Priority, since: timedelta, account: str = "8") -> None:
        async with self.database.begin() as db:
            address = await identity.caller(db, Incoming("web", "1", account))
            plan = Plan(priority=priority, at=clock.now() - since, through_quiet=True)
            await outbox.tell_at(db, address, say(verbatim("x")), plan)


async def _database_away(here: Here) -> None:
    await here.database.close()
    here.database = Database(f"sqlite+aiosqlite:///{here.folder}/nowhere/bot.db")


async def _platform_silent(here: Here) -> None:
    metrics.reached("telegram:1")
    here.patch.setitem(metrics._reached, "telegram", metrics._reached["telegram"] - 700)


async def _answer_waits(here: Here) -> None:
    await here.waits(Priority.REPLY, timedelta(minutes=2))


async def _reminder_waits(here: Here) -> None:
    await here.waits(Priority.REMINDER, timedelta(minutes=20))


async def _incident(here: Here) -> None:
    async with here.database.begin() as db:
        by = (await identity.caller(db, Incoming("web", "1", "8"))).person
        known = {"kind": next(iter(IncidentKind)), "about": next(iter(Suspect)), "status": IncidentStatus.OPEN}
        db.add(Incident(by_id=by.id, wants_call=False, at=clock.now() - timedelta(minutes=40), **known))


async def _work_fails(here: Here) -> None:
    async def fail(_database: Database, _tick: ticks.Tick) -> int:
        raise ValueError

    here.patch.setattr(ticks, "run_tick", fail)
    for _each in range(4):
        await here.app.tick(ticks.TICKS[0])


async def _work_late(here: Here) -> None:
    tick = ticks.TICKS[1]
    await here.app.tick(tick)
    here.patch.setitem(metrics._done, tick.name, metrics._done[tick.name] - tick.seconds - 1000)


async def _turns_fail(here: Here) -> None:
    async def fail(*_any: object) -> None:
        raise ValueError

    here.patch.setattr(taking, "_take", fail)
    here.patch.setattr(taking, "_apologise", _nothing)
    for n in range(4):
        await here.app.hear(Incoming("web", str(n), "8", IncomingKind.TEXT, text="x"))


async def _nothing(*_any: object) -> None: ...


def _answers(result: SendResult, times: int) -> Callable[[Here], Awaitable[None]]:
    """The platform answers so, again and again."""

    async def cause(here: Here) -> None:
        async def answer(*_any: object) -> SendResult:
            return result

        here.patch.setattr(here.web, "send", answer)
        for n in range(times):
            await here.waits(Priority.REPLY, timedelta(0), account=str(n))
            await _sent(here)

    return cause


async def _sent(here: Here) -> None:
    found = await here.app.sender._claim(here.app.sender._lanes, set())
    assert found.delivery is not None
    await here.app.sender._deliver(found.delivery, without_pause)


async def _disk_nearly_full(here: Here) -> None:
    here.patch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 900_000_000})())


async def _no_backup(here: Here) -> None:
    next(here.folder.glob("*.db")).unlink()


async def _plan_runs_out(here: Here) -> None:
    async with here.database.begin() as db:
        await usage.count(db, "zalo:1", PLAN, sent=2400, received=0)


async def _stopped(here: Here) -> None:
    async with here.database.begin() as db:
        await emergency_stop.stop(db, None, "thử")


CAUSES: dict[str, Callable[[Here], Awaitable[None]]] = {
    "DatabaseAway": _database_away,
    "PlatformSilent": _platform_silent,
    "RepliesLate": _answer_waits,
    "RemindersLate": _reminder_waits,
    "AlarmUntaken": _incident,
    "WorkLate": _work_late,
    "WorkFails": _work_fails,
    "TurnsFail": _turns_fail,
    "Throttled": _answers(Throttled(timedelta(0)), 51),
    "MessagesRefused": _answers(Refused("x"), 21),
    "MessagesUnclear": _answers(Unclear("x"), 21),
    "DiskNearlyFull": _disk_nearly_full,
    "BackupOld": _no_backup,
    "PlanRunsOut": _plan_runs_out,
    "Stopped": _stopped,
}


@pytest.fixture
def here(file_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    (tmp_path / f"hoc-vu-so-{clock.local(clock.now()):%Y%m%d-%H%M%S}.db").touch()
    monkeypatch.setattr(metrics, "_reached", dict.fromkeys(metrics._reached, monotonic()))
    for name, at in list(metrics._done.items()):
        monkeypatch.setitem(metrics._done, name, max(at, monotonic()))
    return Here(file_database, tmp_path, monkeypatch, WebChat())


async def test_on_a_healthy_installation_nothing_fires(here: Here) -> None:
    before = await here.look()
    assert [name for name, rule in RULES.items() if fires(rule, await here.look(), before)] == []


@pytest.mark.parametrize("name", CAUSES)
async def test_each_rule_fires_by_its_cause(here: Here, name: str) -> None:
    before = await here.look()
    assert not fires(RULES[name], before, before)
    await CAUSES[name](here)
    now = await here.look()
    assert fires(RULES[name], now, before)
    if here.database.engine.url.database and "nowhere" in here.database.engine.url.database:
        await here.database.close()


async def test_what_is_stopped_on_purpose_is_not_late(here: Here) -> None:
    await _reminder_waits(here)
    await _stopped(here)
    now = await here.look()
    assert not fires(RULES["RemindersLate"], now, now)
    assert fires(RULES["Stopped"], now, now)


def test_a_process_that_is_gone_is_told_by_prometheus_itself() -> None:
    now = {**_series(generate_latest().decode()), ("up", frozenset({("job", "hoc-vu-so")})): 0.0}
    assert fires(RULES["AssistantDown"], now, now)


def test_each_rule_is_tried_and_has_a_page_that_says_what_to_do() -> None:
    assert {*RULES} == {*CAUSES, "AssistantDown"}
    pages = (DEPLOY.parent / "docs" / "how-to" / "when-something-is-wrong.md").read_text("utf-8")
    headings = {_anchor(heading) for heading in re.findall(r"^## (.*)", pages, re.MULTILINE)}
    named = re.findall(r'page: "#([^"]+)"', (DEPLOY / "alerts.yml").read_text("utf-8"))
    assert {*named} <= headings


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")


def test_each_figure_has_a_rule_or_a_place_on_the_dashboard() -> None:
    looked_at = "".join((DEPLOY / name).read_text("utf-8") for name in ("alerts.yml", "dashboard.json"))
    told = {
        *re.findall(r"^# TYPE (hoc_vu_so_\w+) (?:gauge|counter|histogram)$", generate_latest().decode(), re.MULTILINE)
    }
    assert len(told) >= 15
    assert [name for name in told if not name.endswith("_created") and name not in looked_at] == []


def test_the_dashboard_asks_for_figures_that_there_are() -> None:
    asked = re.findall(r"hoc_vu_so_[a-z_]+", (DEPLOY / "dashboard.json").read_text("utf-8"))
    told = generate_latest().decode()
    assert len({*asked}) >= 15
    assert [name for name in {*asked} if name.removesuffix("_bucket") not in told] == []
