"""The URLs of the pages, and what each shows."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.documents.drawing import FileFormat, draw
from bot.domain.access.rights import Right
from bot.domain.reports.ladder import Step
from bot.services.access import oversight, permissions
from bot.services.reports import drill_down, ladder, ward_table
from bot.services.reports.columns import COLUMNS, OF_SESSIONS, Measure, used
from bot.services.reports.papers import charts, ladder_texts, report_files
from bot.services.reports.papers.report_files import Asked
from bot.web.headers import Labelled
from bot.web.pages.asked import View, span_of, view_of
from bot.web.pages.bots import bots, change_bots
from bot.web.pages.door import HOME, Begin, Drawing, PageAccess, Visitor
from bot.web.pages.limits import Guests
from bot.web.pages.papers import paper, papers
from bot.web.pages.refusals import REFUSALS
from bot.web.pages.session import call_roll, one_session
from bot.web.pages.show import drawing

_LONGEST_POST = 64 * 1024  # a roll of five hundred people, with a margin
_STATIC = Path(__file__).parent / "static"
_FONTS = Path(__file__).parents[2] / "fonts"
_IF_NOTHING_IS_COUNTED = (Measure.SESSIONS_HELD, Measure.PEOPLE, Measure.ATTENDANCES)
_KINDS = {
    "bang.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bang.csv": "text/csv; charset=utf-8",
    "bao-cao.pdf": "application/pdf",
    "bao-cao.txt": "text/plain; charset=utf-8",
    "bieu-do.png": "image/png",
}


class _Row(IntegerConvertor):
    """The id of a row; larger numbers are not found."""

    regex = "[0-9]{1,9}"


register_url_convertor("row", _Row())


def page_routes(begin: Begin, read: Begin) -> Sequence[BaseRoute]:
    door = PageAccess(begin, read)
    pages = [
        Route("/vao/{token}", door.arrive, methods=["GET"]),
        Route("/vao/{token}", door.enter, methods=["POST"]),
        Route("/ra", door.inside(door.leave), methods=["POST"]),
        Route("/", door.inside(overview)),
        Route("/khu-vuc", door.inside(area)),
        Route("/buoi", door.inside(sessions)),
        Route("/buoi/{session:row}", door.inside(one_session), methods=["GET"]),
        Route("/buoi/{session:row}", door.inside(call_roll), methods=["POST"]),
        Route("/nguoi", door.inside(people)),
        Route("/tep/{name}", door.inside(download)),
        Route("/giay", door.inside(papers), methods=["GET"]),
        Route("/giay/{row:row}", door.inside(paper), methods=["GET"]),
        Route("/bot-zalo", door.inside(bots), methods=["GET"]),
        Route("/bot-zalo", door.inside(change_bots), methods=["POST"]),
    ]
    app = Starlette(
        routes=[
            Mount("/giao-dien", StaticFiles(directory=_STATIC)),
            Mount("/chu", StaticFiles(directory=_FONTS)),
            Mount("/", routes=pages, middleware=[Middleware(Guests)]),
        ],
        exception_handlers=REFUSALS,
        max_body_size=_LONGEST_POST,
    )
    return (Mount(HOME, Labelled(app)),)


async def overview(visitor: Visitor) -> Drawing:
    view = await view_of(visitor)
    table = await ward_table.of_groups(visitor.db, view.groups, view.span)
    before = await ward_table.of_groups(visitor.db, view.groups, view.span.before)
    ids = [group.id for group in view.groups]
    weeks = charts.bars(await charts.last_weeks(visitor.db, ids, view.span), visitor.reader)
    shown = used([table.total]) or _IF_NOTHING_IS_COUNTED
    show = partial(
        visitor.shows,
        "overview",
        view=view,
        table=table,
        before=before,
        shown=shown,
        columns=COLUMNS,
        sessions=OF_SESSIONS,
        weeks=weeks,
        ladder=await ladder.of(visitor.db, view.groups, view.ward.code, whole=view.whole),
        ladder_texts=ladder_texts,
        steps=list(Step),
        files=_KINDS,
        names=drill_down.COLUMNS if view.sees_names else (),
        adds_bots=await permissions.holds(visitor.db, visitor.person, Right.ADD_BOTS),
    )
    picture = partial(draw, "week_bars", {"chart": weeks}, FileFormat.SVG)
    return Drawing(picture, lambda svg: show(chart=drawing(svg)))


async def area(visitor: Visitor) -> Response:
    overseen = await oversight.of(visitor.db, visitor.person)
    is_all = await oversight.is_of_area(visitor.db, visitor.person)
    if len(overseen) < 2 and not is_all:  # noqa: PLR2004 one is no area
        raise HTTPException(403)
    span, mistake = span_of(visitor.request)
    table = await ward_table.of_area(visitor.db, [(each.ward, each.groups) for each in overseen], span)
    shown = used([table.total]) or _IF_NOTHING_IS_COUNTED
    wards = [(each.ward, each.groups) for each in overseen]
    return visitor.shows(
        "area",
        table=table,
        shown=shown,
        columns=COLUMNS,
        mistake=mistake,
        ladder=await ladder.of_area(visitor.db, wards) if is_all else None,
        ladder_texts=ladder_texts,
        place=ladder_texts.place_name(None),
        steps=list(Step),
    )


async def sessions(visitor: Visitor) -> Response:
    view = await view_of(visitor)
    return visitor.shows("sessions", view=view, found=await oversight.sessions(visitor.db, view.groups, view.span))


async def people(visitor: Visitor) -> Response:
    view = await _with_names(visitor)
    asked = visitor.request.query_params.get("of", Measure.PEOPLE)
    measure = next((column for column in drill_down.COLUMNS if column == asked), Measure.PEOPLE)
    name = visitor.request.query_params.get("name", "").strip()
    found = await drill_down.names(visitor.db, view.groups, view.span, measure, name)
    return visitor.shows("people", view=view, found=found, measure=measure, columns=COLUMNS, name=name)


async def download(visitor: Visitor) -> Drawing:
    name = visitor.request.path_params["name"]
    if name not in _KINDS:
        raise HTTPException(404)
    view = await view_of(visitor)
    facts = await report_files.facts(visitor.db, _asked(visitor, view))
    sent_as = f"{name.rpartition('.')[0]}-{view.span.first}-{view.span.last}.{name.rpartition('.')[2]}"
    headers = {"Content-Disposition": f'attachment; filename="{sent_as}"', "Cache-Control": "no-store"}
    send = partial(Response, media_type=_KINDS[name], headers=headers)
    return Drawing(partial(report_files.made, name, facts), send)


async def _with_names(visitor: Visitor) -> View:
    view = await view_of(visitor)
    if not view.sees_names:
        raise HTTPException(403)
    return view


def _asked(visitor: Visitor, view: View) -> Asked:
    return Asked(view.ward, view.groups, view.name, view.span, visitor.reader)
