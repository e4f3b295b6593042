"""Who comes in: a link opened by GET is used up by POST only, and from then on a cookie stands for the person."""

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
WAITING = 8  # for something to be drawn


@dataclass(frozen=True)
class Visitor:
    """Who is looking at a page, in one transaction with all it shows."""

    db: AsyncSession
    request: Request
    person: Person
    cookie: str
    sent: FormData

    @property
    def reader(self) -> Reader:
        """A page says «anh/chị» to nobody: it is written like a form."""
        return Reader(self.person.language)

    @property
    def seal(self) -> str:
        """What each form of this visit carries: nobody else's page can know it."""
        return hmac.new(self.cookie.encode(), b"form", hashlib.sha256).hexdigest()

    def form(self) -> FormData:
        """What was sent; 403 if the form was not one of ours."""
        if not hmac.compare_digest(str(self.sent.get("seal") or "").encode(), self.seal.encode()):
            raise HTTPException(403)
        return self.sent

    def shows(self, template: str, **values: object) -> Response:
        """A page, with what all of them need."""
        return page(template, self.reader, 200, seal=self.seal, who=labels.person(self.person), **values)


@dataclass(frozen=True)
class Drawing:
    """An answer with something to be drawn, in a thread and when its transaction is over; then it is shown."""

    draw: Callable[[], bytes]
    show: Callable[[bytes], Response]


Begin = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Shows = Callable[[Visitor], Awaitable[Response | Drawing]]


class PageAccess:
    """Lets people in and out, a few at a time."""

    def __init__(self, begin: Begin, read: Begin) -> None:
        """`begin` and `read` begin a transaction on the database, which keeps links and visits as hashes."""
        self._begin, self._read = begin, read
        self._readers, self._drawers = Turnstile(3, 40), Turnstile(1, WAITING)
        # One page at a time asks for the connection that writes: a turn never has more than that before it.
        self._writers = Turnstile(1, 20)

    def inside(self, show: Shows) -> Callable[[Request], Awaitable[Response]]:
        """A page for visitors only; everybody else is told where to ask for a link. Only a POST may change anything."""

        @wraps(show)
        async def shown(request: Request) -> Response:
            cookie = request.cookies.get(COOKIE, "")
            if not cookie:
                return _outside(401)
            # All of it, before anything is begun: however slowly it comes, nobody waits for it but who sends it.
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
        """Say whose link it is; the link stays good, since chat programs open links by themselves."""
        token = request.path_params["token"]
        async with self._reading() as db:
            person = await page_sessions.meant_for(db, token)
        if person is None:
            return _outside(410)
        return page("arrive", Reader(person.language), who=labels.person(person), token=token)

    async def enter(self, request: Request) -> Response:
        """Use the link up."""
        token = request.path_params["token"]
        async with self._reading() as db:
            # Who made it up does not get as far as the connection that writes.
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
            # Only the demo is reached without TLS; what a proxy says of the host counts for nothing.
            secure=not (address or "").startswith("http:"),
        )
        return answer

    async def leave(self, visitor: Visitor) -> Response:
        """Leave here, or everywhere."""
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
