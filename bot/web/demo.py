"""The demo page: three phones side by side on one clock, for a browser on this very machine."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Protocol, TypeAlias
from urllib.parse import quote

import uvicorn
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import clock
from bot.i18n import Reader, Text, Value
from bot.i18n.catalogs import LANGUAGES

KINDS = ("buttons", "few", "none")
ATTACHMENTS = ("sticker", "photo", "location", "voice", "contact")
JUMPS = ("next", "hour", "morning", "sunday")
NEWCOMER = "new"

_HERE = Path(__file__).parent
_HTTP = 80  # the port a browser leaves out of Host
_HEARTBEAT = 15.0  # seconds: browsers and proxies give a silent stream up after about half a minute
_LONGEST_POST = 256 * 1024  # ten thousand characters, escaped, and room to spare
_DAY_WORDS = {"vi": "EEEE d/M", "en": "EEEE d MMMM"}
_CODE = re.compile(r"\b[A-Z]{2,3}-\w{3,6}\b")
_SKIES = ((5, "night"), (11, "morning"), (14, "noon"), (18, "afternoon"), (22, "evening"), (24, "night"))
_GUARD_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Shown:
    """A picture or document in a message; it lies at `/files/<number>`."""

    number: int
    name: str
    mime: str
    is_picture: bool
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Bubble:
    """One message on a phone: from the bot («them»), from who holds it («me»), or about what happened («note»).

    `buttons` are (label, tap data). Coming again under its id it is an edit, and one edited to no text was removed.
    `language` only where it is not the page's.
    """

    phone: int
    id: str
    side: Literal["them", "me", "note"]
    text: str
    buttons: tuple[tuple[str, str], ...]
    stamp: datetime
    edited: bool = False
    language: str | None = None
    file: Shown | None = None


@dataclass(frozen=True)
class Cleared:
    """The messages of one phone, or of all, are gone."""

    phone: int | None = None


@dataclass(frozen=True)
class ClockMoved:
    """The time is another, or a jump began or ended."""


@dataclass(frozen=True)
class JobsChanged:
    """What is planned is another."""


@dataclass(frozen=True)
class PhonesChanged:
    """Somebody else holds a phone, or it became another kind, went off or came back; or the language changed."""


@dataclass(frozen=True)
class Fired:
    """A jump made something happen."""


Event: TypeAlias = Bubble | Cleared | ClockMoved | JobsChanged | PhonesChanged | Fired

_REGIONS: Mapping[type[Event], str] = {
    ClockMoved: "clock",
    JobsChanged: "jobs",
    PhonesChanged: "people",
    Fired: "fired",
}


@dataclass(frozen=True)
class Persona:
    """Somebody who can hold a phone; `caption` is the role, and the age where it is known."""

    key: str
    name: str
    caption: str


@dataclass(frozen=True)
class Phone:
    """One of the phones, and all that stands on it."""

    number: int
    persona: Persona
    kind: str
    offline: bool
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class Clock:
    """The time, in words and as ISO 8601 with its offset."""

    text: str
    iso: str


@dataclass(frozen=True)
class Job:
    """Something that is going to happen by itself."""

    when: str
    what: str


@dataclass(frozen=True)
class Scene:
    """All that the page shows, in the page's language; `fired` is what the last jump made happen."""

    phones: tuple[Phone, ...]
    clock: Clock
    jobs: tuple[Job, ...]
    fired: tuple[str, ...]
    personas: tuple[Persona, ...]
    language: str
    busy: bool = False


