"""Texts for people: translated lazily, with dates and forms of address."""

from bot.i18n.text import DateTimeSpan, Lines, Reader, Text, Value, _, lines, n_, on_any_day, sign, units, verbatim

__all__ = [
    "DateTimeSpan",
    "Lines",
    "Reader",
    "Text",
    "Value",
    "_",
    "lines",
    "n_",
    "on_any_day",
    "sign",
    "units",
    "verbatim",
]
