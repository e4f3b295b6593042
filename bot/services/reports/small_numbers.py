"""Numbers of people that are too small to be told: everybody might know who they are."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from bot.services.reports.columns import Column, Count, WardRow

SMALLEST = 5
_Key = TypeVar("_Key", bound=int | str)


def is_few(n: Count) -> bool:
    return n is not None and 0 < n < SMALLEST


def hide(rows: Mapping[_Key, WardRow], measures: Collection[Column], total: _Key | None = None) -> dict[_Key, WardRow]:
    """Blank them, and so many other rows that nobody finds them by subtracting what is shown from the `total`."""
    counts = _hidden({key: row.counts for key, row in rows.items()}, measures, total)
    so_far = _hidden({key: row.so_far for key, row in rows.items()}, measures, total)
    return {key: WardRow(counts[key], so_far[key]) for key in rows}


def _hidden(
    rows: Mapping[_Key, Mapping[Column, Count]], measures: Collection[Column], total: _Key | None
) -> dict[_Key, dict[Column, Count]]:
    shown = {key: dict(counts) for key, counts in rows.items()}
    for measure in measures:
        for counts in shown.values():
            if is_few(counts.get(measure)):
                counts[measure] = None
        if total is None:
            continue
        parts = [counts for key, counts in shown.items() if key != total and counts.get(measure)]
        parts.sort(key=lambda counts: counts[measure] or 0, reverse=True)
        while parts and is_few((shown[total].get(measure) or 0) - sum(counts[measure] or 0 for counts in parts)):
            parts.pop()[measure] = None
    return shown
