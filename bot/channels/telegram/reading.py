"""Reads untrusted JSON: a value is there with its type, or missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from telegram.error import TelegramError

from bot.channels.channel import Unreadable
from bot.domain.vietnamese import LONGEST

Json: TypeAlias = dict[str, object]

_LARGEST = 2**63 - 1


@contextmanager
def doubted() -> Iterator[None]:
    """Turn errors of the library over malformed answers into TelegramError."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError) as error:
        raise TelegramError(f"an answer that cannot be read: {type(error).__name__}") from error


class UpdatePart:
    """One JSON object; unknown fields and errors in unread fields are ignored.

    The methods raise Unreadable if the value has another type, but for flags and texts.
    """

    def __init__(self, raw: object, name: str) -> None:
        if not isinstance(raw, dict):
            raise Unreadable(name)
        self._raw = raw

    def __contains__(self, name: str) -> bool:
        return self._raw.get(name) not in (None, False, "", [], {})

    def part(self, name: str) -> "UpdatePart":
        return UpdatePart(self._raw.get(name), name)

    def maybe(self, name: str) -> "UpdatePart | None":
        return None if self._raw.get(name) is None else self.part(name)

    def parts(self, name: str) -> "list[UpdatePart]":
        found = self._raw.get(name)
        return [UpdatePart(each, name) for each in found] if isinstance(found, list) else []

    def number(self, name: str) -> int:
        found = self._raw.get(name)
        # bool is a subclass of int.
        if type(found) is not int or abs(found) > _LARGEST:
            raise Unreadable(name)
        return found

    def is_true(self, name: str) -> bool:
        return self._raw.get(name) is True

    def words(self, name: str) -> str:
        """Return the text cut to LONGEST, without what databases refuse; empty if it is missing."""
        found = self._raw.get(name)
        if not isinstance(found, str):
            return ""
        # Databases accept neither NUL nor half of a surrogate pair.
        return found[:LONGEST].replace("\0", "").encode(errors="replace").decode()
