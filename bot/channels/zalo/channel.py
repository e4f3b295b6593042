"""Sends messages by one Zalo bot, with failures as values."""

import asyncio
from datetime import timedelta

import structlog

from bot.channels.channel import (
    NotSent,
    NotThisWay,
    Refused,
    SendResult,
    Sent,
    Throttled,
    Unclear,
    Unreachable,
)
from bot.channels.zalo.api import (
    HASTE,
    IDLE,
    NAME,
    UNKNOWN,
    UNKNOWN_TOKEN,
    Api,
    CallFailed,
    NoAnswer,
    ZaloNotConnected,
)
from bot.chat.message import Outgoing
from bot.chat.render import Capabilities
from bot.domain.messaging.kinds import Obstacle
from bot.domain.vietnamese import normal

log = structlog.get_logger()

A_SECOND = 5  # messages to everybody together: no limit is published, ten in half a second went through
_CAN = Capabilities(buttons=0, text_limit=2000, gap=0.5, addresses=True)
# «429» means haste and an empty month alike: after so long without a success it is the month.
_SPENT_AFTER = 600.0  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 20.0
_LOOK_AGAIN = 60.0
_WHILE_DOWN = timedelta(seconds=10)


class ClosedZalo:
    """A bot whose token is good no longer: what is for its people goes another way."""

    def __init__(self, number: str) -> None:
        self.name = f"{NAME}:{number}"

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return _CAN

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del external_id, message, edits
        return NotThisWay(Obstacle.CLOSED)


class Zalo:
    """One bot; `name` holds its number, so that what one bot is told and may send says nothing of the others."""

    def __init__(self, api: Api, number: str) -> None:
        self.name = f"{NAME}:{number}"
        self.sent = 0  # messages since the count was last taken
        self._api = api
        self._hasty_since: float | None = None
        self._pause = _FIRST_PAUSE
        self._spent_until = 0.0
        self._doubtful = False

    def can(self, external_id: str) -> Capabilities:
        del external_id
        return _CAN

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        del edits
        # There is nothing to remove a message or a list of commands with.
        picture = "" if message.attachment is None else message.attachment.address
        if not (message.text or picture) or message.deletes is not None or message.menu is not None:
            return Sent("")
        now = asyncio.get_running_loop().time()
        if now < self._spent_until:
            return NotThisWay(Obstacle.QUOTA)
        if self._doubtful and not await self._is_back():
            return Throttled(_WHILE_DOWN, everywhere=True)
        if picture:
            return await self._send("sendPhoto", {"chat_id": external_id, "photo": picture})
        return await self._send("sendMessage", {"chat_id": external_id, "text": normal("NFC", message.text)})

    async def _send(self, method: str, said: dict[str, str]) -> SendResult:
        try:
            answer = await self._api.call(method, **said)  # type: ignore[arg-type] # none of them is called «within»
        except ZaloNotConnected as error:
            return NotSent(str(error))
        except NoAnswer as error:
            self._doubtful = True
            return Unclear(str(error))
        except CallFailed as failed:
            return self._explained(failed)
        self._hasty_since, self._pause = None, _FIRST_PAUSE
        self.sent += 1
        number = answer.get("message_id") if isinstance(answer, dict) else None
        return Sent(number[:64] if isinstance(number, str) else "")

    def _explained(self, failed: CallFailed) -> SendResult:
        if failed.code == HASTE:
            return self._hasty()
        if failed.code == UNKNOWN_TOKEN:
            log.error("Zalo knows the token no longer: put the new one into BOT_ZALO_TOKEN", channel=self.name)
            return NotThisWay(Obstacle.CLOSED)
        if failed.code == UNKNOWN:
            return Unreachable(str(failed))
        if failed.code == IDLE:
            return Unclear(str(failed))
        if failed.code == 403 or failed.code >= 500:  # noqa: PLR2004 «Internal server error» is 403 there
            return NotSent(str(failed))
        return Refused(str(failed))

    def _hasty(self) -> SendResult:
        now = asyncio.get_running_loop().time()
        self._hasty_since = self._hasty_since or now
        if now - self._hasty_since >= _SPENT_AFTER:
            self._spent_until = now + _LOOK_AGAIN
            log.warning("this month's messages are used up", channel=self.name)
            return NotThisWay(Obstacle.QUOTA)
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        return Throttled(timedelta(seconds=pause), everywhere=True)

    async def _is_back(self) -> bool:
        """Ask something harmless first, so that no message is lost in the same trouble."""
        try:
            await self._api.call("getMe")
        except (CallFailed, ZaloNotConnected, NoAnswer):
            return False
        self._doubtful = False
        return True