class Stage(Protocol):
    """What the page shows and sets in motion."""

    def snapshot(self) -> Scene:
        """Everything as it stands."""

    def changes(self) -> AsyncIterator[Event]:
        """Every event from the first step on, until the stage closes."""

    def file(self, number: int) -> Shown | None:
        """A file that was sent to one of the phones."""

    def close(self) -> None:
        """End every iterator of `changes`."""

    async def say(self, phone: int, text: str) -> None:
        """Type a message."""

    async def tap(self, phone: int, data: str) -> None:
        """Press the button that carries `data`."""

    async def attach(self, phone: int, kind: str) -> None:
        """Send one of ATTACHMENTS."""

    async def sit(self, phone: int, persona_key: str) -> None:
        """Give the phone to another person, or to somebody NEWCOMER."""

    async def channel_kind(self, phone: int, kind: str) -> None:
        """Make the phone one of KINDS."""

    def offline(self, phone: int, *, on: bool) -> None:
        """Put the phone out of reach, or back."""

    async def jump(self, to: str) -> None:
        """Move the clock to one of JUMPS."""

    async def start_over(self) -> None:
        """Everything as it was at the beginning."""

    async def speak(self, language: str) -> None:
        """Change the language of the page and of who speaks on it."""


def demo_routes(stage: Stage) -> list[BaseRoute]:
    """The page, its stream and its buttons. Each of them answers only to a page of this machine."""
    page = _Page(stage)
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
    }
    return [
        Route("/", page.show, middleware=guard),
        Route("/events", page.events, middleware=guard),
        Route("/files/{number:int}", page.file, middleware=guard),
        *(
            Route(path, post, methods=["POST"], middleware=guard, max_body_size=_LONGEST_POST)
            for path, post in posts.items()
        ),
        Mount("/static/demo", StaticFiles(directory=_HERE / "static" / "demo"), middleware=guard),
    ]


class DemoServer(uvicorn.Server):
    """Ends the open streams before it waits for them: they would never end by themselves."""

    def __init__(self, config: uvicorn.Config, stage: Stage) -> None:
        super().__init__(config)
        self._stage = stage

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the stage, then everything else."""
        self._stage.close()
        await super().shutdown(sockets)


class Guard:
    """Lets nobody in but this machine's own page.

    Host keeps out a foreign name that was pointed at this machine, Origin a foreign page that posts to it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on; either way the answer says what a page may load."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_GUARD_HEADERS)
            await send(message)

        refusal = _refusal(scope)
        answer = self._app if refusal is None else PlainTextResponse(refusal, 403)
        await answer(scope, receive, send_guarded)


