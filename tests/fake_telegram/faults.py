"""What can go wrong with a call, by a script: refused, lost on the way there or back, late, rubbish."""

from dataclasses import dataclass, replace

from tests.fake_telegram.refusals import Refusal, bad, forbidden, too_many

_BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


@dataclass(frozen=True)
class Fault:
    """One of refusal, page, silent or cut; `applied`: it took effect all the same; `delay` in seconds before that."""

    refusal: Refusal | None = None
    page: tuple[int, str] | None = None
    silent: bool = False
    cut: bool = False
    applied: bool = False
    delay: float = 0.0


def throttled(retry_after: int = 1) -> Fault:
    return Fault(refusal=too_many(retry_after))


def blocked() -> Fault:
    return Fault(refusal=forbidden("bot was blocked by the user"))


def deactivated() -> Fault:
    return Fault(refusal=forbidden("user is deactivated"))


def chat_not_found() -> Fault:
    return Fault(refusal=bad("chat not found"))


def migrated(to: int) -> Fault:
    refusal = bad("group chat was upgraded to a supergroup chat")
    refusal.parameters["migrate_to_chat_id"] = to
    return Fault(refusal=refusal)


def server_error() -> Fault:
    """The API itself answers that it failed."""
    return Fault(refusal=Refusal(500, "Internal Server Error: restart"))


def bad_gateway() -> Fault:
    """What stands in front of the API answers, in HTML."""
    return Fault(page=(502, _BAD_GATEWAY))


def rubbish(*, applied: bool = True) -> Fault:
    """200 with half an answer."""
    return Fault(page=(200, '{"ok":true,"result":{"message_'), applied=applied)


def silent(*, applied: bool = False) -> Fault:
    """No answer ever comes: the client's time runs out."""
    return Fault(silent=True, applied=applied)


def cut(*, applied: bool = True) -> Fault:
    """The connection is cut without an answer."""
    return Fault(cut=True, applied=applied)


def slow(seconds: float) -> Fault:
    """It works, but takes its time before it does."""
    return Fault(applied=True, delay=seconds)


@dataclass
class _Entry:
    method: str
    chat_id: int | None
    fault: Fault
    left: int


class Script:
    """Faults waiting for their calls, in the order in which they were written."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []

    def add(self, method: str, fault: Fault, times: int, chat_id: int | None) -> None:
        """`method` may be `*` for any but getUpdates."""
        self._entries.append(_Entry(method.lower(), chat_id, fault, times))

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault of this call."""
        for entry in self._entries:
            meant = entry.method == method.lower() or (entry.method == "*" and method != "getUpdates")
            if meant and entry.chat_id in {None, chat_id}:
                entry.left -= 1
                if not entry.left:
                    self._entries.remove(entry)
                return replace(entry.fault)
        return None

    def clear(self) -> None:
        self._entries.clear()

    def unused(self) -> int:
        """How many faults were not met."""
        return sum(entry.left for entry in self._entries)
