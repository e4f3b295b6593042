"""The HTTP side, in the loop of the test: routes, faults, and a listener that can go away and come back."""

import asyncio
import inspect
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.fake_telegram.faults import Fault, Script
from tests.fake_telegram.methods import METHODS, Method
from tests.fake_telegram.pace import RateLimits
from tests.fake_telegram.parameters import Json, checked, raw_parameters
from tests.fake_telegram.refusals import Mistake, Refusal, too_many
from tests.fake_telegram.spec import SPELLED
from tests.fake_telegram.state import State

# Seconds after which the platform is reported to hang up (NousResearch/hermes-agent, pull request 84495).
_KEEPS_IDLE = 39
_PACED = ("send", "edit")

Latency = Callable[[], float]


class Call(NamedTuple):
    method: str
    parameters: Json


@dataclass(frozen=True)
class Exchange:
    """A call, when it came in, and its end: the status (0: none), and whether it took effect."""

    method: str
    parameters: Json
    at: float
    status: int
    applied: bool


class _Protocol(H11Protocol):
    """Lets a request reach its connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, "transport": transport}
        self.access_log = False
        super().connection_made(transport)


class Server:
    """Serves one bot's token. `latency` says how long a call takes to get here."""

    def __init__(self, token: str, state: State, *, strict: bool = True) -> None:
        self.token = token
        self.state = state
        self.strict = strict
        self.script = Script()
        self.latency: Latency = float
        self.calls: list[Call] = []
        self.exchanges: list[Exchange] = []
        self.mistakes: list[str] = []
        self.port = 0
        self._limits: list[RateLimits] = []
        self._http = ServerState()
        self._listener: asyncio.Server | None = None

    @property
    def up(self) -> bool:
        return self._listener is not None

    def limit_rates(self, limits: RateLimits) -> RateLimits:
        """From now on."""
        self._limits = [limits]
        return limits

    async def start(self) -> None:
        """On a free port at first, ever after on the same."""
        routes = [
            Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download),
        ]
        config = Config(
            Starlette(routes=routes), log_config=None, ws="none", lifespan="off", timeout_keep_alive=_KEEPS_IDLE
        )
        config.load()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: _Protocol(config, self._http, {}), "127.0.0.1", self.port, family=socket.AF_INET
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Refuse connections, and cut those there are."""
        if self._listener is None:
            return
        self._listener.close()
        for connection in list(self._http.connections):
            connection.transport.abort()
        for task in self._http.tasks:
            task.cancel()
        await asyncio.gather(*self._http.tasks, return_exceptions=True)
        self._listener = None

    def hang_up(self) -> None:
        """At once, and not only when the loop comes to it."""
        for connection in list(self._http.connections):
            connection.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._served(request)
        except asyncio.CancelledError:
            # The listener has gone away; nobody will read this.
            return Response(status_code=503)

    async def _served(self, request: Request) -> Response:
        asked = request.path_params["method"]
        if refusal := self._wrong_token(request):
            return JSONResponse(refusal.as_json(), refusal.status)
        method, raw = SPELLED.get(asked.lower(), asked), await raw_parameters(request)
        self.calls.append(Call(method, raw))
        self.state.clock.ring()
        at = self.state.clock.now()
        await self.state.clock.sleep(self.latency())
        fault = self.script.take(method, _chat_id(raw)) or Fault(applied=True)
        await self.state.clock.sleep(fault.delay)
        response = await self._outcome(method, raw) if fault.applied else None
        applied = response is not None and response.status_code == 200
        response = _replaced(response, fault)
        status = 0 if fault.cut or fault.silent else response.status_code
        self.exchanges.append(Exchange(method, raw, at, status, applied))
        self.state.clock.ring()
        if fault.silent:
            await _until_gone(request)
        if fault.cut:
            request.state.transport.abort()
            await asyncio.sleep(0)
        return response

    async def _outcome(self, method: str, raw: Json) -> Response:
        """What the platform itself would answer."""
        try:
            run = self._method(method)
            given = checked(method, raw, strict=self.strict)
            self._keep_pace(method, given)
            result = run(self.state, given)
            found: Any = await result if inspect.isawaitable(result) else result
            # In ASCII, as they write it: so even half a character of somebody's gets through.
            return Response(json.dumps({"ok": True, "result": found}), media_type="application/json")
        except Mistake as mistake:
            self.mistakes.append(mistake.description)
            return JSONResponse(mistake.as_json(), mistake.status)
        except Refusal as refusal:
            return JSONResponse(refusal.as_json(), refusal.status)

    def _method(self, method: str) -> Method:
        if method not in METHODS:
            self.mistakes.append(f"there is no method {method}, or this fake does not speak it")
            raise Refusal(404, "Not Found: method not found")
        return METHODS[method]

    def _keep_pace(self, method: str, given: Json) -> None:
        if not method.startswith(_PACED) or method == "sendChatAction":
            return
        for limits in self._limits:
            if seconds := limits.wait(given.get("chat_id", 0), self.state.clock.now()):
                raise too_many(seconds)

    def _wrong_token(self, request: Request) -> Refusal | None:
        token = request.path_params["token"]
        if token == self.token:
            return None
        number, _, secret = token.partition(":")
        return Refusal(401, "Unauthorized") if number.isdecimal() and secret else Refusal(404, "Not Found")

    async def _download(self, request: Request) -> Response:
        file = self.state.files.download(request.path_params["path"])
        if self._wrong_token(request) or file is None:
            return JSONResponse(Refusal(404, "Not Found").as_json(), 404)
        return Response(file.content, media_type="application/octet-stream")


def _replaced(response: Response | None, fault: Fault) -> Response:
    if fault.refusal is not None:
        return JSONResponse(fault.refusal.as_json(), fault.refusal.status)
    if fault.page is not None:
        return PlainTextResponse(fault.page[1], fault.page[0])
    return response or Response(status_code=204)


def _chat_id(raw: Json) -> int | None:
    given = str(raw.get("chat_id", ""))
    return int(given) if given.lstrip("-").isdecimal() else None


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
