"""Reads a reply against the options offered."""

import re
from collections.abc import Sequence
from typing import Any

from bot.domain.parsing.intents import yes_or_no
from bot.domain.vietnamese import fold
from bot.errors import AssistantError
from bot.i18n import Text

_SHORTEST = 3
_NUMBER = re.compile(r"^(?:so|lop|chon|nut)?\s*(\d{1,2})$")


class NotUnderstood(AssistantError):
    """The answer was read but cannot be right; `hint` tells the person how to go on, without blame."""

    def __init__(self, hint: Text) -> None:
        super().__init__(hint.message)
        self.hint = hint


def chosen(words: str, options: Sequence[dict[str, Any]]) -> int | None:
    """Return the index of the option meant by a number, a label, yes or no; None if it is none or several.

    An option is {"label": …, "value": …}; labels match with or without diacritics, and partly if only one fits.
    """
    said = fold(words)
    if number := _NUMBER.match(said):
        n = int(number[1])
        return n - 1 if 1 <= n <= len(options) else None
    labels = [fold(option["label"]) for option in options]
    if said and said in labels:
        return labels.index(said)
    answer = yes_or_no(words)
    if answer is not None:
        return next((n for n, option in enumerate(options) if option.get("value") is answer), None)
    near = [n for n, label in enumerate(labels) if len(said) >= _SHORTEST and f" {said} " in f" {label} "]
    return near[0] if len(near) == 1 else None


def read_numbers(words: str, most: int) -> list[int]:
    """Read «1 3» or «1, 3 và 4» into distinct numbers; empty if anything else is said or one exceeds `most`."""
    said = fold(words).replace(" va ", " ").split()
    numbers = sorted({int(word) for word in said if word.isdigit()})
    fits = said and all(word.isdigit() and len(word) < _SHORTEST for word in said)
    return numbers if fits and numbers[0] >= 1 and numbers[-1] <= most else []
