"""How many: one number, within what can be."""

from collections.abc import Callable

from bot.chat.understand import NotUnderstood
from bot.i18n import Text

_LONGEST = 60  # characters; a number is short


def read_number(most: int, hint: Text) -> Callable[[str], int | None]:
    def read(words: str) -> int | None:
        found = [int(word) for word in words[:_LONGEST].split() if word.isascii() and word.isdigit()]
        if len(found) != 1:
            return None
        if not 1 <= found[0] <= most:
            raise NotUnderstood(hint)
        return found[0]

    return read
