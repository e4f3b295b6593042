"""Restricts the demo to this machine's own page."""

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HTTP = 80  # the port a browser leaves out of Host
_GUARD_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Checks Host against foreign names pointed at this machine, and Origin against foreign pages that post to it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_GUARD_HEADERS)
            await send(message)

        refusal = _refusal(scope)
        answer = self._app if refusal is None else PlainTextResponse(refusal, 403)
        await answer(scope, receive, send_guarded)


def _refusal(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not _is_loopback(scope):
        return "The demo answers only to this machine."
    if host not in _own_hosts(scope["server"][1]):
        return "The demo answers only to localhost, 127.0.0.1 or [::1], with its port."
    if origin != f"http://{host}" and (origin is not None or scope["method"] == "POST"):
        return "The demo takes orders only from its own page."
    return None


def _is_loopback(scope: Scope) -> bool:
    try:
        return ip_address((scope["client"] or ("",))[0]).is_loopback
    except ValueError:
        return False


def _own_hosts(port: int) -> set[str]:
    names = {"localhost", "127.0.0.1", "[::1]"}
    return {f"{name}:{port}" for name in names} | (names if port == _HTTP else set())
