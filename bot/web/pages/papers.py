"""«Giấy tờ»: files with names in them, for whoever was sent them within the last day."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.services.messaging import file_addresses
from bot.web.pages.door import Visitor


async def papers(visitor: Visitor) -> Response:
    return visitor.shows("papers", found=await file_addresses.on_page(visitor.db, visitor.person))


async def paper(visitor: Visitor) -> Response:
    found = await file_addresses.of_row(visitor.db, visitor.person, visitor.request.path_params["row"])
    if found is None:
        raise HTTPException(404)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"', "Cache-Control": "no-store"}
    return Response(found.content, media_type=found.mime, headers=headers)
