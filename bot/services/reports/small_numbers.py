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
        in_all = None if total is None else shown[total].get(measure)
        parts = {key: counts.get(measure) for key, counts in shown.items() if key != total}
        for key, n in hide_parts(parts, in_all).items():
            shown[key][measure] = n
        if total is not None and is_few(in_all):
            shown[total][measure] = None
    return shown


def hide_parts(parts: Mapping[_Key, Count], total: Count) -> dict[_Key, Count]:
    """Blank the small ones, and of the others the smallest as long as the total would tell what was blanked."""
    shown = {key: None if is_few(n) else n for key, n in parts.items()}
    told = sorted((key for key, n in shown.items() if n), key=lambda key: shown[key] or 0, reverse=True)
    while told and is_few((total or 0) - sum(shown[key] or 0 for key in told)):
        shown[told.pop()] = None
    return shown
