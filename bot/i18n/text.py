"""Texts that are translated once their reader is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import NoReturn, TypeAlias

from bot import clock
from bot.i18n.address import DEFERENCE, in_tone, placeholders, without_deference
from bot.i18n.catalogs import DEFAULT, translations
from bot.i18n.when import say_any_day, say_any_time, say_day, say_time, say_when

Value: TypeAlias = "str | int | date | time | datetime | Text"

_SPACES = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +([,.!?:])(?!\w)")  # not «tệp .xlsx»
# A moment inside nested texts: seconds since 1970 and its words, between private-use characters.
_MOMENT = re.compile("\ue000(\\d+)\ue001([^\ue002]*)\ue002")
_SIGNS = str.maketrans(dict.fromkeys("\ue000\ue001\ue002"))


@dataclass(frozen=True)
class Reader:
    """Language, form of address (a key of FORMS) and given name of a reader.

    `at` is when the text will be read, if not now: «ngày mai» is another day then. `any_day`: it is printed, posted or
    sent on, and read on other days too.
    """

    language: str = DEFAULT
    form: str | None = None
    given_name: str = ""
    at: datetime | None = None
    any_day: bool = False


@dataclass(frozen=True)
class DateTimeSpan:
    """Where a text names a moment (UTF-16 units), and which (seconds since 1970)."""

    offset: int
    length: int
    at: int


@dataclass(frozen=True)
class Text:
    """A message and its values; `for_(reader)` returns the final string."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    n: int = 1

    def __str__(self) -> NoReturn:
        raise TypeError(f"{self.message!r} needs a reader: use .for_(reader)")

    def for_(self, reader: Reader) -> str:
        return _MOMENT.sub(r"\2", self.signed(reader))

    def with_moments(self, reader: Reader) -> tuple[str, tuple[DateTimeSpan, ...]]:
        words, moments = "", []
        signed, done = self.signed(reader), 0
        for found in _MOMENT.finditer(signed):
            words += signed[done : found.start()]
            moments.append(DateTimeSpan(units(words), units(found[2]), int(found[1])))
            words, done = words + found[2], found.end()
        return words + signed[done:], tuple(moments)

    def signed(self, reader: Reader) -> str:
        """Return the text with private-use characters around each moment."""
        catalogue = translations(reader.language)
        words = (
            catalogue.gettext(self.message)
            if self.plural is None
            else catalogue.ngettext(self.message, self.plural, self.n)
        )
        said = {name: _said(v, reader) for name, v in self.values.items()}
        # `{Name}` starts a sentence: «Chị Lan sẽ gọi lại.»
        capital = {name.capitalize(): v[:1].upper() + v[1:] for name, v in said.items()}
        filled = words.format_map(placeholders(reader.form, reader.given_name) | capital | said)
        return in_tone(reader.form, _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", filled)))


@dataclass(frozen=True)
class Lines(Text):
    """Several texts below each other; empty ones leave no gap."""

    parts: tuple[Text | str, ...] = ()

    def signed(self, reader: Reader) -> str:
        """Return each part for this reader, a line each; of several «Dạ» the first opens the message."""
        said: list[str] = []
        for part in self.parts:
            words = _said(part, reader)
            polite = any(line.startswith(DEFERENCE) for line in said)
            said.append(without_deference(words) if polite and not _is_quoted(part) else words)
        return "\n".join(line for line in said if line)


@dataclass(frozen=True)
class AnyDay(Text):
    """A text that stays true: each day in it has its weekday, date and year."""

    part: Text = field(default_factory=lambda: verbatim(""))

    def signed(self, reader: Reader) -> str:
        return self.part.signed(replace(reader, any_day=True))


def _(message: str, **values: Value) -> Text:
    return Text(message, values)


def n_(one: str, many: str, n: int, **values: Value) -> Text:
    return Text(one, {"n": n, **values}, many, n)


def lines(*parts: Text | str | None) -> Text:
    return Lines("", parts=tuple(part for part in parts if part is not None))


def verbatim(words: str) -> Text:
    return Lines("", parts=(words,))


def on_any_day(part: Text) -> Text:
    return AnyDay("", part=part)


def sign(moment: datetime, words: str) -> str:
    return f"\ue000{int(moment.timestamp())}\ue001{words}\ue002"


def units(words: str) -> int:
    """Count UTF-16 units, as platforms do: an emoji has two."""
    return len(words.encode("utf-16-le")) // 2


def _is_quoted(part: Text | str) -> bool:
    return isinstance(part, str) or (isinstance(part, Lines) and any(isinstance(one, str) for one in part.parts))


def _said(value: Value, reader: Reader) -> str:
    if isinstance(value, Text):
        return value.signed(reader)
    if isinstance(value, datetime):
        now = reader.at or clock.now()
        said = say_any_time(value, reader.language) if reader.any_day else say_when(value, now, reader.language)
        return sign(value, said)
    if isinstance(value, date) and reader.any_day:
        return say_any_day(value, reader.language)
    if isinstance(value, date):
        return say_day(value, clock.local(reader.at or clock.now()).date(), reader.language)
    if isinstance(value, time):
        return say_time(value, reader.language)
    return str(value).translate(_SIGNS)
