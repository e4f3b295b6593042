"""What a form is filled with, and why it cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.documents.sheet import Value
from bot.errors import AssistantError


class CannotFill(AssistantError):
    """The form cannot be filled as it is: `unknown` names stand in it, or it has `room` for too few rows."""

    def __init__(self, unknown: Sequence[str] = (), room: int | None = None) -> None:
        super().__init__(unknown, room)
        self.unknown, self.room = unknown, room


@dataclass(frozen=True)
class Filling:
    """What the names of a form stand for: `each` in one row below another, `once` in single cells."""

    each: Sequence[Mapping[str, Value]]
    once: Mapping[str, Value]
