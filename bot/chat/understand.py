"""Reads a reply against the options offered."""

from collections.abc import Sequence
from typing import Any

from bot import clock
from bot.domain.understanding.choice import choice
from bot.domain.understanding.yes_no import Answer, yes_no
from bot.domain.vietnamese import fold
from bot.errors import AssistantError
from bot.i18n import Text

_SHORTEST = 3
_TWO_SIDES: dict[Answer | None, bool] = {Answer.YES: True, Answer.NO: False}


class NotUnderstood(AssistantError):
    """The answer was read but cannot be right; `hint` tells the person how to go on, without blame."""

    def __init__(self, hint: Text) -> None:
        super().__init__(hint.message)
        self.hint = hint


def chosen(words: str, options: Sequence[dict[str, Any]]) -> int | None:
    """Return the index of the option meant by a number, a label, yes or no; None if it is none or several.

    An option is {"label": …, "value": …}; labels match with or without diacritics, and partly if only one fits.
    """
    n = choice(words, [option["label"] for option in options], clock.local(clock.now()))
    if n is not None:
        return n
    side = _TWO_SIDES.get(yes_no(words))
    return next((n for n, option in enumerate(options) if side is not None and option.get("value") is side), None)


def read_numbers(words: str, most: int) -> list[int]:
    """Read «1 3» or «1, 3 và 4» into distinct numbers; empty if anything else is said or one exceeds `most`."""
    said = fold(words).replace(" va ", " ").split()
    numbers = sorted({int(word) for word in said if word.isdigit()})
    fits = said and all(word.isdigit() and len(word) < _SHORTEST for word in said)
    return numbers if fits and numbers[0] >= 1 and numbers[-1] <= most else []
