"""Words for people: lazy texts, catalogues, dates and forms of address."""

from bot.i18n.text import Lines, Reader, Text, Value, _, lines, n_, verbatim

__all__ = ["Lines", "Reader", "Text", "Value", "_", "lines", "n_", "verbatim"]
