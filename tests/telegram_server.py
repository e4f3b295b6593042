"""A Telegram Bot API server of our own, strict where the real one is, for the real client to run against.

Long polling confirms by offset as the original does: an update stays until a higher offset is asked for. Limits are
refused in the original's words. Faults are put in front of coming calls.
"""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import web

TOKEN = "123456:TEST-token_for-the-fake-server"
BOT = {"id": 123456, "is_bot": True, "first_name": "Học Vụ Số", "username": "hocvuso_test_bot"}

# Their spelling; the real server takes any.
_METHODS = (
    "getMe",
    "getUpdates",
    "sendMessage",
    "editMessageText",
    "deleteMessage",
    "answerCallbackQuery",
    "setMyCommands",
)
_TEXT, _CALLBACK_BYTES, _BUTTONS, _ROW = 4096, 64, 100, 8
_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
_PATIENCE = 60.0  # seconds until a test gives up, on a machine as slow as it may be


class Refusal(Exception):
    """An answer that is not ok."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass(frozen=True)
class Fault:
    """What happens to one coming call of a method: refused, or cut off before or after it took effect."""

    refusal: Refusal | None = None
    cut: bool = False
    applied_first: bool = False


@dataclass
class Message:
    """A message as it stands in a chat."""

    id: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    edited: bool = False


class TelegramServer:
    """`async with TelegramServer() as telegram:` starts it on a free loopback port; `root` is its API base."""

    def __init__(self) -> None:
        self.root = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.chats: dict[int, dict[int, Message]] = defaultdict(dict)
        self.blocked: set[int] = set()
        self._updates: deque[dict[str, Any]] = deque()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._queries: set[str] = set()
        self._changed = asyncio.Condition()
        self._polling = False
        self._ids = count(1)
        self._update_ids = count(5_000_000)
        self._stopping = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self._stopping.set()
        async with self._changed:
            self._changed.notify_all()
        await self._runner.cleanup()

    # What tests do with it.

    def person(self, name: str, number: int) -> "TelegramPerson":
        """Somebody with a private chat; ids reach 52 bits."""
        return TelegramPerson(self, name, number)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Put a fault in front of the coming calls of a method."""
        self._faults[method].extend([fault] * times)

    async def deliver(self, update: dict[str, Any]) -> int:
        """Put an update into the queue; says its id."""
        update_id = update.setdefault("update_id", next(self._update_ids))
        async with self._changed:
            self._updates.append(update)
            self._changed.notify_all()
        return int(update_id)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this holds, looking again whenever something changes."""
        async with asyncio.timeout(_PATIENCE), self._changed:
            await self._changed.wait_for(holds)

    def unconfirmed(self) -> list[int]:
        """The updates that would be delivered again."""
        return [update["update_id"] for update in self._updates]

    def new_query(self) -> str:
        """A callback query that waits for its answer."""
        query = str(next(self._ids))
        self._queries.add(query)
        return query

    # What the client sees.

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _failed(Refusal(401, "Unauthorized"))
        asked = request.match_info["method"].lower()
        method = next((name for name in _METHODS if name.lower() == asked), asked)
        fields: dict[str, Any] = {name: _value(value) for name, value in (await request.post()).items()}
        if method != "getUpdates":
            self.calls.append((method, fields))
        fault = self._faults[method].popleft() if self._faults[method] else Fault()
        try:
            if fault.cut and not fault.applied_first:
                _cut(request)
            if fault.refusal is not None:
                raise fault.refusal
            result = await self._call(method, fields)
        except Refusal as refusal:
            return _failed(refusal)
        async with self._changed:
            self._changed.notify_all()
        if fault.cut:
            _cut(request)
        return web.json_response({"ok": True, "result": result})

    async def _call(self, method: str, fields: dict[str, Any]) -> object:
        known: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": lambda _fields: BOT,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "deleteMessage": self._delete_message,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": _set_my_commands,
        }
        if method == "getUpdates":
            return await self._get_updates(fields)
        if method not in known:
            raise Refusal(404, "Not Found")
        return known[method](fields)

    async def _get_updates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        if self._polling:
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot runs")
        self._polling = True
        try:
            while self._updates and self._updates[0]["update_id"] < int(fields.get("offset", 0)):
                self._updates.popleft()
            async with self._changed:
                self._changed.notify_all()
                waiting = self._changed.wait_for(lambda: self._updates or self._stopping.is_set())
                try:
                    await asyncio.wait_for(waiting, float(fields.get("timeout", 0)))
                except TimeoutError:
                    return []
            return list(self._updates)[:100]
        finally:
            self._polling = False

    def _send_message(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat = self._reachable(fields)
        message = Message(next(self._ids), _text(fields), _buttons(fields))
        self.chats[chat][message.id] = message
        return self._shown(chat, message)

    def _edit_message_text(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat = self._reachable(fields)
        message = self.chats[chat].get(int(fields["message_id"]))
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        text, buttons = _text(fields), _buttons(fields)
        if (message.text, message.buttons) == (text, buttons):
            raise Refusal(400, "Bad Request: message is not modified")
        message.text, message.buttons, message.edited = text, buttons, True
        return self._shown(chat, message)

    def _delete_message(self, fields: dict[str, Any]) -> bool:
        if self.chats[self._reachable(fields)].pop(int(fields["message_id"]), None) is None:
            raise Refusal(400, "Bad Request: message to delete not found")
        return True

    def _answer_callback_query(self, fields: dict[str, Any]) -> bool:
        if fields["callback_query_id"] not in self._queries:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.discard(fields["callback_query_id"])
        return True

    def _reachable(self, fields: dict[str, Any]) -> int:
        chat = int(fields["chat_id"])
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat not in self.chats:
            raise Refusal(400, "Bad Request: chat not found")
        return chat

    def _shown(self, chat: int, message: Message) -> dict[str, Any]:
        where = {"id": chat, "type": "private", "first_name": "…"}
        return {"message_id": message.id, "date": 1_795_000_000, "chat": where, "from": BOT, "text": message.text}


@dataclass
class TelegramPerson:
    """Somebody who writes to the bot."""

    server: TelegramServer
    name: str
    number: int

    def __post_init__(self) -> None:
        self.server.chats[self.number] = {}

    async def says(self, text: str, **more: object) -> int:
        """Type a message; its update's id."""
        return await self.server.deliver({"message": self._message() | {"text": text} | more})

    async def sends(self, **content: object) -> int:
        """Something that is not words, such as `sticker={…}`."""
        return await self.server.deliver({"message": self._message() | content})

    async def presses(self, label: str) -> int:
        """Press the newest button with this label; there must be one."""
        for message in reversed(list(self.server.chats[self.number].values())):
            for shown, data in message.buttons.items():
                if label in shown:
                    return await self._press(message, data)
        raise AssertionError(f"{self.name} has no button {label!r}")

    async def sees(self, *words: str) -> Message:
        """Wait until a message with all these words stands in the chat."""

        def standing() -> list[Message]:
            messages = self.server.chats[self.number].values()
            return [message for message in messages if all(part in message.text for part in words)]

        await self.server.until(lambda: bool(standing()))
        return standing()[-1]

    async def _press(self, message: Message, data: str) -> int:
        query = {
            "id": self.server.new_query(),
            "from": self._sender(),
            "chat_instance": "1",
            "data": data,
            "message": self.server._shown(self.number, message),
        }
        return await self.server.deliver({"callback_query": query})

    def _message(self) -> dict[str, Any]:
        message_id = next(self.server._ids)
        self.server.chats[self.number][message_id] = Message(message_id, "")
        where = {"id": self.number, "type": "private", "first_name": self.name}
        return {"message_id": message_id, "date": 1_795_000_000, "chat": where, "from": self._sender()}

    def _sender(self) -> dict[str, Any]:
        return {"id": self.number, "is_bot": False, "first_name": self.name, "language_code": "vi"}


def _value(value: str | bytes | bytearray | web.FileField) -> object:
    return value.file.read() if isinstance(value, web.FileField) else value


def _text(fields: dict[str, Any]) -> str:
    text = str(fields.get("text", ""))
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > _TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def _buttons(fields: dict[str, Any]) -> dict[str, str]:
    rows = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
    keys = [key for row in rows for key in row]
    if len(keys) > _BUTTONS or any(len(row) > _ROW for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    for key in keys:
        if not key.get("text") or set(key) != {"text", "callback_data"}:
            raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if not 1 <= len(key["callback_data"].encode()) <= _CALLBACK_BYTES:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return {key["text"]: key["callback_data"] for key in keys}


def _set_my_commands(fields: dict[str, Any]) -> bool:
    commands = json.loads(fields["commands"])
    if len(commands) > _BUTTONS or not all(_COMMAND.match(one["command"]) for one in commands):
        raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
    return True


def _failed(refusal: Refusal) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


def _cut(request: web.Request) -> None:
    """Close the connection in the middle: the client cannot know what became of its call."""
    if request.transport is not None:
        request.transport.abort()
    raise web.HTTPInternalServerError
