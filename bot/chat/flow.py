"""A flow as registered: its name, its function, and what starts it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property

from bot.chat.chat import Chat
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.i18n import Text


@dataclass(frozen=True)
class Flow:
    """`commands` without the slash; `intent` is what typed words may mean; `right` is needed to start it.

    An aside answers and lets the conversation it interrupted go on. A `page` only shows where one stands: opened from
    another page that stands last, it takes its place; what has happened is a message of its own. What is `last` is
    itself a question: what was open is not asked again below it. Below what is `kind`, a greeting or an answer to a
    picture, the card that is open is shown once more.
    """

    name: str
    run: Callable[[Chat], Awaitable[None]]
    commands: tuple[str, ...] = ()
    intent: Intent | None = None
    right: Right | None = None  # None: anybody may
    aside: bool = False
    page: bool = False
    last: bool = False
    kind: bool = False
    # What its button says, where it is offered to somebody who may have meant it.
    label: Text | None = None
    # How people ask for it in their own words: examples, several a line with « · » between them.
    phrases: str = ""
    # Whose words are taken to mean it, where it is not `right` that keeps others out but the act itself.
    asked_with: Right | None = None
    # Whoever holds a role means something of that role before this.
    for_learners: bool = False
    # Whoever says one of these words does not mean it, whatever else is said.
    never_with: frozenset[str] = frozenset()

    @cached_property
    def subject(self) -> str:
        return self.run.__module__.removeprefix("bot.flows.").partition(".")[0]

    @cached_property
    def examples(self) -> tuple[str, ...]:
        parts = (part.strip() for line in self.phrases.splitlines() for part in line.split("·"))
        return tuple(part for part in parts if part)
