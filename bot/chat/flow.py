"""A flow as registered: its name, its function, and what starts it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.chat import Chat
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import RoleKind
from bot.i18n import Text


@dataclass(frozen=True)
class Flow:
    """`commands` without the slash; `intent` is what typed words may mean; `roles` who may start it (empty: anyone).

    An aside answers and lets the conversation it interrupted go on. `menu` is its line in the list of commands,
    where it stands under its first command (its last in other languages): for those of its roles, or of
    `menu_roles`. A `page` only shows where one stands: opened from another page that stands last, it takes its
    place; what has happened is a message of its own.
    """

    name: str
    run: Callable[[Chat], Awaitable[None]]
    commands: tuple[str, ...] = ()
    intent: Intent | None = None
    roles: frozenset[RoleKind] = frozenset()
    aside: bool = False
    menu: Text | None = None
    menu_roles: frozenset[RoleKind] = frozenset()
    page: bool = False
