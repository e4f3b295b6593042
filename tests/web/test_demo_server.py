"""The demo page's server: whom it refuses, what it takes, how its stream begins and ends."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette

from bot.demo import server
from bot.demo.rendering import rendered
from bot.demo.scene import Bubble, BubbleFile, Cleared, Event, Pressing, Scene, Typing
from bot.demo.server import demo_routes
from tests.web.conftest import serving
from tests.web.fake_stage import FakeStage

OWN = "http://localhost:8000"


@asynccontextmanager
async def calling(stage: FakeStage, base: str = OWN, client: str = "127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=demo_routes(stage))
    transport = httpx.ASGITransport(app, client=(client, 5000))
    async with httpx.AsyncClient(transport=transport, base_url=base) as http:
        yield http


async def test_the_page_is_for_this_machine_only(stage: FakeStage) -> None:
    for client, answer in (("127.0.0.1", 200), ("::1", 200), ("192.168.1.7", 403), ("testclient", 403)):
        async with calling(stage, client=client) as http:
            assert (await http.get("/")).status_code == answer


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("localhost", 403),
        ("localhost:8001", 403),
        ("evil.example:8000", 403),
        ("localhost:8000.evil.example", 403),
    ],
)
async def test_host_must_be_this_machine_and_port(stage: FakeStage, host: str, answer: int) -> None:
    async with calling(stage) as http:
        for path in ("/", "/static/demo/demo.js"):
            assert (await http.get(path, headers={"Host": host})).status_code == answer


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://localhost:8001", "https://localhost:8000"]
)
async def test_a_post_must_come_from_the_page_itself(stage: FakeStage, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    async with calling(stage) as http:
        assert (await http.post("/start-over", headers=headers)).status_code == 403
        assert stage.calls == []
        assert (await http.post("/start-over", headers={"Origin": OWN})).status_code == 204
        assert stage.calls == [("start_over",)]


async def test_a_foreign_page_cannot_listen(stage: FakeStage) -> None:
    async with calling(stage) as http:
        assert (await http.get("/events", headers={"Origin": "http://evil.example"})).status_code == 403


async def test_every_answer_says_what_may_be_loaded(stage: FakeStage) -> None:
    async with calling(stage) as http:
        answers = [await http.get("/"), await http.get("/static/demo/demo.css"), await http.post("/start-over")]
    assert [answer.status_code for answer in answers] == [200, 200, 403]
    for answer in answers:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_page_has_no_script_or_style_inside_and_says_that_it_is_a_demo(
    stage: FakeStage, language: str
) -> None:
    stage.language = language
    async with calling(stage) as http:
        page = (await http.get("/")).text
    assert f'<html lang="{language}"' in page
    assert "Bản chạy thử" in page
    assert "Demo" in page
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/demo/demo.js">']
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []


@pytest.mark.parametrize(
    ("path", "sent", "call"),
    [
        ("/phones/2/say", {"text": "cho tôi hỏi"}, ("say", 2, "cho tôi hỏi")),
        ("/phones/2/say", {"text": ""}, ("say", 2, "")),
        ("/phones/2/say", {"text": "ệ" * 10_000}, ("say", 2, "ệ" * 10_000)),
        ("/phones/1/tap", {"data": "11.0"}, ("tap", 1, "11.0")),
        ("/phones/1/attach", {"kind": "sticker"}, ("attach", 1, "sticker")),
        ("/phones/3/sit", {"persona": "new"}, ("sit", 3, "new")),
        ("/phones/3/sit", {"persona": "lan"}, ("sit", 3, "lan")),
        ("/phones/3/kind", {"kind": "few"}, ("channel_kind", 3, "few")),
        ("/phones/3/offline", {"on": "yes"}, ("offline", 3, True)),
        ("/phones/3/offline", {"on": "no"}, ("offline", 3, False)),
        ("/jump", {"to": "sunday"}, ("jump", "sunday")),
        ("/speak", {"language": "en"}, ("speak", "en")),
    ],
)
@pytest.mark.parametrize("how", ["json", "data"])
async def test_a_post_takes_json_or_a_form(
    stage: FakeStage, path: str, sent: dict[str, str], call: tuple[object, ...], how: str
) -> None:
    async with calling(stage) as http:
        request = http.build_request(
            "POST",
            path,
            headers={"Origin": OWN},
            json=sent if how == "json" else None,
            data=sent if how == "data" else None,
        )
        assert (await http.send(request)).status_code == 204
    assert stage.calls == [call]


@pytest.mark.parametrize(
    ("path", "body", "answer"),
    [
        ("/phones/9/say", '{"text": "a"}', 404),
        ("/phones/x/say", '{"text": "a"}', 404),
        ("/phones/1/say", "{}", 400),
        ("/phones/1/say", "[]", 400),
        ("/phones/1/say", "not json", 400),
        ("/phones/1/say", '{"text": 5}', 400),
        ("/phones/1/attach", '{"kind": "bomb"}', 400),
        ("/phones/1/sit", '{"persona": "nobody"}', 400),
        ("/phones/1/kind", '{"kind": "many"}', 400),
        ("/phones/1/offline", '{"on": true}', 400),
        ("/jump", '{"to": "yesterday"}', 400),
        ("/speak", '{"language": "xx"}', 400),
        ("/phones/1/say", '{"text": "' + "a" * 300_000 + '"}', 413),
    ],
)
async def test_a_post_that_makes_no_sense_changes_nothing(stage: FakeStage, path: str, body: str, answer: int) -> None:
    async with calling(stage) as http:
        headers = {"Origin": OWN, "Content-Type": "application/json"}
        assert (await http.post(path, content=body, headers=headers)).status_code == answer
    assert stage.calls == []


async def told(stream: AsyncIterator[str], event: str) -> str:
    """The data of the next event of this name."""
    async for line in stream:
        if line == f"event: {event}":
            return await anext(stream)
    raise AssertionError(f"the stream ended without {event}")


async def test_the_stream_begins_with_the_whole_scene_and_follows_it(stage: FakeStage) -> None:
    async with serving(stage) as url, httpx.AsyncClient(base_url=url) as http, http.stream("GET", "/events") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Accel-Buffering"] == "no"
        stream = answer.aiter_lines()
        assert "Clock" not in await told(stream, "scene")
        stage.bubble(1, "một\r\nhai\rba\nbốn <b>")
        assert (
            await told(stream, "show")
            == 'data: <li class="line them" id="line-1-m4" data-into="log-1" data-day="2026-11-23">'
        )
        stage.tell(Cleared(2))
        assert await told(stream, "clear") == "data: 2"
        stage.tell(Cleared())
        assert await told(stream, "clear") == "data: all"
        stage.language = "en"
        stage.tell(Cleared(1))
        assert await told(stream, "reload") == "data: vi"


async def test_a_silent_stream_shows_that_it_lives(stage: FakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_HEARTBEAT", 0.01)
    async with serving(stage) as url, httpx.AsyncClient(base_url=url) as http, http.stream("GET", "/events") as answer:
        stream = answer.aiter_lines()
        beats = 0
        async for line in stream:
            beats += line.startswith(": ")
            if beats == 3:
                break
        stage.bubble(1, "Vẫn nghe")
        assert "line-1-m4" in await told(stream, "show")


async def test_forty_open_pages_all_hear_what_each_of_them_says(stage: FakeStage) -> None:
    pages = 40
    async with serving(stage) as url, AsyncExitStack() as opened:
        http = await opened.enter_async_context(
            httpx.AsyncClient(base_url=url, limits=httpx.Limits(max_connections=None))
        )
        answers = [await opened.enter_async_context(http.stream("GET", "/events")) for _n in range(pages)]
        streams = [answer.aiter_lines() for answer in answers]
        for stream in streams:
            await told(stream, "scene")
        said = [f"tin của trang {n}." for n in range(pages)]
        posts = [
            http.post(f"/phones/{n % 3 + 1}/say", json={"text": words}, headers={"Origin": url})
            for n, words in enumerate(said)
        ]
        assert {answer.status_code for answer in await asyncio.gather(*posts)} == {204}
        for stream in streams:
            missing = set(said)
            async for line in stream:
                missing -= {words for words in missing if words in line}
                if not missing:
                    break
            assert not missing


async def test_the_server_stops_though_pages_listen(stage: FakeStage) -> None:
    async with httpx.AsyncClient() as http:
        async with serving(stage) as url:
            request = http.build_request("GET", f"{url}/events")
            answer = await http.send(request, stream=True)
            stream = answer.aiter_lines()
            await told(stream, "scene")
        # `serving` has waited for the server without any time-out of uvicorn's.
        assert [line async for line in stream][-1] == ""
        await answer.aclose()


class LateStage(FakeStage):
    """Something happens the moment the scene has been looked at."""

    def snapshot(self) -> Scene:
        scene = super().snapshot()
        if not self.calls and self._audience:
            self.calls.append(("looked",))
            self.bubble(1, "Ngay lúc đó")
        return scene


async def test_nothing_falls_between_the_scene_and_what_follows() -> None:
    stage = LateStage()
    async with serving(stage) as url, httpx.AsyncClient(base_url=url) as http, http.stream("GET", "/events") as answer:
        assert "line-1-m4" in await asyncio.wait_for(told(answer.aiter_lines(), "show"), 5)


def test_the_vocabulary_is_complete() -> None:
    events = set(Event.__args__)
    assert events == {Bubble, Cleared, Typing, Pressing, *server._REGIONS}


async def test_a_picture_stands_in_its_message_and_a_document_can_be_taken(stage: FakeStage) -> None:
    stage.show_file(1, BubbleFile(7, "áp phích.png", "image/png", is_picture=True, content=b"\x89PNG"))
    stage.show_file(1, BubbleFile(8, "bảng.xlsx", "application/octet-stream", is_picture=False, content=b"PK"))
    page = rendered("bubble", stage.snapshot(), bubble=stage.phones[1].bubbles[-2], pressed=set())
    assert '<img src="/files/7" alt="Hình: áp phích.png">' in page
    page = rendered("bubble", stage.snapshot(), bubble=stage.phones[1].bubbles[-1], pressed=set())
    assert 'href="/files/8" download="bảng.xlsx"' in page
    async with calling(stage) as http:
        picture, document = await http.get("/files/7"), await http.get("/files/8")
        assert (picture.content, picture.headers["content-type"]) == (b"\x89PNG", "image/png")
        assert picture.headers["content-disposition"].startswith("inline")
        assert document.headers["content-disposition"].startswith("attachment")
        assert (await http.get("/files/9")).status_code == 404
    async with calling(stage, client="192.168.1.7") as http:
        assert (await http.get("/files/7")).status_code == 403