def _refusal(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not _is_loopback(scope):
        return "The demo answers only to this machine."
    if host not in _own_hosts(scope["server"][1]):
        return "The demo answers only to localhost, 127.0.0.1 or [::1], with its port."
    if origin != f"http://{host}" and (origin is not None or scope["method"] == "POST"):
        return "The demo takes orders only from its own page."
    return None


def _is_loopback(scope: Scope) -> bool:
    try:
        return ip_address((scope["client"] or ("",))[0]).is_loopback
    except ValueError:
        return False


def _own_hosts(port: int) -> set[str]:
    names = {"localhost", "127.0.0.1", "[::1]"}
    return {f"{name}:{port}" for name in names} | (names if port == _HTTP else set())


class _Page:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._pressed: set[tuple[int, str]] = set()

    async def show(self, request: Request) -> Response:
        scene = self._stage.snapshot()
        theme = request.cookies.get("demo_theme")
        return HTMLResponse(
            _rendered(
                "page",
                scene,
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
        way = "inline" if found.is_picture else "attachment"
        named = {"Content-Disposition": f"{way}; filename*=UTF-8''{quote(found.name, safe='')}"}
        return Response(found.content, media_type=found.mime, headers=named)

    async def _stream(self) -> AsyncIterator[str]:
        changes = self._stage.changes()
        coming = asyncio.ensure_future(anext(changes, None))
        await asyncio.sleep(0)  # a generator begins to listen with its first step: no change may fall in between
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
                    return
                coming = asyncio.ensure_future(anext(changes, None))
                yield self._told(event, scene.language)
        finally:
            coming.cancel()

    def _told(self, event: Event, language: str) -> str:
        scene = self._stage.snapshot()
        if scene.language != language:
            return _sent("reload", language)
        if isinstance(event, Bubble):
            return _sent("show", self._bubble(event, scene))
        if isinstance(event, Cleared):
            return _sent("clear", "all" if event.phone is None else str(event.phone))
        return _sent("show", _rendered(_REGIONS[type(event)], scene))

    def _whole(self, scene: Scene) -> str:
        bubbles = [self._bubble(bubble, scene) for phone in scene.phones for bubble in phone.bubbles]
        return "".join([*(_rendered(region, scene) for region in _REGIONS.values()), *bubbles])

    def _bubble(self, bubble: Bubble, scene: Scene) -> str:
        # An edited message has answered the press by itself.
        pressed = {data for phone, data in self._pressed if phone == bubble.phone and not bubble.edited}
        return _rendered("bubble", scene, bubble=bubble, pressed=pressed)

    async def say(self, request: Request) -> Response:
        phone, text = self._phone(request), await _field(request, "text")
        await self._stage.say(phone, text)
        return _done()

    async def tap(self, request: Request) -> Response:
        phone, data = self._phone(request), await _field(request, "data")
        await self._stage.tap(phone, data)
        self._pressed.add((phone, data))
        return _done()

    async def attach(self, request: Request) -> Response:
        phone, kind = self._phone(request), await _field(request, "kind", ATTACHMENTS)
        await self._stage.attach(phone, kind)
        return _done()

    async def sit(self, request: Request) -> Response:
        known = [persona.key for persona in self._stage.snapshot().personas]
        phone, key = self._phone(request), await _field(request, "persona", [*known, NEWCOMER])
        await self._stage.sit(phone, key)
        return _done()

    async def kind(self, request: Request) -> Response:
        phone, kind = self._phone(request), await _field(request, "kind", KINDS)
        await self._stage.channel_kind(phone, kind)
        return _done()

    async def offline(self, request: Request) -> Response:
        phone, on = self._phone(request), await _field(request, "on", ("yes", "no"))
        self._stage.offline(phone, on=on == "yes")
        return _done()

    async def jump(self, request: Request) -> Response:
        await self._stage.jump(await _field(request, "to", JUMPS))
        return _done()

    async def start_over(self, _request: Request) -> Response:
        await self._stage.start_over()
        self._pressed.clear()
        return _done()

    async def speak(self, request: Request) -> Response:
        await self._stage.speak(await _field(request, "language", LANGUAGES))
        return _done()

    def _phone(self, request: Request) -> int:
        number: int = request.path_params["phone"]
        if number not in {phone.number for phone in self._stage.snapshot().phones}:
            raise HTTPException(404, "There is no such phone.")
        return number


def _done() -> Response:
    return Response(status_code=204)


async def _field(request: Request, name: str, known: Collection[str] | None = None) -> str:
    """One field of a form or of JSON, if `known` is given one of these."""
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


def _rendered(template: str, scene: Scene, **values: object) -> str:
    return _templates(scene.language).get_template(f"{template}.html").render(scene=scene, **values)


@cache
def _templates(language: str) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates" / "demo"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.globals["_"] = partial(_in_words, Reader(language))
    templates.globals["NEWCOMER"] = NEWCOMER
    templates.filters["day"] = partial(_day, language)
    templates.filters["local"] = clock.local
    templates.filters["moment"] = datetime.fromisoformat
    templates.filters["sky"] = _sky
    templates.filters["unbroken"] = _unbroken
    return templates


def _in_words(reader: Reader, message: str, /, **values: Value) -> str:
    return Text(message, values).for_(reader)


def _day(language: str, moment: datetime) -> str:
    return format_date(clock.local(moment), _DAY_WORDS[language], locale=language)


def _sky(moment: datetime) -> str:
    return next(sky for until, sky in _SKIES if clock.local(moment).hour < until)


def _unbroken(text: str) -> Markup:
    """The text with its class codes kept on one line: half a code is no code."""
    return Markup(_CODE.sub(r'<span class="code">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped here
