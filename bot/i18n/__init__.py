"""Words for people: lazy texts, catalogues, dates and forms of address."""

from bot.i18n.text import Lines, Moment, Reader, Text, Value, _, lines, n_, sign, units, verbatim

__all__ = ["Lines", "Moment", "Reader", "Text", "Value", "_", "lines", "n_", "sign", "units", "verbatim"]
