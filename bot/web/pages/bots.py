"""«Thêm bot Zalo»: a coordinator gives the token of a bot, once, for a place; it is never shown again."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.delivery import added_bots
from bot.services.delivery.added_bots import BotState, NotTaken
from bot.web.pages.door import HOME, Visitor

_SEE_OTHER = 303
_STATES: Mapping[BotState, Text] = {
    BotState.ASKED: _(
        "Zalo is being asked: a few seconds, longer while Zalo does not answer; please load the page again"
    ),
    BotState.NOT_ASKED: _("kept; this is a trial in which no Zalo is asked, so it does not answer"),
    BotState.RUNS: _("at work"),
    BotState.REFUSED: _("Zalo does not know its token: put the new one in below"),
}
_MISTAKES: Mapping[NotTaken, Text] = {
    NotTaken.UNREADABLE: _("That is no token: it is digits, a colon and a long word. Please copy the whole of it."),
    NotTaken.RUNS_ALREADY: _("This bot is at work elsewhere already. Please make one of your own."),
}


async def bots(visitor: Visitor) -> Response:
    return await _shown(visitor)


async def change_bots(visitor: Visitor) -> Response:
    sent = visitor.form()
    try:
        if gone := str(sent.get("remove") or ""):
            await added_bots.remove(visitor.db, visitor.person, gone)
            mistake = None
        else:
            mistake = await _add(visitor, str(sent.get("place") or ""), str(sent.get("token") or ""))
    except NotAllowed:
        raise HTTPException(403) from None
    if mistake is not None:
        return await _shown(visitor, _MISTAKES[mistake])
    return RedirectResponse(f"{HOME}/bot-zalo", _SEE_OTHER)


async def _add(visitor: Visitor, key: str, token: str) -> NotTaken | None:
    site = next((site for site in await added_bots.sites(visitor.db, visitor.person) if site.key == key), None)
    if site is None:
        raise HTTPException(403)
    return await added_bots.add(visitor.db, visitor.person, token, site.place)


async def _shown(visitor: Visitor, mistake: Text | None = None) -> Response:
    sites = await added_bots.sites(visitor.db, visitor.person)
    if not sites:
        raise HTTPException(403)
    found = await added_bots.seen_by(visitor.db, visitor.person)
    return visitor.shows("bots", sites=sites, found=found, states=_STATES, mistake=mistake)
