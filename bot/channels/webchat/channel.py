"""The phones of the demo page as a channel, kept in memory only."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot import clock
from bot.channels.channel import Forgotten, NotSent, SendResult, Sent, Unreachable
from bot.chat.message import Attachment, Outgoing
from bot.chat.render import Capabilities

KINDS = {
    "buttons": Capabilities(buttons=100, edits=True, files=True),
    "few": Capabilities(buttons=3, files=True),
    "none": Capabilities(buttons=0, text_limit=2000),  # as on Zalo
}


@dataclass(frozen=True)
class PhoneMessage:
    """A message on a phone; `mine` if the person sent it."""

    id: str
    message: Outgoing
    at: datetime
    mine: bool = False
    edited: bool = False


class WebChat:
    """Each account is a phone of one of KINDS, reachable, offline or blocked."""

    name = "web"

    def __init__(self, on_change: Callable[[str, PhoneMessage], None] | None = None) -> None:
        """`on_change` is called for each message that appears or changes on an account's phone."""
        self.lines: dict[str, list[PhoneMessage]] = defaultdict(list)
        self.kinds: dict[str, str] = defaultdict(lambda: "buttons")
        self.offline: set[str] = set()
        self.blocked: set[str] = set()
        self.files: dict[int, Attachment] = {}
        self._on_change = on_change
        self._last = 0

    def can(self, external_id: str) -> Capabilities:
        return KINDS[self.kinds[external_id]]

    async def send(self, external_id: str, message: Outgoing, edits: str | None = None) -> SendResult:
        if external_id in self.blocked:
            return Unreachable("blocked")
        if external_id in self.offline:
            return NotSent("offline")
        if message.deletes is not None:
            self._remove(external_id, message.deletes)
            return Sent(message.deletes)
        if message.attachment is not None:
            return self._send_file(external_id, message, message.attachment)
        if edits is not None:
            return self._edit(external_id, message, edits)
        return Sent(self.show(external_id, message))

    def _send_file(self, external_id: str, message: Outgoing, file: Attachment) -> SendResult:
        if file.external_id is None:
            self.files[file.file_id] = file
        elif file.file_id not in self.files:
            return Forgotten("the page was opened anew")
        return Sent(self.show(external_id, message), str(file.file_id))

    def show(self, external_id: str, message: Outgoing, *, mine: bool = False) -> str:
        self._last += 1
        line = PhoneMessage(f"m{self._last}", message, clock.now(), mine)
        self.lines[external_id].append(line)
        self._tell(external_id, line)
        return line.id

    def _edit(self, external_id: str, message: Outgoing, edits: str) -> SendResult:
        lines = self.lines[external_id]
        for n, line in enumerate(lines):
            if line.id == edits:
                # Editing changes the text below a picture, not the picture.
                file, attachment = line.message.file, line.message.attachment
                lines[n] = replace(line, message=replace(message, file=file, attachment=attachment), edited=True)
                self._tell(external_id, lines[n])
                return Sent(edits)
        return Sent(self.show(external_id, message))

    def _remove(self, external_id: str, line_id: str) -> None:
        for line in [line for line in self.lines[external_id] if line.id == line_id]:
            self.lines[external_id].remove(line)
            self._tell(external_id, replace(line, message=Outgoing(""), edited=True))

    def _tell(self, external_id: str, line: PhoneMessage) -> None:
        if self._on_change is not None:
            self._on_change(external_id, line)
