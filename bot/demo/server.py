"""The demo page: three phones side by side and one clock, for a browser on this machine."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Collection, Mapping
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.guard import Guard
from bot.demo.rendering import rendered
from bot.demo.scene import (
    ATTACHMENTS,
    JUMPS,
    KINDS,
    NEWCOMER,
    Bubble,
    Cleared,
    ClockMoved,
    DemoStage,
    Event,
    Fired,
    JobsChanged,
    PhonesChanged,
    Pressing,
    Scene,
    TourMoved,
    Typing,
)
from bot.demo.tour import Tour
from bot.i18n.catalogs import LANGUAGES

_HERE = Path(__file__).parent
_HEARTBEAT = 15.0  # seconds: browsers and proxies drop a silent stream after about half a minute
# Seconds a connection at rest is kept: closed sooner, it would meet what a page sends after a long answer to another.
_KEPT = 75
_READ_IN_THE_BROWSER = {"application/pdf", "text/plain"}
_LONGEST_POST = 256 * 1024  # ten thousand characters, escaped, with a margin
_MOST_DRAWN = 500
_REGIONS: Mapping[type[Event], str] = {
    ClockMoved: "clock",
    JobsChanged: "jobs",
    PhonesChanged: "people",
    Fired: "fired",
    TourMoved: "tour",
}


def demo_routes(stage: DemoStage, tour: Tour | None = None) -> list[BaseRoute]:
    page = _Page(stage, tour or Tour(stage))
    guard = [Middleware(Guard)]
    posts = {
        "/phones/{phone:int}/say": page.say,
        "/phones/{phone:int}/tap": page.tap,
        "/phones/{phone:int}/attach": page.attach,
        "/phones/{phone:int}/sit": page.sit,
        "/phones/{phone:int}/kind": page.kind,
        "/phones/{phone:int}/offline": page.offline,
        "/jump": page.jump,
        "/start-over": page.start_over,
        "/speak": page.speak,
        "/tour": page.tour,
    }
    return [
        Route("/", page.show, middleware=guard),
        Route("/events", page.events, middleware=guard),
        Route("/files/{number:int}", page.file, middleware=guard),
        *(
            Route(path, post, methods=["POST"], middleware=guard, max_body_size=_LONGEST_POST)
            for path, post in posts.items()
        ),
        Mount("/static/demo", StaticFiles(directory=_HERE / "static"), middleware=guard),
        Mount("/static/fonts", StaticFiles(directory=_HERE.parent / "fonts"), middleware=guard),
    ]


class DemoServer(uvicorn.Server):
    """Closes the stage before it waits for open streams, which would never end by themselves."""

    def __init__(self, config: uvicorn.Config, stage: DemoStage) -> None:
        super().__init__(config)
        config.timeout_keep_alive = _KEPT
        self._stage = stage

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stage.close()
        await super().shutdown(sockets)


class _Page:
    def __init__(self, stage: DemoStage, tour: Tour) -> None:
        self._stage, self._tour = stage, tour
        # By the identity of an event: what it looks like is drawn once, however many pages are open.
        self._drawn: dict[int, tuple[Event, str, str]] = {}

    async def show(self, request: Request) -> Response:
        scene = self._stage.snapshot()
        theme = request.cookies.get("demo_theme")
        return HTMLResponse(
            rendered(
                "page",
                scene,
                tour=self._tour,
                theme=theme if theme in {"light", "dark"} else "auto",
                large=request.cookies.get("demo_text") == "large",
                toured=request.cookies.get("demo_tour") == "seen",
            )
        )

    async def events(self, _request: Request) -> Response:
        unbuffered = {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=unbuffered)

    async def file(self, request: Request) -> Response:
        found = self._stage.file(request.path_params["number"])
        if found is None:
            raise HTTPException(404, "There is no such file.")
        way = "inline" if found.is_picture or found.mime in _READ_IN_THE_BROWSER else "attachment"
        named = {"Content-Disposition": f"{way}; filename*=UTF-8''{quote(found.name, safe='')}"}
        return Response(found.content, media_type=found.mime, headers=named)

    async def _stream(self) -> AsyncIterator[str]:
        changes = self._stage.changes()
        coming = asyncio.ensure_future(anext(changes, None))
        await asyncio.sleep(0)  # let the generator start listening, so that no change is lost before the snapshot
        scene = self._stage.snapshot()
        try:
            yield "retry: 1000\n\n" + _sent("scene", self._whole(scene))
            while True:
                # Only the wait times out: cancelling a step of `changes` could end it.
                await asyncio.wait({coming}, timeout=_HEARTBEAT)
                if not coming.done():
                    yield ": still here\n\n"
                    continue
                event = coming.result()
                if event is None:
                    yield _sent("stopped", "")
                    return
                coming = asyncio.ensure_future(anext(changes, None))
                yield self._told(event, scene.language)
        finally:
            coming.cancel()

    def _told(self, event: Event, language: str) -> str:
        if (known := self._drawn.get(id(event))) is None:
            scene = self._stage.snapshot()
            known = self._drawn[id(event)] = event, scene.language, self._shown(event, scene)
            if len(self._drawn) > _MOST_DRAWN:
                del self._drawn[next(iter(self._drawn))]
        _event, spoken, shown = known
        return shown if spoken == language else _sent("reload", language)

    def _shown(self, event: Event, scene: Scene) -> str:
        if isinstance(event, Bubble):
            return _sent("show", self._bubble(event, scene))
        if isinstance(event, Cleared):
            return _sent("clear", "all" if event.phone is None else str(event.phone))
        if isinstance(event, Typing):
            return _sent("typing", json.dumps({"phone": event.phone, "text": event.text, "seconds": event.seconds}))
        if isinstance(event, Pressing):
            return _sent("pressing", json.dumps({"phone": event.phone, "data": event.data}))
        return _sent("show", self._region(_REGIONS[type(event)], scene))

    def _whole(self, scene: Scene) -> str:
        bubbles = [self._bubble(bubble, scene) for phone in scene.phones for bubble in phone.bubbles]
        return "".join([*(self._region(region, scene) for region in _REGIONS.values()), *bubbles])

    def _region(self, name: str, scene: Scene) -> str:
        return rendered(name, scene, tour=self._tour)

    def _bubble(self, bubble: Bubble, scene: Scene) -> str:
        # An edited message answers the press itself.
        pressed = {data for phone, data in scene.pressed if phone == bubble.phone and not bubble.edited}
        return rendered("bubble", scene, bubble=bubble, pressed=pressed)

    async def say(self, request: Request) -> Response:
        phone, text = self._phone(request), await _field(request, "text")
        await self._tour.visitor_acts()
        await self._stage.say(phone, text)
        return _done()

    async def tap(self, request: Request) -> Response:
        phone, data = self._phone(request), await _field(request, "data")
        await self._tour.visitor_acts()
        await self._stage.tap(phone, data)
        return _done()

    async def attach(self, request: Request) -> Response:
        phone, kind = self._phone(request), await _field(request, "kind", ATTACHMENTS)
        await self._tour.visitor_acts()
        await self._stage.attach(phone, kind)
        return _done()

    async def sit(self, request: Request) -> Response:
        known = [persona.key for persona in self._stage.snapshot().personas]
        phone, key = self._phone(request), await _field(request, "persona", [*known, NEWCOMER])
        await self._tour.visitor_acts()
        await self._stage.sit(phone, key)
        return _done()

    async def kind(self, request: Request) -> Response:
        phone, kind = self._phone(request), await _field(request, "kind", KINDS)
        await self._tour.visitor_acts()
        await self._stage.channel_kind(phone, kind)
        return _done()

    async def offline(self, request: Request) -> Response:
        phone, on = self._phone(request), await _field(request, "on", ("yes", "no"))
        await self._tour.visitor_acts()
        self._stage.offline(phone, on=on == "yes")
        return _done()

    async def jump(self, request: Request) -> Response:
        to = await _field(request, "to", JUMPS)
        await self._tour.visitor_acts()
        await self._stage.jump(to)
        return _done()

    async def start_over(self, _request: Request) -> Response:
        await self._tour.start_over()
        return _done()

    async def speak(self, request: Request) -> Response:
        await self._stage.speak(await _field(request, "language", LANGUAGES))
        return _done()

    async def tour(self, request: Request) -> Response:
        order = await _field(request, "do", ["play", "pause", "resume", "stop"])
        if order == "play":
            known = [str(n) for n in range(len(self._tour.steps))]
            await self._tour.play(int(await _field(request, "step", known)))
        elif order == "pause":
            self._tour.pause()
        elif order == "resume":
            self._tour.resume()
        else:
            await self._tour.stop()
        return _done()

    def _phone(self, request: Request) -> int:
        number: int = request.path_params["phone"]
        if number not in {phone.number for phone in self._stage.snapshot().phones}:
            raise HTTPException(404, "There is no such phone.")
        return number


def _done() -> Response:
    return Response(status_code=204)


async def _field(request: Request, name: str, known: Collection[str] | None = None) -> str:
    """Return a field of a form or of JSON. Raises 400 if it is missing, or not one of `known`."""
    try:
        is_json = request.headers.get("content-type", "").startswith("application/json")
        sent = await request.json() if is_json else await request.form()
    except ValueError:
        sent = None
    value = sent.get(name) if isinstance(sent, Mapping) else None
    if not isinstance(value, str) or (known is not None and value not in known):
        raise HTTPException(400, f"«{name}» is missing or not one of those there are.")
    return value


def _sent(event: str, data: str) -> str:
    lines = "".join(f"data: {line}\n" for line in re.split(r"\r\n|\r|\n", data))
    return f"event: {event}\n{lines}\n"
