"""A flow as registered: its name, its function, and what starts it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.chat import Chat
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent


@dataclass(frozen=True)
class Flow:
    """`commands` without the slash; `intent` is what typed words may mean; `right` is needed to start it.

    An aside answers and lets the conversation it interrupted go on. A `page` only shows where one stands: opened from
    another page that stands last, it takes its place; what has happened is a message of its own. What is `last` is
    itself a question: what was open is not asked again below it.
    """

    name: str
    run: Callable[[Chat], Awaitable[None]]
    commands: tuple[str, ...] = ()
    intent: Intent | None = None
    right: Right | None = None  # None: anybody may
    aside: bool = False
    page: bool = False
    last: bool = False
