"""Text that is translated only when its reader is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NoReturn, TypeAlias

from bot import clock
from bot.i18n.address import in_tone, placeholders
from bot.i18n.catalogs import DEFAULT, translations
from bot.i18n.when import say_day, say_time, say_when

Value: TypeAlias = "str | int | date | time | datetime | Text"

_SPACES = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +([,.!?:])")


@dataclass(frozen=True)
class Reader:
    """Whom a text is for: language, form of address (a key of FORMS) and given name.

    `at` is when it will be read, if that is not now: «ngày mai» is another day then.
    """

    language: str = DEFAULT
    form: str | None = None
    called: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Text:
    """A message and its values; `for_(reader)` makes the final string."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    n: int = 1

    def __str__(self) -> NoReturn:
        """Refuse: a text without a reader has no language."""
        raise TypeError(f"{self.message!r} needs a reader: use .for_(reader)")

    def for_(self, reader: Reader) -> str:
        """The words for this reader: translated, dates said their way, forms of address filled in."""
        catalogue = translations(reader.language)
        words = (
            catalogue.gettext(self.message)
            if self.plural is None
            else catalogue.ngettext(self.message, self.plural, self.n)
        )
        filled = words.format_map(
            placeholders(reader.form, reader.called) | {name: _said(v, reader) for name, v in self.values.items()}
        )
        return in_tone(reader.form, _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", filled)))


@dataclass(frozen=True)
class Lines(Text):
    """Several texts below one another; empty ones leave no gap."""

    parts: tuple[Text | str, ...] = ()

    def for_(self, reader: Reader) -> str:
        """Each part for this reader, a line each."""
        said = (part if isinstance(part, str) else part.for_(reader) for part in self.parts)
        return "\n".join(line for line in said if line)


def _(message: str, **values: Value) -> Text:
    """A message to translate."""
    return Text(message, values)


def n_(one: str, many: str, n: int, **values: Value) -> Text:
    """A message that depends on a number, which it can show as `{n}`."""
    return Text(one, {"n": n, **values}, many, n)


def lines(*parts: Text | str | None) -> Text:
    """Parts below one another; None is left out."""
    return Lines("", parts=tuple(part for part in parts if part is not None))


def verbatim(words: str) -> Text:
    """What a person wrote: shown as it is, never translated."""
    return Lines("", parts=(words,))


def _said(value: Value, reader: Reader) -> str:
    if isinstance(value, Text):
        return value.for_(reader)
    if isinstance(value, datetime):
        return say_when(value, reader.at or clock.now(), reader.language)
    if isinstance(value, date):
        return say_day(value, clock.local(reader.at or clock.now()).date(), reader.language)
    if isinstance(value, time):
        return say_time(value, reader.language)
    return str(value)
