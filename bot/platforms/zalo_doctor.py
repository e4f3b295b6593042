"""`doctor zalo`: asks the real platform what only it can tell; its report holds no tokens, names or texts."""

import asyncio
from collections.abc import Callable

import httpx

from bot.config import Settings, WrongSetting, split
from bot.errors import OperatorError

_MISSING = (
    "BOT_ZALO_TOKEN: thiếu; trong Zalo mở «Zalo Bot Manager» → Tạo bot, chép mã vào .env"
    " · missing; in Zalo open «Zalo Bot Manager» → Tạo bot, and put the token into .env (docs/zalo.md)"
)
_ASK = "Trong 2 phút, hãy nhắn cho bot một tin bất kỳ · within 2 minutes, write anything to the bot"
_WAIT_FOR = 120.0  # seconds
_LONGEST = 2000
_WIDE = "\N{GRINNING FACE}"  # one character, two UTF-16 units


class NotWell(OperatorError):
    """The platform cannot be asked; the message says why."""


async def examine(settings: Settings, tell: Callable[[str], None]) -> str:
    """Return the report on the first bot; `tell` asks whoever sits there for something. Raises OperatorError.

    It takes the bot's updates meanwhile: nobody else may poll, and no webhook be set.
    """
    if settings.zalo_token is None:
        raise WrongSetting(_MISSING)
    token = split(settings.zalo_token)[0]
    async with httpx.AsyncClient(timeout=45.0) as client:
        doctor = _Doctor(client, f"{settings.zalo_api_base.rstrip('/')}/bot{token}", tell)
        await doctor.who(token.partition(":")[0])
        await doctor.how_failures_come()
        await doctor.how_an_update_comes()
    return "# Zalo Bot\n\n" + "\n".join(f"- {question}: **{found}**" for question, found in doctor.found)


class _Doctor:
    def __init__(self, client: httpx.AsyncClient, root: str, tell: Callable[[str], None]) -> None:
        self.found: list[tuple[str, str]] = []
        self._client = client
        self._root = root
        self._tell = tell

    async def who(self, number: str) -> None:
        _status, said = await self._asked("getMe")
        me = said.get("result")
        if said.get("ok") is not True or not isinstance(me, dict):
            raise NotWell(f"BOT_ZALO_TOKEN: getMe: {said.get('error_code', 'no answer')}")
        self._note("the bot's id is the number of its token", _yes(str(me.get("id")) == number))
        self._note("fields of getMe", ", ".join(sorted(me)))
        self._note("may join groups", str(me.get("can_join_groups", "not said")))

    async def how_failures_come(self) -> None:
        status, said = await self._asked("getNothing")
        self._note("an unknown method", f"status {status}, error_code {said.get('error_code', 'none')}")
        status, said = await self._asked("getWebhookInfo")
        self._note("no webhook", f"status {status}, error_code {said.get('error_code', 'none')}")
        status, said = await self._asked("sendMessage", chat_id="0" * 20, text="?")
        self._note("a chat that is not there", f"status {status}, error_code {said.get('error_code', 'none')}")

    async def how_an_update_comes(self) -> None:
        self._tell(_ASK)
        update = await self._next_update()
        if update is None:
            return self._note("an update", "none came: is another process running, or a webhook set?")
        whole = update.get("result", update)
        whole = whole if isinstance(whole, dict) else {}
        message = whole.get("message")
        message = message if isinstance(message, dict) else {}
        chat, sender = message.get("chat"), message.get("from")
        self._note("an update's fields", ", ".join(sorted(whole)))
        self._note("a message's fields", ", ".join(sorted(message)))
        same = isinstance(chat, dict) and isinstance(sender, dict) and chat.get("id") == sender.get("id")
        self._note("in private chat and sender have one id", _yes(same))
        if isinstance(chat, dict):
            await self._how_long_a_text_may_be(str(chat.get("id")))

    async def _how_long_a_text_may_be(self, chat: str) -> None:
        for words, text in (
            ("2000 letters", "x" * _LONGEST),
            ("2001 letters", "x" * (_LONGEST + 1)),
            ("2000 characters that are two units each", _WIDE * _LONGEST),
        ):
            status, said = await self._asked("sendMessage", chat_id=chat, text=text)
            self._note(f"a text of {words}", f"status {status}, ok {said.get('ok')}")

    async def _next_update(self) -> dict[str, object] | None:
        loop = asyncio.get_running_loop()
        until, idle = loop.time() + _WAIT_FOR, 0
        while loop.time() < until:
            status, said = await self._asked("getUpdates", timeout="30")
            if said.get("ok") is True or "event_name" in said:
                return said
            if not idle:
                self._note("nobody has written", f"status {status}, error_code {said.get('error_code', 'none')}")
            idle += 1
            await asyncio.sleep(1)
        return None

    async def _asked(self, method: str, **parameters: str) -> tuple[int, dict[str, object]]:
        """Return the status, and what was said if that can be read. Raises NotWell."""
        try:
            answer = await self._client.post(f"{self._root}/{method}", json=parameters)
            said = answer.json()
        except httpx.HTTPError as error:
            raise NotWell(f"BOT_ZALO_API_BASE: {method}: {type(error).__name__}") from None
        except ValueError:
            return answer.status_code, {}
        return answer.status_code, said if isinstance(said, dict) else {}

    def _note(self, question: str, found: str) -> None:
        self.found.append((question, found))


def _yes(is_so: bool) -> str:  # noqa: FBT001 what is asked
    return "yes" if is_so else "no"
