"""The platform, its bots, and the people who write to them."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count, product
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.fake_zalo.faults import Fault

TOKEN = "1459232241454765289:kY3tPqLm0ZzXcVbNaSdF"
TEXT_LIMIT = 2000
_AGAIN_IN = 0.5  # seconds
_WEBHOOK_IS_SET, _IDLE, _QUOTA = 400, 408, 429
_WORDS = {400: "Bad Request", 401: "Unauthorized", 403: "Internal server error", 404: "Not found", 408: "Timeout"}

T = TypeVar("T")
Json = dict[str, Any]
# An address, a body, a secret or none → the status.
Post = Callable[[str, bytes, str | None], Awaitable[int]]


class Style(NamedTuple):
    """How a failure is told, by the status or by 200, and how an update is brought."""

    by_status: bool = True
    wrapped: bool = False


STYLES = [Style(*style) for style in product((True, False), repeat=2)]


class _Refusal(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Person:
    """Somebody with Zalo on their phone."""

    zalo: "FakeZalo"
    name: str
    id: str
    token: str
    messages: list[str] = field(default_factory=list)

    async def says(self, text: str) -> Json:
        """Type a message; returns the update."""
        return await self.zalo.happens(self, "text", text=text)

    async def sends(self, kind: str) -> Json:
        """A sticker, an image, something that the bot must not read."""
        return await self.zalo.happens(self, kind)

    async def sees(self, *words: str) -> str:
        """A message with all of these."""

        def found() -> str:
            return next((text for text in reversed(self.messages) if all(word in text for word in words)), "")

        return await self.zalo.until(found, lambda: f"{self.name} does not see {words} in {self.messages}")


@dataclass
class _Bot:
    token: str
    pending: deque[object] = field(default_factory=deque)
    webhook: str = ""
    secret: str = ""


class FakeZalo:
    """`async with FakeZalo() as zalo`; its root is `zalo.root`. `idle`: seconds for which a call for updates waits.

    `monthly` is how many messages, there and back, a month has; `post` brings a body to a webhook.
    """

    def __init__(self, style: Style | None = None, tokens: tuple[str, ...] = (TOKEN,), *, idle: float = 0.3) -> None:
        self.style = style or Style()
        self.root = ""
        self.calls: list[tuple[str, Json]] = []
        self.held: dict[str, asyncio.Event] = {}  # bots whose messages are taken only when this is set
        self.tokens: list[str] = []  # by which they were made
        self.statuses: list[int] = []  # what webhooks answered
        self.monthly = 10**9
        self.counted = 0
        self.patience = 20.0  # seconds
        self.post: Post = self._posted
        self._idle = idle
        self._bots = {token: _Bot(token) for token in tokens}
        self._people: dict[str, Person] = {}
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._numbers = count(1)
        self._bell = asyncio.Condition()
        self._routes: dict[str, str] = {}
        self._on_the_way = 0
        self._bringing: set[asyncio.Task[None]] = set()

    @property
    def token(self) -> str:
        """What BOT_ZALO_TOKEN names."""
        return ",".join(self._bots)

    @property
    def pending(self) -> int:
        """Updates that nobody has taken yet."""
        return sum(len(bot.pending) for bot in self._bots.values()) + self._on_the_way

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = ClientSession(timeout=ClientTimeout(5))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._bringing:
            task.cancel()
        await asyncio.gather(*self._bringing, return_exceptions=True)
        await self._session.close()
        await self._runner.cleanup()

    def person(self, name: str, token: str = "") -> Person:
        """Somebody who has not written yet; to this bot, or to the first."""
        number = f"{next(self._numbers):020x}"
        person = self._people[number] = Person(self, name, number, token or next(iter(self._bots)))
        return person

    def reset(self, token: str, anew: str) -> None:
        """Its owner asks for a new token: the old one is unknown at once."""
        self._bots[anew] = self._bots.pop(token)
        self._bots[anew].token = anew

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The coming calls of this method meet this fault."""
        self._faults[method].extend([fault] * times)

    def update(self, person: Person, kind: str, **content: str) -> Json:
        """What a message of this kind looks like."""
        message = {
            "message_id": f"{next(self._numbers):020x}",
            "date": 1750316131602,
            "chat": {"id": person.id, "chat_type": "PRIVATE"},
            "from": {"id": person.id, "display_name": person.name, "is_bot": False},
            **content,
        }
        return {"event_name": f"message.{kind}.received", "message": message}

    async def happens(self, person: Person, kind: str, **content: str) -> Json:
        update = self.update(person, kind, **content)
        await self.brings(update, person.token)
        return update

    async def brings(self, update: object, token: str = "") -> None:
        """Anything as an update."""
        self.counted += 1
        bot = self._bots[token or next(iter(self._bots))]
        bot.pending.append(update)
        if bot.webhook:
            self._send_out(bot)
        await self.ring()

    def _send_out(self, bot: _Bot) -> None:
        while bot.pending:
            self._on_the_way += 1
            task = asyncio.create_task(self._bring(bot, bot.pending.popleft()))
            self._bringing.add(task)
            task.add_done_callback(self._bringing.discard)

    async def until(self, holds: Callable[[], T], otherwise: Callable[[], str] = str) -> T:
        """Look again whenever something happens; says what it finds."""
        try:
            async with asyncio.timeout(self.patience), self._bell:
                await self._bell.wait_for(lambda: bool(holds()))
        except TimeoutError:
            raise AssertionError(otherwise()) from None
        return holds()

    async def ring(self) -> None:
        """Something has happened."""
        async with self._bell:
            self._bell.notify_all()

    def moves(self, public: str, local: str) -> None:
        """Where a public root such as https://bot.example really listens."""
        self._routes[public] = local

    async def _posted(self, url: str, body: bytes, secret: str | None) -> int:
        for public, local in self._routes.items():
            url = url.replace(public, local)
        headers = {} if secret is None else {"X-Bot-Api-Secret-Token": secret}
        try:
            async with self._session.post(url, data=body, headers=headers) as answer:
                return answer.status
        except (ClientError, OSError, TimeoutError):
            return 0

    async def _bring(self, bot: _Bot, update: object) -> None:
        body = json.dumps({"ok": True, "result": update} if self.style.wrapped else update).encode()
        while (status := await self.post(bot.webhook, body, bot.secret)) // 100 != 2:
            self.statuses.append(status)
            await asyncio.sleep(_AGAIN_IN)
        self.statuses.append(status)
        self._on_the_way -= 1
        await self.ring()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.match_info["token"]
        given = await request.json() if request.can_read_body else {}
        self.calls.append((method, given))
        self.tokens.append(token)
        if method == "sendMessage" and token in self.held:
            await self.held[token].wait()
        fault = self._faults[method].popleft() if self._faults[method] else Fault(applied=True)
        try:
            bot = self._known(token, fault)
            result = await self._result(method, bot, given) if fault.applied else {}
        except _Refusal as refusal:
            return self._refused(refusal.code)
        finally:
            await self.ring()
        if fault.cut and request.transport is not None:
            request.transport.close()
        if fault.page:
            return web.Response(status=fault.page, text="<html>Bad Gateway</html>", content_type="text/html")
        return web.json_response({"ok": True, "error_code": 0, "result": result})

    def _known(self, token: str, fault: Fault) -> _Bot:
        if token not in self._bots or fault.code:
            raise _Refusal(fault.code or 401)
        return self._bots[token]

    def _refused(self, code: int) -> web.Response:
        said = {"ok": False, "description": _WORDS.get(code, "Quota exceeded"), "error_code": code}
        return web.json_response(said, status=code if self.style.by_status else 200)

    async def _result(self, method: str, bot: _Bot, given: Json) -> object:
        match method:
            case "getMe":
                number = bot.token.partition(":")[0]
                return {"id": number, "account_name": f"bot.{number[:4]}", "display_name": "Bot Học Vụ Số"}
            case "getUpdates":
                return await self._next_update(bot)
            case "sendMessage":
                return self._taken(given)
            case "sendPhoto":
                return self._shown(given)
            case _:
                return self._webhook(method, bot, given)

    def _webhook(self, method: str, bot: _Bot, given: Json) -> Json:
        match method:
            case "setWebhook":
                bot.webhook, bot.secret = given["url"], given["secret_token"]
                self._send_out(bot)
            case "deleteWebhook":
                bot.webhook = ""
            case "getWebhookInfo" if bot.webhook or not self.style.by_status:
                pass
            case _:
                raise _Refusal(404)
        return {"url": bot.webhook, "updated_at": 1}

    async def _next_update(self, bot: _Bot) -> object:
        if bot.webhook:
            raise _Refusal(_WEBHOOK_IS_SET)
        try:
            async with asyncio.timeout(self._idle), self._bell:
                await self._bell.wait_for(lambda: bool(bot.pending))
        except TimeoutError:
            raise _Refusal(_IDLE) from None
        return bot.pending.popleft()

    def _taken(self, given: Json) -> Json:
        text = given["text"]
        if not 0 < len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT or given.keys() != {"chat_id", "text"}:
            raise _Refusal(400)
        return self._arrives(given["chat_id"], text)

    def _shown(self, given: Json) -> Json:
        if not given["photo"].startswith("https://") or given.keys() != {"chat_id", "photo"}:
            raise _Refusal(400)
        return self._arrives(given["chat_id"], given["photo"])

    def _arrives(self, chat: str, words: str) -> Json:
        if (person := self._people.get(chat)) is None:
            raise _Refusal(404)
        if self.counted >= self.monthly:
            raise _Refusal(_QUOTA)
        self.counted += 1
        person.messages.append(words)
        return {"message_id": f"{next(self._numbers):020x}", "date": 1750316131632}
