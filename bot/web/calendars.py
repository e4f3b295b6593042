"""Calendars, for programs that know the address: no log-in, and no names in them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.i18n import Reader
from bot.services.calendars import entries, feeds
from bot.web.headers import Labelled
from bot.web.pages.limits import Guests

AT = "/lich"
_HEADERS = {
    "Content-Disposition": 'inline; filename="lich.ics"',
    "Cache-Control": "private, max-age=3600",
    "X-Robots-Tag": "noindex",
}


def calendar_routes(read: Callable[[], AbstractAsyncContextManager[AsyncSession]]) -> Sequence[BaseRoute]:

    async def show(request: Request) -> Response:
        async with read() as db:
            of = await feeds.behind(db, request.path_params["token"])
            if of is None:
                raise HTTPException(404)
            content = await entries.calendar(db, of, Reader(await feeds.language_of(db, of)))
        return Response(content, media_type="text/calendar; charset=utf-8", headers=_HEADERS)

    app = Starlette(routes=[Route("/{token}.ics", show, methods=["GET"])], middleware=[Middleware(Guests)])
    return (Mount(AT, Labelled(app)),)
