"""Writes the answer as CSV, with the ids of the week's file, completely or not at all."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.domain.matching.instance import Ints, Match
from bot.match.week_file import BadWeek, WeekFile

COLUMNS = ("resident", "volunteer", "slot", "session", "companion")


def refuse_unwritable(path: Path) -> None:
    """Raises BadWeek before the work instead of after it."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise BadWeek(f"Không ghi được {path} · Cannot write {path}: there is no such folder, or it is one.")


def write(path: Path, week: WeekFile, matches: Sequence[Match], *, pairs: bool = False) -> None:
    """Write to a temporary file, then move it. Raises BadWeek."""
    width = len(COLUMNS) if pairs else len(COLUMNS) - 1
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".match-") as folder:
            draft = Path(folder) / "answer.csv"
            with draft.open("w", encoding="ascii", newline="") as file:
                table = csv.writer(file, lineterminator="\n")
                table.writerow(COLUMNS[:width])
                table.writerows(row[:width] for row in _with_ids(week, matches))
            draft.replace(path)
    except OSError as error:
        raise BadWeek(f"Không ghi được {path} · Cannot write {path}: {error.strerror}.") from error


def _with_ids(week: WeekFile, matches: Sequence[Match]) -> Iterator[tuple[int | str, ...]]:
    residents, volunteers, sessions = ([*_text(ids), ""] for ids in (week.residents, week.volunteers, week.sessions))
    for resident, volunteer, slot, session, companion in matches:
        half_day = slot if volunteer >= 0 else ""
        yield residents[resident], volunteers[volunteer], half_day, sessions[session], volunteers[companion]


def _text(ids: Ints) -> list[str]:
    return [str(number) for number in ids.tolist()]
