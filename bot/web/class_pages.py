"""Pages of classes, and their pictures for the card that a chat program makes of a link."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.chat import labels
from bot.documents.drawing import FileFormat, draw
from bot.i18n import Reader, Text, _, lines, on_any_day, verbatim
from bot.services.access import ways_in
from bot.services.courses import class_pages
from bot.services.courses.class_pages import ClassPage
from bot.storage import installation
from bot.web.headers import Labelled
from bot.web.pages.door import Begin
from bot.web.pages.limits import Guests, Turnstile
from bot.web.pages.refusals import REFUSALS
from bot.web.pages.show import page

_SHOWN = 8
_READER = Reader("vi")
_DRAWN_AT_ONCE, _WAITING = 1, 8


def class_page_routes(read: Begin) -> Sequence[BaseRoute]:
    pages = _Pages(read)
    routes = [
        Route("/{course:row}-{key}/anh.png", pages.picture, methods=["GET"]),
        Route("/{course:row}-{key}", pages.show, methods=["GET"]),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guests)], exception_handlers=REFUSALS)
    return (Mount(class_pages.AT, Labelled(app)),)


class _Pages:
    def __init__(self, read: Begin) -> None:
        self._read = read
        self._drawers = Turnstile(_DRAWN_AT_ONCE, _WAITING)

    async def show(self, request: Request) -> Response:
        async with self._read() as db:
            found = await _found(db, request)
            address = class_pages.address(db, found.next.course)
            code, place = found.next.course.code, found.next.place
            ways = await ways_in.links(db, code, place)
            how = await ways_in.where_to_send(db, code, place)
        return page(
            "class",
            _READER,
            topic=labels.topic(found.next.topic),
            facts=_facts(found),
            how=how,
            ways=ways,
            code=code,
            address=address,
        )

    async def picture(self, request: Request) -> Response:
        async with self._read() as db:
            found = await _found(db, request)
        async with self._drawers.passed():
            drawn = await asyncio.to_thread(draw, "class_card", _on_card(found), FileFormat.PNG, 96)
        return Response(drawn, media_type="image/png", headers={"Cache-Control": "public, max-age=600"})


async def _found(db: AsyncSession, request: Request) -> ClassPage:
    if installation.of(db).page is None:
        raise HTTPException(404)
    found = await class_pages.behind(db, request.path_params["course"], request.path_params["key"])
    if found is None:
        raise HTTPException(404)
    return found


def _on_card(found: ClassPage) -> dict[str, object]:
    return {
        "movement": _("DIGITAL LITERACY FOR ALL").for_(_READER),
        "topic": labels.topic(found.next.topic).for_(_READER),
        "facts": _facts(found).for_(_READER),
        "code": found.next.course.code,
    }


def _facts(found: ClassPage) -> Text:
    more = len(found.sessions) - _SHOWN
    facts = lines(
        *(_("📅 {when}", when=session.starts_at) for session in found.sessions[:_SHOWN]),
        _("and {n} more sessions", n=more) if more > 0 else None,
        _("📍 {place}", place=verbatim(found.place)) if found.place else _("📍 Whoever signs up is told where."),
        labels.group(found.next.group),
    )
    return on_any_day(facts)
