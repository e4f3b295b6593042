"""What is written as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | float | None"


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines above the table, headings, rows of the same width (the last may be the total)."""

    name: str
    above: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    has_total: bool = False
