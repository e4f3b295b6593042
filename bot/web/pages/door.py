"""Who comes in: a link opened by GET is used up by POST only, and from then on a cookie stands for the person."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import wraps

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.chat import labels
from bot.i18n import Reader
from bot.services.access import page_sessions
from bot.storage.tables.people import Person
from bot.web.pages.show import page

COOKIE = "hvs"
HOME = "/bang"
_SEE_OTHER = 303
# Only here may the cookie go without TLS.
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Visitor:
    """Who is looking at a page, in one transaction with all it shows."""

    db: AsyncSession
    request: Request
    person: Person
    cookie: str

    @property
    def reader(self) -> Reader:
        """A page says «anh/chị» to nobody: it is written like a form."""
        return Reader(self.person.language)

    @property
    def seal(self) -> str:
        """What each form of this visit carries: nobody else's page can know it."""
        return hmac.new(self.cookie.encode(), b"form", hashlib.sha256).hexdigest()

    async def form(self) -> FormData:
        """What was sent; 403 if the form was not one of ours."""
        sent = await self.request.form()
        if not hmac.compare_digest(str(sent.get("seal") or "").encode(), self.seal.encode()):
            raise HTTPException(403)
        return sent

    def shows(self, template: str, **values: object) -> Response:
        """A page, with what all of them need."""
        return page(template, self.reader, 200, seal=self.seal, who=labels.person(self.person), **values)


Begin = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Shows = Callable[[Visitor], Awaitable[Response]]


class PageAccess:
    """Lets people in and out."""

    def __init__(self, begin: Begin) -> None:
        """`begin` begins a transaction on the database, which keeps links and visits as hashes."""
        self._begin = begin

    def inside(self, show: Shows) -> Callable[[Request], Awaitable[Response]]:
        """A page for visitors only; everybody else is told where to ask for a link."""

        @wraps(show)
        async def shown(request: Request) -> Response:
            cookie = request.cookies.get(COOKIE, "")
            async with self._begin() as db:
                person = await page_sessions.visitor(db, cookie) if cookie else None
                if person is None:
                    return page("outside", Reader(), status=401)
                return await show(Visitor(db, request, person, cookie))

        return shown

    async def arrive(self, request: Request) -> Response:
        """Say whose link it is; the link stays good, since chat programs open links by themselves."""
        token = request.path_params["token"]
        async with self._begin() as db:
            person = await page_sessions.meant_for(db, token)
            if person is None:
                return page("outside", Reader(), status=410)
            return page("arrive", Reader(person.language), who=labels.person(person), token=token)

    async def enter(self, request: Request) -> Response:
        """Use the link up."""
        async with self._begin() as db:
            cookie = await page_sessions.begin(db, request.path_params["token"])
        if cookie is None:
            return page("outside", Reader(), status=410)
        answer = RedirectResponse(HOME, _SEE_OTHER)
        lives, is_local = page_sessions.VISIT_LIVES, request.url.hostname in _LOCAL
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=int(lives.total_seconds()),
            path=HOME,
            httponly=True,
            samesite="lax",
            secure=not is_local,
        )
        return answer

    async def leave(self, visitor: Visitor) -> Response:
        """Leave here, or everywhere."""
        sent = await visitor.form()
        if sent.get("everywhere"):
            await page_sessions.end_all(visitor.db, visitor.person)
        else:
            await page_sessions.end(visitor.db, visitor.cookie)
        answer = page("outside", visitor.reader, left=True)
        answer.delete_cookie(COOKIE, path=HOME)
        return answer
