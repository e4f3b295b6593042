"""Logging in: GET shows whose link it is, POST uses it up and sets a cookie."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import wraps

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from bot.chat import labels
from bot.i18n import Reader
from bot.services.access import page_sessions
from bot.storage import installation
from bot.storage.tables.people import Person
from bot.web.pages.limits import COOKIE, Turnstile
from bot.web.pages.show import page

HOME = "/bang"
_SEE_OTHER = 303
_MOST_FIELDS = 2000
WAITING = 8  # requests waiting for a drawing


@dataclass(frozen=True)
class Visitor:
    """The person looking at a page, and the transaction for all it shows."""

    db: AsyncSession
    request: Request
    person: Person
    cookie: str
    sent: FormData

    @property
    def reader(self) -> Reader:
        return Reader(self.person.language)

    @property
    def seal(self) -> str:
        return hmac.new(self.cookie.encode(), b"form", hashlib.sha256).hexdigest()

    def form(self) -> FormData:
        """Raises 403 if the form does not carry the seal."""
        if not hmac.compare_digest(str(self.sent.get("seal") or "").encode(), self.seal.encode()):
            raise HTTPException(403)
        return self.sent

    def shows(self, template: str, **values: object) -> Response:
        return page(template, self.reader, 200, seal=self.seal, who=labels.person(self.person), **values)


@dataclass(frozen=True)
class Drawing:
    """An answer that draws: `draw` runs in a thread after the transaction, `show` makes the response."""

    draw: Callable[[], bytes]
    show: Callable[[bytes], Response]


Begin = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Shows = Callable[[Visitor], Awaitable[Response | Drawing]]


class PageAccess:
    """Log-in, log-out, and limits on pages at once."""

    def __init__(self, begin: Begin, read: Begin) -> None:
        """`begin` opens a transaction that writes, `read` one that only reads."""
        self._begin, self._read = begin, read
        self._readers, self._drawers = Turnstile(3, 40), Turnstile(1, WAITING)
        # One page at a time writes, so a turn waits for at most one.
        self._writers = Turnstile(1, 20)

    def inside(self, show: Shows) -> Callable[[Request], Awaitable[Response]]:
        """Require a log-in, else tell where to ask for a link. Only a POST may change anything."""

        @wraps(show)
        async def shown(request: Request) -> Response:
            cookie = request.cookies.get(COOKIE, "")
            if not cookie:
                return _outside(401)
            # Read the body first: a slow sender must not hold a transaction.
            sent = await _sent(request)
            begin = self._reading
            if request.method == "POST":
                if not await self._knows(cookie):
                    return _outside(401)
                begin = self._writing
            async with begin() as db:
                person = await page_sessions.visitor(db, cookie)
                if person is None:
                    return _outside(401)
                request.state.language = person.language
                found = await show(Visitor(db, request, person, cookie, sent))
            return found if isinstance(found, Response) else await self._drawn(found)

        return shown

    async def arrive(self, request: Request) -> Response:
        """Say whose link it is without using it up: chat programs open links by themselves."""
        token = request.path_params["token"]
        async with self._reading() as db:
            person = await page_sessions.meant_for(db, token)
        if person is None:
            return _outside(410)
        return page("arrive", Reader(person.language), who=labels.person(person), token=token)

    async def enter(self, request: Request) -> Response:
        token = request.path_params["token"]
        async with self._reading() as db:
            # An invented token must not reach the connection that writes.
            if await page_sessions.meant_for(db, token) is None:
                return _outside(410)
        async with self._writing() as db:
            cookie, address = await page_sessions.begin(db, token), installation.of(db).page
        if cookie is None:
            return _outside(410)
        answer = RedirectResponse(f"{HOME}/", _SEE_OTHER)
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=int(page_sessions.VISIT_LIVES.total_seconds()),
            path=HOME,
            httponly=True,
            samesite="lax",
            # Only the demo works without TLS; a proxy's headers are not trusted here.
            secure=not (address or "").startswith("http:"),
        )
        return answer

    async def leave(self, visitor: Visitor) -> Response:
        sent = visitor.form()
        if sent.get("everywhere"):
            await page_sessions.end_all(visitor.db, visitor.person)
        else:
            await page_sessions.end(visitor.db, visitor.cookie)
        answer = page("outside", visitor.reader, left=True)
        answer.delete_cookie(COOKIE, path=HOME)
        return answer

    async def _knows(self, cookie: str) -> bool:
        async with self._reading() as db:
            return await page_sessions.visitor(db, cookie) is not None

    async def _drawn(self, drawing: Drawing) -> Response:
        async with self._drawers.passed():
            return drawing.show(await asyncio.to_thread(drawing.draw))

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        async with self._readers.passed(), self._read() as db:
            yield db

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        async with self._writers.passed(), self._begin() as db:
            yield db


def _outside(status: int) -> Response:
    return page("outside", Reader(), status)


async def _sent(request: Request) -> FormData:
    try:
        return await request.form(max_fields=_MOST_FIELDS, max_files=0)
    except ClientDisconnect:
        raise HTTPException(400) from None
