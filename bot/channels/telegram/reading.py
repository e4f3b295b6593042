"""What came from outside, and nothing of it is believed: what is read is there and of its type, or missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from telegram.error import TelegramError

from bot.domain.vietnamese import LONGEST
from bot.errors import AssistantError

Json: TypeAlias = dict[str, object]

_LARGEST = 2**63 - 1


class Unreadable(AssistantError):
    """Something without which an update means nothing is missing, or is not what it must be; names it."""


@contextmanager
def doubted() -> Iterator[None]:
    """The library believes whatever it is answered and stumbles over it: that is a failure as any other."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError) as error:
        raise TelegramError(f"an answer that cannot be read: {type(error).__name__}") from error


class UpdatePart:
    """One object of an update. Unknown fields, and what is wrong in those that nobody reads, hurt nobody."""

    def __init__(self, raw: object, name: str) -> None:
        """Raises Unreadable if it is no object."""
        if not isinstance(raw, dict):
            raise Unreadable(name)
        self._raw = raw

    def __contains__(self, name: str) -> bool:
        """Is there something in this field, whatever it is?"""
        return self._raw.get(name) not in (None, False, "", [], {})

    def part(self, name: str) -> "UpdatePart":
        """An object that must be there."""
        return UpdatePart(self._raw.get(name), name)

    def maybe(self, name: str) -> "UpdatePart | None":
        """An object that may be missing."""
        return None if self._raw.get(name) is None else self.part(name)

    def number(self, name: str) -> int:
        """A whole number that must be there; ids have up to 52 bits."""
        found = self._raw.get(name)
        # True is an int to Python.
        if type(found) is not int or abs(found) > _LARGEST:
            raise Unreadable(name)
        return found

    def is_true(self, name: str) -> bool:
        """A flag; missing, it is not set."""
        return self._raw.get(name) is True

    def words(self, name: str) -> str:
        """What somebody wrote, as it can be read and kept; empty if it is missing or no text."""
        found = self._raw.get(name)
        if not isinstance(found, str):
            return ""
        # Databases take neither NUL nor half of a character.
        return found[:LONGEST].replace("\0", "").encode(errors="replace").decode()
