"""The public server under attack: who writes in the chat is answered all the same, and nobody keeps a connection."""

import asyncio
import re
import secrets
import threading
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.services.reports.papers import report_files
from bot.storage.database import Database
from bot.web import connection
from bot.web.connection import Connection
from bot.web.pages import limits, page_routes
from bot.web.pages.door import WAITING
from bot.web.pages.limits import OF_A_VISIT, OF_AN_ADDRESS
from tests.blank import BlankFile
from tests.town import Town
from tests.web.siege import PATIENCE, Siege, besieged, head

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REPORT = "/bang/tep/bao-cao.pdf"
FONT = "/bang/chu/BeVietnamPro-Bold.ttf"


@pytest.fixture
async def siege(blank_town: BlankFile) -> AsyncIterator[Siege]:
    town = Town(await blank_town.restored(), "buttons")
    async with besieged(town) as siege:
        yield siege
    await town.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is slow is given up at once."""
    monkeypatch.setattr(connection, "ARRIVES_WITHIN", 0.2)
    monkeypatch.setattr(connection, "READ_WITHIN", 0.2)


def behind(said: str) -> dict[str, str]:
    return {"X-Forwarded-For": said}


class Pen:
    """Draws until it is let go."""

    def __init__(self) -> None:
        self.drawing, self._let_go = asyncio.Event(), threading.Event()
        self._loop = asyncio.get_running_loop()

    def draw(self, *_what: object) -> bytes:
        self._loop.call_soon_threadsafe(self.drawing.set)
        assert self._let_go.wait(PATIENCE)
        return b"drawn"

    def let_go(self) -> None:
        self._let_go.set()


@pytest.fixture
async def pen(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pen]:
    async def nothing(*_what: object) -> None: ...

    pen = Pen()
    monkeypatch.setattr(report_files, "facts", nothing)
    monkeypatch.setattr(report_files, "made", pen.draw)
    yield pen
    pen.let_go()


# Whoever writes in the chat is answered.


async def test_however_busy_the_server_is_it_keeps_nobody_waiting(blank_town: BlankFile) -> None:
    async def works(_request: Request) -> Response:
        loop.call_soon_threadsafe(busy.set)
        assert done.wait(PATIENCE)
        return Response()

    loop, busy, done = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    town = Town(await blank_town.restored(), "buttons")
    async with besieged(town, Route("/works", works)) as siege:
        answer = asyncio.create_task(siege.asks("/works"))
        await asyncio.wait_for(busy.wait(), PATIENCE)
        await siege.everybody_is_answered()
        done.set()
        assert (await answer).startswith("200")
    await town.close()


async def test_forms_that_do_not_end_keep_nobody_waiting(siege: Siege) -> None:
    answers = []
    for announced, sent in (("Content-Length: 100", "ma"), ("Transfer-Encoding: chunked", "2\r\nma\r\n")):
        form = {**FORM, "Cookie": f"hvs={siege.cookie}", "Expect": "100-continue"}
        half = await siege.opens(head(f"/bang/buoi/{siege.session}", "POST", form) + f"{announced}\r\n\r\n")
        # It is let go on when somebody begins to read it.
        assert b"100" in await asyncio.wait_for(half.reader.readuntil(b"\r\n\r\n"), PATIENCE)
        half.writer.write(sent.encode())
        answers.append(asyncio.create_task(half.reader.read()))
    await siege.everybody_is_answered()
    assert not any(answer.done() for answer in answers), "they are still being read"
    for answer in answers:
        answer.cancel()


async def test_a_hundred_reports_keep_nobody_waiting(siege: Siege, pen: Pen) -> None:
    asked = [asyncio.create_task(siege.asks(REPORT, Cookie=f"hvs={siege.cookie}")) for _n in range(100)]
    await asyncio.wait_for(pen.drawing.wait(), PATIENCE)
    await siege.everybody_is_answered()
    assert "checked out connections: 0" in siege.database._readers.pool.status().lower(), "drawing needs none"
    assert not any(task.done() and task.result().startswith("200") for task in asked), "they are still being drawn"
    pen.let_go()
    answers = await asyncio.wait_for(asyncio.gather(*asked), PATIENCE)
    assert Counter(answer[:3] for answer in answers) == {"200": OF_A_VISIT, "429": 100 - OF_A_VISIT}
    refused = next(answer for answer in answers if answer.startswith("429"))
    assert "retry-after: 5" in refused
    assert "Xin chờ một lát".encode().decode("latin-1") in refused


async def test_reports_of_many_visits_wait_in_a_short_line(siege: Siege, pen: Pen) -> None:
    visits = [siege.cookie, await siege.another_visit()]
    asked = [
        asyncio.create_task(siege.asks(REPORT, Cookie=f"hvs={cookie}")) for cookie in visits for _n in range(OF_A_VISIT)
    ]
    answers = Counter[str]()
    for answer in asyncio.as_completed(asked):
        answers[(await answer)[:3]] += 1
        if answers.total() == len(asked) - 1 - WAITING:
            pen.let_go()
    assert answers == {"200": 1 + WAITING, "503": len(asked) - 1 - WAITING}


@pytest.mark.parametrize("path", ["/bang/buoi/1", "/bang/vao/made-up"])
async def test_strangers_never_come_to_the_writer(siege: Siege, path: str) -> None:
    strangers = [
        asyncio.create_task(siege.asks(path, method, Cookie=f"hvs={secrets.token_urlsafe(32)}"))
        for method in ("GET", "POST") * 40
    ]
    async with asyncio.timeout(PATIENCE), siege.town.begin() as db:
        await db.connection()
        # While somebody writes they are all sent away.
        answers = Counter([(await task)[:3] for task in strangers])
    assert answers["401"] + answers["410"] >= OF_AN_ADDRESS
    assert set(answers) <= {"401", "410", "429"}


class Records:
    """A database that writes down who asks for the connection that writes, and who has it."""

    def __init__(self, database: Database) -> None:
        self.database, self.looks = database, asyncio.Semaphore(0)
        self.order: list[str] = []

    @asynccontextmanager
    async def begin(self, who: str = "a page") -> AsyncIterator[AsyncSession]:
        self.order.append(f"{who} asks")
        async with self.database.begin() as db:
            await db.connection()
            self.order.append(who)
            yield db

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        async with self.database.read() as db:
            yield db
        self.looks.release()


async def test_a_turn_has_one_page_before_it(siege: Siege) -> None:
    async def turn() -> None:
        async with records.begin("a turn"):
            pass

    records = Records(siege.town.app.database)
    app = httpx.ASGITransport(Starlette(routes=page_routes(records.begin, records.read)))
    async with httpx.AsyncClient(transport=app, base_url="https://x", cookies={"hvs": siege.cookie}) as browser:
        async with asyncio.timeout(PATIENCE), records.begin("somebody"):
            leaving = [asyncio.create_task(browser.post("/bang/ra")) for _n in range(5)]
            for _each in leaving:
                await records.looks.acquire()
            # When this has been answered, whoever may ask has asked.
            await browser.get("/bang/buoi")
            talking = asyncio.create_task(turn())
            await asyncio.sleep(0)
        await talking
        assert [answer.status_code for answer in await asyncio.gather(*leaving)] == [403] * 5
    assert records.order[2:4] == ["a page asks", "a turn asks"]
    assert [who for who in records.order if "asks" not in who] == ["somebody", "a page", "a turn", *["a page"] * 4]


async def test_an_address_is_what_a_trusted_proxy_says(siege: Siege, pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_AN_ADDRESS", 1)
    report = asyncio.create_task(siege.asks(REPORT, Cookie=f"hvs={siege.cookie}", **behind("203.0.113.1")))
    await asyncio.wait_for(pen.drawing.wait(), PATIENCE)
    for said, status in (
        ("203.0.113.1", "429"),
        # What stands before it anybody can have written.
        ("198.51.100.7, 203.0.113.1", "429"),
        ("203.0.113.2", "401"),
        ("2001:db8::1", "401"),
        ("none at all", "401"),
    ):
        assert (await siege.asks("/bang/", Cookie="hvs=x", **behind(said))).startswith(status), said
    pen.let_go()
    assert (await report).startswith("200")
    assert (await siege.asks("/bang/", Cookie="hvs=x", **behind("203.0.113.1"))).startswith("401")


# Nobody keeps a connection.


@pytest.mark.usefixtures("hasty")
async def test_heads_that_do_not_end_are_cut(siege: Siege) -> None:
    for beginning in ("", "GET /bang/ HTTP/1.1\r\nHost: x\r\nX-A: "):
        slow = await asyncio.gather(*(siege.opens(beginning) for _n in range(100)))
        assert set(await asyncio.gather(*(each.reads() for each in slow))) == {b""}


@pytest.mark.usefixtures("hasty")
async def test_a_second_request_has_as_little_time_as_the_first(siege: Siege) -> None:
    kept = await siege.opens(head("/bang/") + "\r\n")
    await kept.reader.readuntil(b"</html>")
    kept.writer.write(b"GET /bang/ HT")
    assert b"HTTP" not in await kept.reads()


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("announced", ["Content-Length: 100", "Transfer-Encoding: chunked"])
async def test_a_body_that_does_not_come_is_refused(siege: Siege, announced: str) -> None:
    form = head(f"/bang/buoi/{siege.session}", "POST", {**FORM, "Cookie": f"hvs={siege.cookie}"})
    slow = await siege.opens(f"{form}{announced}\r\n\r\n")
    assert (await slow.reads()).startswith(b"HTTP/1.1 400")


@pytest.mark.usefixtures("hasty")
async def test_a_body_behind_another_request_is_refused_too(siege: Siege) -> None:
    form = head(f"/bang/buoi/{siege.session}", "POST", {**FORM, "Cookie": f"hvs={siege.cookie}"})
    slow = await siege.opens(head("/bang/") + f"\r\n{form}Content-Length: 100\r\n\r\nma")
    assert re.findall(rb"HTTP/1.1 (\d+)", await slow.reads()) == [b"401", b"400"]


@pytest.mark.usefixtures("hasty")
async def test_a_body_nobody_asked_for_does_not_go_on_for_ever(siege: Siege) -> None:
    endless = await siege.opens(head("/bang/", headers={"Transfer-Encoding": "chunked"}) + "\r\n")

    async def goes_on() -> None:
        while True:
            endless.writer.write(b"4000\r\n" + bytes(0x4000) + b"\r\n")
            await endless.writer.drain()

    with pytest.raises(ConnectionError):
        await asyncio.wait_for(goes_on(), PATIENCE)


@pytest.mark.parametrize(
    "body",
    ["Content-Length: 1000000000\r\n\r\nma", "Transfer-Encoding: chunked\r\n\r\n" + f"4000\r\n{'x' * 0x4000}\r\n" * 5],
    ids=["announced", "without end"],
)
async def test_a_body_that_is_too_long_is_not_read(siege: Siege, body: str) -> None:
    form = head(f"/bang/buoi/{siege.session}", "POST", {**FORM, "Cookie": f"hvs={siege.cookie}"})
    assert (await (await siege.opens(form + body)).reads()).startswith(b"HTTP/1.1 413")


async def test_where_there_are_too_many_the_slowest_goes(siege: Siege, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST", 5)
    slow = [await siege.opens("GET /bang/ HT") for _n in range(5)]
    assert (await siege.asks("/bang/")).startswith("401")
    assert await slow[0].reads() == b""
    slow[1].writer.write(b"TP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert (await slow[1].reads()).startswith(b"HTTP/1.1 401")


@pytest.mark.usefixtures("hasty")
async def test_who_does_not_read_the_answer_is_cut(siege: Siege, monkeypatch: pytest.MonkeyPatch) -> None:
    def noted(self: Connection) -> None:
        cut(self)
        loop.call_soon_threadsafe(done.set)

    cut, done, loop = Connection.cut, asyncio.Event(), asyncio.get_running_loop()
    monkeypatch.setattr(Connection, "cut", noted)
    # More than any buffer between us holds.
    await siege.opens((head(FONT) + "\r\n") * 100)
    await asyncio.wait_for(done.wait(), PATIENCE)
