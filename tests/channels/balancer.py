"""A reverse proxy before several processes: each in its turn; one that does not answer is passed over for a while."""

import asyncio
from dataclasses import dataclass, field
from typing import Self

import aiohttp
from aiohttp import web

_ANSWERS_WITHIN = 5.0  # seconds
_PASSED_OVER = 10.0


@dataclass
class Balancer:
    """With `to_all` every request is brought to all of them at once, and the last answer counts."""

    processes: list[str] = field(default_factory=list)
    to_all: bool = False
    root: str = ""
    _turn: int = 0
    _bad_until: dict[str, float] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._out = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_ANSWERS_WITHIN))
        app = web.Application()
        app.router.add_post("/{path:.*}", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()
        await self._out.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), request.headers
        if self.to_all:
            found = await asyncio.gather(
                *(self._asked(one, request.path, body, dict(headers)) for one in self.processes)
            )
            return web.Response(status=max(status or 503 for status in found))
        for process in self._in_turn():
            status = await self._asked(process, request.path, body, dict(headers))
            if status is not None:
                return web.Response(status=status)
        return web.Response(status=503)

    def _in_turn(self) -> list[str]:
        now = asyncio.get_running_loop().time()
        self._turn += 1
        turn = [self.processes[(self._turn + n) % len(self.processes)] for n in range(len(self.processes))]
        return sorted(turn, key=lambda one: self._bad_until.get(one, 0.0) > now)

    async def _asked(self, process: str, path: str, body: bytes, headers: dict[str, str]) -> int | None:
        try:
            async with self._out.post(f"{process}{path}", data=body, headers=headers) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            self._bad_until[process] = asyncio.get_running_loop().time() + _PASSED_OVER
            return None
