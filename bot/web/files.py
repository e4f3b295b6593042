"""Files at the addresses that platforms fetch them from."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.services.messaging import file_addresses
from bot.storage.tables.files import StoredFile
from bot.web.headers import Labelled
from bot.web.pages.door import Begin
from bot.web.pages.limits import Guests
from bot.web.pages.refusals import REFUSALS


def file_routes(read: Begin) -> Sequence[BaseRoute]:

    async def show(request: Request) -> Response:
        at = request.path_params
        async with read() as db:
            found = await file_addresses.behind(db, at["row"], at["until"], at["key"])
            if found is None:
                raise HTTPException(404)
            return sent(found)

    routes = [Route("/{row:row}-{until:int}-{key}", show, methods=["GET"])]
    app = Starlette(routes=routes, middleware=[Middleware(Guests)], exception_handlers=REFUSALS)
    return (Mount(file_addresses.AT, Labelled(app)),)


def sent(file: StoredFile) -> Response:
    name = f"tep{file_addresses.ending(file.name)}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.mime, headers=headers)
