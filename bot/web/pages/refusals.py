"""Pages for refusals and errors: why, and what to do."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.i18n import Reader, Text, _
from bot.storage.passing import Unavailable
from bot.web.pages.show import page

_LATER = "5"  # seconds
_BUSY = (_("One moment, please"), _("Much is being asked for at this moment. Please load this page again in a while."))
_WORDS: Mapping[int, tuple[Text, Text]] = {
    400: (_("This could not be read"), _("Something in the address is not as it should be. Please choose again.")),
    403: (
        _("This is not open to you"),
        _("Whoever leads the residential group or coordinates the ward sees it. After a new log-in, load pages anew."),
    ),
    404: (_("There is no such page"), _("The address is not complete, or what it showed is gone.")),
    409: (_("The roll call is not open"), _("Nothing was written. Please look at the session again.")),
    429: (_("One moment, please"), _("Too much was asked for at once. Please load this page again in a while.")),
    503: _BUSY,
    500: (_("Something went wrong here"), _("Nothing was written. Please try again later, or do it in the chat.")),
}


async def _refused(request: Request, error: HTTPException) -> Response:
    return _said(request, error.status_code, error.headers)


async def _unavailable(request: Request, _error: Unavailable) -> Response:
    return _said(request, 503, {"Retry-After": _LATER})


async def _broken(request: Request, _error: Exception) -> Response:
    return _said(request, 500)


def _said(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    title, words = _WORDS.get(status, _WORDS[404])
    reader = Reader(getattr(request.state, "language", Reader().language))
    answer = page("refused", reader, status, heading=title, words=words)
    answer.headers.update(headers or {})
    return answer


REFUSALS: Mapping[Any, Any] = {
    HTTPException: _refused,
    Unavailable: _unavailable,
    Exception: _broken,
}
