"""A flow as it is registered: its name, the function, and what starts it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.chat import Chat
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.i18n import Text


@dataclass(frozen=True)
class Flow:
    """`commands` without the slash; `intent` is what typed words may mean; `right` what one has who may start it.

    An aside answers and lets the conversation it interrupted go on. `menu` is its line in the list of commands,
    where it stands under its first command (its last in other languages): for those who have its `right`, or
    `menu_right` if fewer are to find it there. A `page` only shows where one stands: opened from another page that
    stands last, it takes its place; what has happened is a message of its own.
    """

    name: str
    run: Callable[[Chat], Awaitable[None]]
    commands: tuple[str, ...] = ()
    intent: Intent | None = None
    right: Right | None = None  # None: anybody may
    aside: bool = False
    menu: Text | None = None
    menu_right: Right | None = None
    page: bool = False
